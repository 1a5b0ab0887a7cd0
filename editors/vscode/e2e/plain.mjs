// A real VS Code without the extension: a form that names the published schema for editors is checked, completed and
// explained in Chinese by the editor alone.
//
// node plain.mjs --tools FOLDER --schemas FOLDER --pictures FOLDER
//
// A line a check is printed; the exit status is 1 where one failed.

import assert from 'node:assert/strict';
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';

import { Editor, again, until } from './editor.mjs';

const text = { type: 'string' };
const { values } = parseArgs({ options: { tools: text, schemas: text, pictures: text } });

const SCHEMA = 'v1.zh.editor.schema.json';
const STRICT = 'v1.zh.schema.json';
const FAULTY = 'faulty.json';
const BEGUN = 'begun.json';

const PROBLEMS = '.markers-panel .monaco-list-row';

/** The published example with a rate without its sign, a key that the form does not have, and a year as a text. */
function faultyForm(schema) {
  const [form] = schema.examples;
  const funds = { ...form['部门资金情况'], 预算完成率: '97.81' };
  return { $schema: `./${SCHEMA}`, ...form, 被评价年度: '2024年', 部门资金情况: funds, 备注: '无' };
}

const checks = {
  async problems(editor) {
    await editor.openFile(FAULTY);
    await editor.page.waitForSelector('.squiggly-warning, .squiggly-error');
    await editor.command('View: Focus Problems');
    const told = await until(async () => {
      const labels = await editor.labels(PROBLEMS);
      return labels.length > 3 && labels.join('\n');
    }, 'the editor tells what is wrong');
    assert.match(told, /应填百分数，如 97\.81%。/);
    assert.match(told, /应填整数，不加引号。/);
    assert.match(told, /备注/);
    await editor.picture(values.pictures, 'plain-problems');
    await editor.command('View: Hide Panel');
  },

  async hover(editor) {
    await editor.openFile(FAULTY);
    await editor.page.hover('.view-line span:text-is("\\"预算完成率\\"")');
    const said = async () => (await editor.texts('.monaco-hover:not(.hidden) .hover-contents')).join('\n');
    await until(async () => /实际支出数 ÷ 部门调整预算收入[^]*示例：97\.81%/.test(await said()), 'the field is explained');
    await editor.picture(values.pictures, 'plain-hover');
    await editor.press('Escape');
  },

  async completion(editor) {
    await editor.openFile(BEGUN);
    await editor.goTo(3, 3);
    const rows = '.suggest-widget.visible .monaco-list-row';
    const offered = await again(async (time) => {
      await editor.press('Escape');
      await editor.press('Control+Space');
      return until(async () => {
        const labels = await editor.labels(rows);
        return labels.some((label) => label.startsWith('部门资金情况')) && labels.join('\n');
      }, 'the fields are offered', time);
    }, 'the fields are offered');
    assert.match(offered, /表单[^]*部门名称[^]*部门资金情况[^]*主要任务[^]*存在问题/, 'in the order of the form');
    await editor.picture(values.pictures, 'plain-completion');
    await editor.page.keyboard.type('"部门资金');
    await until(async () => (await editor.labels(rows)).length === 1, 'one field is left');
    await editor.press('Enter');
    await until(
      async () => (await editor.texts('.view-lines .view-line')).some((line) => line.includes('"预算完成率":')),
      'the whole block is there to be filled in',
    );
    await editor.picture(values.pictures, 'plain-completed');
  },
};

const editor = new Editor(values.tools);
const failed = [];
try {
  const folder = editor.folder('forms');
  mkdirSync(values.pictures, { recursive: true });
  const published = path.join(values.schemas, 'department-self-evaluation');
  copyFileSync(path.join(published, SCHEMA), path.join(folder, SCHEMA));
  const form = faultyForm(JSON.parse(readFileSync(path.join(published, STRICT), 'utf8')));
  writeFileSync(path.join(folder, FAULTY), JSON.stringify(form, undefined, 2));
  writeFileSync(path.join(folder, BEGUN), `{\n  "$schema": "./${SCHEMA}",\n  \n}\n`);
  editor.set({});
  await editor.open(folder, FAULTY);
  for (const [name, check] of Object.entries(checks)) {
    try {
      await check(editor);
      console.log(`ok   plain ${name}`);
    } catch (error) {
      failed.push(name);
      await editor.picture(values.pictures, `failed-plain-${name}`);
      console.log(`FAIL plain ${name}\n${String(error.stack ?? error).replace(/^/gm, '    ')}`);
    }
    for (let key = 0; key < 3; key += 1) {
      await editor.press('Escape');
    }
  }
} catch (error) {
  failed.push('start');
  console.log(`FAIL plain start\n${error.stack ?? error}\n${editor.log}`);
} finally {
  await editor.close();
  editor.remove();
}
process.exit(failed.length === 0 ? 0 : 1);
