// Makes the VSIX for one platform, with the program for it.
//
// npm run package -- [--target linux-x64] [--binary FILE] [--out FILE] [--for-tests]
//
// Without --binary the program is built for release, its paths of this machine left out. A package that is too large, or that
// tells of the machine it was made on, is refused. One for tests holds a program that was not built for release: of that
// neither is asked, but of all that lies beside it.

import { execFileSync } from 'node:child_process';
import { chmodSync, copyFileSync, mkdirSync, readFileSync, readdirSync, rmSync, statSync } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

import { createVSIX, listFiles } from '@vscode/vsce';

/** What the package may weigh, and what all but the program may weigh unpacked, in bytes. */
const MOST = 10_000_000;
const MOST_BESIDE = 1_000_000;

const here = path.dirname(fileURLToPath(import.meta.url));
const root = path.resolve(process.env['EVALLINT_ROOT'] ?? path.join(here, '../..'));

const { values } = parseArgs({
  options: { target: { type: 'string' }, binary: { type: 'string' }, out: { type: 'string' }, 'for-tests': { type: 'boolean' } },
});
const target = values.target ?? `${process.platform}-${process.arch}`;

const cargo = path.resolve(process.env['CARGO_HOME'] ?? path.join(homedir(), '.cargo'));
const rustup = path.resolve(process.env['RUSTUP_HOME'] ?? path.join(homedir(), '.rustup'));

function built() {
  const remapped = [`${root}=evallint`, `${cargo}=cargo`, `${rustup}=rustup`];
  const flags = remapped.map((pair) => `--remap-path-prefix=${pair}`).join('\u001f');
  execFileSync(
    'cargo',
    ['build', '--release', '--locked', '--bin', 'evallint', '--config', 'profile.release.strip=true'],
    { cwd: root, stdio: 'inherit', env: { ...process.env, CARGO_ENCODED_RUSTFLAGS: flags } },
  );
  const folder = process.env['CARGO_TARGET_DIR'] ?? path.join(root, 'target');
  return path.join(folder, 'release', process.platform === 'win32' ? 'evallint.exe' : 'evallint');
}

/** Whether a published schema comes with the extension: that of the settings, and of each form the one that documents name. */
function isCarried(name) {
  return /^(?:evallint|[a-z-]+[\\/]v\d+(?:\.zh)?)\.schema\.json$/.test(name);
}

for (const folder of ['server', 'schemas']) {
  rmSync(path.join(here, folder), { recursive: true, force: true });
  mkdirSync(path.join(here, folder));
}
const program = path.join(here, 'server', target.startsWith('win32') ? 'evallint.exe' : 'evallint');
copyFileSync(values.binary ?? built(), program);
chmodSync(program, 0o755);
// Those of the forms are not contributed, for the editor would tell all that the server tells: they are what documents name.
for (const name of readdirSync(path.join(root, 'schemas'), { recursive: true }).filter(isCarried)) {
  mkdirSync(path.join(here, 'schemas', path.dirname(name)), { recursive: true });
  copyFileSync(path.join(root, 'schemas', name), path.join(here, 'schemas', name));
}
for (const name of ['LICENSE-MIT', 'LICENSE-APACHE']) {
  copyFileSync(path.join(root, name), path.join(here, name));
}

const { version } = JSON.parse(readFileSync(path.join(here, 'package.json'), 'utf8'));
const packed = values.out ?? path.join(here, `evallint-${target}-${version}.vsix`);
await createVSIX({
  cwd: here,
  packagePath: packed,
  target,
  dependencies: false,
  skipLicense: true,
  allowMissingRepository: true,
});

/** What is wrong with the package, in words for who makes it. */
async function faults() {
  const isForTests = values['for-tests'] === true;
  const files = (await listFiles({ cwd: here, dependencies: false })).map((name) => path.join(here, name));
  const beside = files.filter((file) => file !== program);
  const weight = beside.reduce((sum, file) => sum + statSync(file).size, 0);
  const found = isForTests ? beside.flatMap(telltales) : files.flatMap(telltales);
  if (weight > MOST_BESIDE) {
    found.push(`all but the program weighs ${weight} bytes, above ${MOST_BESIDE}`);
  }
  if (!isForTests && statSync(packed).size > MOST) {
    found.push(`it weighs ${statSync(packed).size} bytes, above ${MOST}`);
  }
  return found;
}

/** What in a file tells of this machine, or is of use only where the sources are. */
function telltales(file) {
  const text = readFileSync(file, 'latin1');
  const name = path.relative(here, file);
  const folders = [root, here, homedir(), cargo, rustup].map((folder) => Buffer.from(folder + path.sep).toString('latin1'));
  const named = [...new Set(folders)].filter((folder) => folder !== path.sep && text.includes(folder));
  const homes = text.match(/\/(?:home|Users)\/[\w.-]+\/|[A-Za-z]:\\Users\\/g) ?? [];
  const maps = /\bsourceMappingURL=/.test(text) && name.endsWith('.js') ? [`${name} has a source map`] : [];
  return [...named, ...new Set(homes)].map((place) => `${name} has the path ${place}`).concat(maps);
}

const wrong = await faults();
if (wrong.length > 0) {
  rmSync(packed);
  console.error(`No package: ${wrong.join('; ')}.`);
  process.exit(1);
}
