// Part of the bundle, behind the tables `eager` (functions by name) and `lazy` (where a piece stands in pieces.js): gives pieces.
const loaded = new Map();
const scripts = new Map();

function load(name) {
  if (!name.startsWith('./')) return require(name);
  let piece = loaded.get(name);
  if (piece === undefined) {
    piece = (eager[name] ?? compile(name))(load, __filename, __dirname, process, readAsset);
    loaded.set(name, piece);
  }
  return piece;
}

let texts;

/** With what V8 had compiled of it when the executable was built, if this is one. */
function compile(name) {
  const { Script } = require('node:vm');
  texts ??= readAsset('pieces.js');
  const script = new Script(texts.latin1Slice(...lazy[name]), {
    filename: 'avrdude',
    cachedData: codeOf(name),
  });
  scripts.set(name, script);
  return script.runInThisContext();
}

let codes;

/** pieces.cache holds the ends of all pieces' code, 32 bits each, then the code itself. There is none beside a bundle that is a file. */
function codeOf(name) {
  codes ??= isSea() ? readAsset('pieces.cache') : Buffer.alloc(0);
  if (codes.length === 0) return undefined;
  const names = Object.keys(lazy);
  const at = names.indexOf(name);
  const end = (index) => (index < 0 ? 4 * names.length : codes.readUInt32LE(4 * index));
  return codes.subarray(end(at - 1), end(at));
}

function isSea() {
  return process.getBuiltinModule('node:sea').isSea();
}

/** Bytes of a file of ours, beside the bundle or inside the executable, where nothing is copied. */
function readAsset(name) {
  if (isSea()) return Buffer.from(process.getBuiltinModule('node:sea').getRawAsset(name));
  return require('node:fs').readFileSync(require('node:path').join(__dirname, name));
}

module.exports = { lazy, scripts };
load('./main.js');
