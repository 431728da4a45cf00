// axe finds nothing on the pages of somebody who takes part, in any language, narrow and wide, light and dark; the public pages are
// looked at in public.spec.js.
import { expect, test } from "@playwright/test";
import { expectClean, expectCleanInAllSights } from "./axe.js";
import { BASE } from "./node.js";
import { LANGUAGES, SIGNED_IN_PAGES } from "./pages.js";
import { join, signIn } from "./visitor.js";

for (const lang of LANGUAGES) {
  const locale = lang === "ko" ? "ko-KR" : "en-GB";
  test(`the pages of somebody who takes part are clean in ${lang}`, async ({ browser }) => {
    test.setTimeout(180_000);
    const context = await browser.newContext({ locale, baseURL: BASE });
    const page = await context.newPage();
    await signIn(page, `axe-${lang}@example.org`);
    await page.goto("/p/synthetic-media/join");
    await expectClean(page, "the page on which one joins");
    await join(page, `axe ${lang}`);
    for (const address of SIGNED_IN_PAGES) {
      const answer = await page.goto(address);
      expect(answer.status(), address).toBe(200);
      await expectCleanInAllSights(page, address, lang);
    }
    await context.close();
  });
}
