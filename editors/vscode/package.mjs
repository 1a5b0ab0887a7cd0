// Makes the VSIX for one platform, with the program for it.
//
// npm run package -- [--target linux-x64] [--binary FILE] [--out FILE]
//
// Without --binary the program is built for release, its paths of this machine left out.

import { execFileSync } from 'node:child_process';
import { chmodSync, copyFileSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

import { createVSIX } from '@vscode/vsce';

const here = path.dirname(fileURLToPath(import.meta.url));
const root = path.resolve(process.env['EVALLINT_ROOT'] ?? path.join(here, '../..'));

const { values } = parseArgs({
  options: { target: { type: 'string' }, binary: { type: 'string' }, out: { type: 'string' } },
});
const target = values.target ?? `${process.platform}-${process.arch}`;

function built() {
  const cargo = process.env['CARGO_HOME'] ?? path.join(homedir(), '.cargo');
  const rustup = process.env['RUSTUP_HOME'] ?? path.join(homedir(), '.rustup');
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

for (const folder of ['server', 'schemas']) {
  rmSync(path.join(here, folder), { recursive: true, force: true });
  mkdirSync(path.join(here, folder));
}
const program = path.join(here, 'server', target.startsWith('win32') ? 'evallint.exe' : 'evallint');
copyFileSync(values.binary ?? built(), program);
chmodSync(program, 0o755);
// That of the form is not contributed: the server tells all that it would, and the editor would tell it again.
copyFileSync(path.join(root, 'schemas/evallint.schema.json'), path.join(here, 'schemas/evallint.schema.json'));
for (const name of ['LICENSE-MIT', 'LICENSE-APACHE']) {
  copyFileSync(path.join(root, name), path.join(here, name));
}

const { version } = JSON.parse(readFileSync(path.join(here, 'package.json'), 'utf8'));
await createVSIX({
  cwd: here,
  packagePath: values.out ?? path.join(here, `evallint-${target}-${version}.vsix`),
  target,
  dependencies: false,
  skipLicense: true,
  allowMissingRepository: true,
});
