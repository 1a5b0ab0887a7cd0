// The counts of the active form in the status bar.

import {
  DiagnosticSeverity,
  type Disposable,
  StatusBarAlignment,
  ThemeColor,
  commands,
  l10n,
  languages,
  window,
} from 'vscode';

import { findingsIn, isForm } from './forms';
import type { Server } from './server';

/** The key by which menus know whether the active document is a form. */
const IS_FORM = 'evallint.isForm';

export function status(server: Server): Disposable[] {
  const item = window.createStatusBarItem('evallint.counts', StatusBarAlignment.Left, 40);
  item.name = l10n.t('Findings in the form');
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
    const name = l10n.t('Form');
    item.command = server.isDown ? 'evallint.showLog' : 'workbench.actions.view.problems';
    item.backgroundColor = server.isDown ? new ThemeColor('statusBarItem.warningBackground') : undefined;
    if (server.isDown) {
      item.text = `$(warning) ${name}`;
      item.tooltip = l10n.t('evallint is not running, and this form is not checked. Click for the log, which tells why.');
    } else if (severities.length > 0) {
      item.text = `${name} $(error) ${errors} $(warning) ${warnings} $(info) ${notes}`;
      item.tooltip = l10n.t('This form: {0} errors, {1} warnings, {2} notes. Click to list them.', errors, warnings, notes);
    } else if (server.hasJudged(document.uri)) {
      item.text = `$(check) ${name}`;
      item.tooltip = l10n.t('evallint found no problems in this form.');
    } else {
      item.text = `$(circle-outline) ${name}`;
      item.tooltip = l10n.t('This form has not been checked yet.');
    }
    item.show();
  };
  refresh();
  return [
    item,
    window.onDidChangeActiveTextEditor(refresh),
    languages.onDidChangeDiagnostics(refresh),
    server.onDidChange(refresh),
  ];
}
