// The schemas that documents name. The editor finds them here, whether it may download anything or not.

import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { type Disposable, type ExtensionContext, workspace } from 'vscode';

/** What a schema is called without its scheme: of which form, and which version of it. */
const NAME = /^evallint:([a-z-]+):(v\d+(?:\.zh)?)$/;

/**
 * Gives the schema that a document names to the editor, without what it demands: the server tells all of that, and the editor
 * would tell it again.
 */
export function schemas(context: ExtensionContext): Disposable {
  return workspace.registerTextDocumentContentProvider('urn', {
    provideTextDocumentContent: async (uri) => {
      const [, form, version] = NAME.exec(uri.path) ?? [];
      if (form === undefined || version === undefined) {
        return undefined;
      }
      const file = context.asAbsolutePath(path.join('schemas', form, `${version}.schema.json`));
      const { $schema, $id, title, description } = JSON.parse(await readFile(file, 'utf8')) as Record<string, unknown>;
      return JSON.stringify({ $schema, $id, title, description }, undefined, 2);
    },
  });
}
