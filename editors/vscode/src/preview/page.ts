// The script of the preview's page. It shows the report that it is sent, marks the cell of the cursor, and tells of clicks.

import type { FromPage, ToPage } from './messages';

declare function acquireVsCodeApi(): { postMessage(message: FromPage): void };

const editor = acquireVsCodeApi();
const nonce = document.currentScript?.nonce ?? '';

/** The class of the cell that the cursor is in. */
const CURRENT = 'evallint-current';

const OWN_STYLE = `
.${CURRENT} { outline: 2px solid var(--vscode-focusBorder, #0a6cd6); outline-offset: -2px; }
td[data-pointer], th[data-pointer], li.finding { cursor: pointer; }
body { padding: 0; }
.notice { padding: 2rem; }
body.vscode-high-contrast {
  --paper: var(--vscode-editor-background); --ground: var(--paper); --label: var(--paper);
  --ink: var(--vscode-editor-foreground); --soft: var(--ink);
  --rule: var(--vscode-contrastBorder); --link: var(--vscode-textLink-foreground);
}
`;

/** The pointer of the field that the cursor is in. */
let current = '';

/** The report that is shown. */
let shown = '';

/** Whether a rule of the report's style is for a dark page only. */
const darkRules = new WeakMap<CSSMediaRule, boolean>();

window.addEventListener('message', (event: MessageEvent<ToPage>) => {
  const message = event.data;
  switch (message.kind) {
    case 'page':
      showPage(message.html);
      break;
    case 'notice':
      showNotice(message.text);
      break;
    case 'field':
      current = message.pointer;
      markCurrent(message.scroll);
      break;
  }
});

document.addEventListener('click', (event) => {
  const target = event.target;
  if (!(target instanceof Element) || !(getSelection()?.isCollapsed ?? true)) {
    return;
  }
  const message = meaning(target);
  if (message !== undefined) {
    editor.postMessage(message);
  }
});

new MutationObserver(followTheme).observe(document.body, { attributes: true, attributeFilter: ['class'] });
editor.postMessage({ kind: 'ready' });

/** Puts a report in place of the one before, where the reader was; the same one stays, so that no click is lost on it. */
function showPage(html: string): void {
  if (html === shown) {
    return;
  }
  shown = html;
  const page = new DOMParser().parseFromString(html, 'text/html');
  const places = ['.sheet', '.list'].map((selector) => [selector, document.querySelector(selector)] as const);
  const scrolled = places.map(([selector, box]) => [selector, box?.scrollLeft ?? 0, box?.scrollTop ?? 0] as const);
  const [left, top] = [scrollX, scrollY];
  document.documentElement.lang = page.documentElement.lang;
  setStyle([...page.querySelectorAll('style')].map((style) => style.textContent ?? '').join('\n'));
  document.body.replaceChildren(...page.body.childNodes);
  for (const [selector, x, y] of scrolled) {
    document.querySelector(selector)?.scrollTo(x, y);
  }
  scrollTo(left, top);
  markCurrent(false);
}

function showNotice(text: string): void {
  shown = '';
  const notice = document.createElement('p');
  notice.className = 'notice';
  notice.textContent = text;
  document.body.replaceChildren(notice);
}

function setStyle(report: string): void {
  const style = document.createElement('style');
  style.id = 'report-style';
  style.nonce = nonce;
  style.textContent = report + OWN_STYLE;
  document.getElementById(style.id)?.remove();
  document.head.append(style);
  followTheme();
}

/** Has the report be light or dark as the editor is, whatever the system prefers. */
function followTheme(): void {
  const kinds = document.body.classList;
  const isDark = kinds.contains('vscode-dark') || (kinds.contains('vscode-high-contrast') && !kinds.contains('vscode-high-contrast-light'));
  document.documentElement.style.colorScheme = isDark ? 'dark' : 'light';
  const style = document.getElementById('report-style') as HTMLStyleElement | null;
  for (const rule of style?.sheet?.cssRules ?? []) {
    if (rule instanceof CSSMediaRule) {
      darkRules.set(rule, darkRules.get(rule) ?? rule.media.mediaText.includes('prefers-color-scheme: dark'));
      if (darkRules.get(rule)) {
        rule.media.mediaText = isDark ? 'screen' : 'not all';
      }
    }
  }
}

/** Marks the cell of the cursor's field, or of the nearest field around it that is shown. */
function markCurrent(scroll: boolean): void {
  document.querySelectorAll(`.${CURRENT}`).forEach((cell) => cell.classList.remove(CURRENT));
  for (let pointer = current; pointer !== ''; pointer = pointer.slice(0, pointer.lastIndexOf('/'))) {
    const name = CSS.escape(pointer);
    const cell = document.querySelector(`td[data-pointer="${name}"]`) ?? document.querySelector(`[data-pointer="${name}"]`);
    if (cell !== null) {
      cell.classList.add(CURRENT);
      if (scroll) {
        cell.scrollIntoView({ block: 'nearest', inline: 'nearest' });
      }
      return;
    }
  }
}

/** What a click on this asks for. */
function meaning(target: Element): FromPage | undefined {
  const marked = target.closest<HTMLElement>('mark[data-findings]')?.dataset['findings']?.split(' ')[0];
  const link = target.closest('a')?.getAttribute('href') ?? '';
  const listed = target.closest('li.finding')?.id ?? '';
  const related = /^#place-/.test(link) ? document.getElementById(link.slice(1)) : null;
  const number = related === null ? (/^#(?:finding|mark)-(\d+)$/.exec(link)?.[1] ?? marked ?? /^finding-(\d+)$/.exec(listed)?.[1]) : undefined;
  if (number !== undefined) {
    return { kind: 'finding', index: Number(number) - 1 };
  }
  const pointer = (related ?? target).closest<HTMLElement>('[data-pointer]')?.dataset['pointer'];
  return pointer === undefined ? undefined : { kind: 'field', pointer };
}
