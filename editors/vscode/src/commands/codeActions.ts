// What the server can do with the whole form: fix what is safe, or write it in another format.

import { type CodeAction, Range, type TextDocument, commands, l10n, window, workspace } from 'vscode';

import { isForm } from '../forms';
import type { Server } from '../server';

const FIX_ALL = 'source.fixAll.evallint';
const REWRITE = 'refactor.rewrite';

/** How many actions are asked for with their edits. */
const MOST = 20;

/** The form in the editor that is active; the person is told where there is none. */
export function activeForm(): TextDocument | undefined {
  const document = window.activeTextEditor?.document;
  if (document !== undefined && isForm(document)) {
    return document;
  }
  void offerForm();
  return undefined;
}

/** Tells a person without a form in front of them how to come by one. */
async function offerForm(): Promise<void> {
  const [open, begin] = [l10n.t('Open File…'), l10n.t('New Form')];
  const chosen = await window.showInformationMessage(
    l10n.t('Open a form first: a file whose name ends in .eval.yaml, .eval.json, .eval.txt, .eval.md or .eval.tsv.'),
    open,
    begin,
  );
  if (chosen === open) {
    await commands.executeCommand('workbench.action.files.openFile');
  } else if (chosen === begin) {
    await commands.executeCommand('evallint.newForm');
  }
}

export async function fixAll(server: Server): Promise<void> {
  const document = activeForm();
  if (document === undefined || (await server.start()) === undefined) {
    return;
  }
  const [action] = await actions(document, FIX_ALL);
  if (action?.edit === undefined) {
    void window.showInformationMessage(
      l10n.t('Nothing here can be fixed without a person looking at it. See the fixes of each problem.'),
    );
  } else if (!(await workspace.applyEdit(action.edit))) {
    void window.showWarningMessage(l10n.t('The form has changed meanwhile, and nothing was fixed. Try again.'));
  }
}

export async function convert(server: Server): Promise<void> {
  const document = activeForm();
  if (document === undefined || (await server.start()) === undefined) {
    return;
  }
  if (document.uri.scheme !== 'file') {
    void window.showInformationMessage(l10n.t('Save the form first; the other format is written beside it.'));
    return;
  }
  const offered = await actions(document, REWRITE);
  const refused = offered.find((action) => action.disabled !== undefined)?.disabled?.reason;
  const possible = offered.filter((action) => action.edit !== undefined);
  if (possible.length === 0) {
    void window.showWarningMessage(refused ?? l10n.t('This form cannot be converted while it is not well-formed.'));
    return;
  }
  const chosen = await window.showQuickPick(
    possible.map((action) => ({ label: action.title, action })),
    { title: l10n.t('Convert to another format') },
  );
  const edit = chosen?.action.edit;
  if (edit === undefined) {
    return;
  }
  const written = edit.entries().map(([uri]) => uri)[0];
  if (!(await workspace.applyEdit(edit))) {
    const name = written === undefined ? '' : workspace.asRelativePath(written);
    void window.showWarningMessage(l10n.t('{0} exists already and was left alone.', name));
  } else if (written !== undefined) {
    const document = await workspace.openTextDocument(written);
    await document.save();
    await window.showTextDocument(document);
  }
}

async function actions(document: TextDocument, kind: string): Promise<CodeAction[]> {
  const whole = new Range(0, 0, document.lineCount, 0);
  const found = await commands.executeCommand<CodeAction[]>(
    'vscode.executeCodeActionProvider',
    document.uri,
    whole,
    kind,
    MOST,
  );
  return found.filter((action) => action.kind?.value.startsWith(kind));
}
