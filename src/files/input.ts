import type { FileSystem, TextSource } from '../model/host.ts';

const pieceSize = 0x10000;

/** The beginning of a file. */
export interface Input {
  readonly bytes: Uint8Array;
  /** Whether there was more than the limit. */
  readonly more: boolean;
}

/**
 * Reads a file, pipe or device up to its end or a limit, whichever comes first. Opening fails as the system says it; what can be
 * opened but not read (a directory) is empty, as it is for the C library.
 * @param limit bytes
 * @throws the system's error if the file cannot be opened
 */
export function readFileUpTo(fs: FileSystem, file: string, limit: number): Input {
  const descriptor = fs.openSync(file, 'r');
  try {
    return drain(fs, descriptor, limit);
  } finally {
    fs.closeSync(descriptor);
  }
}

/** The same for standard input. */
export async function readStreamUpTo(stream: TextSource, limit: number): Promise<Input> {
  const bytes = await stream.readAll(limit + 1);
  return { bytes: bytes.subarray(0, limit), more: bytes.length > limit };
}

function drain(fs: FileSystem, descriptor: number, limit: number): Input {
  const pieces: Uint8Array[] = [];
  let total = 0;
  while (total <= limit) {
    const piece = new Uint8Array(Math.min(pieceSize, limit + 1 - total));
    const count = readPiece(fs, descriptor, piece);
    if (count === 0) break;
    pieces.push(piece.subarray(0, count));
    total += count;
  }
  const bytes = pieces.length === 1 ? (pieces[0] as Uint8Array) : Buffer.concat(pieces);
  return { bytes: bytes.subarray(0, limit), more: total > limit };
}

function readPiece(fs: FileSystem, descriptor: number, piece: Uint8Array): number {
  try {
    return fs.readSync(descriptor, piece, 0, piece.length, null);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EISDIR') return 0;
    throw error;
  }
}
