import { InterruptedError } from '../model/errors.ts';
import type { FileWaits } from '../model/host.ts';

type Done<Result> = (error: Error | null, result: Result) => void;

/** The part of `node:fs` that is waited for on a thread of its own. */
export interface CallbackFiles {
  open(path: string, flags: string, done: Done<number>): void;
  read(fd: number, piece: Uint8Array, offset: number, length: number, at: null, done: Done<number>): void;
  write(fd: number, bytes: Uint8Array, offset: number, length: number, at: null, done: Done<number>): void;
}

/**
 * Opening, reading and writing that an interruption ends, even of a pipe that nobody writes to. The thread that was held up stays
 * so until the process ends.
 */
export function createFileWaits(fs: CallbackFiles, interrupted: AbortSignal): FileWaits {
  const waitFor = <Result>(start: (done: Done<Result>) => void) =>
    new Promise<Result>((resolve, reject) => {
      const stop = () => reject(new InterruptedError('interrupted at a file'));
      if (interrupted.aborted) return stop();
      interrupted.addEventListener('abort', stop, { once: true });
      start((error, result) => {
        interrupted.removeEventListener('abort', stop);
        if (error) reject(error);
        else resolve(result);
      });
    });
  return {
    open: (path, flags) => waitFor((done) => fs.open(path, flags, done)),
    read: (fd, piece) => waitFor((done) => fs.read(fd, piece, 0, piece.length, null, done)),
    write: (fd, bytes) => waitFor((done) => fs.write(fd, bytes, 0, bytes.length, null, done)),
  };
}
