import { concatBytes } from './bytes.ts';
import type { FileSystem } from './host.ts';

/** The beginning of a file. */
export interface Beginning {
  readonly bytes: Uint8Array;
  /** Whether there was more than the limit. */
  readonly more: boolean;
}

/** How much is asked for at a time, in bytes. */
export const pieceSize = 0x10000;

/**
 * Reads a file, pipe or device up to its end or a limit, whichever comes first: devices have no end. What keeps us waiting holds
 * up the process; while a target is held, see `FileWaits`. What can be opened but not read (a directory) is empty, as it is for the C library.
 * @param limit bytes
 * @throws the system's error
 */
export function readUpTo(
  fs: Pick<FileSystem, 'openSync' | 'readSync' | 'closeSync'>,
  file: string,
  limit: number,
): Beginning {
  const descriptor = fs.openSync(file, 'r');
  try {
    const pieces: Uint8Array[] = [];
    let total = 0;
    while (total <= limit) {
      const piece = new Uint8Array(Math.min(pieceSize, limit + 1 - total));
      const count = unlessDirectory(() => fs.readSync(descriptor, piece, 0, piece.length, null));
      if (count === 0) break;
      pieces.push(piece.subarray(0, count));
      total += count;
    }
    return joined(pieces, limit);
  } finally {
    fs.closeSync(descriptor);
  }
}

/** Makes one of what has been read, no longer than the limit. */
export function joined(pieces: readonly Uint8Array[], limit: number): Beginning {
  const [first] = pieces;
  const bytes = pieces.length === 1 && first !== undefined ? first : concatBytes(pieces);
  return { bytes: bytes.subarray(0, limit), more: bytes.length > limit };
}

function unlessDirectory(read: () => number): number {
  try {
    return read();
  } catch (error) {
    if (isDirectoryError(error)) return 0;
    throw error;
  }
}

/** Whether reading failed because a directory was read. */
export function isDirectoryError(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'EISDIR';
}
