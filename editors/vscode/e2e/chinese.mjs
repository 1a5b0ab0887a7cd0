// The same for an author whose editor speaks Chinese, and who has named a program that is not there.

import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import path from 'node:path';

import { FOUNDING } from './checks.mjs';
import { until } from './editor.mjs';

/** A program that is not there. */
export const NOWHERE = '/nowhere/evallint';

/** Has the editor know of a Chinese display language. Its own texts stay English, for no language pack is at hand. */
export function teachChinese(editor) {
  const texts = path.join(editor.folder('pack'), 'main.i18n.json');
  writeFileSync(texts, JSON.stringify({ version: '1.0.0', contents: {} }));
  const pack = {
    hash: 'none',
    label: '中文',
    extensions: [{ extensionIdentifier: { id: 'evallint.none' }, version: '0.0.1' }],
    translations: { vscode: texts },
  };
  writeFileSync(path.join(editor.folder('user'), 'languagepacks.json'), JSON.stringify({ 'zh-cn': pack }));
}

export const chineseChecks = {
  async missingProgram({ editor, picture }) {
    const told = await until(
      async () => (await editor.texts('.notification-toast')).find((text) => text.includes(NOWHERE)),
      'it is told that the program is not there',
    );
    assert.match(told, /设置中指定的 evallint 无法运行/);
    assert.match(told, /打开设置/);
    await picture('chinese-missing-program');
  },

  async chineseTexts({ editor, picture }) {
    await editor.openFile(FOUNDING);
    const label = await until(async () => (await editor.labels('[id*="evallint.counts"] a'))[0], 'the form is told to be one');
    assert.match(label, /自评表.*尚未检查/);
    await editor.command('Open Walkthrough');
    await editor.page.waitForSelector('.quick-input-list .monaco-list-row[aria-label*="evallint"]');
    await editor.type('evallint');
    await editor.page.waitForSelector('.quick-input-list .monaco-list-row.focused[aria-label*="evallint"]');
    await editor.press('Enter');
    await editor.page.waitForSelector('text=按本单位的口径设置');
    await picture('chinese-walkthrough');
    await editor.press('F1');
    await editor.page.waitForSelector('.quick-input-widget:visible input:focus');
    await editor.type('evallint');
    await editor.page.waitForSelector('.quick-input-list .monaco-list-row[aria-label*="新建自评表"]');
    await picture('chinese-commands');
  },
};
