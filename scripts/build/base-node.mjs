/**
 * The Node that becomes part of an executable: the one from the package registry where there is one, else the one that runs the
 * build. V8's compiled code, which an executable for this platform carries, is made by the very same.
 */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { deafen } from './deafen.mjs';
import { stripElf } from './formats/elf-strip.mjs';
import { fetchPackage } from './registry.mjs';
import { targetOf, targets } from './targets.mjs';
import { dressWindows } from './windows-resources.mjs';

/** The platform and processor that we run on, as Node names them. */
export const host = `${process.platform}-${process.arch}`;

/** The Node on this machine that makes what executables carry: the registry's for it, else the one that runs us. */
export function builderNode() {
  const known = targets.find(({ id }) => id === host);
  if (known === undefined || process.platform === 'win32') return process.execPath;
  try {
    return path.join(fetchPackage(known.node), 'bin/node');
  } catch (error) {
    console.log(`NOTICE: no Node ${known.node.version} from the registry, ours is taken: ${error.message}`);
    return process.execPath;
  }
}

/**
 * A copy of Node for a platform, as small as it can be, and deaf to what is meant for Node.
 *
 * @param {string} target platform and processor
 * @returns {Promise<string>} its file
 */
export async function baseNode(target) {
  const { from, version } = source(target);
  const node = path.resolve(`build/deaf-node-${version}-${target}-${recipe()}`);
  if (existsSync(node)) return node;
  mkdirSync('build', { recursive: true });
  const bytes = await dressed(target, readFileSync(from));
  deafen(bytes);
  writeFileSync(`${node}.new`, bytes, { mode: 0o755 });
  renameSync(`${node}.new`, node);
  return node;
}

/** The Node to begin with, and what to call its version. */
function source(target) {
  if (target === host) {
    const from = builderNode();
    return {
      from,
      version: execFileSync(from, ['-p', 'process.versions.node'], { encoding: 'utf8' }).trim(),
    };
  }
  const wanted = targetOf(target).node;
  const file = target.startsWith('win32') ? 'bin/node.exe' : 'bin/node';
  return { from: path.join(fetchPackage(wanted), file), version: wanted.version };
}

/** What is done to a Node, in a few digits: a copy that was made otherwise is not used again. */
function recipe() {
  const hash = createHash('sha256');
  for (const file of [
    'base-node.mjs',
    'deafen.mjs',
    'windows-resources.mjs',
    'windows-icon.mjs',
    'formats/elf-strip.mjs',
  ])
    hash.update(readFileSync(path.join(import.meta.dirname, file)));
  return hash.update(readFileSync('package.json')).digest('hex').slice(0, 8);
}

/** Without symbols on Linux; as avrdude and not as Node in the eyes of Windows. */
function dressed(target, bytes) {
  if (target.startsWith('linux')) return stripElf(bytes);
  if (target.startsWith('win32')) return dressWindows(bytes);
  return bytes;
}
