// Ends with an error if the engine would not take what warm-up.cjs has kept, and compile all anew at every start without a word:
// it is made by another engine, or under other options.
// usage: accepts.cjs SCRIPT CACHE
const fs = require('node:fs');
const { Script } = require('node:vm');

const [script, cache] = process.argv.slice(2);
const cachedData = fs.readFileSync(cache);
if (new Script(fs.readFileSync(script, 'latin1'), { filename: 'avrdude', cachedData }).cachedDataRejected)
  throw new Error(`the engine does not take ${cache}`);
