import { expect, test } from "@playwright/test";
import { BASE } from "./node.js";
import { PUBLIC_PAGES, REAL_PAGES } from "./pages.js";

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
