// Which documents are forms. What a document says of itself only the server can tell; here it is enough what it is called,
// or that something was found in it.

import { languages, type Diagnostic, type TextDocument } from 'vscode';
import type { DocumentSelector } from 'vscode-languageclient/node';

export const FORM_LANGUAGE = 'evallint-form';

/** Whom the findings are from. */
const SOURCE = 'evallint';

const FORM_NAME = /\.eval\.(?:json|yaml|yml|txt|md|tsv)$/i;

/** What the server is told of. It leaves alone what is no form. */
export const selector: DocumentSelector = [
  { language: FORM_LANGUAGE },
  ...['json', 'jsonc', 'yaml', 'plaintext', 'markdown'].flatMap((language) => [
    { scheme: 'file', language },
    { scheme: 'untitled', language },
  ]),
];

export function isForm(document: TextDocument): boolean {
  return (
    document.languageId === FORM_LANGUAGE || FORM_NAME.test(document.fileName) || findingsIn(document).length > 0
  );
}

export function findingsIn(document: TextDocument): Diagnostic[] {
  return languages.getDiagnostics(document.uri).filter((found) => found.source === SOURCE);
}

/** The rule that found something. */
export function ruleOf(finding: Diagnostic): string | undefined {
  const code = typeof finding.code === 'object' ? finding.code.value : finding.code;
  return typeof code === 'string' ? code : undefined;
}
