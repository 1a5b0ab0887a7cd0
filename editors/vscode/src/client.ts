// How the extension speaks with the server.

import { type LogOutputChannel, workspace } from 'vscode';
import { CloseAction, ErrorAction, LanguageClient, RevealOutputChannelOn } from 'vscode-languageclient/node';

import { selector } from './forms';

/** A client of the program, which asks whether to start it again where it ends by itself. */
export function clientOf(command: string, log: LogOutputChannel, mayRiseAgain: () => boolean): LanguageClient {
  const folder = workspace.workspaceFolders?.find((folder) => folder.uri.scheme === 'file');
  const run = { command, args: ['server'], ...(folder && { options: { cwd: folder.uri.fsPath } }) };
  return new LanguageClient('evallint', 'evallint', { run, debug: run }, {
    documentSelector: selector,
    outputChannel: log,
    revealOutputChannelOn: RevealOutputChannelOn.Never,
    initializationOptions: workspace.getConfiguration('evallint'),
    diagnosticPullOptions: { onChange: true, onSave: true },
    initializationFailedHandler: () => false,
    errorHandler: {
      error: () => ({ action: ErrorAction.Continue, handled: true }),
      closed: () => ({ action: mayRiseAgain() ? CloseAction.Restart : CloseAction.DoNotRestart, handled: true }),
    },
  });
}
