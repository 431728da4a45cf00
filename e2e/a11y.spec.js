// axe finds nothing on any page, in any language, narrow and wide, light and dark.
import AxeBuilder from "@axe-core/playwright";
import { expect, test } from "@playwright/test";
import { BASE } from "./node.js";
import { LANGUAGES, PUBLIC_PAGES, REAL_PAGES, SIGNED_IN_PAGES } from "./pages.js";
import { join, signIn } from "./visitor.js";

// Colours do not depend on the width, so each width and each scheme is looked at once.
const SIGHTS = [
  { width: 360, colorScheme: "dark" },
  { width: 1280, colorScheme: "light" },
];
const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

async function expectClean(page, what) {
  const found = await new AxeBuilder({ page }).withTags(RULES).analyze();
  const words = found.violations.map(
    ({ id, help, nodes }) => `${id}: ${help}\n  ${nodes.slice(0, 3).map((node) => `${node.target.join(" ")}\n    ${node.html.slice(0, 200)}`).join("\n  ")}`,
  );
  expect(words, what).toEqual([]);
}

async function expectCleanEverywhere(page, address) {
  for (const { width, colorScheme } of SIGHTS) {
    await page.setViewportSize({ width, height: 800 });
    await page.emulateMedia({ colorScheme });
    const answer = await page.goto(address);
    expect(answer.status(), address).toBe(200);
    await expectClean(page, `${address} at ${width} px, ${colorScheme}`);
  }
}

for (const lang of LANGUAGES) {
  const locale = lang === "ko" ? "ko-KR" : "en-GB";
  test.describe(`axe, ${lang}`, () => {
    test.use({ locale });

    for (const address of [...PUBLIC_PAGES, ...REAL_PAGES]) {
      test(`${address} is clean`, async ({ page }) => {
        await expectCleanEverywhere(page, address);
        await expect(page.locator("html")).toHaveAttribute("lang", lang);
      });
    }

    test("the pages of somebody who takes part are clean", async ({ browser }) => {
      test.setTimeout(180_000);
      const context = await browser.newContext({ locale, baseURL: BASE });
      const page = await context.newPage();
      await signIn(page, `axe-${lang}@example.org`);
      await page.goto("/p/synthetic-media/join");
      await expectClean(page, "the page on which one joins");
      await join(page, `axe ${lang}`);
      for (const address of SIGNED_IN_PAGES) await expectCleanEverywhere(page, address);
      await context.close();
    });
  });
}
