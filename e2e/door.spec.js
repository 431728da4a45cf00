// Who is invited, who is refused and who speaks, in the browser without script: a list of sixty, answers with codes, applications, an appeal
// that is won, two meetings with a queue, a closed one, and what the openness report says of it all.
import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { expect, test } from "@playwright/test";
import { BASE, BINARY, DATA, ENVIRONMENT } from "./node.js";
import { signIn } from "./visitor.js";

const ID = "small-room";
const HOME = `/p/${ID}`;
const day = (offset) => new Date(Date.now() + offset * 86_400_000).toISOString().slice(0, 10);
// As a field for day and time takes it, so many hours from now, at no distance from UTC.
const hour = (offset) => new Date(Date.now() + offset * 3_600_000).toISOString().slice(0, 16);
const CODE = /[0-9A-Z]{5}(?:-[0-9A-Z]{5}){3}/g;

const CHARTER = `
id = "${ID}"
title = { en = "A small room" }
purpose = { en = "To test the door" }
mandate = { en = "None" }
participation_level = "consult"
eligibility = { en = "Teachers of the district" }
registration = "invited"
groups = [{ id = "schools", title = { en = "Schools" } }, { id = "parents", title = { en = "Parents" } }]
languages = ["en"]
moderation = "after"
budget = { en = "None" }
funders = { en = "Nobody" }
contact = "test@example.org"
minimum_group = 1
[decides]
who = { en = "All" }
rule = { en = "Majority" }
quorum = { en = "One" }
tie = { en = "No" }
[[phase]]
id = "talk"
title = { en = "Talk" }
opens = "2020-01-01"
closes = "2199-12-31"
acts = ["join", "statement", "vote"]
`;

// A command at the operator's door, while the node is served.
function maru(...words) {
  const answer = spawnSync(BINARY, ["--data", DATA, "process", ...words], { env: { ...ENVIRONMENT, MARU_ADDRESS: BASE }, encoding: "utf8" });
  expect(answer.status, `${words.join(" ")}: ${answer.stderr}`).toBe(0);
  return answer.stdout;
}

