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
  if (!sea.isSea()) return fromPackage(name);
  const bytes = readAsset(name);
  return process.platform === 'win32' ? fromCache(name, bytes) : fromFreshFolder(name, bytes);
}

/** Beside the bundle, or in the folder for this platform where there are several: first for the usual C library, then for musl. */
function fromPackage(name) {
  const beside = join(__dirname, name);
  if (existsSync(beside)) return load(beside);
  const { platform, arch } = process;
  const folders = [`${platform}-${arch}`, ...(platform === 'linux' ? [`${platform}-${arch}-musl`] : [])];
  const files = folders.map((folder) => join(__dirname, 'addons', folder, name)).filter(existsSync);
  if (files.length === 0) throw unfit(`there is no ${name} for ${platform} on ${arch}`);
  let failure;
  for (const file of files) {
    try {
      return load(file);
    } catch (error) {
      failure = error;
    }
  }
  throw isUnfit(failure) ? unfit(failure.message, failure) : failure;
}

/**
 * Whether the file was found, and could be run, but does not suit the system: it wants a library that is not there, or another C
 * library than this system's. No other folder changes that.
 */
function isUnfit(error) {
  return /cannot open shared object|[Ee]rror (?:relocating|loading shared)|symbol not found|undefined symbol|version `/.test(
    error.message,
  );
}

function unfit(reason, cause) {
  const musl = process.platform === 'linux' && !process.report.getReport().header.glibcVersionRuntime;
  return Object.assign(new Error(reason, { cause }), { code: 'ERR_ADDON_UNFIT', reason, musl });
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
      if (isUnfit(error)) throw unfit(error.message, error);
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
