// What axe is asked, the same everywhere.
import AxeBuilder from "@axe-core/playwright";
import { expect } from "@playwright/test";

// Colours do not depend on the width, so each width and each scheme is looked at once.
export const SIGHTS = [
  { width: 1280, colorScheme: "light" },
  { width: 360, colorScheme: "dark" },
];
const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

export async function expectClean(page, what) {
  const found = await new AxeBuilder({ page }).withTags(RULES).analyze();
  const words = found.violations.map(
    ({ id, help, nodes }) => `${id}: ${help}\n  ${nodes.slice(0, 3).map((node) => `${node.target.join(" ")}\n    ${node.html.slice(0, 200)}`).join("\n  ")}`,
  );
  expect(words, what).toEqual([]);
}

// The page that is open, in every sight; nothing on it depends on the width when it is loaded.
export async function expectCleanInAllSights(page, address) {
  for (const { width, colorScheme } of SIGHTS) {
    await page.setViewportSize({ width, height: 800 });
    await page.emulateMedia({ colorScheme });
    await expectClean(page, `${address} at ${width} px, ${colorScheme}`);
  }
}
