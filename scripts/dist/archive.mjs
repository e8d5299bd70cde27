/** Archives that come out the same, byte for byte, whenever and wherever they are made. */
import { execFileSync } from 'node:child_process';
import { chmodSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { zip } from './zip.mjs';

/** The time that all files are given: the commit's, or SOURCE_DATE_EPOCH (reproducible-builds.org). Seconds since 1970. */
export function sourceTime() {
  const given = process.env.SOURCE_DATE_EPOCH;
  return Number(given ?? execFileSync('git', ['log', '-1', '--format=%ct'], { encoding: 'utf8' }));
}

/** Every file below a folder, with its path inside, in order. @param {string} folder */
export function filesOf(folder) {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => statSync(path.join(folder, name)).isFile())
    .sort();
}

/** Leaves nothing of this machine in permissions. @param {string} folder @param {readonly string[]} programs that can be run */
export function settleModes(folder, programs) {
  for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    const file = path.join(folder, name);
    chmodSync(file, statSync(file).isDirectory() || programs.includes(path.basename(name)) ? 0o755 : 0o644);
  }
}

/**
 * Packs a folder: as .zip for Windows, else as .tar.xz.
 *
 * @param {string} folder which the archive's paths begin with
 * @param {boolean} windows
 * @param {number} level how hard to try to make it small, from 0 to 9
 * @returns {string} the archive's file, beside the folder
 */
export function pack(folder, windows, level) {
  const name = path.basename(folder);
  const time = sourceTime();
  if (windows) {
    const files = filesOf(folder).map((file) => ({
      name: `${name}/${file}`,
      bytes: readFileSync(path.join(folder, file)),
      mode: statSync(path.join(folder, file)).mode & 0o777,
    }));
    writeFileSync(`${folder}.zip`, zip(files, time, level));
    return `${folder}.zip`;
  }
  const options = [
    '--format=ustar',
    '--sort=name',
    `--mtime=@${time}`,
    '--owner=0',
    '--group=0',
    '--numeric-owner',
  ];
  execFileSync('tar', [...options, '-C', path.dirname(folder), '-cf', `${folder}.tar`, name]);
  execFileSync('xz', [`-${level}`, '-T2', '-f', `${folder}.tar`]);
  return `${folder}.tar.xz`;
}
