import type { Memory } from '../model/part.ts';
import { systemErrorText } from '../model/system-error.ts';
import type { TerminalSession } from './session.ts';

/** The contents of a data file, as an item of `write`. */
export interface FileItem {
  readonly kind: 'file';
  readonly bytes: Uint8Array;
  /** 1 where the file sets a byte. */
  readonly known: Uint8Array;
}

/** Reads the file that a word names, `<file>[:<format>]`. @returns what 8.x says is wrong if it cannot be */
export async function readFileItem(
  session: TerminalSession,
  memory: Memory,
  word: string,
): Promise<FileItem | { readonly kind: 'wrong'; readonly error: string }> {
  const name = word.endsWith(',') ? word.slice(0, -1) : word;
  if (name === '') return { kind: 'wrong', error: 'no data to convert' };
  try {
    const bytes = new Uint8Array(session.context.fs.readFileSync(name) as Buffer).subarray(0, memory.size);
    return { kind: 'file', bytes, known: new Uint8Array(bytes.length).fill(1) };
  } catch (error) {
    return { kind: 'wrong', error: `unable to read the file: ${systemErrorText(error)}` };
  }
}
