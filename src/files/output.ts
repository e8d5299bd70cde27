import { folderOf } from '../model/folder-of.ts';
import type { FileStatus, FileSystem } from '../model/host.ts';

/**
 * Writes a file whole or not at all: into a temporary file beside it that takes its place at the end. It stays whose it was, with
 * its permissions; only set-user-id and set-group-id, which were given to other contents, go. What a rename would take apart is
 * written in place: a file with several names, one whose owner we cannot make the new one's, one in a folder where nothing can be
 * created or replaced. Links are followed, also to where nothing is yet. Pipes and devices are written to directly, and waited for.
 * @throws the system's error; what was there before is then untouched, unless it was written in place. InterruptedError
 */
export async function writeFileWhole(fs: FileSystem, file: string, bytes: Uint8Array): Promise<void> {
  const existing = fs.statSync(file, { throwIfNoEntry: false });
  if (existing === undefined) {
    if (fs.lstatSync(file, { throwIfNoEntry: false })) await writeThrough(fs, file, bytes);
    else createWhole(fs, file, bytes);
  } else if (existing.isFile()) {
    fs.accessSync(file, writable);
    if (existing.nlink > 1 || !replace(fs, fs.realpathSync(file), existing, bytes))
      writeInPlace(fs, file, existing, bytes);
  } else {
    await writeThrough(fs, file, bytes);
  }
}

/** `W_OK` of access(2). */
const writable = 2;
/** For us alone until it is known whose it shall be. */
const ownerOnly = 0o600;
/** All permissions but set-user-id and set-group-id. */
const permissions = 0o1777;
/** `O_WRONLY` of open(2): what is there is neither read nor cut off. */
const writeOnly = 1;

function temporaryName(fs: FileSystem, file: string): string {
  return `${folderOf(fs, file).replace(/\/$/, '')}/.avrdude-${Math.random().toString(36).slice(2, 12)}.tmp`;
}

function createWhole(fs: FileSystem, file: string, bytes: Uint8Array): void {
  const temporary = temporaryName(fs, file);
  const descriptor = fs.openSync(temporary, 'wx');
  try {
    fill(fs, descriptor, bytes, () => {});
    fs.renameSync(temporary, file);
  } catch (error) {
    fs.unlinkSync(temporary);
    throw error;
  }
}

/** @returns whether it could be replaced at all */
function replace(fs: FileSystem, file: string, existing: FileStatus, bytes: Uint8Array): boolean {
  const temporary = temporaryName(fs, file);
  let descriptor: number;
  try {
    descriptor = fs.openSync(temporary, 'wx', ownerOnly);
  } catch {
    return false;
  }
  try {
    fill(fs, descriptor, bytes, () => {
      const { uid, gid } = fs.fstatSync(descriptor);
      if (uid !== existing.uid || gid !== existing.gid) fs.fchownSync(descriptor, existing.uid, existing.gid);
      fs.fchmodSync(descriptor, existing.mode & permissions);
    });
    fs.renameSync(temporary, file);
    return true;
  } catch (error) {
    fs.unlinkSync(temporary);
    if (notReplaceable.has(codeOf(error))) return false;
    throw error;
  }
}

/** What fchown(2) and rename(2) say of a file that can be written but not replaced: another's, or a mount point. */
const notReplaceable = new Set<unknown>(['EBUSY', 'EXDEV', 'EPERM', 'EACCES']);

function writeInPlace(fs: FileSystem, file: string, existing: FileStatus, bytes: Uint8Array): void {
  const descriptor = fs.openSync(file, writeOnly);
  fill(fs, descriptor, bytes, () => {
    fs.ftruncateSync(descriptor, bytes.length);
    // As anybody but root the system has done it, and may not let us.
    if ((existing.mode & permissions) !== (existing.mode & 0o7777) && fs.fstatSync(descriptor).mode & 0o6000)
      fs.fchmodSync(descriptor, existing.mode & permissions);
  });
}

async function writeThrough(fs: FileSystem, file: string, bytes: Uint8Array): Promise<void> {
  const { waits } = fs;
  const descriptor = waits ? await waits.open(file, 'w') : fs.openSync(file, 'w');
  try {
    for (let done = 0; done < bytes.length; ) {
      const rest = bytes.subarray(done);
      done += waits ? await waits.write(descriptor, rest) : fs.writeSync(descriptor, rest);
    }
  } finally {
    fs.closeSync(descriptor);
  }
}

/** Writes all, and closes. @param finish comes before what was written is sent to the disk */
function fill(fs: FileSystem, descriptor: number, bytes: Uint8Array, finish: () => void): void {
  try {
    for (let done = 0; done < bytes.length; )
      done += fs.writeSync(descriptor, bytes, done, bytes.length - done);
    finish();
    fs.fsyncSync(descriptor);
  } finally {
    fs.closeSync(descriptor);
  }
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined;
}
