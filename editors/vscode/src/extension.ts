// The extension: what it offers by name, and the server behind it.

import { type ExtensionContext, commands, l10n, window, workspace } from 'vscode';

import { activeForm, convert, fixAll } from './commands/codeActions';
import { explainRule, rulePages } from './commands/explainRule';
import { newForm } from './commands/newForm';
import { alignColumns } from './columns';
import { Previews } from './preview/panel';
import { schemas } from './schemas';
import { Server } from './server';
import { CHECK_WORKSPACE } from './serverCommands';
import { status } from './status';

/** The settings that count only when the server begins. */
const OF_START = ['evallint.path', 'evallint.checkWorkspace'];

/** How long after a change of its settings the server is started anew, in milliseconds. */
const PAUSE = 200;

/** How long the status bar tells that something was done, in milliseconds. */
const TOLD_FOR = 5000;

let server: Server | undefined;

export function activate(context: ExtensionContext): void {
  const log = window.createOutputChannel('evallint', { log: true });
  const started = new Server(context, log);
  server = started;
  const previews = new Previews(context, started);
  const offered: Record<string, (...given: unknown[]) => unknown> = {
    'evallint.newForm': () => newForm(context),
    'evallint.checkForms': () => checkForms(started),
    'evallint.fixAll': () => fixAll(started),
    'evallint.convert': () => convert(started),
    'evallint.preview': () => {
      const form = activeForm();
      if (form !== undefined) {
        previews.show(form);
      }
    },
    'evallint.explainRule': (rule) => explainRule(started, rule),
    'evallint.showLog': () => log.show(),
    'evallint.restart': () => restart(started),
  };
  context.subscriptions.push(
    log,
    rulePages(started),
    schemas(context),
    ...status(started),
    ...Object.entries(offered).map(([name, run]) => commands.registerCommand(name, run)),
    workspace.onDidChangeConfiguration((change) => {
      if (OF_START.some((setting) => change.affectsConfiguration(setting))) {
        // The server that is about to end is told of the change first.
        setTimeout(() => void started.restart(), PAUSE);
      }
    }),
  );
  alignColumns();
  // Nobody waits for it: the editor goes on, and what needs the server awaits it.
  void started.start();
}

export async function deactivate(): Promise<void> {
  await server?.stop();
}

async function checkForms(server: Server): Promise<void> {
  if (workspace.workspaceFolders === undefined) {
    const open = l10n.t('Open Folder…');
    const chosen = await window.showInformationMessage(l10n.t('Open the folder with the forms first.'), open);
    if (chosen === open) {
      await commands.executeCommand('workbench.action.files.openFolder');
    }
  } else if ((await server.start()) !== undefined) {
    await server.run(CHECK_WORKSPACE);
    await commands.executeCommand('workbench.actions.view.problems');
  }
}

async function restart(server: Server): Promise<void> {
  if (await server.restart()) {
    window.setStatusBarMessage(l10n.t('evallint runs again.'), TOLD_FOR);
  }
}
