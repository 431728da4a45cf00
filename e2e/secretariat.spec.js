// A secretariat runs a process of its own from template to closing, in the browser, without script, while the node is served.
import { spawnSync } from "node:child_process";
import { expect, test } from "@playwright/test";
import { BASE, BINARY, DATA, ENVIRONMENT } from "./node.js";
import { signIn } from "./visitor.js";

const LANGUAGES = [
  { tag: "en", locale: "en-GB", text: "Say it in plain words.", statement: "Benches belong on every street.", reason: "Because it is time." },
  { tag: "ko", locale: "ko-KR", text: "알기 쉬운 말로 쓰십시오.", statement: "거리마다 긴 의자가 있어야 합니다.", reason: "때가 되었기 때문입니다." },
];

const day = (offset) => new Date(Date.now() + offset * 86_400_000).toISOString().slice(0, 10);

// Counts what a person does: clicks, and pages that are loaded.
function counted(page) {
  const count = { clicks: 0, loads: 0 };
  page.on("load", () => (count.loads += 1));
  return {
    count,
    async click(locator) {
      count.clicks += 1;
      await locator.click();
    },
    taken() {
      const now = { ...count };
      count.clicks = 0;
      count.loads = 0;
      return `${now.clicks} clicks, ${now.loads} loads`;
    },
  };
}

async function fillWhatIsBlank(page, text) {
  for (const field of await page.locator("main form textarea, main form input:not([type])").all()) {
    const name = await field.getAttribute("name");
    // What a charter may leave out has rules of its own: amounts, ways, numbers.
    if (name.startsWith("more.") || name.startsWith("disclosed.") || (await field.inputValue()) !== "") continue;
    await field.fill(text);
  }
}

