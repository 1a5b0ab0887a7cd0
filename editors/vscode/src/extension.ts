// The extension: what it offers by name, and the server behind it.

import { type ExtensionContext, commands, window, workspace } from 'vscode';

import { activeForm, convert, fixAll } from './commands/codeActions';
import { explainRule, rulePages } from './commands/explainRule';
import { newForm } from './commands/newForm';
import { Previews } from './preview/panel';
import { Server } from './server';
import { CHECK_WORKSPACE } from './serverCommands';
import { status } from './status';

/** The settings that count only when the server begins. */
const OF_START = ['evallint.path', 'evallint.checkWorkspace'];

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
    'evallint.restart': () => started.restart(),
  };
  context.subscriptions.push(
    log,
    rulePages(started),
    ...status(started),
    ...Object.entries(offered).map(([name, run]) => commands.registerCommand(name, run)),
    workspace.onDidChangeConfiguration(async (change) => {
      if (OF_START.some((setting) => change.affectsConfiguration(setting))) {
        await started.restart();
      }
    }),
  );
  // Nobody waits for it: the editor goes on, and what needs the server awaits it.
  void started.start();
}

export async function deactivate(): Promise<void> {
  await server?.stop();
}

async function checkForms(server: Server): Promise<void> {
  if ((await server.start()) !== undefined) {
    await server.run(CHECK_WORKSPACE);
    await commands.executeCommand('workbench.actions.view.problems');
  }
}
