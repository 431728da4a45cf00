// Every page that a visitor can see without signing in, and those that need it.
import { EXAMPLE, IMPORTED, SHARED_DATA } from "./node.js";

const example = `/p/${EXAMPLE}`;

export const PUBLIC_PAGES = [
  "/",
  example,
  `${example}/charter`,
  `${example}/vote`,
  `${example}/statements`,
  `${example}/map`,
  `${example}/results`,
  `${example}/draft`,
  `${example}/people`,
  `${example}/moderation`,
  `${example}/record`,
  `${example}/record/3`,
  "/norms",
  "/about",
  "/about/verify",
  "/about/accessibility",
  "/sign-in",
  "/demo/mail",
];

// The same pages filled by people: long texts, thousands of votes, another language.
export const REAL_PAGES = SHARED_DATA
  ? ["", "/vote", "/statements", "/map", "/results", "/people", "/record"].map((end) => `/p/${IMPORTED}${end}`)
  : [];

export const SIGNED_IN_PAGES = [
  example,
  `${example}/vote`,
  `${example}/statements`,
  `${example}/statements/new`,
  `${example}/mine`,
];

export const LANGUAGES = ["en", "ko"];

// A file name that says which page it shows.
export function nameOf(address) {
  return address === "/" ? "home" : address.slice(1).replaceAll(/[/?=&]/g, "-");
}
