// Runs the bundle to a port that is not there and keeps what V8 has compiled meanwhile: every run begins so. What only a session
// needs is left out: all that is kept is read at every start, which then takes longer (by 5 %) while sessions gain nothing that
// can be measured. Called by the very Node that becomes part of the executable, since V8 takes only its own.
// usage: warm-up.cjs FOLDER CONF OUTPUT, where FOLDER has main.cjs and pieces.js, CONF is a configuration file that the bundle does
// not carry, and OUTPUT gets main.js, main.cache and pieces.cache
const fs = require('node:fs');
const path = require('node:path');
const vm = require('node:vm');

const [folder, conf, output] = process.argv.slice(2);
const bundle = path.join(folder, 'main.cjs');
const source = fs.readFileSync(bundle, 'latin1').replace(/^#!.*/, '');
const wrapped = `(function (exports, require, module, __filename, __dirname) {${source}\n})`;
const compiled = new vm.Script(wrapped, { filename: 'avrdude' });
const start = compiled.runInThisContext();
const write = (name, content) => fs.writeFileSync(path.join(output, name), content, 'latin1');
write('main.js', wrapped);

const serial = ['-c', 'avrisp', '-p', 'm32u4', '-P', '/dev/nosuchport'];
const runs = [serial, ['-C', conf, ...serial]];
const warm = { exports: {} };
function next() {
  const run = runs.shift();
  if (run) {
    process.argv = [process.execPath, bundle, ...run];
    const module = { exports: {} };
    start(module.exports, require, module, bundle, folder);
    warm.exports = module.exports;
  } else {
    write('main.cache', compiled.createCachedData());
    write('pieces.cache', codes(warm.exports));
    process.reallyExit(0);
  }
}
process.exit = next;
next();

/** The code of all pieces; load-piece.cjs says in which form. */
function codes({ lazy, scripts }) {
  const text = fs.readFileSync(path.join(folder, 'pieces.js'), 'latin1');
  const all = Object.entries(lazy).map(([name, [start, end]]) => {
    const script = scripts.get(name) ?? new vm.Script(text.slice(start, end), { filename: 'avrdude' });
    return script.createCachedData();
  });
  const ends = Buffer.alloc(4 * all.length);
  let end = ends.length;
  all.forEach((code, index) => {
    end += code.length;
    ends.writeUInt32LE(end, 4 * index);
  });
  return Buffer.concat([ends, ...all]);
}
