/** A CommonJS script out of `src/`, with its pieces and the native add-ons beside it. */
import { chmodSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { build } from 'esbuild';
import { compileConf } from '../conf-compile.mjs';
import { readFacts } from '../facts-plugin.mjs';
import { virtualModule } from '../virtual-module.mjs';
import { addonFile, nativeAddons } from './addons.mjs';
import { thin } from './formats/fat-mach-o.mjs';
import { lazyFile, writePieces } from './pieces.mjs';

/**
 * Keeps the database out of the script, which would have to be read through at every start: its texts are one asset, and the
 * module takes them apart without copying.
 */
const databaseAsset = (folder) =>
  virtualModule(
    'avrdude:database',
    async () => {
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
      return `import { readAsset } from './asset.mjs';
        const text = readAsset('database.txt').latin1Slice();
        export default ${contents};
        export const shippedFile = () => readAsset('shipped.conf');`;
    },
    import.meta.dirname,
  ).esbuild;

/** Keeps the texts of conf/facts out of the script, too: they are one asset, read when the first of them is asked for. */
const factsAsset = (folder) =>
  virtualModule(
    'avrdude:facts',
    () => {
      let text = '';
      const getters = Object.entries(readFacts()).map(([name, fact]) => {
        const start = text.length;
        text += fact;
        return `get ${JSON.stringify(name)}() { return texts().slice(${start}, ${text.length}); }`;
      });
      writeFileSync(path.join(folder, 'facts.txt'), text, 'latin1');
      return `import { readAsset } from './asset.mjs';
        let read;
        const texts = () => (read ??= readAsset('facts.txt').latin1Slice());
        export default { ${getters.join(', ')} };`;
    },
    import.meta.dirname,
  ).esbuild;

/**
 * Writes main.cjs and the files that it opens.
 *
 * @param {{ target: string, folder: string }} settings platform and processor to build for, as Node names them
 *   ("win32-x64"), and where the files go
 * @returns the files that the bundle opens, by the name under which it asks for them, and the files that it was made of
 * @throws if a package has no native add-on for the target
 */
export async function bundle({ target, folder }) {
  const main = path.join(folder, 'main.cjs');
  const addons = new Set();
  const built = await build({
    entryPoints: ['src/main.ts'],
    metafile: true,
    outdir: folder,
    write: false,
    bundle: true,
    splitting: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    // Names of files stand in the bundle, and are to be the same wherever node_modules is.
    preserveSymlinks: true,

    // Names stay: they are what a stack trace is read by, and keeping them aside costs time at every start.
    minifySyntax: true,
    legalComments: 'none',
    logLevel: 'warning',
    plugins: [nativeAddons(addons), databaseAsset(folder), factsAsset(folder)],
    alias: {
      // Its optional colours would be searched for at every start.
      debug: path.resolve(import.meta.dirname, 'no-debug.cjs'),
      // yargs would find its own way to load configuration files, of which there are none.
      'node:module': path.resolve(import.meta.dirname, 'no-module.mjs'),
      'yargs/helpers': path.resolve(import.meta.dirname, 'yargs-helpers.mjs'),
    },
  });
  writePieces(built, folder);
  for (const file of [main, path.join(folder, lazyFile)]) refuseImports(readFileSync(file, 'latin1'));
  chmodSync(main, 0o755);
  for (const name of addons) copyAddon(name, target, folder);
  const names = [...[...addons].sort(), lazyFile, 'shipped.conf', 'database.txt', 'facts.txt'];
  return {
    assets: Object.fromEntries(names.map((name) => [name, path.resolve(folder, name)])),
    sources: Object.keys(built.metafile.inputs),
  };
}

/** Beside the bundle, without what is for another processor. @throws if there is none for the platform */
function copyAddon(name, target, folder) {
  const file = addonFile(name, target);
  if (file === undefined) throw new Error(`there is no ${name} for ${target}`);
  writeFileSync(path.join(folder, name), thin(readFileSync(file), target));
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
