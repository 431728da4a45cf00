// What axe is asked, the same everywhere.
import AxeBuilder from "@axe-core/playwright";
import { expect } from "@playwright/test";

// Colours do not depend on the width, so each width and each scheme is looked at once.
const WIDE = { width: 1280, colorScheme: "light" };
const NARROW = { width: 360, colorScheme: "dark" };
const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
// What may differ between two sights of the same page. All else is in its elements, which are the same.
const RULES_OF_SIGHT = ["color-contrast", "target-size", "link-in-text-block", "scrollable-region-focusable"];

export async function expectClean(page, what) {
  await expectNothing(asked(page).withTags(RULES), what);
}

// The page that is open, wide and narrow; nothing on it depends on the width when it is loaded. Every rule is asked of one sight: of the
// wide one in English, of the narrow one in Korean, so that what is hidden in one of them is asked everything in the other.
export async function expectCleanInAllSights(page, address, lang) {
  const [whole, other] = lang === "ko" ? [NARROW, WIDE] : [WIDE, NARROW];
  await show(page, whole);
  await expectClean(page, `${address} at ${whole.width} px, ${whole.colorScheme}`);
  await show(page, other);
  await expectNothing(asked(page).withRules(RULES_OF_SIGHT), `${address} at ${other.width} px, ${other.colorScheme}`);
}

async function show(page, { width, colorScheme }) {
  await page.setViewportSize({ width, height: 800 });
  await page.emulateMedia({ colorScheme });
}

// The older way of asking opens no second page to put the answers of frames together. No page of ours has frames.
function asked(page) {
  return new AxeBuilder({ page }).setLegacyMode(true);
}

async function expectNothing(question, what) {
  const found = await question.analyze();
  const words = found.violations.map(
    ({ id, help, nodes }) => `${id}: ${help}\n  ${nodes.slice(0, 3).map((node) => `${node.target.join(" ")}\n    ${node.html.slice(0, 200)}`).join("\n  ")}`,
  );
  expect(words, what).toEqual([]);
}
