// The first thing that runs in the executable: the bundle, with what V8 had compiled of it when it was built.
const { getRawAsset } = process.getBuiltinModule('node:sea');
const { Script } = require('node:vm');

const bytes = (name) => Buffer.from(getRawAsset(name));
const script = new Script(bytes('main.js').latin1Slice(), {
  filename: 'avrdude',
  cachedData: bytes('main.cache'),
});
script.runInThisContext()(exports, require, module, __filename, __dirname);
