// The one script there is: it looks closer at the map, by keyboard and with a screen reader, and the page is complete without it.
import { expect, test } from "@playwright/test";
import { expectCleanInAllSights } from "./axe.js";
import { EXAMPLE } from "./node.js";

const map = `/p/${EXAMPLE}/map`;
const BUTTON = { en: "Look closer: choose a group and see its statements", ko: "자세히 보기: 그룹을 골라 그 답을 봅니다" };

for (const lang of ["en", "ko"]) {
  test.describe(`the map looked at closer, ${lang}`, () => {
    test.use({ locale: lang === "ko" ? "ko-KR" : "en-GB" });

    test("a group is chosen by keyboard and its statements are told", async ({ page }) => {
      test.setTimeout(180_000);
      const complaints = [];
      page.on("console", (message) => message.type() === "error" && complaints.push(message.text()));
      page.on("pageerror", (error) => complaints.push(String(error)));
      await page.goto(map);
      const open = page.getByRole("button", { name: BUTTON[lang] });
      await open.focus();
      await page.keyboard.press("Enter");
      const panel = page.locator("#closer [role=group]");
      await expect(panel.getByRole("heading", { level: 2 })).toBeFocused();
      await expect(open).toHaveAttribute("aria-expanded", "true");

      // The first group is chosen; only its marks stand out, and the list tells how it answered beside everyone.
      const status = panel.getByRole("status");
      const first = await panel.locator("#closer-whose option:checked").textContent();
      await expect(status).toContainText(first.split(" (")[0]);
      await expect(page.locator("svg.map path.g0")).not.toHaveAttribute("opacity", /./);
      await expect(page.locator("svg.map path.g1")).toHaveAttribute("opacity", "0.15");
      await expect(panel.locator("ol li").first().locator("p.figures")).toHaveCount(2);

      await panel.locator("#closer-whose").focus();
      await page.keyboard.press("ArrowDown");
      await expect(page.locator("svg.map path.g0")).toHaveAttribute("opacity", "0.15");

      // By declared group: the list changes and no place of anybody is drawn.
      await panel.locator("#closer-kind").selectOption("stakeholder");
      await expect(page.locator("svg.map path[opacity]")).toHaveCount(0);
      await expect(status).not.toContainText(first.split(" (")[0]);
      await panel.locator("#closer-whose").selectOption({ index: 1 });
      const chosen = await panel.locator("#closer-whose option:checked").textContent();
      await expect(status).toContainText(chosen.split(" (")[0]);

      // Words narrow it down; what is not there is nothing.
      const before = await panel.locator("ol li").count();
      expect(before).toBeGreaterThan(1);
      await panel.locator("#closer-find").fill("zzzz");
      await expect(panel.locator("ol li")).toHaveCount(0);
      await panel.locator("#closer-find").fill("");
      await expect(panel.locator("ol li")).toHaveCount(before);
      await expectCleanInAllSights(page, map, lang);
      expect(complaints).toEqual([]);
    });
  });
}

test("without script nothing is missing and nothing is offered that does not work", async ({ browser }) => {
  const context = await browser.newContext({ javaScriptEnabled: false, locale: "en-GB" });
  const page = await context.newPage();
  await page.goto(new URL(map, test.info().project.use.baseURL).href);
  await expect(page.locator("#closer")).toBeHidden();
  for (const under of ["/map/statements", "/report", "/map/groups.csv"]) {
    await expect(page.locator(`main a[href*='${under}']`).first()).toBeVisible();
  }
  await context.close();
});

test("the report comes as a sheet to print and as a picture", async ({ request }) => {
  for (const [file, kind, begins] of [
    ["report.pdf?lang=ko", "application/pdf", "%PDF-"],
    ["report.png?lang=ko", "image/png", "\x89PNG"],
    ["report.svg?lang=ko", "image/svg+xml", "<svg"],
  ]) {
    const answer = await request.get(`/p/${EXAMPLE}/${file}`);
    expect(answer.status(), file).toBe(200);
    expect(answer.headers()["content-type"]).toBe(kind);
    expect((await answer.body()).subarray(0, begins.length).toString("latin1")).toBe(begins);
  }
});
