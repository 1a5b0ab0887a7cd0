// The counts of the active form in the status bar.

import {
  DiagnosticSeverity,
  type Disposable,
  StatusBarAlignment,
  commands,
  l10n,
  languages,
  window,
} from 'vscode';

import { findingsIn, isForm } from './forms';

/** The key by which menus know whether the active document is a form. */
const IS_FORM = 'evallint.isForm';

export function status(): Disposable[] {
  const item = window.createStatusBarItem('evallint.counts', StatusBarAlignment.Left, 40);
  item.name = l10n.t('Findings in the form');
  item.command = 'workbench.actions.view.problems';
  const refresh = (): void => {
    const document = window.activeTextEditor?.document;
    const shows = document !== undefined && isForm(document);
    void commands.executeCommand('setContext', IS_FORM, shows);
    if (!shows) {
      item.hide();
      return;
    }
    const severities = findingsIn(document).map((found) => found.severity);
    const count = (severity: DiagnosticSeverity): number =>
      severities.filter((other) => other === severity).length;
    const errors = count(DiagnosticSeverity.Error);
    const warnings = count(DiagnosticSeverity.Warning);
    const notes = severities.length - errors - warnings;
    item.text =
      severities.length === 0
        ? `$(check) ${l10n.t('Form')}`
        : `${l10n.t('Form')} $(error) ${errors} $(warning) ${warnings} $(info) ${notes}`;
    item.tooltip =
      severities.length === 0
        ? l10n.t('evallint found no problems in this form.')
        : l10n.t('This form: {0} errors, {1} warnings, {2} notes. Click to list them.', errors, warnings, notes);
    item.show();
  };
  refresh();
  return [
    item,
    window.onDidChangeActiveTextEditor(refresh),
    languages.onDidChangeDiagnostics(refresh),
  ];
}
