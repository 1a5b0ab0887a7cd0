// Opens the site in Chromium, from the file system and from a server below a path: what is asked for, what the browser
// complains of, how wide the pages are on a phone, the search, and all of it without a script. Prints what is wrong; exit code 1
// where anything is.
"use strict";

const { readdirSync, statSync } = require("node:fs");
const { join, relative } = require("node:path");
const { pathToFileURL } = require("node:url");
const { createRequire } = require("node:module");

const [modules, executablePath, folder, served, ...some] = process.argv.slice(2);
const { chromium } = createRequire(modules)("playwright-core");

const FORM = "forms/department-self-evaluation/index.html";
const PHONE = { width: 390, height: 844 };

let failed = false;
function wrong(...words) {
  failed = true;
  console.log(...words);
}
function same(given, wanted, about) {
  if (JSON.stringify(given) !== JSON.stringify(wanted)) wrong(`${about}: ${JSON.stringify(given)}, not ${JSON.stringify(wanted)}`);
}

function pagesBelow(within) {
  return readdirSync(within).flatMap((name) => {
    const path = join(within, name);
    if (statSync(path).isDirectory()) return pagesBelow(path);
    return name.endsWith(".html") ? [relative(folder, path)] : [];
  });
}

// A tab that tells what is asked for outside the site, and what the browser says against a page.
async function watched(context, base) {
  const tab = await context.newPage();
  tab.on("console", (message) => wrong(tab.url(), message.text()));
  tab.on("pageerror", (error) => wrong(tab.url(), error.message));
  tab.on("request", (request) => request.url().startsWith(base) || wrong(tab.url(), "asks for", request.url()));
  tab.on("response", (response) => response.status() < 400 || response.url().endsWith("/favicon.ico") || wrong(response.url(), response.status()));
  return tab;
}

async function everyPage(browser, base, pages) {
  const context = await browser.newContext({ viewport: PHONE });
  const tab = await watched(context, base);
  for (const page of pages) {
    await tab.goto(base + page);
    const seen = await tab.evaluate(() => ({
      over: document.documentElement.scrollWidth - innerWidth,
      styled: getComputedStyle(document.body).fontFamily.includes("Noto Sans CJK SC"),
      searched: document.querySelector(".search").checkVisibility(),
    }));
    same(seen, { over: 0, styled: true, searched: true }, page);
  }
  await context.close();
}

async function titles(tab, query) {
  await tab.fill("#search", "");
  await tab.type("#search", query);
  await tab.waitForFunction(
    () => document.querySelector("#search-results").checkVisibility() && document.querySelector("#search-status").textContent !== "",
  );
  return tab.$$eval("#search-results b", (found) => found.map((title) => title.textContent));
}

async function search(browser, base) {
  const context = await browser.newContext();
  const tab = await watched(context, base);
  const first = async (query, wanted) => same((await titles(tab, query))[0], wanted, `the first for ${query}`);
  const among = async (query, wanted) => {
    const found = await titles(tab, query);
    if (!found.includes(wanted)) wrong(`${query} finds ${found}, not ${wanted}`);
  };

  await tab.goto(`${base}zh/rules/placeholder/index.html`);
  await first("预算完成率", "预算完成率");
  await first("completion_rate", "预算完成率");
  await first("threshold-as-result", "以目标值代替完成值");
  await among("占位符", "未填占位符");
  await among("预算完成率怎么算", "预算完成率");
  await among("预算执行率", "预算完成率");
  await among("vs code", "VS Code 按文件名对应");
  same(await titles(tab, "没有这样的词组"), [], "what nothing is called");
  same(await tab.textContent("#search-status"), "没有找到", "what is said of it");
  same(await titles(tab, "<b>"), [], "markup");

  // By keyboard alone: / begins, the arrow goes to what was found, Enter opens it.
  await tab.goto(`${base}zh/index.html`);
  await tab.keyboard.press("/");
  await tab.keyboard.type("预算调整率");
  await tab.waitForSelector("#search-results a");
  await tab.keyboard.press("ArrowDown");
  await tab.keyboard.press("Enter");
  await tab.waitForURL(`${base}zh/${FORM}#funds.adjustment_rate`);
  await tab.keyboard.press("/");
  await tab.keyboard.type("x");
  await tab.keyboard.press("Escape");
  same(await tab.isVisible("#search-results"), false, "what was found after Escape");

  await tab.goto(`${base}en/index.html`);
  await first("completion rate", "Completion rate");
  await first("预算完成率", "Completion rate");
  await among("placeholder", "Placeholder");
  await among("以目标值代替完成值", "Threshold as result");
  await among("Breaking", "What is breaking");
  await context.close();
}

// Without a script nothing is missing but the search, which could not answer.
async function withoutScript(browser, base, pages) {
  const context = await browser.newContext({ javaScriptEnabled: false });
  const tab = await watched(context, base);
  for (const page of pages) {
    await tab.goto(base + page);
    if (await tab.locator(".search").isVisible()) wrong(page, "shows a search that cannot answer");
    for (const part of ["h1", ".sections a >> nth=0", ".language"]) {
      if (!(await tab.locator(part).isVisible())) wrong(page, `does not show ${part}`);
    }
  }
  await context.close();
}

// What editors link to is answered by a plain server, which knows the page of a folder.
async function rulePages(browser, base) {
  const context = await browser.newContext();
  for (const language of ["zh", "en"]) {
    const answer = await context.request.get(`${base}${language}/rules/placeholder`);
    same([answer.status(), (await answer.text()).includes("placeholder</code>")], [200, true], `${language}/rules/placeholder`);
  }
  await context.close();
}

async function main() {
  const browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });
  const pages = pagesBelow(folder);
  const ofEachKind = some.map((page) => relative(folder, page));
  const files = `${pathToFileURL(folder).href}/`;
  await Promise.all([everyPage(browser, files, pages), search(browser, files), search(browser, served)]);
  await Promise.all([
    withoutScript(browser, files, ofEachKind),
    rulePages(browser, served),
    everyPage(browser, served, ofEachKind),
  ]);
  await browser.close();
}

main().then(
  () => process.exit(failed ? 1 : 0),
  (error) => {
    console.log(error);
    process.exit(1);
  },
);
