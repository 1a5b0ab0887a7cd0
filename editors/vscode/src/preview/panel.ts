// The report of a form beside its source: live while it is typed, with the way from the page to the source and back.

import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import {
  type Disposable,
  type ExtensionContext,
  type Position,
  Range,
  Selection,
  type TextDocument,
  TextEditorRevealType,
  Uri,
  ViewColumn,
  type WebviewPanel,
  l10n,
  languages,
  window,
  workspace,
} from 'vscode';
import type { Range as ProtocolRange } from 'vscode-languageclient/node';

import type { Server } from '../server';
import { REPORT, type ReportPage } from '../serverCommands';
import type { FromPage, ToPage } from './messages';

/** How long after the last key the page is made anew, in milliseconds. */
const PAUSE = 150;

export class Previews {
  private readonly open = new Map<string, Preview>();

  constructor(
    private readonly context: ExtensionContext,
    private readonly server: Server,
  ) {}

  show(document: TextDocument): void {
    const key = document.uri.toString();
    const shown = this.open.get(key);
    if (shown !== undefined) {
      shown.panel.reveal(undefined, true);
      return;
    }
    const preview = new Preview(this.context, this.server, document);
    this.open.set(key, preview);
    preview.panel.onDidDispose(() => this.open.delete(key));
  }
}

class Preview {
  readonly panel: WebviewPanel;
  private readonly uri: Uri;
  private shown: ReportPage | undefined;
  private timer: NodeJS.Timeout | undefined;
  /** The column that the source was last seen in. */
  private column: ViewColumn | undefined;
  /** Where the page last led the cursor: it must not scroll for that. */
  private ledTo: Position | undefined;

  constructor(
    context: ExtensionContext,
    private readonly server: Server,
    document: TextDocument,
  ) {
    this.uri = document.uri;
    this.column = window.activeTextEditor?.viewColumn;
    this.panel = window.createWebviewPanel(
      'evallint.preview',
      l10n.t('Preview of {0}', path.basename(document.fileName)),
      { viewColumn: ViewColumn.Beside, preserveFocus: true },
      { enableScripts: true, localResourceRoots: [], enableFindWidget: true },
    );
    this.panel.iconPath = {
      light: Uri.joinPath(context.extensionUri, 'images', 'form-light.svg'),
      dark: Uri.joinPath(context.extensionUri, 'images', 'form-dark.svg'),
    };
    const script = readFileSync(context.asAbsolutePath('dist/preview.js'), 'utf8');
    const listening: Disposable[] = [
      this.panel.webview.onDidReceiveMessage((message: FromPage) => this.heed(message)),
      workspace.onDidChangeTextDocument((change) => this.changed([change.document.uri])),
      languages.onDidChangeDiagnostics((change) => this.changed(change.uris)),
      window.onDidChangeTextEditorSelection((change) => {
        if (this.isOf(change.textEditor.document.uri)) {
          this.tellOfCursor(change.textEditor.selection);
        }
      }),
    ];
    this.panel.onDidDispose(() => {
      clearTimeout(this.timer);
      listening.forEach((listener) => listener.dispose());
    });
    this.panel.webview.html = shell(script);
  }

  private changed(uris: readonly Uri[]): void {
    if (uris.some((uri) => this.isOf(uri))) {
      clearTimeout(this.timer);
      this.timer = setTimeout(() => void this.refresh(), PAUSE);
    }
  }

  private async refresh(): Promise<void> {
    const document = this.document();
    if (document === undefined) {
      // The report stays as it was when the source was closed.
      return;
    }
    const page = await this.server
      .run<ReportPage | null>(REPORT, this.server.address(this.uri))
      .catch((error: unknown) => {
        this.server.log.error(`no report: ${String(error)}`);
        return undefined;
      });
    if (page) {
      this.shown = page;
      this.post({ kind: 'page', html: page.html });
      const editor = window.visibleTextEditors.find((editor) => this.isOf(editor.document.uri));
      if (editor !== undefined) {
        this.tellOfCursor(editor.selection);
      }
    } else {
      this.shown = undefined;
      this.post({ kind: 'notice', text: l10n.t('This document is not an evaluation form that evallint knows.') });
    }
  }

  private async heed(message: FromPage): Promise<void> {
    switch (message.kind) {
      case 'ready':
        await this.refresh();
        break;
      case 'finding':
        await this.reveal(this.shown?.findings[message.index]);
        break;
      case 'field':
        await this.reveal(this.placeOf(message.pointer));
        break;
    }
  }

  /** Where a field stands, or the nearest around it that stands somewhere. */
  private placeOf(pointer: string): ProtocolRange | undefined {
    for (let around = pointer; ; around = around.slice(0, around.lastIndexOf('/'))) {
      const place = this.shown?.places.find((place) => place.pointer === around);
      if (place !== undefined || around === '') {
        return place?.range;
      }
    }
  }

  private async reveal(place: ProtocolRange | undefined): Promise<void> {
    if (place === undefined) {
      return;
    }
    const seen = window.visibleTextEditors.find((editor) => this.isOf(editor.document.uri));
    this.column = seen?.viewColumn ?? this.column;
    const editor = await window.showTextDocument(this.uri, { viewColumn: this.column ?? ViewColumn.One });
    const range = rangeOf(place);
    this.ledTo = range.start;
    editor.selection = new Selection(range.start, range.end);
    editor.revealRange(range, TextEditorRevealType.InCenterIfOutsideViewport);
  }

  /** Has the page mark the field that the cursor is in: the smallest that holds it. */
  private tellOfCursor(selection: Selection): void {
    const holding = (this.shown?.places ?? [])
      .map((place) => ({ pointer: place.pointer, range: rangeOf(place.range) }))
      .filter((place) => place.range.contains(selection.start));
    const smallest = holding.reduce<(typeof holding)[number] | undefined>(
      (best, place) => (best === undefined || best.range.contains(place.range) ? place : best),
      undefined,
    );
    const scroll = this.ledTo?.isEqual(selection.start) !== true;
    this.ledTo = scroll ? undefined : this.ledTo;
    this.post({ kind: 'field', pointer: smallest?.pointer ?? '', scroll });
  }

  private document(): TextDocument | undefined {
    return workspace.textDocuments.find((document) => this.isOf(document.uri));
  }

  private isOf(uri: Uri): boolean {
    return uri.toString() === this.uri.toString();
  }

  private post(message: ToPage): void {
    void this.panel.webview.postMessage(message);
  }
}

function rangeOf({ start, end }: ProtocolRange): Range {
  return new Range(start.line, start.character, end.line, end.character);
}

/** The page around the report. Nothing runs in it but the one script, which stands in it, and nothing is loaded. */
function shell(script: string): string {
  const nonce = randomBytes(18).toString('base64');
  const policy = `default-src 'none'; script-src 'nonce-${nonce}'; style-src 'nonce-${nonce}'; base-uri 'none'; form-action 'none'`;
  return `<!DOCTYPE html>
<html>
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
</head>
<body><script nonce="${nonce}">${script}</script></body>
</html>`;
}
