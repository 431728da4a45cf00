// What a visitor does, in terms of forms and links, the same in every language.
import { expect } from "@playwright/test";
import { EXAMPLE } from "./node.js";

// Signs in by the mail link that the demo shows at /demo/mail.
export async function signIn(page, email, then) {
  await page.goto(`/sign-in${then ? `?then=${encodeURIComponent(then)}` : ""}`);
  await page.locator("main input[type=email]").fill(email);
  await page.locator("main form button[type=submit]").click();
  const back = page.url();
  await page.goto("/demo/mail");
  const mail = page.locator("main li, main article, main section").filter({ hasText: email }).first();
  await mail.locator("a[href*='/sign-in/']").first().click();
  // Mail scanners follow links, so the link only leads to a button.
  await page.locator("main form button[type=submit]").click();
  await expect(page.locator("form[action*='/sign-out']")).toBeVisible();
  return back;
}

// Takes a pseudonym in the example process and answers what its charter asks.
export async function join(page, pseudonym) {
  await page.goto(`/p/${EXAMPLE}/join`);
  const form = page.locator("main form").first();
  await form.locator("input[type=text], input:not([type])").first().fill(pseudonym);
  for (const select of await form.locator("select").all()) {
    if ((await select.inputValue()) === "") await select.selectOption({ index: 1 });
  }
  await form.locator("button[type=submit]").click();
}
