// A new form: what is not known is asked for, and `evallint new` writes it.

import { execFile } from 'node:child_process';
import { homedir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { type ExtensionContext, type QuickPickItem, Uri, l10n, window, workspace } from 'vscode';

import { isForm } from '../forms';
import { program } from '../program';
import { readsChinese } from '../server';

const run = promisify(execFile);

interface Writing extends QuickPickItem {
  format: 'yaml' | 'json' | 'text' | 'md';
  extension: string;
}

/** The name of a new file without what tells its writing. */
const NAME = '自评表';

export async function newForm(context: ExtensionContext): Promise<void> {
  const writing = await window.showQuickPick(writings(), {
    title: l10n.t('New form: how should it be written?'),
    ignoreFocusOut: true,
  });
  if (writing === undefined) {
    return;
  }
  const from = await earlier();
  if (from === undefined) {
    return;
  }
  const asked = from === '' ? await head() : ['--from', from];
  if (asked === undefined) {
    return;
  }
  const file = await window.showSaveDialog({
    title: l10n.t('Where should the new form be saved?'),
    defaultUri: await free(writing.extension),
    // Of a name with two endings the dialog knows the last only, and would add the whole of what it misses.
    filters: { [writing.label]: [writing.extension.replace(/^.*\./, '')] },
  });
  if (file === undefined) {
    return;
  }
  const language = readsChinese() ? 'zh' : 'en';
  // Whether a file is replaced the dialog has asked already.
  const fixed = ['new', '--force', '--lang', language, '--format', writing.format, '--output', file.fsPath];
  try {
    await run(await program(context), [...fixed, ...asked]);
  } catch (error) {
    const said = (error as { stderr?: string }).stderr?.trim();
    const reason = said || (error instanceof Error ? error.message : String(error));
    void window.showErrorMessage(l10n.t('The form was not written: {0}', reason));
    return;
  }
  await window.showTextDocument(await workspace.openTextDocument(file));
}

function writings(): Writing[] {
  return [
    {
      label: 'YAML',
      description: l10n.t('an explanation beside each blank; the easiest to fill in'),
      format: 'yaml',
      extension: '.eval.yaml',
    },
    {
      label: l10n.t('Form as text'),
      description: l10n.t('the printed table, cells separated by tabs'),
      format: 'text',
      extension: '.eval.txt',
    },
    {
      label: l10n.t('Markdown table'),
      description: l10n.t('the printed table, cells separated by pipes'),
      format: 'md',
      extension: '.eval.md',
    },
    { label: 'JSON', description: l10n.t('for programs'), format: 'json', extension: '.eval.json' },
  ];
}

/** The form of the year before, if it is open and wanted; empty for none, nothing where the person goes back. */
async function earlier(): Promise<string | undefined> {
  const document = window.activeTextEditor?.document;
  if (document === undefined || document.uri.scheme !== 'file' || document.isDirty || !isForm(document)) {
    return '';
  }
  const name = path.basename(document.fileName);
  const blank = { label: l10n.t('A blank form'), file: '' };
  const next = {
    label: l10n.t('The year after {0}', name),
    description: l10n.t('with its tasks, indicators and units, all else blank'),
    file: document.fileName,
  };
  const chosen = await window.showQuickPick([blank, next], {
    title: l10n.t('New form: what should it begin with?'),
    ignoreFocusOut: true,
  });
  return chosen?.file;
}

/** The head of the form as arguments; what is left empty stays blank. */
async function head(): Promise<string[] | undefined> {
  const department = await window.showInputBox({
    title: l10n.t('New form: the department'),
    prompt: l10n.t('The full name of the department. Leave it empty to fill it in later.'),
    ignoreFocusOut: true,
  });
  if (department === undefined) {
    return undefined;
  }
  const year = await window.showInputBox({
    title: l10n.t('New form: the year'),
    prompt: l10n.t('The year that is evaluated.'),
    value: String(new Date().getFullYear() - 1),
    validateInput: (text) =>
      /^(?:20\d\d|2100)?$/.test(text.trim()) ? undefined : l10n.t('Give a year from 2000 to 2100, such as 2023.'),
    ignoreFocusOut: true,
  });
  if (year === undefined) {
    return undefined;
  }
  const tasks = await window.showInputBox({
    title: l10n.t('New form: the tasks'),
    prompt: l10n.t('How many tasks should there be room for? More can be added later.'),
    value: '3',
    validateInput: (text) =>
      /^[1-9]\d?$/.test(text.trim()) ? undefined : l10n.t('Give a whole number from 1 to 99.'),
    ignoreFocusOut: true,
  });
  if (tasks === undefined) {
    return undefined;
  }
  const flags = ['--tasks', tasks.trim()];
  if (department.trim() !== '') {
    flags.push('--department', department.trim());
  }
  if (year.trim() !== '') {
    flags.push('--year', year.trim());
  }
  return flags;
}

/** A file in the first folder, or at home where none is open, that does not exist yet. */
async function free(extension: string): Promise<Uri> {
  const folder = workspace.workspaceFolders?.[0]?.uri ?? Uri.file(homedir());
  for (let number = 1; ; number += 1) {
    const file = Uri.joinPath(folder, `${NAME}${number === 1 ? '' : `-${number}`}${extension}`);
    try {
      await workspace.fs.stat(file);
    } catch {
      return file;
    }
  }
}
