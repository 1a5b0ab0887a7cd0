// The same for an author whose editor speaks Chinese, and who has named a program that is not there.

import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import path from 'node:path';

import { counts, toldOf } from './checks.mjs';
import { until } from './editor.mjs';
import { FOUNDING } from './session.mjs';

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
    const told = await toldOf(editor, new RegExp(NOWHERE));
    assert.match(told, /设置中指定的 evallint 无法运行/);
    assert.match(told, /打开设置/);
    await editor.openFile(FOUNDING);
    await until(async () => /没有运行/.test(await counts(editor)), 'the status bar tells that nothing is checked');
    await picture('chinese-missing-program');
  },

  async programPutRight({ editor, picture, settle }) {
    await editor.openFile(FOUNDING);
    settle({});
    await until(async () => /6 处错误，23 处警告，9 处提示/.test(await counts(editor)), 'the form is checked once the setting is right');
    await picture('chinese-counts');
  },

  async chineseCommands({ editor, picture }) {
    await editor.openFile(FOUNDING);
    await editor.press('F1');
    await editor.page.fill('.quick-input-widget:visible input', '>evallint');
    const titles = ['新建自评表', '检查工作区中所有的表', '修正本表中可自动改正的问题', '转换为其他格式', '预览检查报告', '查看规则说明', '显示日志', '重新启动'];
    for (const title of titles) {
      await editor.page.waitForSelector(`.quick-input-list .monaco-list-row[aria-label*="${title}"]`);
    }
    await picture('chinese-commands');
  },

  async chineseConvert({ editor, picture }) {
    await editor.openFile(FOUNDING);
    await editor.command('evallint: 转换为其他格式');
    await editor.page.waitForSelector('.quick-input-list .monaco-list-row[aria-label*="另存为 YAML"]');
    await picture('chinese-convert');
  },

  /** What the commands tell whoever has no form in front. */
  async chineseNoForm({ editor, picture }) {
    await editor.command('View: Close All Editors');
    await until(async () => (await editor.texts('.tabs-container .tab')).length === 0, 'nothing is open');
    for (const title of ['修正本表中可自动改正的问题', '转换为其他格式', '预览检查报告']) {
      await editor.command(`evallint: ${title}`);
      await toldOf(editor, /打开文件….*新建自评表.*请先打开一份自评表/s);
      await picture('chinese-no-form');
      await editor.calm();
    }
    await editor.command('evallint: 检查工作区中所有的表');
    await editor.page.waitForSelector('.markers-panel .monaco-list-row');
    await picture('chinese-check-workspace');
    await editor.command('View: Hide Panel');
    await editor.command('evallint: 重新启动');
    await until(async () => (await editor.texts('.statusbar-item')).some((text) => text.includes('evallint 已重新启动')), 'the restart is told');
  },

  async chineseNewForm({ editor, picture }) {
    await editor.command('evallint: 新建自评表');
    await editor.page.waitForSelector('.quick-input-list .monaco-list-row[aria-label*="最便于填写"]');
    await picture('chinese-new-form');
  },

  async chineseWalkthrough({ editor, picture }) {
    await editor.command('Open Walkthrough');
    const row = '.quick-input-list .monaco-list-row[aria-label*="evallint"]';
    await editor.page.waitForSelector(row);
    await editor.page.fill('.quick-input-widget:visible input', 'evallint');
    await editor.page.waitForSelector(row.replace('row', 'row.focused'));
    await editor.press('Enter');
    for (const [step, words] of [
      ['新建或打开一份自评表', '新建或打开'],
      ['看懂检查结果', '三种级别'],
      ['改正问题', '改法分三种'],
      ['对照报告核对', '边写边看'],
      ['按本单位的口径设置', 'evallint.toml'],
    ]) {
      await editor.page.click(`.getting-started-step:has-text("${step}")`);
      await until(async () => {
        for (const frame of editor.page.frames()) {
          if ((await frame.$(`h1:has-text("${words}")`).catch(() => null)) !== null) {
            return true;
          }
        }
        return false;
      }, `the page beside “${step}” is shown`);
      await picture(`chinese-walkthrough-${words}`);
    }
  },
};
