// Breaks the server in one way after the other, and holds that the checks for it fail each time; and that they all pass at
// the end, when nothing is broken. Takes five and a half minutes on a machine of two cores that builds besides.
//
// node breaks.mjs --program FILE, the server that is broken, with the arguments of run.mjs but --only [--ways WAY,…]

import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

// What is broken is waited for in vain, so it is not waited for long. The editor reads this when it is loaded.
process.env.EVALLINT_PATIENCE ??= '8000';
const { checks, counts } = await import('./checks.mjs');
const { until } = await import('./editor.mjs');
const { FOUNDING, Session } = await import('./session.mjs');

/** Each way with the checks that must notice it. */
const NOTICED_BY = {
  start: ['squiggles', 'preview'],
  rules: ['explanation'],
  diagnostics: ['squiggles', 'counts', 'problems'],
  places: ['problems'],
  hover: ['hover'],
  completion: ['completion'],
  hints: ['hints'],
  quickFix: ['quickFix'],
  fixAll: ['fixOnSave'],
  report: ['preview'],
  staleReport: ['preview'],
  clicks: ['clickThrough'],
};

/** What is not to fail takes no longer, in milliseconds. */
const UNTIL_READY = 180_000;

const text = { type: 'string' };
const { values } = parseArgs({
  options: { tools: text, vsix: text, founding: text, forms: text, pictures: text, program: text, ways: text },
});
const ways = values.ways?.split(',') ?? Object.keys(NOTICED_BY);

/** Makes the checks without a word, for most are to fail. */
class Silent extends Session {
  tell(name, error) {
    if (error !== undefined) {
      this.failed.push(name);
    }
  }

  /** Which of the checks fail with the server broken in this way. */
  async failing(way, names) {
    writeFileSync(this.way, way);
    const restarted = () => this.editor.command('evallint: Restart').then(() => true, () => false);
    await until(restarted, 'the server is started anew', UNTIL_READY);
    await until(() => readFileSync(`${this.way}.taken`, 'utf8') === way, 'the server is the broken one', UNTIL_READY);
    this.failed = [];
    for (const name of names) {
      await this.make(name, checks[name]);
    }
    return this.failed;
  }
}

const session = new Silent(values);
const { editor } = session;
session.way = path.join(editor.home, 'way');
let unnoticed = 0;

/** Tells of one way. */
function tell(way, isRight, words) {
  unnoticed += isRight ? 0 : 1;
  console.log(`${isRight ? 'ok  ' : 'FAIL'} ${way}: ${words}`);
}

try {
  editor.install(values.vsix);
  editor.set({
    'evallint.language': 'zh',
    'editor.codeActionsOnSave': { 'source.fixAll.evallint': 'explicit' },
    'evallint.path': fileURLToPath(new URL('./broken-server.mjs', import.meta.url)),
  });
  writeFileSync(session.way, 'none');
  const environment = { EVALLINT_WAY: session.way, EVALLINT_PROGRAM: path.resolve(values.program) };
  await editor.open(session.folder, FOUNDING, { environment });
  await until(async () => /6.*23.*9/s.test(await counts(editor)), 'the first form has been checked', UNTIL_READY);
  for (const way of ways) {
    const names = NOTICED_BY[way];
    const failed = await session.failing(way, names);
    const missed = names.filter((name) => !failed.includes(name));
    tell(way, missed.length === 0, missed.length === 0 ? `noticed by ${names.join(', ')}` : `not noticed by ${missed.join(', ')}`);
  }
  const names = [...new Set(ways.flatMap((way) => NOTICED_BY[way]))];
  const failed = await session.failing('none', names);
  tell('none', failed.length === 0, failed.length === 0 ? 'all checks pass' : `${failed.join(', ')} fail though nothing is broken`);
} finally {
  await session.end();
}
process.exit(unnoticed === 0 ? 0 : 1);
