// What an author does in the editor, and what has to come of it. Each check begins with the file that it is about open.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';

import { until } from './editor.mjs';

export const FOUNDING = 'shipai-2022.eval.txt';
export const YAML = 'education.eval.yaml';
export const HALF = 'half.eval.yaml';
export const TEXT = 'education.eval.txt';

/** The adjustment that the founding document prints without its minus. */
const ADJUSTMENT = '2,650.59';

const PROBLEMS = '.markers-panel .monaco-list-row';

export const checks = {
  async squiggles({ editor, picture }) {
    await editor.openFile(FOUNDING);
    await editor.page.waitForSelector('.squiggly-error, .squiggly-warning');
    await editor.find(ADJUSTMENT);
    await editor.page.waitForSelector('.squiggly-warning');
    await picture('squiggles');
  },

  async counts({ editor }) {
    await editor.openFile(FOUNDING);
    const label = await until(
      async () => (await editor.labels('[id="evallint.evallint.evallint.counts"] a, [id*="evallint.counts"] a'))[0],
      'the status bar shows the counts',
    );
    assert.match(label, /6.*23.*9/s);
  },

  async layout({ editor, picture }) {
    await editor.openFile(TEXT);
    await until(
      async () => (await editor.texts('#status\\.editor\\.indentation')).some((text) => /Tab Size: 8/.test(text)),
      'tabs are as wide as the settings of the language say',
    );
    await editor.page.waitForSelector('.view-line .mtk1');
    await picture('layout');
  },

  async problems({ editor, picture }) {
    await editor.openFile(FOUNDING);
    await editor.command('View: Focus Problems');
    await editor.page.fill('.panel .viewpane-filter input', 'adjustment-sign');
    const rows = await until(async () => {
      const labels = await editor.labels(PROBLEMS);
      return labels.some((label) => label.includes('没有负号')) && labels;
    }, 'the Problems panel tells of the missing minus');
    assert.match(rows.join('\n'), /没有负号[^]*?at line 9 and character 26/);
    await editor.page.fill('.panel .viewpane-filter input', '');
    await until(async () => (await editor.labels(PROBLEMS)).length > 5, 'all problems are listed');
    await picture('problems');
    await editor.press('Control+j');
  },

  async hover({ editor, picture }) {
    await editor.openFile(FOUNDING);
    await editor.find(ADJUSTMENT);
    await editor.command('Show or Focus Hover');
    const said = async () => (await editor.texts('.monaco-hover:not(.hidden) .hover-contents')).join('\n');
    await until(async () => /2,650\.59 没有负号/.test(await said()), 'the finding is told where the mouse rests');
    await until(async () => /调减未标负号.*adjustment-sign.*警告/s.test(await said()), 'the page of the rule is told, too');
    await picture('hover');
    await editor.press('Escape');
  },

  async hints({ editor, picture }) {
    await editor.openFile(YAML);
    await editor.goTo(12, 1);
    await until(
      async () => (await editor.texts('.view-lines .view-line')).some((line) => /98\.63%.*98\.36%/.test(line)),
      'the computed rate is shown beside the printed one',
    );
    await picture('hints');
  },

  async completion({ editor, picture }) {
    await editor.openFile(HALF);
    await editor.goTo(3, 1);
    await editor.press('Control+Space');
    const offered = await until(async () => {
      const labels = await editor.labels('.suggest-widget.visible .monaco-list-row');
      return labels.some((label) => label.startsWith('currency_unit')) && labels;
    }, 'the missing keys are offered');
    assert.ok(offered.length > 3, offered.join('\n'));
    await picture('completion');
    await editor.press('Escape');
  },

  async quickFix({ editor, picture, folder }) {
    await editor.openFile(YAML);
    await editor.goTo(12, 22);
    await until(async () => {
      await editor.press('Control+.');
      const shown = await editor.page.waitForSelector('.action-widget .monaco-list-row', { timeout: 2000 }).catch(() => null);
      const titles = shown === null ? [] : await editor.texts('.action-widget .monaco-list-row');
      if (titles.some((title) => title.includes('98.36%'))) {
        return true;
      }
      await editor.press('Escape');
      return false;
    }, 'the computed rate is offered');
    await picture('quick-fix');
    await editor.page.click('.action-widget .monaco-list-row:has-text("98.36%")');
    await until(
      async () => (await editor.texts('.view-lines .view-line')).some((line) => /completion_rate: 98\.36%/.test(line)),
      'the rate is mended',
    );
    await editor.press('Control+s');
    await saved(folder, YAML, 'completion_rate: 98.36%');
  },

  async fixOnSave({ editor, folder }) {
    await editor.openFile(YAML);
    await editor.goTo(3, 1);
    await editor.type('# 改');
    await editor.press('Enter');
    await editor.press('Control+s');
    await saved(folder, YAML, '# 改');
    const text = await saved(folder, YAML, '学位紧张；二是');
    assert.ok(!text.includes('；；'), 'what is safe is fixed while it is saved');
  },

  async preview({ editor, picture }) {
    await editor.openFile(FOUNDING);
    const report = await previewOf(editor);
    assert.ok((await report.$$('li.finding')).length >= 38);
    await picture('preview');
    // It follows what is typed.
    const shows = async (words) => (await report.locator('body').innerText()).includes(words);
    await editor.find('15,174.31');
    await editor.page.keyboard.insertText('15,174.32');
    await until(() => shows('15,174.32'), 'the preview follows what is typed');
    await editor.press('Control+z');
    await until(() => shows('15,174.31'), 'the preview follows back');
  },

  async clickThrough({ editor, picture, folder }) {
    await editor.openFile(FOUNDING);
    const report = await previewOf(editor);
    const leadsTo = async (selector, line) => {
      await report.click(selector);
      await until(async () => (await editor.line()) === line, `a click on ${selector} leads to line ${line}`);
    };
    const lines = readFileSync(path.join(folder, FOUNDING), 'utf8').split('\n');
    const lineOf = (words) => lines.findIndex((line) => line.includes(words)) + 1;
    await leadsTo('td[data-pointer="/year"]', lineOf('2022年'));
    await leadsTo('li.finding:has-text("没有负号") .message', lineOf(ADJUSTMENT));
    await leadsTo('td[data-pointer="/improvements"]', lineOf('改进措施或下一步计划'));
    await picture('click-through');
    // And from the source to the page.
    await editor.find(ADJUSTMENT);
    const cell = 'td[data-pointer="/funds/adjustment"].evallint-current';
    await report.waitForSelector(cell);
    await until(() => report.$eval(cell, (found) => found.getBoundingClientRect().top >= 0), 'the cell is in sight');
    await picture('cursor');
  },

  async explanation({ editor, picture }) {
    await editor.openFile(FOUNDING);
    await editor.find(ADJUSTMENT);
    await editor.command('evallint: Explain a Rule');
    await editor.page.waitForSelector('.quick-input-list .monaco-list-row[aria-label*="adjustment-sign"]');
    await picture('rules');
    await editor.press('Enter');
    const frame = await frameWith(editor, 'h1:has-text("调减未标负号")');
    assert.match(await frame.locator('body').innerText(), /级别：警告/);
    await picture('explanation');
  },

  async newForm({ editor, picture, folder }) {
    await editor.command('evallint: New Form');
    await editor.page.waitForSelector('.quick-input-list .monaco-list-row[aria-label*="YAML"]');
    await picture('new-form');
    await editor.press('Enter');
    const widget = '.quick-input-widget .quick-input-title';
    const asks = async (title) => (await editor.texts(widget)).some((text) => text.includes(title));
    /** Answers the question that is asked, and waits for the next. The box has not always the focus by itself. */
    const answer = async (next) => {
      await editor.page.click('.quick-input-widget input');
      await editor.press('Enter');
      await until(next, 'the next question');
    };
    const isBegun = await until(async () => ((await asks('begin with')) && 'with') || ((await asks('department')) && 'head'), 'the next question');
    if (isBegun === 'with') {
      await answer(() => asks('department'));
    }
    await editor.page.click('.quick-input-widget input');
    await editor.page.keyboard.insertText('江州市云溪区民政局');
    await answer(() => asks('the year'));
    await answer(() => asks('the tasks'));
    await answer(() => asks('saved'));
    await editor.page.waitForSelector('.quick-input-widget input');
    await until(
      async () => (await editor.page.$eval('.quick-input-widget input', (input) => input.value)).includes('.eval.yaml'),
      'a place is proposed',
    );
    await picture('new-form-place');
    await editor.page.click('.quick-input-widget input');
    await editor.press('Enter');
    const text = await saved(folder, '自评表.eval.yaml', '江州市云溪区民政局');
    assert.equal(text.match(/任务名称:/g)?.length, 3);
    await editor.page.waitForSelector('.tab.active[data-resource-name="自评表.eval.yaml"]');
    await picture('new-form-written');
  },

  async convert({ editor, picture, folder }) {
    await editor.openFile(YAML);
    await editor.command('evallint: Convert to Another Format');
    const wanted = '.quick-input-list .monaco-list-row.focused[aria-label*="另存为 JSON"]';
    await until(async () => (await editor.page.$(wanted)) !== null || fail(await editor.texts('.notification-toast')), 'the formats are offered');
    await picture('convert');
    await editor.press('Enter');
    await editor.page.waitForSelector('.tab.active[data-resource-name="education.eval.json"]');
    const form = JSON.parse(await saved(folder, 'education.eval.json', '"improvements"'));
    assert.equal(form.department, '江州市云溪区教育局');
  },

  async fixAll({ editor }) {
    await editor.openFile(FOUNDING);
    const label = async () => (await editor.labels('[id*="evallint.counts"] a'))[0] ?? '';
    await until(async () => /9 notes/.test(await label()), 'the notes are counted');
    await editor.command('evallint: Fix All Safely Fixable Problems of This Form');
    await until(async () => /5 notes/.test(await label()), 'what is safe is fixed');
  },
};

/** The frame of the preview, which is opened unless it is. */
async function previewOf(editor) {
  await editor.command('evallint: Preview the Report');
  return frameWith(editor, 'li.finding');
}

async function frameWith(editor, selector) {
  return until(async () => {
    for (const frame of editor.page.frames()) {
      if ((await frame.$(selector).catch(() => null)) !== null) {
        return frame;
      }
    }
    return undefined;
  }, `a page with ${selector} is shown`);
}

/** The text of a file once it holds some words. */
function saved(folder, name, words) {
  return until(() => {
    try {
      const text = readFileSync(path.join(folder, name), 'utf8');
      return text.includes(words) && text;
    } catch {
      return undefined;
    }
  }, `${name} on disk has ${words}`);
}

/** Fails with what the editor complains of, if it does. */
function fail(complaints) {
  assert.deepEqual(complaints, []);
}
