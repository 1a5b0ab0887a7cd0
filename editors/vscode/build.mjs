// Bundles the extension and the script of the preview.
import { build } from 'esbuild';

const shared = { bundle: true, minify: true, sourcemap: false, legalComments: 'none', logLevel: 'warning' };

const inTheEditor = {
  ...shared,
  outdir: 'dist',
  platform: 'node',
  format: 'cjs',
  target: 'node20',
  // The client is a file of its own, so that the editor need not read it to have the extension activated.
  external: ['vscode', './client.js'],
  supported: { 'dynamic-import': false },
};

await build({ ...inTheEditor, entryPoints: ['src/extension.ts', 'src/client.ts'] });
await build({
  ...shared,
  entryPoints: ['src/preview/page.ts'],
  outfile: 'dist/preview.js',
  platform: 'browser',
  format: 'iife',
  target: 'es2022',
});
