// Runs the bundle once, to a port that is not there, and keeps what V8 has compiled meanwhile: such a start is what every run
// begins with. Called by the very Node that becomes part of the executable, since V8 takes only its own.
const fs = require('node:fs');
const path = require('node:path');
const vm = require('node:vm');

const [bundle, script, cache] = process.argv.slice(2);
const source = fs.readFileSync(bundle, 'latin1').replace(/^#!.*/, '');
const wrapped = `(function (exports, require, module, __filename, __dirname) {${source}\n})`;
const compiled = new vm.Script(wrapped, { filename: 'avrdude' });
const start = compiled.runInThisContext();
fs.writeFileSync(script, wrapped, 'latin1');
process.on('exit', () => {
  fs.writeFileSync(cache, compiled.createCachedData());
  process.exitCode = 0;
});
process.argv = [process.execPath, bundle, '-c', 'avrisp', '-p', 'm32u4', '-P', '/dev/nosuchport'];
start({}, require, { exports: {} }, bundle, path.dirname(bundle));
