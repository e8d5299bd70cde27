/** Provides `avrdude:facts`, the texts of conf/facts, to whatever bundles or runs the sources. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { virtualModule } from './virtual-module.mjs';

/** The texts by name: that of `reset-values.txt` is `resetValues`. */
export function readFacts() {
  const folder = path.resolve(import.meta.dirname, '../conf/facts');
  const names = readdirSync(folder)
    .filter((file) => file.endsWith('.txt'))
    .map((file) => path.basename(file, '.txt'))
    .sort();
  const camelCase = (name) => name.replace(/-(.)/g, (_, letter) => letter.toUpperCase());
  return Object.fromEntries(
    names.map((name) => [camelCase(name), readFileSync(path.join(folder, `${name}.txt`), 'latin1')]),
  );
}

/** As part of the script: for esbuild, and for vite and vitest. */
export const { esbuild: esbuildFacts, vite: viteFacts } = virtualModule(
  'avrdude:facts',
  () => `export default ${JSON.stringify(readFacts())};`,
);
