// The pages in a real browser: Debian's Chromium, against the binary that `cargo xtask browser` built.
import { defineConfig } from "@playwright/test";
import { BASE, OPERATING_SYSTEM_CHROMIUM, READY_PORT } from "./node.js";

export default defineConfig({
  testDir: ".",
  outputDir: "test-results",
  forbidOnly: Boolean(process.env.CI),
  // A test that passes at the second try has found something; it is not hidden.
  retries: 0,
  workers: 2,
  fullyParallel: true,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  reporter: [["list"]],
  use: {
    baseURL: BASE,
    browserName: "chromium",
    launchOptions: {
      executablePath: OPERATING_SYSTEM_CHROMIUM,
      args: [
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
      ],
    },
  },
  projects: [
    // The walk comes first: it changes the process, and what it leaves is looked at by the others.
    { name: "without-script", testMatch: ["walk.spec.js", "secretariat.spec.js", "trunk.spec.js", "demo.spec.js", "door.spec.js"], use: { javaScriptEnabled: false } },
    { name: "pages", testMatch: ["public.spec.js", "a11y.spec.js", "links.spec.js", "map.spec.js"], dependencies: [] },
    { name: "screenshots", testMatch: "screenshots.spec.js" },
  ],
  webServer: {
    command: "node serve.js",
    url: `http://127.0.0.1:${READY_PORT}/`,
    reuseExistingServer: false,
    timeout: 240_000,
    stdout: "pipe",
    stderr: "pipe",
    gracefulShutdown: { signal: "SIGTERM", timeout: 5_000 },
  },
});
