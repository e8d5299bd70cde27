/** Part of the bundle: finds a native add-on beside the bundle, or inside the executable. */
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { readAsset } from './asset.mjs';

/**
 * Loads an add-on. Inside an executable it is written to a fresh folder that only we can enter, loaded and removed at once.
 *
 * @param {string} name as the build calls it
 */
export function loadAddon(name) {
  const sea = process.getBuiltinModule('node:sea');
  if (!sea.isSea()) return load(join(__dirname, name));
  const bytes = readAsset(name);
  return process.platform === 'win32' ? fromCache(name, bytes) : fromFreshFolder(name, bytes);
}

function load(file) {
  const addon = { exports: {} };
  process.dlopen(addon, file);
  return addon.exports;
}

/**
 * The mapping outlives the file. A folder may be full, read-only, or mounted so that nothing in it can be run: the next one is
 * tried, down to the one that we were started from.
 */
function fromFreshFolder(name, bytes) {
  const { TMPDIR, XDG_RUNTIME_DIR, XDG_CACHE_HOME, HOME } = process.env;
  const folders = [
    TMPDIR,
    tmpdir(),
    '/tmp',
    XDG_RUNTIME_DIR,
    '/dev/shm',
    XDG_CACHE_HOME,
    HOME && join(HOME, '.cache'),
    '/var/tmp',
    HOME,
    dirname(process.execPath),
  ];
  const tried = [...new Set(folders.filter((parent) => parent))];
  let failure;
  for (const parent of tried) {
    let folder;
    try {
      folder = mkdtempSync(join(parent, '.avrdude-'));
      const file = join(folder, name);
      writeFileSync(file, bytes, { mode: 0o700, flag: 'wx' });
      return load(file);
    } catch (error) {
      failure = error;
    } finally {
      if (folder !== undefined) rmSync(folder, { recursive: true, force: true });
    }
  }
  throw Object.assign(new Error(`${name} cannot be loaded from any folder`, { cause: failure }), {
    code: 'ERR_ADDON_NOWHERE',
    folders: tried,
  });
}

/** Windows keeps a loaded library's file: one for each content, for all runs. */
function fromCache(name, bytes) {
  const { createHash } = process.getBuiltinModule('node:crypto');
  const hash = createHash('sha256').update(bytes).digest('hex').slice(0, 16);
  const folder = join(tmpdir(), `avrdude-${hash}`);
  const file = join(folder, name);
  mkdirSync(folder, { recursive: true });
  if (!existsSync(file)) {
    writeFileSync(`${file}.${process.pid}`, bytes);
    renameSync(`${file}.${process.pid}`, file);
  }
  return load(file);
}
