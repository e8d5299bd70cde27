import { latin1Bytes } from '../model/encoding.ts';
import { AvrdudeError, FileError } from '../model/errors.ts';
import type { FileSystem, TextSink } from '../model/host.ts';
import type { Memory, Part } from '../model/part.ts';
import type { Behaviour } from '../model/release.ts';
import { systemErrorText } from '../model/system-error.ts';
import type { FormatLetter } from '../model/update.ts';
import { type Emit, notice } from '../output/events.ts';
import { codecs } from './codecs.ts';
import { detectFormat } from './detect.ts';
import type { EncodeRequest, Segment } from './encoding.ts';
import { formatNames, numberListNames } from './format-names.ts';
import { readFileUpTo } from './input.ts';
import { labelOf } from './multi-memory.ts';
import { writeFileWhole } from './output.ts';
import {
  cannotOpen,
  cannotOpenForDetection,
  formatDetected,
  streamNeedsFormat,
  unknownFormat,
} from './read-messages.ts';
import * as words from './write-messages.ts';

/** What is to be written. */
export interface WriteRequest {
  /** Path; `-` is standard output. */
  readonly file: string;
  readonly format: FormatLetter;
  readonly memory: Memory;
  readonly part: Part;
  /** The memory's contents, in its full length. */
  readonly data: Uint8Array;
  /** What of it goes into the file; usually one segment from address 0 on. */
  readonly segments: readonly Segment[];
  /** Names for comments (see `labelsOf`); by default the memory's own. */
  readonly label?: EncodeRequest['label'];
  readonly fs: FileSystem;
  readonly stdout: TextSink;
  readonly behaviour: Behaviour;
  readonly emit: Emit;
}

/** How much of a file is looked at to find out its format. */
const telling = 0x10000;

/**
 * Writes a memory to a file, whole or not at all. Everything to be said goes through `emit`.
 * @returns the format that was used
 * @throws FileError if that cannot be
 */
export async function writeImage(request: WriteRequest): Promise<FormatLetter> {
  const { file, memory, part, behaviour, emit } = request;
  const shown = file === '-' ? '<stdout>' : file;
  const fail = (message: string): never => {
    throw new FileError(`${shown}: ${message}`, file);
  };

  const format = request.format === 'a' ? await formatOfExisting(request, shown, fail) : request.format;
  const encode = codecs[format]?.encode;
  if (!encode) {
    emit(notice(format === 'm' ? words.immediateOutput : words.elfOutput));
    return fail('this format cannot be written');
  }
  const encoded = encode({
    data: request.data,
    segments: request.segments,
    offset: part.isAvr32 ? memory.offset : 0,
    behaviour: behaviour.files,
    label: request.label ?? labelOf(memory, () => []),
  });
  const bytes = typeof encoded === 'string' ? latin1Bytes(encoded) : encoded;
  try {
    if (file === '-') await writeToStdout(request.stdout, bytes);
    else await writeFileWhole(request.fs, file, bytes);
  } catch (error) {
    if (error instanceof AvrdudeError) throw error;
    const reason = systemErrorText(error);
    const opening = error instanceof Error && 'syscall' in error && error.syscall !== 'write';
    if (opening) emit(notice(cannotOpen, { direction: 'output', file: shown, reason }));
    else {
      const message = format in numberListNames ? words.listWriteFailed : words.writeFailed;
      emit(notice(message, { file: shown, reason, bytes: bytes.length }));
    }
    return fail(reason);
  }
  return format;
}

/** @throws the system's error, also of what was written before */
async function writeToStdout(stdout: TextSink, bytes: Uint8Array): Promise<void> {
  stdout.writeBytes(bytes);
  await stdout.flush?.();
  const failure = stdout.takeFailure?.();
  if (failure !== undefined) throw failure;
}

/** A read without a format takes that of the file that it replaces. */
async function formatOfExisting(
  { file, fs, behaviour, emit }: WriteRequest,
  shown: string,
  fail: (message: string) => never,
): Promise<FormatLetter> {
  if (file === '-') {
    emit(notice(streamNeedsFormat));
    return fail('format not given');
  }
  let detected: FormatLetter | undefined;
  try {
    const { bytes } = await readFileUpTo(fs, file, telling);
    detected = detectFormat(bytes, behaviour.files.detection);
  } catch (error) {
    if (error instanceof AvrdudeError) throw error;
    emit(notice(cannotOpenForDetection, { file: shown, reason: systemErrorText(error) }));
  }
  if (detected === undefined) {
    emit(notice(unknownFormat, { file: shown }));
    return fail('unknown format');
  }
  emit(notice(formatDetected, { direction: 'output', file: shown, format: formatNames[detected] }));
  return detected;
}
