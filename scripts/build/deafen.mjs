/** Environment variables by which a user tells Node what to do, and which would make avrdude do it. */
const variables = [
  'NODE_CHANNEL_FD',
  'NODE_CHANNEL_SERIALIZATION_MODE',
  'NODE_COMPILE_CACHE',
  'NODE_COMPILE_CACHE_PORTABLE',
  'NODE_DEBUG',
  'NODE_DEBUG_NATIVE',
  'NODE_DISABLE_COMPILE_CACHE',
  'NODE_EXTRA_CA_CERTS',
  'NODE_ICU_DATA',
  'NODE_NO_WARNINGS',
  'NODE_OPTIONS',
  'NODE_PENDING_DEPRECATION',
  'NODE_PRESERVE_SYMLINKS',
  'NODE_PRESERVE_SYMLINKS_MAIN',
  'NODE_REDIRECT_WARNINGS',
  'NODE_REPL_EXTERNAL_MODULE',
  'NODE_TEST_CONTEXT',
  'NODE_UNIQUE_ID',
  'NODE_USE_ENV_PROXY',
  'NODE_V8_COVERAGE',
];

/** Those that Node 20.11 does not know yet. */
const newer = [
  'NODE_COMPILE_CACHE',
  'NODE_COMPILE_CACHE_PORTABLE',
  'NODE_DISABLE_COMPILE_CACHE',
  'NODE_USE_ENV_PROXY',
];

/**
 * Makes Node look for its variables under names that nobody gives them. They are read before any script of ours runs, so that
 * nothing else keeps them from acting: written into the executable they are as long as before. A checksum over the file does not
 * survive it.
 *
 * @param {Buffer} node the executable, which is changed
 */
export function deafen(node) {
  for (const name of variables) {
    let found = 0;
    for (let at = node.indexOf(name); at >= 0; at = node.indexOf(name, at + 1)) {
      if (/\w/.test(String.fromCharCode(node[at + name.length]))) continue;
      node.write('N0DE_', at, 'latin1');
      found++;
    }
    if (found === 0 && !newer.includes(name)) console.log(`this Node does not know ${name}`);
  }
}
