// Runs the bundle to a port that is not there and keeps what V8 has compiled meanwhile: every run begins so. What only a session
// needs is left out: all that is kept is read at every start, which then takes longer (by 5 %) while sessions gain nothing that
// can be measured. Called by the very Node that becomes part of the executable, since V8 takes only its own.
// usage: warm-up.cjs BUNDLE CONF SCRIPT CACHE, where CONF is a configuration file that the bundle does not carry
const fs = require('node:fs');
const path = require('node:path');
const vm = require('node:vm');

const [bundle, conf, script, cache] = process.argv.slice(2);
const source = fs.readFileSync(bundle, 'latin1').replace(/^#!.*/, '');
const wrapped = `(function (exports, require, module, __filename, __dirname) {${source}\n})`;
const compiled = new vm.Script(wrapped, { filename: 'avrdude' });
const start = compiled.runInThisContext();
fs.writeFileSync(script, wrapped, 'latin1');

const serial = ['-c', 'avrisp', '-p', 'm32u4', '-P', '/dev/nosuchport'];
const runs = [serial, ['-C', conf, ...serial]];
function next() {
  const run = runs.shift();
  if (run) {
    process.argv = [process.execPath, bundle, ...run];
    start({}, require, { exports: {} }, bundle, path.dirname(bundle));
  } else {
    fs.writeFileSync(cache, compiled.createCachedData());
    process.reallyExit(0);
  }
}
process.exit = next;
next();
