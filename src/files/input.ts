import type { FileSystem, FileWaits, TextSource } from '../model/host.ts';
import { type Beginning, isDirectoryError, joined, pieceSize, readUpTo } from '../model/limited-file.ts';

/** The beginning of a file. */
export type Input = Beginning;

/**
 * Reads a file, pipe or device up to its end or a limit, whichever comes first, without holding up the process: somebody may want
 * the run to end while nothing comes. Opening fails as the system says it; what can be opened but not read (a directory) is empty,
 * as it is for the C library.
 * @param limit bytes
 * @throws the system's error if the file cannot be opened; InterruptedError
 */
export async function readFileUpTo(fs: FileSystem, file: string, limit: number): Promise<Input> {
  const { waits } = fs;
  if (!waits) return readUpTo(fs, file, limit);
  const descriptor = await waits.open(file, 'r');
  try {
    return await drain(waits, descriptor, limit);
  } finally {
    fs.closeSync(descriptor);
  }
}

/** The same for standard input. */
export async function readStreamUpTo(stream: TextSource, limit: number): Promise<Input> {
  const bytes = await stream.readAll(limit + 1);
  return { bytes: bytes.subarray(0, limit), more: bytes.length > limit };
}

async function drain(waits: FileWaits, descriptor: number, limit: number): Promise<Input> {
  const pieces: Uint8Array[] = [];
  let total = 0;
  try {
    while (total <= limit) {
      const piece = new Uint8Array(Math.min(pieceSize, limit + 1 - total));
      const count = await waits.read(descriptor, piece);
      if (count === 0) break;
      pieces.push(piece.subarray(0, count));
      total += count;
    }
  } catch (error) {
    if (!isDirectoryError(error)) throw error;
  }
  return joined(pieces, limit);
}
