// The first thing that runs in the executable: the bundle, with what V8 had compiled of it when it was built.
const { Script } = require('node:vm');

// Node 20.11, the registry's last for 32-bit ARM, gives a program only its script: the rest is behind the executable's end.
process.getBuiltinModule ??= (name) => (name === 'node:sea' ? appended() : require(name));

const { getRawAsset } = process.getBuiltinModule('node:sea');
const bytes = (name) => Buffer.from(getRawAsset(name));
const cache = bytes('main.cache');
const script = new Script(bytes('main.js').latin1Slice(), {
  filename: 'avrdude',
  // Empty where the executable was built on another platform.
  cachedData: cache.length > 0 ? cache : undefined,
});
script.runInThisContext()(exports, require, module, __filename, __dirname);

/** What `node:sea` offers, from the files that the build has appended. */
function appended() {
  const fs = require('node:fs');
  const read = (at, length) => {
    const fd = fs.openSync(process.execPath, 'r');
    const part = Buffer.alloc(length);
    fs.readSync(fd, part, 0, length, at);
    fs.closeSync(fd);
    return part;
  };
  const { size } = fs.statSync(process.execPath);
  const length = read(size - 12, 4).readUInt32LE();
  const table = JSON.parse(read(size - 12 - length, length));
  return { isSea: () => true, getRawAsset: (name) => read(...table[name]) };
}
