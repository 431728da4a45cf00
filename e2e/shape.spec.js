// What every page has, whatever it shows: a title, one heading of the first order, a way past the menu, and no sideways scrolling.
import { expect, test } from "@playwright/test";
import { BASE } from "./node.js";
import { LANGUAGES, PUBLIC_PAGES, REAL_PAGES } from "./pages.js";

// 240 is an old phone; 320 is a desktop at 400% zoom.
const NARROW = [240, 320, 360];

for (const lang of LANGUAGES) {
  test.describe(`shape, ${lang}`, () => {
    test.use({ locale: lang === "ko" ? "ko-KR" : "en-GB" });

    for (const address of [...PUBLIC_PAGES, ...REAL_PAGES]) {
      test(`${address} has its parts and fits narrow screens`, async ({ page }) => {
        await page.goto(address);
        await expect(page).toHaveTitle(/.+ · Maru$/);
        await expect(page.locator("h1")).toHaveCount(1);
        await expect(page.locator("main#main")).toHaveCount(1);
        await page.keyboard.press("Tab");
        await expect(page.locator("a.skip")).toBeFocused();
        for (const width of NARROW) {
          await page.setViewportSize({ width, height: 640 });
          const wide = await page.evaluate(() => document.documentElement.scrollWidth);
          expect(wide, `no sideways scrolling at ${width} px`).toBeLessThanOrEqual(width);
        }
      });
    }
  });
}

// Enough to reach every kind of page; a record of fifty thousand entries is not read to its end.
const CRAWLED = 400;

test("every link leads somewhere", async ({ request }) => {
  test.setTimeout(600_000);
  const waiting = ["/", ...PUBLIC_PAGES, ...REAL_PAGES];
  const seen = new Set(waiting);
  const broken = [];
  for (let count = 0; count < CRAWLED && waiting.length > 0; count += 1) {
    const address = waiting.shift();
    const answer = await request.get(address, { headers: { accept: "text/html" } });
    if (answer.status() !== 200) broken.push(`${address} answers ${answer.status()}`);
    if (!answer.headers()["content-type"]?.startsWith("text/html")) continue;
    for (const [, href] of (await answer.text()).matchAll(/(?:href|src)="([^"]+)"/g)) {
      const target = new URL(href.replaceAll("&amp;", "&"), new URL(address, BASE));
      const inside = target.pathname + target.search;
      // Links in mails are somebody else's, work once, and are walked by those who asked for them.
      if (target.origin !== BASE || target.pathname.startsWith("/sign-in/confirm") || seen.has(inside)) continue;
      seen.add(inside);
      waiting.push(inside);
    }
  }
  expect(broken).toEqual([]);
});
