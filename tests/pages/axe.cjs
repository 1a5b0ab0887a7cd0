// Holds pages against axe-core, in light and dark and on a phone, where a Chromium is installed; otherwise once without
// one, which tells nothing of colours. Prints what is found; exit code 1 where anything is.
"use strict";

const { existsSync, readFileSync } = require("node:fs");
const { pathToFileURL } = require("node:url");
const { createRequire } = require("node:module");

const [modules, ...pages] = process.argv.slice(2);
const require_ = createRequire(modules);
const axe = readFileSync(require_.resolve("axe-core/axe.min.js"), "utf8");

const BROWSERS = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];
const VIEWS = [
  { viewport: { width: 1760, height: 1000 }, colorScheme: "light" },
  { viewport: { width: 1280, height: 900 }, colorScheme: "dark" },
  { viewport: { width: 390, height: 844 }, colorScheme: "light" },
];

let failed = false;

function tell(page, view, results) {
  for (const violation of results.violations) {
    failed = true;
    const nodes = violation.nodes.map((node) => `  ${node.html}\n  ${node.failureSummary}`);
    console.log(`${page} ${JSON.stringify(view)} ${violation.id}: ${violation.help}\n${nodes.join("\n")}`);
  }
}

async function inBrowser(executablePath) {
  const { chromium } = require_("playwright-core");
  const browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });
  for (const view of VIEWS) {
    // The page's own policy keeps axe-core out.
    const context = await browser.newContext({ ...view, bypassCSP: true });
    for (const page of pages) {
      const tab = await context.newPage();
      await tab.goto(pathToFileURL(page).href);
      await tab.evaluate(axe);
      tell(page, view, await tab.evaluate("axe.run()"));
      await tab.close();
    }
    await context.close();
  }
  await complaints(browser);
  await browser.close();
}

// What the browser says against a page under its own policy, and what it would fetch.
async function complaints(browser) {
  const tab = await browser.newPage();
  const told = (text) => {
    failed = true;
    console.log(text);
  };
  tab.on("console", (message) => told(`${tab.url()} ${message.text()}`));
  tab.on("request", (request) => request.url().startsWith("file:") || told(request.url()));
  for (const page of pages) {
    await tab.goto(pathToFileURL(page).href);
    const family = await tab.evaluate("getComputedStyle(document.body).fontFamily");
    if (!family.includes("Noto Sans CJK SC")) told(`${page} is without its style`);
  }
}

async function withoutBrowser() {
  const { JSDOM } = require_("jsdom");
  for (const page of pages) {
    const { window } = new JSDOM(readFileSync(page, "utf8"), { runScripts: "outside-only", pretendToBeVisual: true });
    window.eval(axe);
    const options = { rules: { "color-contrast": { enabled: false } } };
    tell(page, {}, await window.axe.run(window.document, options));
  }
}

const browser = BROWSERS.find((path) => existsSync(path));
(browser ? inBrowser(browser) : withoutBrowser()).then(() => process.exit(failed ? 1 : 0));
