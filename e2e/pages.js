// Every page that a visitor can see without signing in, and those that need it.
import { createHash } from "node:crypto";
import { ADDRESS, EXAMPLE, IMPORTED, SHARED_DATA } from "./node.js";

const example = `/p/${EXAMPLE}`;
// The page that a printed code leads to is known by the hash of the record's name.
const printed = createHash("sha256").update(`${ADDRESS}${example}`).digest("hex").slice(0, 16);

export const PUBLIC_PAGES = [
  "/",
  "/p/watch-2024-statement/statement",
  "/p/watch-2024-statement/endorsements?show=lists",
  "/p/watch-2024-statement/demands",
  "/p/watch-2024-statement/demands/178",
  "/p/watch-2024-statement/commitments?show=contradicting",
  example,
  `${example}/charter`,
  `${example}/vote`,
  `${example}/statements`,
  `${example}/map`,
  `${example}/map?layer=statements`,
  `${example}/map/days`,
  `${example}/map/compare`,
  `${example}/map/statements`,
  `${example}/map/statements?order=apart`,
  `${example}/map/me`,
  `${example}/results`,
  `${example}/results?by=stakeholder`,
  `${example}/missing`,
  `${example}/report`,
  `${example}/openness`,
  `${example}/draft`,
  `${example}/draft?version=1`,
  `${example}/draft/art_2`,
  `${example}/draft/art_4__para_2`,
  `${example}/draft/redline`,
  `${example}/norms`,
  "/norms/adopted",
  `${example}/remarks`,
  `${example}/remarks/new`,
  `${example}/amendments`,
  `${example}/amendments?show=merged`,
  `${example}/people`,
  `${example}/translate`,
  `${example}/translate/fr`,
  `${example}/translate/fr/charter:purpose`,
  `${example}/participation`,
  `${example}/meetings`,
  `${example}/contacts`,
  `${example}/invited`,
  `${example}/apply`,
  `${example}/moderation`,
  `${example}/record`,
  `${example}/record/3`,
  `/r/${printed}/3`,
  "/norms",
  "/audits",
  "/audits/seoul-2024",
  `/audits/gpai-code-2025?beside=${EXAMPLE}`,
  "/search",
  "/search?q=deepfake",
  "/search?q=%EB%94%A5%ED%8E%98%EC%9D%B4%ED%81%AC&kind=statement",
  "/search?q=%22",
  "/norms/place",
  "/norms/place/KR",
  "/norms/place/KE",
  "/norms/place/KR/deepfake",
  "/norms/calendar",
  "/norms/instruments",
  "/norms/eu-ai-act",
  "/norms/coe-ai-convention",
  "/norms/kr-ai-basic-act/Art%2031(3)",
  "/norms/compare",
  "/norms/compare?axis=risks",
  "/norms/compare?axis=rights&at=2027-12-02",
  "/norms/compare/cell?axis=topics&row=deepfake&place=KR",
  "/norms/gaps",
  "/norms/routes",
  "/norms/routes?persons=KR&topic=deepfake",
  "/norms/check",
  // The example's own draft, which the demonstration keeps as a text.
  "/norms/example-synthetic-media",
  "/norms/example-synthetic-media/contents",
  "/norms/example-synthetic-media/art_2",
  "/norms/example-synthetic-media/art_7?beside=ko",
  "/norms/example-synthetic-media/redline",
  "/norms/redline",
  "/about",
  "/about/verify",
  "/about/accessibility",
  "/sign-in",
  "/demo/mail",
];

// The same pages filled by people: long texts, thousands of votes, another language.
export const REAL_PAGES = SHARED_DATA
  ? ["", "/vote", "/statements", "/map", "/map?layer=statements", "/map/days", "/map/compare", "/map/statements", "/results", "/report", "/missing", "/people", "/record"].map(
      (end) => `/p/${IMPORTED}${end}`,
    )
  : [];

export const SIGNED_IN_PAGES = [
  example,
  `${example}/vote`,
  `${example}/statements`,
  `${example}/statements/new`,
  `${example}/mine`,
  `${example}/remarks/new?unit=art_2__para_3`,
  `${example}/amendments/new?unit=art_2`,
  `${example}/map/me`,
  "/account",
  "/account/address",
  "/account/erase",
];

export const LANGUAGES = ["en", "ko"];

// A file name that says which page it shows.
export function nameOf(address) {
  return address === "/" ? "home" : address.slice(1).replaceAll(/[/?=&%()]/g, "-");
}
