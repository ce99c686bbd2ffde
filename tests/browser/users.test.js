// The page at /users: what a browser gets where a program gets JSON.

import assert from "node:assert/strict";
import { after, afterEach, before, beforeEach, describe, it } from "node:test";

import { elsewhere, openPage, picture, startBrowser } from "./browser.js";
import { admin, startPlenary } from "./plenary.js";

describe("the page at /users", { timeout: 120_000 }, () => {
  let plenary, browser, tab;

  before(async () => {
    plenary = await startPlenary();
    await plenary.post("/auth/register", { username: "ada", email: "ada@example.org", password: "correct-horse-battery" });
    browser = await startBrowser();
  });
  after(async () => {
    await browser?.close();
    await plenary?.stop();
  });
  beforeEach(async () => {
    tab = await openPage(browser);
  });
  afterEach(() => tab.close());

  it("lists the users and has a form, to a browser", async () => {
    const answer = await tab.page.goto(`${plenary.url}/users`);
    await picture(tab.page, "users");
    assert.equal(answer.status(), 200);
    assert.match(answer.headers()["content-type"], /^text\/html/);
    assert.match(await tab.page.locator("body").innerText(), /\bada\b/);
    for (const name of ["username", "email", "password"]) {
      assert.equal(await tab.page.locator(`form [name="${name}"]`).count(), 1, name);
    }
    assert.deepEqual(tab.errors, []);
    assert.deepEqual(elsewhere(tab.requests, plenary.url), []);
  });

  it("tells nobody's address to a stranger", async () => {
    await tab.page.goto(`${plenary.url}/users`);
    assert.doesNotMatch(await tab.page.content(), /ada@example\.org/);
  });

  it("adds a user whom an admin types into the form", async () => {
    await logIn(tab.page, admin);
    await submit(tab.page, { username: "grace", email: "grace@example.org", password: "correct-horse-battery" });
    await picture(tab.page, "users-added");
    await tab.page.goto(`${plenary.url}/users`);
    assert.match(await tab.page.locator("body").innerText(), /\bgrace\b/);
    assert.match(await tab.page.content(), /grace@example\.org/);
    assert.deepEqual(tab.errors, []);
  });

  it("says in the page what is wrong with the form", async () => {
    await logIn(tab.page, admin);
    await submit(tab.page, { username: "ada", email: "second@example.org", password: "correct-horse-battery" });
    await picture(tab.page, "users-refused");
    const field = tab.page.locator('form [name="username"]');
    assert.equal(await field.getAttribute("aria-invalid"), "true");
    assert.match(await tab.page.locator(`#${await field.getAttribute("aria-describedby")}`).innerText(), /taken/);
    assert.equal(await tab.page.locator('form [name="email"]').inputValue(), "second@example.org");
  });

  /** Signs in inside the browser, which keeps the cookie of the session. */
  async function logIn(page, { username, password }) {
    await page.goto(`${plenary.url}/docs`);
    const status = await page.evaluate(
      async (body) =>
        (await fetch("/login", { method: "POST", headers: { "content-type": "application/json" }, body })).status,
      JSON.stringify({ username, password }),
    );
    assert.equal(status, 200);
  }

  async function submit(page, values) {
    await page.goto(`${plenary.url}/users`);
    for (const [name, value] of Object.entries(values)) await page.locator(`form [name="${name}"]`).fill(value);
    await Promise.all([
      page.waitForResponse((response) => response.request().method() === "POST"),
      page.locator("form [type=submit]").click(),
    ]);
    await page.waitForLoadState();
  }
});
