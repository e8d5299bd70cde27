// Runs the bundle and keeps what V8 has compiled meanwhile: such runs are what most users' begin with. To a port that is not there,
// to a USB programmer, and a whole session on a chip that is only made up. Called by the very Node that becomes part of the
// executable, since V8 takes only its own.
// usage: warm-up.cjs BUNDLE CONF SCRIPT CACHE, where CONF is a configuration file that the bundle does not carry
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const vm = require('node:vm');

const [bundle, conf, script, cache] = process.argv.slice(2);
const source = fs.readFileSync(bundle, 'latin1').replace(/^#!.*/, '');
const wrapped = `(function (exports, require, module, __filename, __dirname) {${source}\n})`;
const compiled = new vm.Script(wrapped, { filename: 'avrdude' });
const start = compiled.runInThisContext();
fs.writeFileSync(script, wrapped, 'latin1');

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'warm-up-'));
const firmware = path.join(folder, 'firmware.hex');
fs.writeFileSync(firmware, ':040000000C945C0000\n:00000001FF\n');
const serial = ['-c', 'avrisp', '-p', 'm32u4', '-P', '/dev/nosuchport'];
const runs = [
  serial,
  ['-C', conf, ...serial],
  ['-c', 'usbtiny', '-p', 'm32u4'],
  ['-c', 'dryrun', '-p', 'm32u4', '-U', `flash:w:${firmware}:i`],
];
function next() {
  const run = runs.shift();
  if (run) {
    process.argv = [process.execPath, bundle, ...run];
    start({}, require, { exports: {} }, bundle, path.dirname(bundle));
  } else {
    fs.rmSync(folder, { recursive: true });
    fs.writeFileSync(cache, compiled.createCachedData());
    process.reallyExit(0);
  }
}
process.exit = next;
next();
