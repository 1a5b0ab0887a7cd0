// The commands of the server, as it names them, and what they answer. A test holds the names against the server's own list.

import type { Range } from 'vscode-languageclient/node';

export const CHECK_WORKSPACE = 'evallint.checkWorkspace';
export const REPORT = 'evallint.report';
export const RULES = 'evallint.rules';
export const EXPLAIN = 'evallint.explain';

/** The report page of a document, with the places in the source that it shows. */
export interface ReportPage {
  version: number;
  html: string;
  /** Of the finding that the page numbers 1, and so on. */
  findings: Range[];
  places: { pointer: string; range: Range }[];
}

export interface RuleEntry {
  id: string;
  name: string;
  group: string;
  severity: string;
  description: string;
}
