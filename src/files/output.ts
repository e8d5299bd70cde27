import { dirname, join } from 'node:path';
import type { FileSystem } from '../model/host.ts';

/**
 * Writes a file whole or not at all: into a temporary file beside it that takes its place at the end. A link is followed, and the
 * permissions of a file that is there are kept. Pipes and devices are written to directly, and so is a file in a folder where
 * nothing can be created.
 * @throws the system's error; what was there before is then untouched
 */
export function writeFileWhole(fs: FileSystem, file: string, bytes: Uint8Array): void {
  const existing = status(fs, file);
  if (existing !== undefined && !existing.isFile()) {
    writeThrough(fs, file, bytes);
    return;
  }
  if (existing !== undefined) fs.accessSync(file, writable);
  const target = existing === undefined ? file : fs.realpathSync(file);
  const temporary = join(dirname(target), `.avrdude-${Math.random().toString(36).slice(2, 12)}.tmp`);
  let descriptor: number;
  try {
    descriptor = fs.openSync(temporary, 'wx');
  } catch (error) {
    if (existing === undefined) throw error;
    writeThrough(fs, file, bytes);
    return;
  }
  try {
    try {
      writeAll(fs, descriptor, bytes);
      fs.fsyncSync(descriptor);
    } finally {
      fs.closeSync(descriptor);
    }
    if (existing !== undefined) fs.chmodSync(temporary, existing.mode & 0o7777);
    fs.renameSync(temporary, target);
  } catch (error) {
    fs.unlinkSync(temporary);
    throw error;
  }
}

/** `W_OK` of access(2). */
const writable = 2;

function status(fs: FileSystem, file: string) {
  return fs.statSync(file, { throwIfNoEntry: false });
}

function writeThrough(fs: FileSystem, file: string, bytes: Uint8Array): void {
  const descriptor = fs.openSync(file, 'w');
  try {
    writeAll(fs, descriptor, bytes);
  } finally {
    fs.closeSync(descriptor);
  }
}

function writeAll(fs: FileSystem, descriptor: number, bytes: Uint8Array): void {
  for (let done = 0; done < bytes.length; ) {
    done += fs.writeSync(descriptor, bytes, done, bytes.length - done);
  }
}
