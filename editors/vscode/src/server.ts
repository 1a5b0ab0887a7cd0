// The language server from the first document to the last: started, watched over, started anew.

import { EventEmitter, type ExtensionContext, type LogOutputChannel, type Uri, commands, env, l10n, window, workspace } from 'vscode';
import type { LanguageClient } from 'vscode-languageclient/node';

import { NoProgram, program } from './program';

/** So many times within that many milliseconds the server may fall over before it is left lying. */
const FALLS = 4;
const FALLS_WITHIN = 180_000;

export class Server {
  private client: LanguageClient | undefined;
  /** The running start, so that everyone waits for the same. */
  private starting: Promise<LanguageClient | undefined> | undefined;
  private falls: number[] = [];
  /** The documents that the running server has told its findings of. */
  private readonly judged = new Set<string>();
  private readonly changing = new EventEmitter<void>();
  /** Fires when a document has been checked for the first time, and when the server is up or down. */
  readonly onDidChange = this.changing.event;
  private down = false;
  private started = 0;

  constructor(
    private readonly context: ExtensionContext,
    readonly log: LogOutputChannel,
  ) {}

  /** Starts the server unless it runs; a person is told why it does not. */
  start(): Promise<LanguageClient | undefined> {
    this.starting ??= this.begin();
    return this.starting;
  }

  /** Starts the server anew. Whether it runs. */
  async restart(): Promise<boolean> {
    await this.stop();
    this.falls = [];
    return (await this.start()) !== undefined;
  }

  async stop(): Promise<void> {
    await this.starting;
    const client = this.client;
    this.client = undefined;
    this.starting = undefined;
    this.judged.clear();
    if (client?.isRunning() === true) {
      await client.dispose();
    }
  }

  /** Has the server run one of its commands; nothing where there is no server. */
  async run<T>(command: string, ...given: unknown[]): Promise<T | undefined> {
    const client = await this.start();
    if (client?.isRunning() !== true) {
      return undefined;
    }
    return (await client.sendRequest('workspace/executeCommand', { command, arguments: given })) as T;
  }

  /** How many times the server was started. */
  get starts(): number {
    return this.started;
  }

  /** Whether the server is not to be had. */
  get isDown(): boolean {
    return this.down;
  }

  /** Whether the findings in a document are known. */
  hasJudged(uri: Uri): boolean {
    return this.judged.has(uri.toString());
  }

  /** The address of a document as the server has it. */
  address(uri: Uri): string {
    return this.client?.code2ProtocolConverter.asUri(uri) ?? uri.toString();
  }

  private async begin(): Promise<LanguageClient | undefined> {
    try {
      const command = await program(this.context);
      // The library of the protocol is large, and the editor need not wait for it.
      const { clientOf } = await import('./client.js');
      this.client = clientOf(command, this.log, {
        mayRiseAgain: () => this.mayRiseAgain(),
        judged: (uri) => this.judge(uri),
      });
      await this.client.start();
      this.started += 1;
      this.log.info(`started ${command}`);
      this.setDown(false);
      return this.client;
    } catch (error) {
      this.setDown(true);
      const reason = error instanceof Error ? error.message : String(error);
      this.log.error(reason);
      const told = error instanceof NoProgram ? reason : l10n.t('evallint could not be started: {0}', reason);
      void this.tell(told);
      return undefined;
    }
  }

  private judge(uri: Uri): void {
    if (!this.hasJudged(uri)) {
      this.judged.add(uri.toString());
      this.changing.fire();
    }
  }

  private setDown(isDown: boolean): void {
    this.down = isDown;
    this.changing.fire();
  }

  /** Whether the server is to be started again after it ended by itself. */
  private mayRiseAgain(): boolean {
    const now = Date.now();
    this.falls = [...this.falls.filter((fall) => now - fall < FALLS_WITHIN), now];
    this.log.warn('the server ended unexpectedly');
    if (this.falls.length < FALLS) {
      return true;
    }
    this.setDown(true);
    void this.tell(
      l10n.t('evallint has ended unexpectedly {0} times and was not started again. The log may tell why.', FALLS),
    );
    return false;
  }

  private async tell(message: string): Promise<void> {
    const [settings, log, again] = [l10n.t('Open Settings'), l10n.t('Show Log'), l10n.t('Start Again')];
    const chosen = await window.showErrorMessage(message, settings, log, again);
    if (chosen === settings) {
      await commands.executeCommand('workbench.action.openSettings', 'evallint.path');
    } else if (chosen === log) {
      this.log.show();
    } else if (chosen === again) {
      await this.restart();
    }
  }
}

/** Whether the person reads Chinese, by the settings or else the editor. */
export function readsChinese(): boolean {
  const language = workspace.getConfiguration('evallint').get('language', 'auto');
  return language === 'auto' ? env.language.toLowerCase().startsWith('zh') : language === 'zh';
}
