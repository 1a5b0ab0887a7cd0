// The pages of the rules, shown as the editor shows Markdown.

import { type Disposable, Uri, commands, l10n, window, workspace } from 'vscode';

import { findingsIn, ruleOf } from '../forms';
import { type Server, readsChinese } from '../server';
import { EXPLAIN, RULES, type RuleEntry } from '../serverCommands';

const SCHEME = 'evallint-rule';

/** Gives the pages of the rules to the editor. */
export function rulePages(server: Server): Disposable {
  return workspace.registerTextDocumentContentProvider(SCHEME, {
    provideTextDocumentContent: (uri) => server.run<string>(EXPLAIN, idOf(uri)),
  });
}

/** Shows the page of a rule, which the person chooses unless it is named. Those found at the cursor come first. */
export async function explainRule(server: Server, named?: unknown): Promise<void> {
  const id = typeof named === 'string' ? named : await chosen(server);
  if (id !== undefined) {
    // The editor keeps a page by its address: that of another server, or in another language, is another page.
    const query = `${server.starts}${readsChinese() ? 'zh' : 'en'}`;
    await commands.executeCommand('markdown.showPreview', Uri.from({ scheme: SCHEME, path: `/${id}.md`, query }));
  }
}

async function chosen(server: Server): Promise<string | undefined> {
  const rules = await server.run<RuleEntry[]>(RULES);
  if (rules === undefined) {
    return undefined;
  }
  const here = rulesAtCursor();
  const items = rules.map((rule) => ({
    label: rule.name,
    description: `${rule.id} · ${rule.severity} · ${rule.group}`,
    detail: rule.description,
    id: rule.id,
  }));
  items.sort((left, right) => Number(here.has(right.id)) - Number(here.has(left.id)));
  const picked = await window.showQuickPick(items, {
    title: l10n.t('Explain a rule'),
    placeHolder: l10n.t('The rules of the findings at the cursor come first.'),
    matchOnDescription: true,
    matchOnDetail: true,
  });
  return picked?.id;
}

function rulesAtCursor(): Set<string> {
  const editor = window.activeTextEditor;
  if (editor === undefined) {
    return new Set();
  }
  const here = findingsIn(editor.document).filter((found) => found.range.contains(editor.selection.active));
  return new Set(here.flatMap((found) => ruleOf(found) ?? []));
}

function idOf(uri: Uri): string {
  return uri.path.slice(1).replace(/\.md$/, '');
}
