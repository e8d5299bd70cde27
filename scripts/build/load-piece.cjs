// Part of the bundle, behind the tables `eager` (functions by name) and `lazy` (where a piece stands in pieces.js): gives pieces.
const loaded = new Map();
const scripts = new Map();

function load(name) {
  if (!name.startsWith('./')) return require(name);
  let piece = loaded.get(name);
  if (piece === undefined) {
    piece = (eager[name] ?? compile(name))(load, __filename, __dirname, process);
    loaded.set(name, piece);
  }
  return piece;
}

/** With what V8 had compiled of it when the executable was built, if this is one. */
function compile(name) {
  const { Script } = require('node:vm');
  const [start, end] = lazy[name];
  const script = new Script(asset('pieces.js').latin1Slice(start, end), {
    filename: 'avrdude',
    cachedData: codeOf(name),
  });
  scripts.set(name, script);
  return script.runInThisContext();
}

/** pieces.cache holds the ends of all pieces' code, 32 bits each, then the code itself. */
function codeOf(name) {
  const codes = asset('pieces.cache');
  if (codes.length === 0) return undefined;
  const names = Object.keys(lazy);
  const at = names.indexOf(name);
  const end = (index) => (index < 0 ? 4 * names.length : codes.readUInt32LE(4 * index));
  return codes.subarray(end(at - 1), end(at));
}

const assets = new Map();

function asset(name) {
  let bytes = assets.get(name);
  if (bytes === undefined) {
    const sea = process.getBuiltinModule('node:sea');
    if (sea.isSea()) bytes = Buffer.from(sea.getRawAsset(name));
    else if (name === 'pieces.cache') bytes = Buffer.alloc(0);
    else bytes = require('node:fs').readFileSync(require('node:path').join(__dirname, name));
    assets.set(name, bytes);
  }
  return bytes;
}

module.exports = { lazy, scripts };
load('./main.js');
