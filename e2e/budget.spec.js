// Slow lines and old phones: how much a page weighs, whom it asks, what it leaves behind.
import http from "node:http";
import { expect, test } from "@playwright/test";
import { BASE } from "./node.js";
import { LANGUAGES, PUBLIC_PAGES, REAL_PAGES } from "./pages.js";

// As sent, compressed. A first view fits into the first ten packets of a connection, and that is what the number is about.
const FIRST_VIEW_BYTES = 13_000;
const WHOLE_PAGE_BYTES = 40_000;

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

for (const lang of LANGUAGES) {
  for (const address of [...PUBLIC_PAGES, ...REAL_PAGES]) {
    test(`${address} in ${lang} is light and keeps to itself`, async ({ browser }) => {
      const first = await sent(address, lang);
      expect(first.status).toBe(200);
      expect(first.headers["content-encoding"], "compressed").toBe("br");
      expect(first.bytes, "first view").toBeLessThanOrEqual(FIRST_VIEW_BYTES);
      expect(first.headers["set-cookie"], "no cookie before sign-in").toBeUndefined();

      const context = await browser.newContext({ locale: lang === "ko" ? "ko-KR" : "en-GB", baseURL: BASE });
      const page = await context.newPage();
      const asked = [];
      const complaints = [];
      page.on("request", (request) => asked.push(request));
      page.on("console", (message) => message.type() === "error" && complaints.push(message.text()));
      page.on("pageerror", (error) => complaints.push(String(error)));
      await page.goto(address, { waitUntil: "networkidle" });
      const addresses = asked.map((request) => request.url()).filter((url) => !url.startsWith("data:"));
      expect(addresses.filter((url) => !url.startsWith(`${BASE}/`)), "no third party is asked").toEqual([]);
      expect(asked.filter((request) => request.resourceType() === "font"), "no web font").toEqual([]);
      expect(complaints, "the browser has nothing to complain of").toEqual([]);
      expect(await context.cookies()).toEqual([]);
      const others = asked.filter((request) => !["document", "image"].includes(request.resourceType())).map((request) => request.url());
      const weights = await Promise.all(others.map((url) => sent(url, lang)));
      const whole = weights.reduce((sum, part) => sum + part.bytes, first.bytes);
      expect(whole, "everything but pictures").toBeLessThanOrEqual(WHOLE_PAGE_BYTES);
      await context.close();
    });
  }
}
