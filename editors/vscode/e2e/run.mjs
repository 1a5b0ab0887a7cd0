// Installs the extension in a real VS Code and has it do what an author does.
//
// node run.mjs --tools FOLDER --vsix FILE --founding FILE --forms FOLDER --pictures FOLDER [--only CHECK,…] [--break WAY]
//
// A line a check is printed; the exit status is 1 where one failed.

import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

import { checks, FOUNDING, HALF, TEXT, YAML } from './checks.mjs';
import { chineseChecks, NOWHERE, teachChinese } from './chinese.mjs';
import { Editor, until } from './editor.mjs';

/** An editor that is ready has the extension activated in less than that, in milliseconds. */
const ACTIVATED_WITHIN = 300;

const text = { type: 'string' };
const { values } = parseArgs({
  options: { tools: text, vsix: text, founding: text, forms: text, pictures: text, only: text, break: text, program: text },
});

const editor = new Editor(values.tools);
const failed = [];
let began = Date.now();

function tell(name, error) {
  const seconds = ((Date.now() - began) / 1000).toFixed(1);
  console.log(`${error === undefined ? 'ok  ' : 'FAIL'} ${name} (${seconds} s)`);
  if (error !== undefined) {
    failed.push(name);
    console.log(String(error.stack ?? error).replace(/^/gm, '    '));
  }
  began = Date.now();
}

/** How long the extension took to be activated, as the editor measured it. */
async function activation() {
  await editor.command('Developer: Show Running Extensions');
  const said = await until(
    async () => (await editor.texts('.runtime-extensions-editor .monaco-list-row')).find((row) => /evallint/i.test(row)),
    'the extension is listed as running',
  );
  const milliseconds = Number(/(\d+)\s*ms/.exec(said)?.[1]);
  if (!(milliseconds < ACTIVATED_WITHIN)) {
    throw new Error(`activated in ${milliseconds} ms: ${said}`);
  }
  return milliseconds;
}

/** Whether a check is to be made. */
function isWanted(name) {
  return values.only?.split(',').includes(name) ?? true;
}

async function all(checks) {
  for (const [name, check] of Object.entries(checks).filter(([name]) => isWanted(name))) {
    const picture = (of) => editor.picture(values.pictures, values.break === undefined ? of : `broken-${of}`);
    try {
      await check({ editor, folder, picture });
      tell(name);
    } catch (error) {
      await picture(`failed-${name}`);
      tell(name, error);
    }
    // Whatever was left open must not be in the way of the next.
    for (let key = 0; key < 3; key += 1) {
      await editor.press('Escape');
    }
  }
}

const folder = editor.folder('forms');
try {
  const form = readFileSync(path.join(values.forms, YAML), 'utf8');
  copyFileSync(path.join(values.forms, TEXT), path.join(folder, TEXT));
  const flawed = form.replace('completion_rate: 98.36%', 'completion_rate: 98.63%').replace('学位紧张；二是', '学位紧张；；二是');
  writeFileSync(path.join(folder, YAML), flawed);
  writeFileSync(path.join(folder, FOUNDING), readFileSync(values.founding));
  writeFileSync(path.join(folder, HALF), 'department: 江州市云溪区教育局\nyear: 2023\n');
  mkdirSync(values.pictures, { recursive: true });
  const broken = fileURLToPath(new URL('./broken-server.mjs', import.meta.url));
  editor.prepare(
    {
      'evallint.language': 'zh',
      'editor.codeActionsOnSave': { 'source.fixAll.evallint': 'explicit' },
      ...(values.break === undefined ? {} : { 'evallint.path': broken }),
    },
    [values.vsix],
  );
  const environment = values.break === undefined ? {} : { EVALLINT_BREAK: values.break, EVALLINT_PROGRAM: values.program };
  await editor.open(folder, FOUNDING, { environment });
  tell('start');
  await all(checks);
  if (isWanted('activation')) {
    const milliseconds = await activation();
    tell(`activation in ${milliseconds} ms`);
  }
  tell('outside', editor.outside.size > 0 ? new Error(`asked ${[...editor.outside].join(', ')}`) : undefined);
  if (Object.keys(chineseChecks).some(isWanted)) {
    await editor.close();
    teachChinese(editor);
    editor.prepare({ 'evallint.path': NOWHERE }, []);
    await editor.open(folder, FOUNDING, { locale: 'zh-cn' });
    tell('start in Chinese');
    await all(chineseChecks);
  }
} catch (error) {
  tell('the run', error);
  await editor.picture(values.pictures, 'failed').catch(() => undefined);
  console.log(editor.log);
} finally {
  await editor.close();
  editor.remove();
}
process.exit(failed.length === 0 ? 0 : 1);
