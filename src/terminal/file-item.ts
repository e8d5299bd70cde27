import { detectFormat } from '../files/detect.ts';
import { formatNames } from '../files/format-names.ts';
import { readFileUpTo } from '../files/input.ts';
import { readImage } from '../files/read-image.ts';
import { InterruptedError } from '../model/errors.ts';
import { extent } from '../model/memory-image.ts';
import type { Memory } from '../model/part.ts';
import { systemErrorText } from '../model/system-error.ts';
import type { FormatLetter } from '../model/update.ts';
import { isFormatLetter, splitFileName } from './file-name.ts';
import { attempt, type TerminalSession } from './session.ts';

/** The contents of a data file, as an item of `write`. */
export interface FileItem {
  readonly kind: 'file';
  readonly bytes: Uint8Array;
  /** 1 where the file sets a byte. */
  readonly known: Uint8Array;
}

type Wrong = { readonly kind: 'wrong'; readonly error: string };

/** Reads the file that a word names, `<file>[:<format>]`. @returns what 8.x says is wrong if it cannot be */
export async function readFileItem(
  session: TerminalSession,
  memory: Memory,
  word: string,
): Promise<FileItem | Wrong> {
  const text = word.endsWith(',') ? word.slice(0, -1) : word;
  if (text === '') return { kind: 'wrong', error: 'no data to convert' };
  const { file, letter } = splitFileName(text);
  const shown = letter === undefined ? '' : ` :${letter}`;
  if (letter !== undefined && !isFormatLetter(letter))
    return { kind: 'wrong', error: `unknown format${shown} suffix of file name` };
  const format = letter === undefined || letter === 'a' ? await formatOf(session, file, shown) : letter;
  if (typeof format !== 'string') return format;
  const { context } = session;
  const read = await attempt(() =>
    readImage({
      file,
      format,
      memory,
      part: session.part,
      purpose: 'verify',
      keepTrailingFf: false,
      force: false,
      detail: session.verbosity > 2,
      fs: context.fs,
      stdin: context.stdin,
      behaviour: context.behaviour,
      emit: context.emit,
    }),
  );
  if (!read.ok) return { kind: 'wrong', error: `unable to read the${shown} ${formatNames[format]} file` };
  const { image } = read.value;
  const size = Math.max(extent(image), read.value.size);
  return { kind: 'file', bytes: image.data.subarray(0, size), known: image.known.subarray(0, size) };
}

/** How much of a file is looked at to find out its format. */
const telling = 0x10_0000;

/** The format of a file by its contents. */
async function formatOf(
  session: TerminalSession,
  file: string,
  shown: string,
): Promise<FormatLetter | Wrong> {
  const { fs, behaviour } = session.context;
  let contents: Uint8Array;
  try {
    contents = (await readFileUpTo(fs, file, telling)).bytes;
  } catch (error) {
    if (error instanceof InterruptedError) throw error;
    return { kind: 'wrong', error: `unable to read the${shown} file: ${systemErrorText(error)}` };
  }
  const detected = detectFormat(contents, behaviour.files.detection);
  return detected ?? { kind: 'wrong', error: 'cannot determine format for the file, specify explicitly' };
}
