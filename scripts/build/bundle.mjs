/** One CommonJS file out of `src/`, with the native add-ons beside it. */
import { chmodSync, copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { build } from 'esbuild';
import { compileConf } from '../conf-compile.mjs';
import { readFacts } from '../facts-plugin.mjs';

/** Where the packages keep what they have compiled, by platform. */
const prebuilds = {
  'linux-x64': ['linux-x64/@serialport+bindings-cpp.glibc.node', 'linux-x64/node.napi.glibc.node'],
  'linux-arm64': [
    'linux-arm64/@serialport+bindings-cpp.armv8.glibc.node',
    'linux-arm64/node.napi.armv8.node',
  ],
  'darwin-x64': ['darwin-x64+arm64/@serialport+bindings-cpp.node', 'darwin-x64+arm64/node.napi.node'],
  'darwin-arm64': ['darwin-x64+arm64/@serialport+bindings-cpp.node', 'darwin-x64+arm64/node.napi.node'],
  'win32-x64': ['win32-x64/@serialport+bindings-cpp.node', 'win32-x64/node.napi.node'],
};

/** Replaces the packages' search for their add-on by ours, which also finds it inside an executable. */
const nativeAddons = {
  name: 'native-addons',
  setup(builder) {
    builder.onResolve({ filter: /^node-gyp-build$/ }, ({ importer }) => ({
      path: importer.includes('bindings-cpp') ? 'serialport.node' : 'usb.node',
      namespace: 'native-addon',
    }));
    builder.onLoad({ filter: /.*/, namespace: 'native-addon' }, ({ path: name }) => ({
      resolveDir: import.meta.dirname,
      contents: `const { loadAddon } = require('./native-addon.mjs'); module.exports = () => loadAddon(${JSON.stringify(name)});`,
    }));
  },
};

/**
 * Keeps the database out of the script, which would have to be read through at every start: its texts are one asset, and the
 * module takes them apart without copying.
 */
const databaseAsset = (folder) => ({
  name: 'database-asset',
  setup(builder) {
    const filter = /^avrdude:database$/;
    builder.onResolve({ filter }, () => ({ path: 'database', namespace: 'database-asset' }));
    builder.onLoad({ filter: /.*/, namespace: 'database-asset' }, async () => {
      const { table, text: conf } = await compileConf();
      writeFileSync(path.join(folder, 'shipped.conf'), conf, 'latin1');
      let text = '';
      const code = (value) => {
        if (typeof value === 'object' && !Array.isArray(value)) return `{ ${fields(value).join(', ')} }`;
        if (typeof value !== 'string') return JSON.stringify(value);
        const start = text.length;
        text += value;
        return `text.slice(${start}, ${text.length})`;
      };
      const fields = (record) =>
        Object.entries(record).map(([name, value]) => `${JSON.stringify(name)}: ${code(value)}`);
      const contents = `{ ${fields(table).join(', ')} }`;
      writeFileSync(path.join(folder, 'database.txt'), text, 'latin1');
      if (/[^\0-\xff]/.test(text)) throw new Error('the database holds characters beyond Latin-1');
      return {
        resolveDir: import.meta.dirname,
        contents: `import { readAsset } from './asset.mjs';
          const text = readAsset('database.txt').latin1Slice();
          export default ${contents};
          export const shippedFile = () => readAsset('shipped.conf');`,
      };
    });
  },
});

/** Keeps the texts of conf/facts out of the script, too: they are one asset, read when the first of them is asked for. */
const factsAsset = (folder) => ({
  name: 'facts-asset',
  setup(builder) {
    const filter = /^avrdude:facts$/;
    builder.onResolve({ filter }, () => ({ path: 'facts', namespace: 'facts-asset' }));
    builder.onLoad({ filter: /.*/, namespace: 'facts-asset' }, () => {
      let text = '';
      const getters = Object.entries(readFacts()).map(([name, fact]) => {
        const start = text.length;
        text += fact;
        return `get ${JSON.stringify(name)}() { return texts().slice(${start}, ${text.length}); }`;
      });
      writeFileSync(path.join(folder, 'facts.txt'), text, 'latin1');
      return {
        resolveDir: import.meta.dirname,
        contents: `import { readAsset } from './asset.mjs';
          let read;
          const texts = () => (read ??= readAsset('facts.txt').latin1Slice());
          export default { ${getters.join(', ')} };`,
      };
    });
  },
});

/**
 * Writes main.cjs and the files that it opens.
 *
 * @param {{ target: string, folder: string }} settings platform and processor to build for, as Node names them
 *   ("win32-x64"), and where the files go
 * @returns the files that the bundle opens, by the name under which it asks for them
 */
export async function bundle({ target, folder }) {
  const [serialport, usb] = prebuilds[target] ?? [];
  if (serialport === undefined) {
    throw new Error(`no native add-ons for ${target}; there are: ${Object.keys(prebuilds).join(', ')}`);
  }
  const names = ['serialport.node', 'usb.node', 'shipped.conf', 'database.txt', 'facts.txt'];
  const assets = Object.fromEntries(names.map((name) => [name, path.resolve(folder, name)]));
  const main = path.join(folder, 'main.cjs');
  copyFileSync(`node_modules/@serialport/bindings-cpp/prebuilds/${serialport}`, assets['serialport.node']);
  copyFileSync(`node_modules/usb/prebuilds/${usb}`, assets['usb.node']);
  await build({
    entryPoints: ['src/main.ts'],
    outfile: main,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',

    // The script inside the executable has nobody who would resolve `import()` for it: parts of Node are required instead.
    supported: { 'dynamic-import': false },

    // Names stay: they are what a stack trace is read by, and keeping them aside costs time at every start.
    minifySyntax: true,
    minifyWhitespace: true,
    legalComments: 'none',
    banner: { js: '#!/usr/bin/env node' },
    logLevel: 'warning',
    plugins: [nativeAddons, databaseAsset(folder), factsAsset(folder)],
    alias: {
      // Its optional colours would be searched for at every start.
      debug: path.resolve(import.meta.dirname, 'no-debug.cjs'),
      // yargs would find its own way to load configuration files, of which there are none.
      'node:module': path.resolve(import.meta.dirname, 'no-module.mjs'),
      'yargs/helpers': path.resolve(import.meta.dirname, 'yargs-helpers.mjs'),
    },
  });
  refuseImports(readFileSync(main, 'utf8'));
  chmodSync(main, 0o755);
  return assets;
}

/**
 * Nothing in the bundle may import at run time, which works under `node main.cjs` and crashes in the executable.
 *
 * @param {string} script the bundle
 */
export function refuseImports(script) {
  const found = /.{0,60}(?<![\w$.])import\s*\(.{0,60}/.exec(script);
  if (found) throw new Error(`the bundle imports at run time: ${found[0]}`);
}
