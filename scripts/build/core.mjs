/** The program without what ties it to Node, bundled for a browser. */
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { build } from 'esbuild';
import { esbuildDatabase } from '../conf-compile.mjs';
import { esbuildFacts } from '../facts-plugin.mjs';

const root = path.resolve(import.meta.dirname, '../..');

/** The only places in `src/` that know Node. */
const ofNode = /^(?:main\.ts$|host\/|transports\/node\/)/;

/** Whether a file of `src/` belongs to the core. @param {string} file its path below `src/` */
export const isCore = (file) => !ofNode.test(file);

/**
 * Bundles every file of the core, with nothing left outside.
 *
 * @param {string} source the folder, `src` or one like it
 * @returns {Promise<string>} a script that makes a variable `avrdude`, in which each file has its exports under its path below `src/`
 * @throws if anything in it needs what a browser has not
 */
export async function bundleCore(source = path.join(root, 'src')) {
  const files = readdirSync(source, { recursive: true, encoding: 'utf8' })
    .map((file) => file.replaceAll('\\', '/'))
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.d.ts') && isCore(file));
  const { outputFiles } = await build({
    stdin: {
      contents: files.map((file) => `export * as '${file}' from './${file}';`).join('\n'),
      resolveDir: source,
    },
    bundle: true,
    write: false,
    platform: 'browser',
    format: 'iife',
    globalName: 'avrdude',
    target: 'es2023',
    minify: true,
    legalComments: 'none',
    logLevel: 'silent',
    plugins: [esbuildDatabase, esbuildFacts],
    alias: { 'yargs/helpers': path.join(import.meta.dirname, 'yargs-helpers-browser.mjs') },
  });
  return outputFiles[0].text;
}
