// The program `evallint`: the one that comes with the extension, or another that the settings name.

import { access, constants } from 'node:fs/promises';
import { homedir } from 'node:os';
import path from 'node:path';
import { l10n, workspace, type ExtensionContext } from 'vscode';

/** Why no program can be run, in words for the person. */
export class NoProgram extends Error {}

/** The path of the program, which can be run. */
export async function program(context: ExtensionContext): Promise<string> {
  const named = workspace.getConfiguration('evallint').get<string>('path', '').trim();
  const file = named === '' ? bundled(context) : absolute(named);
  try {
    await access(file, constants.X_OK);
  } catch {
    throw new NoProgram(
      named === ''
        ? l10n.t(
            'This installation of the extension carries no evallint for this system ({0}). Install the version made for it, or set evallint.path to an evallint of your own.',
            `${process.platform}-${process.arch}`,
          )
        : l10n.t(
            'The evallint named in the settings cannot be run: {0}. Correct evallint.path, or leave it empty for the one that comes with the extension.',
            file,
          ),
    );
  }
  return file;
}

function bundled(context: ExtensionContext): string {
  const name = process.platform === 'win32' ? 'evallint.exe' : 'evallint';
  return context.asAbsolutePath(path.join('server', name));
}

function absolute(named: string): string {
  const folder = workspace.workspaceFolders?.[0]?.uri.fsPath ?? homedir();
  const file = named.replace(/^~(?=$|[\\/])/, homedir()).replaceAll('${workspaceFolder}', folder);
  return path.resolve(folder, file);
}