for (const { tag, locale, text, statement, reason } of LANGUAGES) {
  test(`a process from template to closing in ${tag}`, async ({ browser }, testInfo) => {
    test.setTimeout(180_000);
    const context = await browser.newContext({ locale, javaScriptEnabled: false, baseURL: BASE });
    const page = await context.newPage();
    const mail = `secretary-${tag}@example.org`;
    const id = `walk-${tag}`;
    const home = `/p/${id}`;
    const send = () => page.locator("main form button.go").first().click();
    const done = () => expect(page.getByRole("status").first()).toBeVisible();
    const figures = [];

    await test.step("whoever was not granted it is told who grants it", async () => {
      await signIn(page, mail, "/new");
      await page.goto("/new");
      await expect(page.locator("h1")).toBeVisible();
      expect((await page.request.get("/new")).status()).toBe(403);
      const granted = spawnSync(BINARY, ["--data", DATA, "admin", "grant", mail], { env: ENVIRONMENT, encoding: "utf8" });
      expect(granted.status, granted.stderr).toBe(0);
    });

    await test.step("the account leads to a new process", async () => {
      await page.goto("/");
      await page.locator("header a[href='/account']").click();
      await page.locator("main a[href='/new']").click();
      await page.locator("input[name=id]").fill("Not an id");
      await send();
      await expect(page.getByRole("alert")).toBeVisible();
      await page.locator("input[name=id]").fill(id);
      await send();
    });

    await test.step("section by section, saved, with every fault at once", async () => {
      const draft = /new\/(\d+)/.exec(page.url())[1];
      await page.goto(`/new/${draft}`);
      expect(await page.locator("main ul li").count(), "all faults are listed").toBeGreaterThan(8);
      await page.goto(`/new/${draft}/purpose`);
      for (let section = 0; section < 6; section += 1) {
        await fillWhatIsBlank(page, text);
        if (page.url().includes("/timetable")) {
          await page.locator("input[name='phase.0.opens']").fill(day(-1));
          await page.locator("input[name='phase.0.closes']").fill(day(10));
          await page.locator("input[name='phase.3.opens']").fill(day(-1));
          await page.locator("input[name='phase.3.closes']").fill(day(20));
        }
        if (page.url().includes("/rules")) await page.locator("select[name=moderation]").selectOption("before");
        if (page.url().includes("/people")) {
          await page.locator(`input[name='more.groups.title.${tag}']`).fill(tag === "en" ? "Neighbours" : "이웃");
          await send();
          await expect(page.locator("fieldset").filter({ hasText: tag === "en" ? "Neighbours" : "이웃" }).first()).toBeVisible();
        }
        const next = page.locator("main form button[value=next]");
        if ((await next.count()) > 0) await next.click();
        else await page.locator("main form button[value=back]").click();
      }
      await expect(page.locator("input[name=pseudonym]")).toBeVisible();
      await page.goto(`/new/${draft}/preview`);
      await expect(page.locator("main")).toContainText(text);
      await page.goto(`/new/${draft}`);
      await page.locator("input[name=pseudonym]").fill(`clerk ${tag}`);
      await page.locator("textarea[name=reason]").fill(reason);
      await send();
      await expect(page).toHaveURL(new RegExp(`${home}/desk`));
    });

    await test.step("open it from the desk", async () => {
      await page.goto(`${home}/desk/stage`);
      await page.locator("select[name=stage]").selectOption("open");
      await page.locator("textarea[name=reason]").fill(reason);
      await send();
      await done();
    });

    await test.step("ten people's statements wait, and are accepted at once", async () => {
      const person = await browser.newContext({ locale, javaScriptEnabled: false, baseURL: BASE });
      const other = await person.newPage();
      await signIn(other, `resident-${tag}@example.org`, home);
      await other.goto(`${home}/join`);
      await other.locator("input[name=pseudonym]").fill(`resident ${tag}`);
      await other.locator("main form button.go").click();
      const acts = counted(other);
      for (let number = 0; number < 10; number += 1) {
        if (number === 0) {
          await other.goto(home);
          acts.taken();
          await acts.click(other.locator(`main a[href='${home}/statements/new']`).first());
        } else {
          await other.goto(`${home}/statements/new`);
        }
        await other.locator("textarea[name=text]").fill(`${statement} ${number + 1}`);
        await other.locator("select[name=language]").selectOption(tag);
        await acts.click(other.locator("main form button.go"));
        if (number === 0) figures.push(`first statement: ${acts.taken()}`);
      }
      await person.close();

      const desk = counted(page);
      await page.goto(`${home}/desk`);
      desk.taken();
      await desk.click(page.locator(`main a[href='${home}/desk/moderation']`).first());
      expect(await page.locator("input[name=on]").count()).toBe(10);
      await desk.click(page.locator("input[name=all]"));
      await page.locator("select[name=verdict]").selectOption("accepted");
      await page.locator("textarea[name=reason]").fill(reason);
      await desk.click(page.locator("main form button.go").first());
      await done();
      figures.push(`moderation of ten: ${desk.taken()}`);
    });

    await test.step("extend a phase; everyone sees it", async () => {
      const desk = counted(page);
      await page.goto(`${home}/desk`);
      desk.taken();
      await desk.click(page.locator(`main a[href='${home}/desk/timetable']`).first());
      await page.locator("input[name='phase.0.closes']").fill(day(15));
      await page.locator("textarea[name=reason]").fill(reason);
      await desk.click(page.locator("main form button.go").first());
      await done();
      figures.push(`extension of a phase: ${desk.taken()}`);
      await page.goto(`${home}/charter/changes`);
      const words = { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" };
      const said = new Date(day(15)).toLocaleDateString(locale.startsWith("ko") ? "ko-KR" : "en-GB", words);
      await expect(page.locator("ins").first()).toContainText(said);
    });

    await test.step("anyone answers at once: two clicks from the home page", async () => {
      const stranger = await browser.newContext({ locale, javaScriptEnabled: false, baseURL: BASE });
      const other = await stranger.newPage();
      const acts = counted(other);
      await other.goto("/");
      acts.taken();
      await acts.click(other.locator(`main a[href='${home}/vote']`).first());
      await acts.click(other.locator("form.ballot button[value=agree]"));
      await expect(other.getByRole("status").first()).toBeVisible();
      figures.push(`first answer, from the home page: ${acts.taken()}`);
      await signIn(other, `neighbour-${tag}@example.org`, `${home}/join`);
      await other.goto(`${home}/join`);
      await other.locator("input[name=pseudonym]").fill(`neighbour ${tag}`);
      await expect(other.locator("input[name=answers]")).toBeChecked();
      await other.locator("main form").filter({ has: other.locator("input[name=pseudonym]") }).locator("button.go").click();
      await expect(other.getByRole("status").first()).toBeVisible();
      await other.goto("/account");
      await expect(other.locator("main")).toContainText(`neighbour ${tag}`);
      await stranger.close();
    });

    await test.step("result, decision, closing", async () => {
      await page.goto(`${home}/desk/result`);
      await send();
      await done();
      await page.goto(`${home}/desk/decision`);
      await page.locator("select[name=outcome]").selectOption("adopted");
      await page.locator("select[name=result]").selectOption({ index: 1 });
      await page.locator("textarea[name=text]").fill(statement);
      await page.locator("select[name=language]").selectOption(tag);
      await send();
      await done();
      await page.goto(`${home}/desk/stage`);
      await expect(page.locator("body"), "a key without words").not.toContainText("⟨");
      await page.locator("select[name=stage]").selectOption("closed");
      await page.locator("input[name=cut_short]").check();
      await page.locator("textarea[name=reason]").fill(reason);
      await send();
      await done();
    });

    await test.step("a closed process shows its decision first and offers nothing that is over", async () => {
      await page.goto(home);
      await expect(page.locator("main h1 + .note")).toContainText(statement);
      await expect(page.locator("form.ballot")).toHaveCount(0);
      await page.goto(`${home}/desk`);
      await expect(page.locator(`main a[href='${home}/desk/moderation']`)).toHaveCount(0);
    });

    await test.step("the record holds", async () => {
      // Heads in a file of this run: at this address another run has served another record under the same name.
      const environment = { ...ENVIRONMENT, MARU_HEADS: testInfo.outputPath("heads.json") };
      const answer = spawnSync(BINARY, ["verify", `${BASE}${home}`], { env: environment, encoding: "utf8" });
      expect(answer.status, answer.stdout + answer.stderr).toBe(0);
    });

    for (const figure of figures) console.log(`FIGURE ${tag} ${figure}`);
    testInfo.annotations.push(...figures.map((description) => ({ type: "figure", description })));
    await context.close();
  });
}
