// The first thing that runs in the executable: the bundle, with what V8 had compiled of it when it was built.
const { getRawAsset } = process.getBuiltinModule('node:sea');
const { Script } = require('node:vm');

const bytes = (name) => Buffer.from(getRawAsset(name));
const cache = bytes('main.cache');
const script = new Script(bytes('main.js').latin1Slice(), {
  filename: 'avrdude',
  // Empty where the executable was built on another platform.
  cachedData: cache.length > 0 ? cache : undefined,
});
script.runInThisContext()(exports, require, module, __filename, __dirname);
