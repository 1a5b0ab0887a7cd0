// Installs the extension in a real VS Code and has it do what an author does.
//
// node run.mjs --tools FOLDER --vsix FILE --founding FILE --forms FOLDER --pictures FOLDER [--only CHECK,…]
//
// A line a check is printed; the exit status is 1 where one failed.

import { parseArgs } from 'node:util';

import { checks } from './checks.mjs';
import { chineseChecks, NOWHERE, teachChinese } from './chinese.mjs';
import { restrictedChecks } from './restricted.mjs';
import { FOUNDING, Session } from './session.mjs';

const text = { type: 'string' };
const { values } = parseArgs({
  options: { tools: text, vsix: text, founding: text, forms: text, pictures: text, only: text },
});

const session = new Session(values);
const { editor } = session;

/** How an editor is started, and what is checked in it. */
const parts = [
  {
    name: 'start',
    settings: { 'evallint.language': 'zh', 'editor.codeActionsOnSave': { 'source.fixAll.evallint': 'explicit' } },
    checks,
  },
  {
    name: 'start in Chinese without a program',
    settings: { 'evallint.language': 'auto' },
    here: { 'evallint.path': NOWHERE },
    options: { locale: 'zh-cn' },
    prepare: () => teachChinese(editor),
    checks: chineseChecks,
  },
  {
    name: 'start without trust',
    settings: { 'security.workspace.trust.enabled': true, 'security.workspace.trust.startupPrompt': 'never' },
    options: { asksForTrust: true },
    here: { 'evallint.path': NOWHERE },
    checks: restrictedChecks,
  },
];

const isWanted = ([name]) => values.only?.split(',').includes(name) ?? true;
try {
  editor.install(values.vsix);
  for (const { name, settings, here = {}, options, prepare, checks } of parts) {
    const wanted = Object.entries(checks).filter(isWanted);
    if (wanted.length > 0) {
      editor.set(settings);
      session.settle(here);
      prepare?.();
      await editor.open(session.folder, FOUNDING, options);
      session.tell(name);
      for (const [name, check] of wanted) {
        await session.make(name, check);
      }
      await editor.close();
    }
    if (checks === parts[0].checks) {
      // Later the editor looks for a language pack by itself.
      const outside = [...editor.outside];
      session.tell('outside', outside.length > 0 ? new Error(`asked ${outside.join(', ')}`) : undefined);
    }
  }
} catch (error) {
  session.tell('the run', error);
  await editor.picture(values.pictures, 'failed').catch(() => undefined);
  console.log(editor.log);
} finally {
  await session.end();
}
process.exit(session.failed.length === 0 ? 0 : 1);
