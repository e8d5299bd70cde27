/** One CommonJS file out of `src/`, with the native add-ons beside it. */
import { chmodSync, copyFileSync, writeFileSync } from 'node:fs';
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
const databaseAsset = {
  name: 'database-asset',
  setup(builder) {
    const filter = /^avrdude:database$/;
    builder.onResolve({ filter }, () => ({ path: 'database', namespace: 'database-asset' }));
    builder.onLoad({ filter: /.*/, namespace: 'database-asset' }, async () => {
      const { table, text: conf } = await compileConf();
      writeFileSync('dist/shipped.conf', conf, 'latin1');
      let text = '';
      const fields = Object.entries(table).map(([name, value]) => {
        if (typeof value !== 'string') return `${name}: ${JSON.stringify(value)}`;
        const start = text.length;
        text += value;
        return `${name}: text.slice(${start}, ${text.length})`;
      });
      writeFileSync('dist/database.txt', text, 'latin1');
      if (/[^\0-\xff]/.test(text)) throw new Error('the database holds characters beyond Latin-1');
      return {
        resolveDir: import.meta.dirname,
        contents: `import { readAsset } from './asset.mjs';
          const text = readAsset('database.txt').latin1Slice();
          export default { ${fields.join(', ')} };
          export const shippedText = () => readAsset('shipped.conf');`,
      };
    });
  },
};

/** Keeps what the terminal knows of fuses and registers out of the script, too: it is read when it is asked for. */
const factsAsset = {
  name: 'facts-asset',
  setup(builder) {
    const filter = /^avrdude:facts$/;
    builder.onResolve({ filter }, () => ({ path: 'facts', namespace: 'facts-asset' }));
    builder.onLoad({ filter: /.*/, namespace: 'facts-asset' }, () => {
      writeFileSync('dist/facts.json', JSON.stringify(readFacts()), 'latin1');
      return {
        resolveDir: import.meta.dirname,
        contents: `import { readAsset } from './asset.mjs'; export default JSON.parse(readAsset('facts.json').latin1Slice());`,
      };
    });
  },
};

/**
 * Writes dist/main.cjs and the add-ons of this platform.
 *
 * @returns the add-ons, by the name under which the bundle asks for them
 */
export async function bundle() {
  const [serialport, usb] = prebuilds[`${process.platform}-${process.arch}`] ?? [];
  if (serialport === undefined) throw new Error(`no native add-ons for ${process.platform}-${process.arch}`);
  const names = ['serialport.node', 'usb.node', 'shipped.conf', 'database.txt', 'facts.json'];
  const assets = Object.fromEntries(names.map((name) => [name, path.resolve('dist', name)]));
  copyFileSync(`node_modules/@serialport/bindings-cpp/prebuilds/${serialport}`, assets['serialport.node']);
  copyFileSync(`node_modules/usb/prebuilds/${usb}`, assets['usb.node']);
  await build({
    entryPoints: ['src/main.ts'],
    outfile: 'dist/main.cjs',
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',

    // Names stay: they are what a stack trace is read by, and keeping them aside costs time at every start.
    minifySyntax: true,
    minifyWhitespace: true,
    legalComments: 'none',
    banner: {
      js: "#!/usr/bin/env node\nconst bundleUrl = require('node:url').pathToFileURL(__filename).href;",
    },
    define: { 'import.meta.url': 'bundleUrl' },
    logLevel: 'warning',
    plugins: [nativeAddons, databaseAsset, factsAsset],
    alias: {
      // Its optional colours would be searched for at every start.
      debug: path.resolve(import.meta.dirname, 'no-debug.cjs'),
      'yargs/helpers': path.resolve(import.meta.dirname, 'yargs-helpers.mjs'),
    },
  });
  chmodSync('dist/main.cjs', 0o755);
  return assets;
}
