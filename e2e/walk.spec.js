// A person takes part, from the mail link to the proof, without script, in each language.
import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { expect, test } from "@playwright/test";
import { BASE, BINARY, ENVIRONMENT, EXAMPLE } from "./node.js";
import { join, signIn } from "./visitor.js";

const LANGUAGES = [
  { tag: "en", locale: "en-GB", statement: "Labels must be readable by a screen reader as well as by eye." },
  { tag: "ko", locale: "ko-KR", statement: "표시는 눈으로 볼 때뿐 아니라 화면 낭독기로도 알 수 있어야 한다." },
];

const process_ = `/p/${EXAMPLE}`;

for (const { tag, locale, statement } of LANGUAGES) {
  test(`sign-in, vote, statement, map, receipt, verify in ${tag}`, async ({ browser }, testInfo) => {
    const context = await browser.newContext({ locale, javaScriptEnabled: false, baseURL: BASE });
    const page = await context.newPage();

    await test.step("the home page is in the visitor's language and leads to the process", async () => {
      await page.goto("/");
      await expect(page.locator("html")).toHaveAttribute("lang", tag);
      await page.locator(`main a[href^='${process_}']`).first().click();
      await expect(page.locator("h1")).toBeVisible();
      expect(await context.cookies(), "no cookie before sign-in").toEqual([]);
    });

    await test.step("sign in by mail link", () => signIn(page, `walker-${tag}@example.org`, process_));
    await test.step("join under a pseudonym", () => join(page, `walker ${tag}`));

    let entry = 0;
    await test.step("vote", async () => {
      await page.goto(`${process_}/vote`);
      await page.locator("form.ballot button[value=agree]").click();
      await expect(page.getByRole("status")).toBeVisible();
      const link = page.getByRole("status").locator("a[href*='/record/']").first();
      entry = Number(/record\/(\d+)/.exec(await link.getAttribute("href"))[1]);
    });

    await test.step("change the vote", async () => {
      const about = await page.getByRole("status").locator("a[href*='/statements/']").first().getAttribute("href");
      await page.goto(about);
      await expect(page.locator("button[value=agree]")).toHaveAttribute("aria-pressed", "true");
      await page.locator("button[value=pass]").click();
      await expect(page.getByRole("status")).toBeVisible();
      await page.goto(about);
      await expect(page.locator("button[value=pass]")).toHaveAttribute("aria-pressed", "true");
    });

    await test.step("write a statement and see how it fares", async () => {
      await page.goto(`${process_}/statements/new`);
      await page.locator("textarea[name=text]").fill(statement);
      await page.locator("select[name=language]").selectOption(tag);
      await page.locator("main form button[type=submit]").click();
      await expect(page.getByRole("status")).toBeVisible();
      await page.goto(`${process_}/mine`);
      await expect(page.locator("main")).toContainText(statement);
    });

    await test.step("a statement that is too short loses nothing that was typed", async () => {
      await page.goto(`${process_}/statements/new`);
      const long = "x".repeat(2_000);
      await page.locator("textarea[name=text]").evaluate((field) => field.removeAttribute("maxlength"));
      await page.locator("textarea[name=text]").fill(long);
      await page.locator("select[name=language]").selectOption(tag);
      await page.locator("main form button[type=submit]").click();
      await expect(page.getByRole("alert")).toBeVisible();
      await expect(page.locator("textarea[name=text]")).toHaveValue(long);
    });

    await test.step("the opinion map says in words and table what it shows", async () => {
      await page.goto(`${process_}/map`);
      await expect(page.locator("main svg").first()).toBeVisible();
      await expect(page.locator("main table").first()).toBeVisible();
    });

    await test.step("the receipt of the vote", async () => {
      await page.goto(`${process_}/record/${entry}`);
      await expect(page.locator("main")).toContainText(entry.toLocaleString("en"));
      const link = await page.locator("main a[href$='.tlog-proof']").getAttribute("href");
      const receipt = await context.request.get(link);
      expect(receipt.status()).toBe(200);
      const file = testInfo.outputPath("vote.tlog-proof");
      writeFileSync(file, await receipt.body());
      // The first key is the Ed25519 one, which every verifier knows.
      const [key] = (await (await context.request.get(`${process_}/vkey`)).text()).split("\n");
      const checked = spawnSync(BINARY, ["receipt", "check", file, "--key", key], { encoding: "utf8", env: ENVIRONMENT });
      expect(checked.status, checked.stdout + checked.stderr).toBe(0);
    });

    await test.step("anyone can verify the node", () => {
      const verified = spawnSync(BINARY, ["verify", BASE], { encoding: "utf8", env: { ...ENVIRONMENT, MARU_HEADS: testInfo.outputPath("heads.json") } });
      expect(verified.status, verified.stdout + verified.stderr).toBe(0);
    });

    await test.step("sign out", async () => {
      await page.goto(process_);
      await page.locator("form[action*='/sign-out'] button").click();
      await page.goto(process_);
      await expect(page.locator("form[action*='/sign-out']")).toHaveCount(0);
    });
    await context.close();
  });
}

test("a visitor may choose another language than the browser's, and keeps it from page to page", async ({ browser }) => {
  const context = await browser.newContext({ locale: "en-GB", javaScriptEnabled: false, baseURL: BASE });
  const page = await context.newPage();
  await page.goto(process_);
  await page.locator("a[hreflang=ko]").click();
  await expect(page.locator("html")).toHaveAttribute("lang", "ko");
  await page.locator(`a[href^='${process_}/results']`).first().click();
  await expect(page.locator("html")).toHaveAttribute("lang", "ko");
  await page.locator("a[hreflang=en]").click();
  await expect(page.locator("html")).toHaveAttribute("lang", "en");
  await context.close();
});
