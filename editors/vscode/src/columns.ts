// The columns of forms as text, which tabs make.

import { window, workspace } from 'vscode';

import { FORM_LANGUAGE } from './forms';

/**
 * Gives the forms in sight the tabs that their language wants. A document that is opened while the editor starts is measured
 * as plain text, and the editor overlooks that its language says otherwise once it is known.
 */
export function alignColumns(): void {
  for (const editor of window.visibleTextEditors) {
    if (editor.document.languageId === FORM_LANGUAGE) {
      const wanted = workspace.getConfiguration('editor', editor.document);
      if (!wanted.get<boolean>('detectIndentation', false)) {
        editor.options = { tabSize: wanted.get('tabSize', 8), insertSpaces: wanted.get('insertSpaces', false) };
      }
    }
  }
}
