/**
 * The bundle in pieces: what every start needs is one script, the rest (a programmer type, a serial port, the terminal) is read
 * and compiled when it is asked for. esbuild cuts only modules of ECMAScript, which an executable cannot start: each of its
 * pieces becomes a function here that is given `require` and gives what it exports.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { transformSync } from 'esbuild';

/** The file of all pieces that are read when they are asked for. */
export const lazyFile = 'pieces.js';

/**
 * Writes main.cjs and the pieces beside it.
 *
 * @param {import('esbuild').BuildResult & { metafile: import('esbuild').Metafile }} built with `splitting`, and not written
 * @param {string} folder where the files go
 * @returns the name of the script
 * @throws if pieces need each other in a circle, in which one would be asked for what it has not got yet
 */
export function writePieces({ outputFiles, metafile }, folder) {
  const texts = new Map(outputFiles.map((file) => [`./${path.basename(file.path)}`, file.text]));
  const needs = new Map(
    Object.entries(metafile.outputs).map(([file, { imports }]) => [
      `./${path.basename(file)}`,
      imports
        .filter(({ kind, external }) => kind === 'import-statement' && !external)
        .map((needed) => `./${path.basename(needed.path)}`),
    ]),
  );
  const eager = closure('./main.js', needs);
  const lazy = [...texts.keys()].filter((name) => !eager.includes(name)).sort();

  const table = {};
  let pieces = '';
  for (const name of lazy) {
    const text = asFunction(texts.get(name));
    table[name] = [pieces.length, pieces.length + text.length];
    pieces += text;
  }
  const main = eager.map((name) => `${JSON.stringify(name)}: ${asFunction(texts.get(name))}`);
  const loader = readFileSync(path.join(import.meta.dirname, 'load-piece.cjs'), 'utf8');
  const script = shortened(
    `const eager = { ${main.join(',')} };\nconst lazy = ${JSON.stringify(table)};\n${loader}`,
  );
  writeFileSync(path.join(folder, lazyFile), pieces, 'latin1');
  writeFileSync(path.join(folder, 'main.cjs'), `#!/usr/bin/env node\n${script}`, 'latin1');
}

/** A piece and all that it cannot start without, each behind what it needs itself. */
function closure(name, needs, found = [], above = []) {
  if (above.includes(name)) throw new Error(`pieces in a circle: ${[...above, name].join(' -> ')}`);
  if (found.includes(name)) return found;
  for (const needed of needs.get(name)) closure(needed, needs, found, [...above, name]);
  found.push(name);
  return found;
}

/** The forms in which esbuild writes what a module takes and gives. */
const forms = [
  [
    /^import \{([^}]*)\} from ("[^"]+");$/gm,
    (_, names, from) => `const {${renamed(names, '$1: $2')}} = require(${from});`,
  ],
  [/^import ("[^"]+");$/gm, (_, from) => `require(${from});`],
  [/^export \{([^}]*)\};$/gm, (_, names) => `return {${renamed(names, '$2: $1')}};`],
  [/^export default (.*);$/gm, (_, value) => `return { default: ${value} };`],
  [/\bimport\(("[^"]+")\)/g, (_, from) => `Promise.resolve().then(() => require(${from}))`],
];

function renamed(names, order) {
  return names.replace(/([\w$]+) as ([\w$]+)/g, order);
}

/**
 * Other pieces take what a piece gives as it is when it starts. esbuild leaves values of a module that a CommonJS package requires, and
 * `let`, to be made later; only its functions are there from the first.
 */
function refuseLateValues(module) {
  const names = (list) => list.split(',').map((one) => one.trim().split(' ')[0]);
  const [, given = ''] = /^export \{([^}]*)\};$/m.exec(module) ?? [];
  // Those that stand before the first with a value: `var readAsset, init_asset = __esm(…`.
  const empty = [...module.matchAll(/^var ((?:[\w$]+, )*[\w$]+)(?:;$|, [\w$]+ =)/gm)];
  const made = empty.flatMap(([, list]) => names(list));
  const late = names(given).filter((name) => made.includes(name));
  if (late.length > 0) throw new Error(`given before they are made: ${late.join(', ')}`);
}

function asFunction(module) {
  refuseLateValues(module);
  const body = forms.reduce((text, [form, written]) => text.replace(form, written), module);
  return shortened(
    `(function (require, __filename, __dirname, process, __readAsset) {"use strict";${body}\n})`,
  )
    .trim()
    .replace(/;$/, '');
}

function shortened(script) {
  return transformSync(script, {
    minifyWhitespace: true,
    legalComments: 'none',
    platform: 'node',
    target: 'node20',
  }).code;
}