test("sixty are invited, five decline, three are refused and one of them is let in on appeal", async ({ browser }, testInfo) => {
  test.setTimeout(180_000);
  const numbers = {};
  const visitor = async (name) => {
    const context = await browser.newContext({ locale: "en-GB", javaScriptEnabled: false, baseURL: BASE });
    const page = await context.newPage();
    if (name) await signIn(page, `${name}@example.org`, "/");
    return page;
  };
  const joins = async (page, name, code) => {
    await page.goto(`${HOME}/invited?code=${code}`);
    await page.locator("main a.button.go").click();
    await page.locator("input[name=pseudonym]").fill(name);
    await page.locator("main form button.go").click();
    await page.goto(`${HOME}/people`);
    const link = await page.locator("main tr", { hasText: name }).first().locator("a[href*='/record/']").getAttribute("href");
    numbers[name] = /record\/(\d+)/.exec(link)[1];
  };
  const send = (page) => page.locator("main form button.go").first().click();
  const status = (page) => expect(page.getByRole("status").first()).toBeVisible();

  const charter = testInfo.outputPath("charter.toml");
  const list = testInfo.outputPath("offices.csv");
  writeFileSync(charter, CHARTER);
  writeFileSync(list, `to,class,seats,last_day,reason\nclass,Those who run the process,3,${day(9)},chosen by the council\n`);
  maru("create", charter);
  maru("open", ID, "--reason", "The preparations are done");
  expect(maru("invitation", "import", ID, list, "--dry-run")).toContain("Nothing was entered.");
  const printed = maru("invitation", "import", ID, list);
  const offices = printed.match(CODE);
  expect(offices).toHaveLength(3);
  maru("invitation", "sent", ID, "--means", "hand", /invitation (\d+)/.exec(printed)[1]);

  const registrar = await visitor("registrar");
  const judge = await visitor("judge");
  await joins(registrar, "owl", offices[0]);
  await joins(judge, "swan", offices[1]);
  const chair = await visitor("chair");
  await joins(chair, "stork", offices[2]);
  maru("office", ID, numbers.owl, "registrar", "--reason", "Chosen by the council");
  maru("office", ID, numbers.swan, "appeals", "--reason", "Chosen by the council");
  maru("office", ID, numbers.stork, "chair", "--reason", "Chosen by the council");

  let codes = [];
  await test.step("the registrar looks at a list of sixty, mends it, and enters it whole", async () => {
    const rows = Array.from({ length: 60 }, (_, place) => `person,,,${place % 2 ? "schools" : "parents"},KR,${day(9)},teaches in the district`);
    const text = ["to,class,seats,group,country,last_day,reason", ...rows].join("\n");
    await registrar.goto(`${HOME}/desk/invitations`);
    await registrar.locator("textarea[name=list]").fill(text.replace("parents", "friends"));
    await registrar.locator("button[value=look]").click();
    await expect(registrar.locator("button[value=enter]")).toHaveCount(0);
    await registrar.locator("textarea[name=list]").fill(text);
    await registrar.locator("button[value=look]").click();
    await registrar.locator("button[value=enter]").click();
    await status(registrar);
    codes = (await registrar.locator("main ol code").allTextContents()).filter((text) => text.match(CODE)?.[0] === text);
    expect(codes).toHaveLength(60);
    const entries = (await registrar.locator("main h2").allTextContents()).map((text) => /\d+/.exec(text)?.[0]).filter(Boolean);
    maru("invitation", "sent", ID, "--means", "paper", ...entries);
  });

  const anybody = await visitor();
  const guest = await visitor("guest");
  await test.step("five decline without an account, one comes in", async () => {
    for (const code of codes.slice(0, 5)) {
      await anybody.goto(`${HOME}/invited`);
      await anybody.locator("input[name=code]").fill(code.toLowerCase());
      await send(anybody);
      await anybody.locator("details summary").filter({ hasText: /decline/i }).click();
      await anybody.locator("button[value=decline]").click();
      await status(anybody);
    }
    await joins(guest, "guest", codes[5]);
    await anybody.goto(`${HOME}/invited?code=${codes[5]}`);
    await expect(anybody.locator("button[value=decline]")).toHaveCount(0);
  });

  const applicants = [];
  await test.step("three apply, and are refused", async () => {
    for (const name of ["heron", "crane", "ibis"]) {
      const page = await visitor(name);
      await page.goto(`${HOME}/apply`);
      await page.locator("textarea[name=text]").fill(`I am ${name}, and I teach.`);
      await page.locator("select[name=language]").selectOption("en");
      await send(page);
      await status(page);
      applicants.push({ name, page, code: (await page.locator("main p.lead code").textContent()).trim() });
    }
    for (let count = 0; count < applicants.length; count += 1) {
      await registrar.goto(`${HOME}/desk/applications`);
      await registrar.locator("details summary").first().click();
      const form = registrar.locator("details form").first();
      await form.locator("select[name=why]").selectOption("no-seats");
      await form.locator("textarea[name=text]").fill("All seats are taken.");
      await form.locator("select[name=language]").selectOption("en");
      await form.locator("button[value=refuse]").click();
      await status(registrar);
    }
  });

  await test.step("one appeals with the code, and somebody else than whoever refused overturns it", async () => {
    const [{ page, code, name }] = applicants;
    await page.goto(`${HOME}/invited?code=${code}`);
    await page.locator("main a.button").first().click();
    await expect(page.locator("input[name=code]")).toHaveValue(code.replaceAll("-", ""));
    await page.locator("textarea[name=text]").fill("A seat is free: five declined.");
    await page.locator("select[name=language]").selectOption("en");
    await send(page);
    await expect(page.locator("main")).toContainText("A ruling is due by");
    await judge.goto(`${HOME}/desk/appeals`);
    await judge.locator("select[name=verdict]").selectOption("overturned");
    await judge.locator("textarea[name=text]").fill("Seats are free.");
    await judge.locator("select[name=language]").selectOption("en");
    await send(judge);
    await status(judge);
    await joins(page, name, code);
  });

  // Returns the page of a meeting of one item.
  const announces = async (title, from, to, closed) => {
    await chair.goto(`${HOME}/desk/meetings`);
    const fields = { "input[name=title]": title, "input[name=starts]": hour(from), "input[name=ends]": hour(to), "textarea[name=place]": "The hall", "textarea[name=agenda]": "Seats" };
    for (const [field, words] of Object.entries(fields)) await chair.locator(field).fill(words);
    await chair.locator("select[name=language]").selectOption("en");
    if (closed) {
      await chair.locator("select[name=access]").selectOption("closed");
      await chair.locator("input[name=reason]").fill(closed);
    }
    await send(chair);
    await status(chair);
    return new URL(chair.url()).pathname;
  };
  const minutes = async (meeting, more) => {
    await chair.goto(`${meeting}/run`);
    const counted = chair.locator("form[action*='/attendance']");
    await counted.locator("input[name='room-schools']").fill("12");
    await counted.locator("button.go").click();
    await status(chair);
    const written = chair.locator("form[action*='/minutes']");
    for (const [field, words] of Object.entries({ "item-1": "Five seats stay free.", ...more })) await written.locator(`textarea[name='${field}']`).fill(words);
    await written.locator("select[name=language]").selectOption("en");
    await written.locator("button.go").click();
    await status(chair);
  };

  await test.step("in two meetings people ask for the floor, and who waits longest in a group that was not heard comes first", async () => {
    for (const title of ["First reading", "Second reading"]) {
      const floor = `${await announces(title, -1, 2)}/floor`;
      for (const page of [guest, applicants[0].page]) {
        await page.goto(floor);
        await page.locator("form[action*='/floor/ask'] button[value=room]").click();
        await status(page);
      }
      for (const name of ["guest", applicants[0].name]) {
        await chair.goto(floor);
        await chair.locator("form[action*='/floor/call'] button.go").first().click();
        await expect(chair.locator("main h2 + p b").first()).toHaveText(name);
        await chair.locator("form[action*='/floor/end'] button").click();
        await status(chair);
      }
      await anybody.goto(floor);
      // One row for the guest’s group, one for the applicant, who named none: each had a turn.
      await expect(anybody.locator("main table").first().locator("tbody tr")).toHaveCount(2);
    }
  });

  await test.step("a closed session says why, and afterwards who was there and what came of it", async () => {
    const meeting = await announces("The offers", -30, -29, "Offers of firms are read");
    await anybody.goto(meeting);
    await expect(anybody.locator("main")).toContainText("Offers of firms are read");
    await minutes(meeting, { members: "Stork and two firms", outcome: "One offer stays." });
    await anybody.goto(meeting);
    await expect(anybody.locator("main")).toContainText("Stork and two firms");
    await expect(anybody.locator("main")).toContainText("One offer stays.");
  });

  await test.step("the openness report tells of it, and stands in the record as a result", async () => {
    maru("openness", ID, "--publish");
    await anybody.goto(`${HOME}/openness`);
    expect(await anybody.locator("section.finding").count()).toBe(40);
    const report = JSON.parse(maru("openness", ID, "--json"));
    expect(report.findings.some((finding) => finding.standing === "not_met"), "nothing is missing in a report that fails nothing").toBe(true);
    const printed = await anybody.request.get(`${HOME}/openness.pdf`);
    expect((await printed.body()).subarray(0, 5).toString()).toBe("%PDF-");
  });

  await test.step("everyone sees the counts, and a verifier counts again", async () => {
    maru("invitation", "count", ID);
    const counts = (await (await anybody.request.get(`/api/processes/${ID}/participation`)).json()).counts;
    expect(counts).toMatchObject({ invited: 63, sent: 63, accepted: 4, declined: 5, applications: 3, refused: 3, appeals: 1, overturned: 1, late: 0 });
    await anybody.goto(`${HOME}/participation`);
    await expect(anybody.locator("main")).toContainText("All seats are taken".toLowerCase());
    await expect(anybody.locator("main")).not.toContainText("I am heron");
    const wide = await anybody.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    expect(wide, "a table with hidden counts is wider than the window").toBeLessThanOrEqual(0);
    const environment = { ...ENVIRONMENT, MARU_HEADS: testInfo.outputPath("heads.json") };
    const verified = spawnSync(BINARY, ["verify", `${BASE}${HOME}`], { env: environment, encoding: "utf8" });
    expect(verified.status, verified.stdout + verified.stderr).toBe(0);
    const again = spawnSync(BINARY, ["verify", `${BASE}${HOME}`, "--json"], { env: environment, encoding: "utf8" });
    const results = JSON.parse(again.stdout).steps.find((step) => step.what.includes("published result"));
    expect(results, "the report of the record was computed again").toMatchObject({ answer: "ok" });
  });
});
