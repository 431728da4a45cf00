// The demonstration is a process in mid-life, says on its pages that people and days are made up, and lets anyone look at it as its
// secretariat with one click; without script, in each language.
import { expect, test } from "@playwright/test";
import { BASE, EXAMPLE } from "./node.js";

const process_ = `/p/${EXAMPLE}`;
const WORDS = {
  en: { days: "The days on which they acted are made up, too.", see: "See it as the secretariat", is: "You see it as the secretariat" },
  ko: { days: "참여한 날짜도 가상입니다.", see: "사무국의 눈으로 보기", is: "지금은 사무국으로 보고 있습니다" },
};

for (const [tag, words] of Object.entries(WORDS)) {
  test(`one click leads to the desk of the demonstration in ${tag}`, async ({ browser }) => {
    const context = await browser.newContext({ locale: tag === "ko" ? "ko-KR" : "en-GB", javaScriptEnabled: false, baseURL: BASE });
    const page = await context.newPage();
    await page.goto(process_);
    await expect(page.locator(".note.sim")).toContainText(words.days);
    expect(await context.cookies(), "no cookie before anybody asks").toEqual([]);
    await page.getByRole("button", { name: words.see }).click();
    await expect(page).toHaveURL(new RegExp(`${process_}/desk$`));
    await expect(page.locator(".note.sim")).toContainText(words.is);
    await expect(page.getByRole("button", { name: words.see })).toHaveCount(0);
    // There is something to do: unanswered remarks, and an author who objects.
    await expect(page.locator(`main a[href*='${process_}/desk/remarks?show=unanswered']`)).toHaveCount(1);
    await expect(page.locator(`main a[href*='${process_}/desk/remarks?show=objecting']`)).toHaveCount(1);
    await page.goto(`${process_}/ballots`);
    await expect(page.locator("main ul.rows > li")).toHaveCount(2);
    await page.goto(`${process_}/map/days`);
    await expect(page.locator("main")).not.toContainText("⟨");
    await context.close();
  });
}

test("entries of the demonstration lie on many days, none of them to come", async ({ request }) => {
  const days = new Set();
  const { counts: { entries } } = await (await request.get(`/api/processes/${EXAMPLE}`)).json();
  for (let number = 0; number < entries; number += Math.ceil(entries / 40)) {
    const page = await (await request.get(`${process_}/record/${number}`)).text();
    const at = /<time datetime="([^"]+)"/.exec(page)[1];
    expect(new Date(at).getTime()).toBeLessThanOrEqual(Date.now());
    days.add(at.slice(0, 10));
  }
  expect(days.size, "the sample lies on many days").toBeGreaterThan(12);
});
