// Debian's Chromium, headless, with a page that remembers what it asked for and what it complained of.

import { mkdir } from "node:fs/promises";
import { join } from "node:path";

import { chromium } from "playwright-core";

const screenshots = process.env.SCREENSHOTS ?? "screenshots";

/** Starts the browser that CHROMIUM names. */
export function startBrowser() {
  return chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    headless: true,
    args: [
      // Root has no other choice, and nothing here loads a page of a stranger.
      "--no-sandbox",
      "--disable-gpu",
      "--disable-dev-shm-usage",
      // Chromium's own traffic would be counted as the page's.
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
    ],
  });
}

/** A page in a fresh profile. `errors`: console errors and uncaught exceptions. `requests`: every URL. */
export async function openPage(browser) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 1000 }, acceptDownloads: false });
  const page = await context.newPage();
  page.setDefaultTimeout(15_000);
  const errors = [];
  const requests = [];
  page.on("console", (message) => message.type() === "error" && errors.push(`${message.text()} (${message.location().url})`));
  page.on("pageerror", (error) => errors.push(String(error)));
  context.on("request", (request) => requests.push(request.url()));
  return { page, errors, requests, close: () => context.close() };
}

/** The requests that left `origin`; what a page carries in itself (data:, blob:) has not left it. */
export function elsewhere(requests, origin) {
  return requests.filter((url) => !["data:", "blob:"].includes(new URL(url).protocol) && new URL(url).origin !== origin);
}

/** Keeps what the page looks like, for whoever reads the run. */
export async function picture(page, name) {
  await mkdir(screenshots, { recursive: true });
  await page.screenshot({ path: join(screenshots, `${name}.png`), fullPage: true });
}
