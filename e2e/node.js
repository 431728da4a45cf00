// Which node is tested: where its program and data are, and at which address it answers.
import path from "node:path";
import { fileURLToPath } from "node:url";

const here = path.dirname(fileURLToPath(import.meta.url));

const port = Number(process.env.MARU_E2E_PORT ?? 8471);
export const ADDRESS = `127.0.0.1:${port}`;
// Answers once the node is complete.
export const READY_PORT = port + 1;
export const BASE = `http://${ADDRESS}`;

export const BINARY = process.env.MARU_BIN ?? path.join(here, "..", "target", "debug", "maru");
export const DATA = path.join(process.env.MARU_E2E_DATA ?? path.join(here, "..", "target", "xtask", "browser"), "node");
export const OPERATING_SYSTEM_CHROMIUM = process.env.MARU_CHROMIUM ?? "/usr/bin/chromium";

// The program refuses variables that it does not know, and those of these tests mean nothing to it.
export const ENVIRONMENT = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith("MARU_")));

// Real conversations lie beside the checkout, or are absent.
export const SHARED_DATA = process.env.MARU_SHARED_DATA ?? "";

export const EXAMPLE = "synthetic-media";
export const IMPORTED = "uberx";
