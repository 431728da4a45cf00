// Makes a demonstration node, imports a real conversation beside it where there is one, and serves both.
//
// The node is stopped and started again in between, as a host would do: what the demo wrote must still be there.
import { spawn, spawnSync } from "node:child_process";
import { existsSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import path from "node:path";
import { ADDRESS, BASE, BINARY, DATA, ENVIRONMENT, IMPORTED, READY_PORT, SHARED_DATA } from "./node.js";

const PATIENCE_MS = 180_000;

function demo(...more) {
  return spawn(BINARY, ["--data", DATA, "demo", "--listen", ADDRESS, ...more], { env: ENVIRONMENT, stdio: ["ignore", "inherit", "inherit"] });
}

async function ready(child) {
  const end = Date.now() + PATIENCE_MS;
  while (Date.now() < end) {
    if (child.exitCode !== null) throw new Error(`maru demo ended with ${child.exitCode} before it served a page`);
    const answer = await fetch(`${BASE}/`).catch(() => undefined);
    if (answer?.ok) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error("maru demo served no page");
}

async function stopped(child) {
  const end = new Promise((resolve) => child.once("exit", resolve));
  child.kill("SIGTERM");
  await end;
}

// The folder is ours alone. `--fresh` would refuse it, and rightly: it holds a conversation of real people.
rmSync(DATA, { recursive: true, force: true });
let child = demo("--fresh");
const conversation = path.join(SHARED_DATA, "polis", "vtaiwan.uberx");
if (SHARED_DATA && existsSync(conversation)) {
  await ready(child);
  await stopped(child);
  const imported = spawnSync(BINARY, ["--data", DATA, "import", "polis", conversation, "--process", IMPORTED, "--address", BASE, "--reason", "Held elsewhere, to be compared"], { env: ENVIRONMENT, stdio: "inherit" });
  if (imported.status !== 0) throw new Error(`maru import polis ended with ${imported.status}`);
  child = demo();
}
await ready(child);
// Playwright starts when this address answers, not when the node does for the first time and is about to be stopped.
createServer((_, answer) => answer.end("ready\n")).listen(READY_PORT, "127.0.0.1");
for (const signal of ["SIGTERM", "SIGINT"]) process.on(signal, () => child.kill("SIGTERM"));
child.once("exit", (code) => process.exit(code ?? 0));

// A test run that was killed must not leave a node behind that the next run stumbles over.
const parent = process.ppid;
setInterval(() => process.ppid !== parent && child.kill("SIGTERM"), 1_000);
