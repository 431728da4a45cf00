// Pictures of every page for people to look at; nothing is compared.
import { test } from "@playwright/test";
import { BASE } from "./node.js";
import { LANGUAGES, PUBLIC_PAGES, REAL_PAGES, SIGNED_IN_PAGES, nameOf } from "./pages.js";
import { join, signIn } from "./visitor.js";

const WIDTHS = [360, 1280];

for (const lang of LANGUAGES) {
  const locale = lang === "ko" ? "ko-KR" : "en-GB";
  for (const width of WIDTHS) {
    const path = (name) => `screenshots/${lang}-${width}/${name}.png`;

    test(`public pages in ${lang} at ${width} px`, async ({ browser }) => {
      test.setTimeout(600_000);
      const context = await browser.newContext({ locale, baseURL: BASE, viewport: { width, height: 800 } });
      const page = await context.newPage();
      for (const address of [...PUBLIC_PAGES, ...REAL_PAGES]) {
        await page.goto(address);
        await page.screenshot({ path: path(nameOf(address)), fullPage: true });
      }
      await context.close();
    });

    test(`pages of a participant in ${lang} at ${width} px`, async ({ browser }) => {
      test.setTimeout(600_000);
      const context = await browser.newContext({ locale, baseURL: BASE, viewport: { width, height: 800 } });
      const page = await context.newPage();
      await signIn(page, `photographer-${lang}-${width}@example.org`);
      await page.goto("/p/synthetic-media/join");
      await page.screenshot({ path: path("signed-join"), fullPage: true });
      await join(page, `photographer ${lang} ${width}`);
      for (const address of SIGNED_IN_PAGES) {
        await page.goto(address);
        await page.screenshot({ path: path(`signed-${nameOf(address)}`), fullPage: true });
      }
      await page.goto("/p/synthetic-media/vote");
      await page.locator("form.ballot button[value=agree]").click();
      await page.screenshot({ path: path("signed-voted"), fullPage: true });
      await context.close();
    });
  }
}
