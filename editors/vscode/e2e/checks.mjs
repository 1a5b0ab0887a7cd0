// What an author does in the editor, and what has to come of it. Each check begins with the file that it is about open; one
// that changes a form has its own.

import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';

import { again, until } from './editor.mjs';
import { FOUNDING, UNOPENED } from './session.mjs';

/** The adjustment that the founding document prints without its minus. */
const ADJUSTMENT = '2,650.59';

/** An editor that is ready has the extension activated in less than that, in milliseconds. */
const ACTIVATED_WITHIN = 300;
/** So many times the window is loaded for that: what else a machine does may make one slow, but not all. */
const LOADS = 5;

const PROBLEMS = '.markers-panel .monaco-list-row';
const FILTER = '.panel .viewpane-filter input';

export const checks = {
  async layout({ editor, picture }) {
    // It was open before the extension was known.
    await editor.openFile(FOUNDING);
    const width = async () => (await editor.texts('#status\\.editor\\.indentation')).join();
    await until(async () => /Tab Size: 8/.test(await width()), 'tabs are as wide as the language has them');
    await picture('layout');
  },

  async squiggles({ editor, picture }) {
    await editor.openFile(FOUNDING);
    await editor.page.waitForSelector('.squiggly-error, .squiggly-warning');
    await editor.find(ADJUSTMENT);
    await editor.page.waitForSelector('.squiggly-warning');
    await picture('squiggles');
  },

  async counts({ editor }) {
    await editor.openFile(FOUNDING);
    await until(async () => /6.*23.*9/s.test(await counts(editor)), 'the status bar shows the counts');
  },

  async problems({ editor, picture }) {
    await editor.openFile(FOUNDING);
    await problemsOf(editor, 'adjustment-sign');
    const rows = await until(async () => {
      const labels = await editor.labels(PROBLEMS);
      return labels.some((label) => label.includes('没有负号')) && labels;
    }, 'the Problems panel tells of the missing minus');
    assert.match(rows.join('\n'), /没有负号[^]*?at line 9 and character 26/);
    await editor.page.fill(FILTER, '');
    await until(async () => (await editor.labels(PROBLEMS)).length > 5, 'all problems are listed');
    await picture('problems');
    await editor.command('View: Hide Panel');
  },

  async hover({ editor, picture }) {
    await editor.openFile(FOUNDING);
    await editor.find(ADJUSTMENT);
    const said = async () => (await editor.texts('.monaco-hover:not(.hidden) .hover-contents')).join('\n');
    await again(async (time) => {
      await editor.command('Show or Focus Hover');
      await until(async () => /2,650\.59 没有负号/.test(await said()), 'the finding is told', time);
      await until(async () => /调减未标负号.*adjustment-sign.*警告/s.test(await said()), 'the page of the rule is told, too', time);
    }, 'what is found is told where the mouse rests');
    await picture('hover');
  },

  async hints({ editor, picture, form }) {
    await editor.openFile(form('flawed'));
    await editor.goTo(12, 1);
    await until(async () => (await lines(editor)).some((line) => /98\.63%.*98\.36%/.test(line)), 'the computed rate is shown beside the printed one');
    await picture('hints');
  },

  async completion({ editor, picture, form }) {
    await editor.openFile(form('half'));
    await editor.goTo(3, 1);
    const offered = await again(async (time) => {
      await editor.press('Escape');
      await editor.press('Control+Space');
      return until(async () => {
        const labels = await editor.labels('.suggest-widget.visible .monaco-list-row');
        return labels.some((label) => label.startsWith('currency_unit')) && labels;
      }, 'the missing keys are offered', time);
    }, 'the missing keys are offered');
    assert.ok(offered.length > 3, offered.join('\n'));
    await picture('completion');
  },

  async quickFix({ editor, picture, folder, form }) {
    const name = form('flawed');
    await editor.openFile(name);
    await editor.goTo(12, 22);
    const wanted = '.action-widget .monaco-list-row:has-text("98.36%")';
    await again(async (time) => {
      await editor.press('Escape');
      await editor.press('Control+.');
      await editor.page.waitForSelector(wanted, { timeout: time });
    }, 'the computed rate is offered');
    await picture('quick-fix');
    await editor.page.click(wanted);
    await until(async () => (await lines(editor)).some((line) => /completion_rate: 98\.36%/.test(line)), 'the rate is mended');
    await editor.press('Control+s');
    await saved(folder, name, 'completion_rate: 98.36%');
  },

  async fixOnSave({ editor, folder, form }) {
    const name = form('flawed');
    await editor.openFile(name);
    await until(async () => /1.*0.*1/s.test(await counts(editor)), 'the form has been checked');
    await editor.goTo(3, 1);
    await editor.page.keyboard.insertText('# 改 ');
    await until(async () => (await lines(editor)).some((line) => line.startsWith('# 改 ')), 'what is typed stands there');
    await editor.press('Control+s');
    await saved(folder, name, '# 改 ');
    const text = await saved(folder, name, '学位紧张；二是');
    assert.ok(!text.includes('；；'), 'what is safe is fixed while it is saved');
  },

  async preview({ editor, picture, form }) {
    const name = form('founding');
    await editor.openFile(name);
    const report = await previewOf(editor, name);
    await until(async () => (await report.$$('li.finding')).length >= 38, 'all findings are listed');
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
    const report = await previewOf(editor, FOUNDING);
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

  async themes({ editor, picture, settle }) {
    await editor.openFile(FOUNDING);
    const report = await previewOf(editor, FOUNDING);
    const scheme = () => report.$eval('html', (page) => page.style.colorScheme);
    for (const [theme, kind, wanted] of [
      ['Default Dark Modern', 'vs-dark', 'dark'],
      ['Default High Contrast', 'hc-black', 'dark'],
      ['Default High Contrast Light', 'hc-light', 'light'],
      ['Default Light Modern', 'vs', 'light'],
    ]) {
      settle({ 'workbench.colorTheme': theme });
      await editor.page.waitForSelector(`.monaco-workbench.${kind}`);
      await until(async () => (await scheme()) === wanted, `the report is ${wanted}, too`);
      await picture(`theme-${kind}`);
    }
    settle({});
  },

  async explanation({ editor, picture }) {
    await editor.openFile(FOUNDING);
    await editor.find(ADJUSTMENT);
    await editor.command('evallint: Explain a Rule');
    await editor.page.waitForSelector('.quick-input-list .monaco-list-row.focused[aria-label*="adjustment-sign"]');
    await picture('rules');
    await editor.press('Enter');
    const frame = await frameWith(editor, 'h1:has-text("调减未标负号")');
    assert.match(await frame.locator('body').innerText(), /级别：警告/);
    await picture('explanation');
  },

  async newForm({ editor, picture, folder }) {
    await editor.openFile(FOUNDING);
    await editor.command('evallint: New Form');
    await editor.page.waitForSelector('.quick-input-list .monaco-list-row.focused[aria-label*="YAML"]');
    await picture('new-form');
    await answer(editor, 'how should it be written');
    await answer(editor, 'begin with');
    await answer(editor, 'department', '江州市云溪区民政局');
    await answer(editor, 'the year');
    await answer(editor, 'the tasks');
    await until(async () => (await editor.values('.quick-input-widget input:visible')).some((place) => place?.endsWith('/自评表.eval.yaml')), 'a place is proposed');
    await picture('new-form-place');
    await answer(editor, 'be saved');
    const text = await saved(folder, '自评表.eval.yaml', '江州市云溪区民政局');
    assert.equal(text.match(/任务名称:/g)?.length, 3);
    await editor.page.waitForSelector('.tab.active[data-resource-name="自评表.eval.yaml"]');
    await picture('new-form-written');
  },

  async convert({ editor, picture, folder, form }) {
    const name = form('flawed');
    await editor.openFile(name);
    await editor.command('evallint: Convert to Another Format');
    const wanted = '.quick-input-list .monaco-list-row.focused[aria-label*="另存为 JSON"]';
    await until(async () => (await editor.page.$(wanted)) !== null || fail(await editor.notifications()), 'the formats are offered');
    await picture('convert');
    await editor.press('Enter');
    const written = name.replace('.yaml', '.json');
    await editor.page.waitForSelector(`.tab.active[data-resource-name="${written}"]`);
    const converted = JSON.parse(await saved(folder, written, '"improvements"'));
    assert.equal(converted.department, '江州市云溪区教育局');
  },

  /** The schema that a form names is found, and demands nothing beside the server. */
  async schema({ editor, form }) {
    const name = form('named');
    await editor.openFile(name);
    await editor.goTo(6, 1);
    await again(async (time) => {
      await editor.command('Show or Focus Hover');
      const said = async () => (await editor.texts('.monaco-hover:not(.hidden) .hover-contents')).join('\n');
      await until(async () => /A department's self-evaluation/.test(await said()), 'the schema tells what it is of', time);
    }, 'the schema is found');
    await problemsOf(editor, 'Duplicate object key');
    // This the editor tells together with what a schema demands.
    await until(async () => (await editor.labels(PROBLEMS)).some((label) => label.includes('Duplicate object key')), 'the editor tells of a key that is there twice');
    await editor.page.fill(FILTER, 'Missing property');
    await until(async () => (await editor.texts('.markers-panel')).some((text) => text.includes('No results')), 'nothing is demanded');
    await editor.page.fill(FILTER, '');
    await editor.command('View: Hide Panel');
  },

  async convertDamaged({ editor, picture, form }) {
    await editor.openFile(form('damaged'));
    await editor.command('evallint: Convert to Another Format');
    await toldOf(editor, /cannot be converted while it is not well-formed/);
    await picture('convert-damaged');
  },

  async fixAll({ editor, form }) {
    await editor.openFile(form('founding'));
    await until(async () => /6.*23.*9/s.test(await counts(editor)), 'the notes are counted');
    await editor.command('evallint: Fix All Safely Fixable Problems of This Form');
    await until(async () => /\b5 notes/.test(await counts(editor)), 'what is safe is fixed');
    await editor.press('Control+s');
  },

  async checkWorkspace({ editor, picture, settle }) {
    await editor.openFile(FOUNDING);
    await problemsOf(editor, `**/${UNOPENED}`);
    const tells = async () => (await editor.labels(PROBLEMS)).some((label) => label.includes('没有填写'));
    await until(tells, 'what is found in forms that are not open is listed');
    settle({ 'evallint.checkWorkspace': false });
    await until(async () => !(await tells()), 'those are left out where that is wanted');
    await editor.command('evallint: Check All Forms of the Workspace');
    await until(tells, 'all are checked once where that is asked for');
    await picture('check-workspace');
    settle({});
    await editor.page.fill(FILTER, '');
    await editor.command('View: Hide Panel');
  },

  async restart({ editor, picture }) {
    await editor.openFile(FOUNDING);
    await until(async () => /6.*23.*9/s.test(await counts(editor)), 'the form has been checked');
    const [before] = await until(() => oneProgram(editor), 'one program runs');
    await editor.command('evallint: Restart');
    await until(async () => (await editor.texts('.statusbar-item')).some((text) => text.includes('evallint runs again')), 'the restart is told');
    await picture('restart');
    const [after] = await until(() => oneProgram(editor), 'one program runs again');
    assert.notEqual(after, before);
    await until(async () => /6.*23.*9/s.test(await counts(editor)), 'the form is checked again');
  },

  async log({ editor, picture }) {
    await editor.command('evallint: Show the Log');
    await editor.page.fill(FILTER, '');
    await until(async () => (await editor.texts('.panel .view-lines')).some((text) => /started .*evallint/.test(text)), 'the log tells what was started');
    await picture('log');
    await editor.command('View: Hide Panel');
  },

  /** How long the extension takes to be activated, as the editor measures it. */
  async activation({ editor, picture }) {
    await editor.openFile(FOUNDING);
    const measured = [];
    while (measured.length < LOADS && !(measured.at(-1) < ACTIVATED_WITHIN)) {
      if (measured.length > 0) {
        await editor.page.reload();
      }
      await until(async () => /6.*23.*9/s.test(await counts(editor)), 'the editor is ready');
      const row = await again(async (time) => {
        await editor.command('Developer: Show Running Extensions');
        return until(
          async () => (await editor.texts('.runtime-extensions-editor .monaco-list-row')).find((text) => /evallint.*\d+\s*ms/is.test(text)),
          'the extension is listed as running',
          time,
        );
      }, 'the extension is listed as running');
      measured.push(Number(/(\d+)\s*ms/.exec(row)[1]));
    }
    await picture('running-extensions');
    assert.ok(measured.at(-1) < ACTIVATED_WITHIN, `activated in ${measured.join(', ')} ms`);
    return `${measured.join(', ')} ms`;
  },
};

/** What the status bar tells of the form in front. */
export async function counts(editor) {
  return (await editor.labels('[id*="evallint.counts"] a'))[0] ?? '';
}

/** Waits for a notification. */
export async function toldOf(editor, words) {
  const told = new Set();
  const isTold = async () => {
    for (const text of await editor.notifications()) {
      told.add(text);
    }
    return [...told].find((text) => words.test(text));
  };
  return until(isTold, `${words} is told`).catch((error) => {
    throw new Error(`told was: ${[...told].join('; ')}`, { cause: error });
  });
}

/** Shows the problems that a filter leaves. */
async function problemsOf(editor, filter) {
  await editor.command('View: Focus Problems');
  await editor.page.fill(FILTER, filter);
}

function lines(editor) {
  return editor.texts('.view-lines .view-line');
}

/** Answers the question of that title, with what it proposes unless something is given. */
async function answer(editor, title, text) {
  const asks = async () => (await editor.texts('.quick-input-widget:visible .quick-input-title')).some((shown) => shown.includes(title));
  await until(asks, `it asks: ${title}`);
  await again(async (time) => {
    if (await asks()) {
      // The box has not always the focus by itself.
      await editor.page.focus('.quick-input-widget input:visible');
      if (text !== undefined) {
        await editor.page.fill('.quick-input-widget input:visible', text);
      }
      await editor.press('Enter');
      await until(async () => !(await asks()), 'the next question', time);
    }
  }, `the answer is taken: ${title}`);
}

/** The frame of the preview of a file, which is opened unless it is. */
async function previewOf(editor, name) {
  await editor.command('evallint: Preview the Report');
  await editor.page.waitForSelector(`.tab.active[aria-label*="Preview of ${name}"]`);
  return frameWith(editor, `body:has-text("${name}") li.finding`);
}

/** The frame that shows what a selector finds, once it is to be seen. */
async function frameWith(editor, selector) {
  return until(async () => {
    for (const frame of editor.page.frames()) {
      const element = await frame.frameElement().catch(() => null);
      if ((await element?.isVisible()) && (await frame.$(selector).catch(() => null)) !== null) {
        return frame;
      }
    }
    return undefined;
  }, `a page with ${selector} is shown`);
}

/** The text of a file once it holds some words. */
function saved(folder, name, words) {
  return until(() => {
    const file = path.join(folder, name);
    const text = existsSync(file) ? readFileSync(file, 'utf8') : '';
    return text.includes(words) && text;
  }, `${name} on disk has ${words}`);
}

/** The id of the extension's program, where just one runs. */
function oneProgram(editor) {
  const programs = editor.programs();
  return programs.length === 1 && programs;
}

/** Fails with what the editor complains of, if it does. */
function fail(complaints) {
  assert.deepEqual(complaints, []);
}
