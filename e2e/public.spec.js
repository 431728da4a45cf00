// Every public page, opened once in each language: how much it weighs and whom it asks (slow lines, old phones), that axe finds nothing
// narrow and wide, light and dark, and what every page has, whatever it shows.
import http from "node:http";
import { expect, test } from "@playwright/test";
import { expectCleanInAllSights } from "./axe.js";
import { BASE } from "./node.js";
import { LANGUAGES, PUBLIC_PAGES, REAL_PAGES } from "./pages.js";

// As sent, compressed. A first view fits into the first ten packets of a connection, and that is what the number is about.
const FIRST_VIEW_BYTES = 13_000;
const WHOLE_PAGE_BYTES = 40_000;

// 240 is an old phone; 320 is a desktop at 400% zoom.
const NARROW = [240, 320, 360];

function sent(address, lang) {
  return new Promise((resolve, reject) => {
    const headers = { "accept-encoding": "br", "accept-language": lang, accept: "text/html,*/*" };
    http.get(new URL(address, BASE), { headers }, (answer) => {
      let bytes = 0;
      answer.on("data", (chunk) => (bytes += chunk.length));
      answer.on("end", () => resolve({ bytes, status: answer.statusCode, headers: answer.headers }));
    }).on("error", reject);
  });
}

async function expectLight(page, asked, first, lang) {
  const addresses = asked.map((request) => request.url()).filter((url) => !url.startsWith("data:"));
  expect(addresses.filter((url) => !url.startsWith(`${BASE}/`)), "no third party is asked").toEqual([]);
  expect(asked.filter((request) => request.resourceType() === "font"), "no web font").toEqual([]);
  expect(await page.context().cookies()).toEqual([]);
  const others = asked.filter((request) => !["document", "image"].includes(request.resourceType())).map((request) => request.url());
  const weights = await Promise.all(others.map((url) => sent(url, lang)));
  const whole = weights.reduce((sum, part) => sum + part.bytes, first.bytes);
  expect(whole, "everything but pictures").toBeLessThanOrEqual(WHOLE_PAGE_BYTES);
}

// A title, one heading of the first order, a way past the menu, and no sideways scrolling.
async function expectShape(page) {
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
}

for (const lang of LANGUAGES) {
  test.describe(`pages, ${lang}`, () => {
    test.use({ locale: lang === "ko" ? "ko-KR" : "en-GB" });

    for (const address of [...PUBLIC_PAGES, ...REAL_PAGES]) {
      test(`${address} is light, keeps to itself, is clean and fits`, async ({ page }) => {
        // Three looks in one: axe alone takes long where the machine is busy.
        test.setTimeout(180_000);
        const first = await sent(address, lang);
        expect(first.status).toBe(200);
        expect(first.headers["content-encoding"], "compressed").toBe("br");
        expect(first.bytes, "first view").toBeLessThanOrEqual(FIRST_VIEW_BYTES);
        expect(first.headers["set-cookie"], "no cookie before sign-in").toBeUndefined();
        const asked = [];
        const complaints = [];
        page.on("request", (request) => asked.push(request));
        page.on("console", (message) => message.type() === "error" && complaints.push(message.text()));
        page.on("pageerror", (error) => complaints.push(String(error)));
        const answer = await page.goto(address);
        expect(answer.status(), address).toBe(200);
        await expect(page.locator("html")).toHaveAttribute("lang", lang);
        await expectCleanInAllSights(page, address, lang);
        await expectShape(page);
        // At the end, so that what a page asks for late, or in another width or scheme, is counted as well.
        await page.waitForLoadState("networkidle");
        await expectLight(page, asked, first, lang);
        expect(complaints, "the browser has nothing to complain of").toEqual([]);
      });
    }
  });
}
