// How the extension speaks with the server.

import { type LogOutputChannel, Uri, workspace } from 'vscode';
import { CloseAction, ErrorAction, LanguageClient, RevealOutputChannelOn } from 'vscode-languageclient/node';

import { selector } from './forms';

/** What the extension wants to know of the server. */
export interface Heeding {
  /** Whether to start it again where it has ended by itself. */
  mayRiseAgain(): boolean;
  /** It has told all that it found in a document. */
  judged(uri: Uri): void;
}

export function clientOf(command: string, log: LogOutputChannel, heeding: Heeding): LanguageClient {
  const folder = workspace.workspaceFolders?.find((folder) => folder.uri.scheme === 'file');
  const run = { command, args: ['server'], ...(folder && { options: { cwd: folder.uri.fsPath } }) };
  return new LanguageClient('evallint', 'evallint', { run, debug: run }, {
    documentSelector: selector,
    outputChannel: log,
    revealOutputChannelOn: RevealOutputChannelOn.Never,
    initializationOptions: workspace.getConfiguration('evallint'),
    diagnosticPullOptions: { onChange: true, onSave: true },
    initializationFailedHandler: () => false,
    middleware: {
      provideDiagnostics: async (document, previous, token, next) => {
        const found = await next(document, previous, token);
        heeding.judged(document instanceof Uri ? document : document.uri);
        return found;
      },
    },
    errorHandler: {
      error: () => ({ action: ErrorAction.Continue, handled: true }),
      closed: () => ({ action: heeding.mayRiseAgain() ? CloseAction.Restart : CloseAction.DoNotRestart, handled: true }),
    },
  });
}
