// From the draft to a remark and to the next version, without script: what a participant and a drafter do over several pages.
import { spawnSync } from "node:child_process";
import AxeBuilder from "@axe-core/playwright";
import { expect, test } from "@playwright/test";
import { BASE, BINARY, DATA, ENVIRONMENT, EXAMPLE } from "./node.js";
import { join, signIn } from "./visitor.js";

const process_ = `/p/${EXAMPLE}`;
const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
const FIRST_VIEW_BYTES = 13_000;

// axe needs script, so it looks at the same page in a browser that has it.
async function expectFit(page, browser, address) {
  const answer = await page.context().request.get(address, { headers: { "accept-encoding": "br" } });
  expect(answer.status(), address).toBe(200);
  const context = await browser.newContext({ baseURL: BASE, storageState: await page.context().storageState(), locale: "en-GB", javaScriptEnabled: true });
  const seeing = await context.newPage();
  for (const width of [360, 1280]) {
    await seeing.setViewportSize({ width, height: 800 });
    await seeing.goto(address);
    const { violations } = await new AxeBuilder({ page: seeing }).withTags(RULES).analyze();
    expect(violations.map(({ id, nodes }) => `${id} ${nodes[0].html.slice(0, 200)}`), `${address} at ${width} px`).toEqual([]);
    const wide = await seeing.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth);
    expect(wide, `${address} is not wider than ${width} px`).toBe(false);
  }
  const weight = await seeing.evaluate(async (where) => {
    const entry = performance.getEntriesByType("navigation")[0];
    return { where, bytes: entry.encodedBodySize };
  }, address);
  expect(weight.bytes, `${address} fits the first round trip`).toBeLessThanOrEqual(FIRST_VIEW_BYTES);
  await context.close();
}

test("a participant writes a remark, and a drafter answers it and publishes the next version", async ({ browser }) => {
  test.setTimeout(300_000);
  const context = await browser.newContext({ locale: "en-GB", javaScriptEnabled: false, baseURL: BASE });
  const page = await context.newPage();
  await signIn(page, "trunk-writer@example.org", process_);
  await join(page, "trunk writer");
  const drafting = await browser.newContext({ locale: "en-GB", javaScriptEnabled: false, baseURL: BASE });
  const desk = await drafting.newPage();
  await signIn(desk, "trunk-drafter@example.org", process_);
  await join(desk, "trunk pen");
  const { me } = await (await drafting.request.get(`/api/processes/${EXAMPLE}`)).json();
  const office = spawnSync(
    BINARY,
    ["--data", DATA, "process", "office", EXAMPLE, String(me.participant), "drafter", "--reason", "Drafts in the test"],
    { encoding: "utf8", env: ENVIRONMENT },
  );
  expect(office.status, office.stdout + office.stderr).toBe(0);

  let remark = "";
  await test.step("the remark hangs on a sentence and proposes words", async () => {
    await page.goto(`${process_}/draft/art_5__para_1`);
    await expectFit(page, browser, `${process_}/draft/art_5__para_1`);
    await page.locator("a[href*='/remarks/new']").first().click();
    await expectFit(page, browser, page.url());
    await page.locator("input[name=sentence]").first().check();
    await page.locator("select[name=kind]").selectOption("technical");
    await page.locator("textarea[name=text]").fill("Say when.");
    await page.locator("select[name=language]").selectOption("en");
    const wording = await page.locator("textarea[name=wording]").inputValue();
    await page.locator("textarea[name=wording]").fill(wording.replace("must", "must at once"));
    await page.locator("button[name=act][value=send]").click();
    await expect(page.locator("ins")).toContainText("at once");
    await page.locator("button[name=act][value=send]").click();
    await expect(page.getByRole("status")).toBeVisible();
    remark = /remarks\/(\d+)/.exec(page.url())[1];
    await expectFit(page, browser, `${process_}/remarks/${remark}`);
  });

  await test.step("the drafter answers it from the desk by unit", async () => {
    await desk.goto(`${process_}/desk/remarks?unit=art_5__para_1`);
    await expectFit(desk, browser, `${process_}/desk/remarks`);
    await expectFit(desk, browser, `${process_}/desk/remarks?unit=art_5__para_1`);
    await desk.locator(`input[name=on][value='${remark}']`).check();
    await desk.locator("select[name=disposition]").selectOption("accepted");
    await desk.locator("textarea[name=text]").fill("Article 5(1) now says at once.");
    await desk.locator("form[method=post] select[name=language]").selectOption("en");
    await desk.locator("input[name=units][value='art_5__para_1']").check();
    await desk.locator("button[name=act][value=answer]").click();
    await expect(desk.getByRole("status")).toBeVisible();
    await page.goto(`${process_}/remarks/${remark}`);
    await expect(page.locator("main")).toContainText("Article 5(1) now says at once.");
    await page.goto(`${process_}/mine`);
    await expect(page.locator("main")).toContainText("Accepted");
  });

  await test.step("the next version is uploaded, looked at and published with its causes", async () => {
    const read = async (language) => (await drafting.request.get(`${process_}/draft.md?text=${language}`)).text();
    const [english, korean] = [await read("en"), await read("ko")];
    const article = english.indexOf("Article 5");
    const must = english.indexOf("must", article);
    const changed = `${english.slice(0, must)}must at once${english.slice(must + 4)}`;
    await desk.goto(`${process_}/desk/draft`);
    await expectFit(desk, browser, `${process_}/desk/draft`);
    const file = (name, text) => ({ name, mimeType: "text/markdown", buffer: Buffer.from(text) });
    await desk.locator("#file-en").setInputFiles(file("draft.en.md", changed));
    await desk.locator("#file-ko").setInputFiles(file("draft.ko.md", korean));
    await desk.locator("button[name=act][value=preview]").click();
    await expect(desk.locator("ins").first()).toContainText("at once");
    await desk.locator("textarea[name=reason]").fill("Takes up a remark on Article 5");
    await desk.locator("button[name=act][value=publish]").click();
    await expect(desk.locator("main")).toContainText("Version 3");
    await page.goto(`${process_}/draft/redline`);
    await expect(page.locator(`a[href*='/remarks/${remark}']`)).toHaveCount(1);
    await expectFit(page, browser, `${process_}/draft/redline`);
  });

  await test.step("the other pages of the trunk fit", async () => {
    for (const under of ["/draft", "/remarks", "/amendments", "/draft/art_2__para_3", "/draft/art_4__para_2", "/amendments/new?unit=art_4"]) {
      await expectFit(page, browser, `${process_}${under}`);
    }
    for (const under of ["/desk", "/desk/merge"]) await expectFit(desk, browser, `${process_}${under}`);
  });
  await context.close();
  await drafting.close();
});
