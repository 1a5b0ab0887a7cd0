#!/usr/bin/env node
// The server, broken in one way: it stands between the editor and the program, and spoils what the file names that
// EVALLINT_WAY gives.

import { spawn } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';

/** What each way does to the answer of a method. */
const WAYS = {
  none: {},
  diagnostics: { 'textDocument/diagnostic': (result) => ({ ...result, items: [] }), 'workspace/diagnostic': () => ({ items: [] }) },
  places: { 'textDocument/diagnostic': (result) => ({ ...result, items: result.items?.map((item) => ({ ...item, range: { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } } })) }), 'workspace/diagnostic': () => ({ items: [] }) },
  hover: { 'textDocument/hover': () => null },
  completion: { 'textDocument/completion': () => null },
  hints: { 'textDocument/inlayHint': () => [] },
  quickFix: { 'textDocument/codeAction': (result) => result?.filter((action) => action.kind !== 'quickfix') ?? null },
  fixAll: { 'textDocument/codeAction': (result) => result?.filter((action) => !action.kind.startsWith('source.fixAll')) ?? null },
  report: { 'evallint.report': () => null },
  clicks: { 'evallint.report': (page) => page && { ...page, findings: [], places: [] } },
  staleReport: { 'evallint.report': stale() },
  rules: { 'evallint.explain': () => '' },
};

const way = readFileSync(process.env.EVALLINT_WAY, 'utf8');
// Whoever broke it knows by this that it is.
writeFileSync(`${process.env.EVALLINT_WAY}.taken`, way);
const spoilers = WAYS[way];
if (spoilers === undefined) {
  // A server that does not run at all is broken, too.
  process.exit(3);
}

const server = spawn(process.env.EVALLINT_PROGRAM, process.argv.slice(2), { stdio: ['pipe', 'pipe', 'inherit'] });
/** The methods of the requests that wait for their answers; of a command its name. */
const asked = new Map();

process.stdin.on('data', reader((message) => {
  if (message.id !== undefined && message.method !== undefined) {
    const { method, params } = message;
    asked.set(message.id, method === 'workspace/executeCommand' ? params.command : method);
  }
  server.stdin.write(frame(message));
}));
process.stdin.on('end', () => server.stdin.end());
server.stdout.on('data', reader((message) => {
  const spoil = message.method === undefined ? spoilers[asked.get(message.id)] : undefined;
  if (spoil !== undefined && 'result' in message) {
    message.result = spoil(message.result);
  }
  process.stdout.write(frame(message));
}));
server.on('exit', (code) => process.exit(code ?? 1));

/** Gives the first answer again and again. */
function stale() {
  let first;
  return (result) => (first ??= result);
}

function frame(message) {
  const body = Buffer.from(JSON.stringify(message));
  return Buffer.concat([Buffer.from(`Content-Length: ${body.length}\r\n\r\n`), body]);
}

/** Reads messages out of what comes in pieces. */
function reader(take) {
  let waiting = Buffer.alloc(0);
  return (chunk) => {
    waiting = Buffer.concat([waiting, chunk]);
    for (;;) {
      const head = waiting.indexOf('\r\n\r\n');
      const length = Number(/Content-Length: (\d+)/i.exec(waiting.subarray(0, Math.max(head, 0)).toString())?.[1]);
      const end = head + 4 + length;
      if (head < 0 || !(waiting.length >= end)) {
        return;
      }
      const body = waiting.subarray(head + 4, end).toString();
      waiting = waiting.subarray(end);
      take(JSON.parse(body));
    }
  };
}
