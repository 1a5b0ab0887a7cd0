// Breaks the server in one way after the other, and holds that the check for it fails each time.
//
// node breaks.mjs, with the arguments of run.mjs and --program FILE, the server that is broken.

import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

/** Each way with the checks that must notice it. */
const NOTICED_BY = {
  start: ['squiggles', 'preview'],
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
  rules: ['explanation'],
};

const run = fileURLToPath(new URL('./run.mjs', import.meta.url));
const text = { type: 'string' };
const { values } = parseArgs({
  options: { tools: text, vsix: text, founding: text, forms: text, pictures: text, program: text, ways: text },
});
const { ways = Object.keys(NOTICED_BY).join(','), ...rest } = values;
const given = Object.entries(rest).flatMap(([name, value]) => [`--${name}`, value]);

let unnoticed = 0;
for (const way of ways.split(',')) {
  const checks = NOTICED_BY[way];
  const { stdout, status } = spawnSync(
    process.execPath,
    [run, ...given, '--only', checks.join(','), '--break', way],
    { encoding: 'utf8', env: { EVALLINT_PATIENCE: '8000', ...process.env } },
  );
  const hasStarted = /^ok +start/m.test(stdout);
  const missed = checks.filter((check) => !new RegExp(`^FAIL ${check} `, 'm').test(stdout));
  const isNoticed = hasStarted && status === 1 && missed.length === 0;
  unnoticed += isNoticed ? 0 : 1;
  console.log(isNoticed ? `ok   ${way}: noticed by ${checks.join(', ')}` : `FAIL ${way}: not noticed by ${missed.join(', ')}\n${stdout}`);
}
process.exit(unnoticed === 0 ? 0 : 1);
