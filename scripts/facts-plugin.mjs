/** Provides `avrdude:facts`, the texts of conf/facts, to whatever bundles or runs the sources. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

const moduleName = 'avrdude:facts';

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

function moduleSource() {
  return `export default ${JSON.stringify(readFacts())};`;
}

/** For esbuild, as part of the script. */
export const esbuildFacts = {
  name: 'avrdude-facts',
  setup(builder) {
    builder.onResolve({ filter: /^avrdude:facts$/ }, () => ({ path: moduleName, namespace: moduleName }));
    builder.onLoad({ filter: /.*/, namespace: moduleName }, () => ({ contents: moduleSource() }));
  },
};

/** For vite and vitest. */
export const viteFacts = {
  name: 'avrdude-facts',
  resolveId: (id) => (id === moduleName ? `\0${moduleName}` : undefined),
  load: (id) => (id === `\0${moduleName}` ? moduleSource() : undefined),
};
