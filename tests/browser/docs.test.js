// The page at /docs: Swagger UI, whole, offline, and good for trying the API out.

import assert from "node:assert/strict";
import { after, afterEach, before, beforeEach, describe, it } from "node:test";

import { elsewhere, openPage, picture, startBrowser } from "./browser.js";
import { admin, startPlenary } from "./plenary.js";

describe("the page at /docs", { timeout: 120_000 }, () => {
  let plenary, browser, tab;

  before(async () => {
    plenary = await startPlenary();
    browser = await startBrowser();
  });
  after(async () => {
    await browser?.close();
    await plenary?.stop();
  });
  beforeEach(async () => {
    tab = await openPage(browser);
    await tab.page.goto(`${plenary.url}/docs`);
    await tab.page.locator(".opblock").first().waitFor();
  });
  afterEach(() => tab.close());

  it("shows every operation of the document", async () => {
    const document = await (await fetch(`${plenary.url}/openapi.json`)).json();
    const documented = operations(document);
    const shown = await tab.page.locator(".opblock").evaluateAll((blocks) =>
      blocks.map((block) => {
        const method = block.querySelector(".opblock-summary-method").textContent.trim();
        return `${method} ${block.querySelector(".opblock-summary-path").dataset.path}`;
      }),
    );
    await picture(tab.page, "docs");
    assert.ok(documented.size > 10, `${documented.size} operations in the document`);
    assert.deepEqual(new Set(shown), documented);
  });

  it("opens every operation without an error on the console", async () => {
    const blocks = tab.page.locator(".opblock");
    // All at once: a reader's mouse would need a second for each.
    await blocks.evaluateAll((all) => all.forEach((block) => block.querySelector(".opblock-summary-control").click()));
    await tab.page.waitForFunction(
      (count) => document.querySelectorAll(".opblock-body .execute").length === count,
      await blocks.count(),
    );
    assert.deepEqual(tab.errors, []);
  });

  it("asks no other host for anything", async () => {
    await tab.page.waitForLoadState("networkidle");
    assert.ok(tab.requests.length >= 3, `only ${tab.requests}`);
    assert.deepEqual(elsewhere(tab.requests, plenary.url), []);
  });

  it("names no other host in its policy, so that the browser would refuse one", async () => {
    const policy = (await fetch(`${plenary.url}/docs`)).headers.get("content-security-policy") ?? "";
    assert.match(policy, /default-src 'none'/);
    assert.doesNotMatch(policy, /https?:|\*/);
  });

  it("tries an operation out: 401 without a token, 200 once authorized", async () => {
    assert.equal(await tryOut(tab.page, "GET", "/auth/status"), "401");

    const { token } = await plenary.post("/login", { username: admin.username, password: admin.password });
    await authorize(tab.page, token);
    assert.equal(await tryOut(tab.page, "GET", "/auth/status"), "200");
    await picture(tab.page, "docs-authorized");
    const answer = await operation(tab.page, "GET", "/auth/status").locator(".live-responses-table").innerText();
    assert.ok(answer.includes(admin.email), answer);
    assert.deepEqual(elsewhere(tab.requests, plenary.url), []);
  });

  it("tries an operation with a body out, as the document's example gives it", async () => {
    const status = await tryOut(tab.page, "POST", "/auth/register");
    assert.equal(status, "201");
    assert.deepEqual(tab.errors, []);
  });
});

function operations(document) {
  const methods = ["get", "put", "post", "delete", "options", "head", "patch", "trace"];
  return new Set(
    Object.entries(document.paths).flatMap(([path, item]) =>
      methods.filter((method) => item[method]).map((method) => `${method.toUpperCase()} ${path}`),
    ),
  );
}

function operation(page, method, path) {
  return page.locator(`.opblock-${method.toLowerCase()}`, {
    has: page.locator(`.opblock-summary-path[data-path="${path}"]`),
  });
}

/** Presses what a reader presses; returns the status that the page then shows. */
async function tryOut(page, method, path) {
  const block = operation(page, method, path);
  if (!(await block.getAttribute("class")).includes("is-open")) {
    await block.locator(".opblock-summary-control").click();
  }
  const button = block.locator(".try-out__btn").first();
  await button.waitFor();
  if ((await button.innerText()).trim().toLowerCase() === "try it out") await button.click();
  const answered = page.waitForResponse((response) => new URL(response.url()).pathname === path);
  await block.locator(".execute").click();
  await answered;
  const status = block.locator(".live-responses-table .response .response-col_status").first();
  await status.waitFor();
  return (await status.innerText()).trim().split(/\s/)[0];
}

async function authorize(page, token) {
  await page.locator(".auth-wrapper .authorize").first().click();
  const dialog = page.locator(".dialog-ux");
  const bearer = dialog.locator(".auth-container", { has: page.locator("h4", { hasText: /http, bearer/i }) });
  await bearer.locator("input").fill(token);
  await bearer.locator("button.authorize").click();
  await bearer.getByText("Authorized").waitFor();
  await dialog.locator(".btn-done, .close-modal").first().click();
}
