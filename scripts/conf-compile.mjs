/**
 * Compiles `conf/`: into `avrdude:database`, the module that the binary and the tests import, and into the avrdude.conf to ship.
 * Nothing generated is kept in the source tree: bundler and test runner get the module from the plugin below.
 */
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { build } from 'esbuild';
import { virtualModule } from './virtual-module.mjs';

const root = path.resolve(import.meta.dirname, '..');

/** @returns {Promise<import('./conf/compile.ts').CompiledConf>} */
export async function compileConf(folder = path.join(root, 'conf')) {
  compiler ??= loadCompiler();
  return (await compiler).compileConf(folder);
}

let compiler;

async function loadCompiler() {
  const { outputFiles } = await build({
    entryPoints: [path.join(root, 'scripts/conf/compile.ts')],
    bundle: true,
    write: false,
    platform: 'node',
    format: 'esm',
    logLevel: 'warning',
  });
  return import(`data:text/javascript;base64,${Buffer.from(outputFiles[0].contents).toString('base64')}`);
}

/** Writes the configuration file that goes beside the binary. */
export async function writeShippedConf(file) {
  const { text } = await compileConf();
  writeFileSync(file, text, 'latin1');
}

async function moduleSource() {
  const { table, text } = await compileConf();
  return `export default ${JSON.stringify(table)};
    const text = ${JSON.stringify(text)};
    export const shippedFile = () => ({
      length: text.length,
      equals: (bytes) => bytes.length === text.length && bytes.every((byte, i) => byte === text.charCodeAt(i)),
    });`;
}

/** Provides the database: to esbuild, and to vite and vitest. */
export const { esbuild: esbuildDatabase, vite: viteDatabase } = virtualModule(
  'avrdude:database',
  moduleSource,
);
