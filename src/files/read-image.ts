import { AvrdudeError, FileError } from '../model/errors.ts';
import type { FileSystem, TextSource } from '../model/host.ts';
import { blankImage, type MemoryImage } from '../model/memory-image.ts';
import type { Memory, Part } from '../model/part.ts';
import type { Behaviour } from '../model/release.ts';
import { systemErrorText } from '../model/system-error.ts';
import { endsAtLastByte, lengthWithoutTrailingFf } from '../model/trailing.ts';
import type { FormatLetter } from '../model/update.ts';
import { type Emit, notice } from '../output/events.ts';
import { locate, spaceEnd, spaces } from './address-space.ts';
import { codecFor } from './codecs.ts';
import type { Chunk, DecodeContext, Decoding } from './decoding.ts';
import { detectFormat } from './detect.ts';
import { formatNames, numberListNames } from './format-names.ts';
import { imageOf } from './image-of.ts';
import { nameLeftOver } from './immediate-decode.ts';
import { type Input, readFileUpTo, readStreamUpTo } from './input.ts';
import { missingFile } from './missing-file.ts';
import * as words from './read-messages.ts';
import { recognise } from './recognise.ts';
import { sameSoftware } from './software-compatible.ts';

const megabyte = 0x100000;
/** No text or ELF file for an AVR is larger; without a bound a device or a log file would fill memory. */
const largest = 32;
/** How much of a file is looked at to find out its format. */
const telling = 0x100000;

/** What is to be read, and for what. */
export interface ReadRequest {
  /** Path; `-` is standard input; with format `m` the data themselves. */
  readonly file: string;
  readonly format: FormatLetter;
  readonly memory: Memory;
  readonly part: Part;
  /** Trailing 0xff of flash are trimmed for writing; for verifying only in 6.4. */
  readonly purpose: 'write' | 'verify';
  /** `-A`: nothing is trimmed. */
  readonly keepTrailingFf: boolean;
  /** `-F` */
  readonly force: boolean;
  /** Whether every record is to be reported (`-v -v -v`). */
  readonly detail: boolean;
  /** The parts that have a signature; for the words about a file that was made for another part (8.x). */
  readonly partNames?: (signature: Uint8Array) => readonly string[];
  readonly fs: FileSystem;
  readonly stdin: TextSource;
  readonly behaviour: Behaviour;
  readonly emit: Emit;
}

/** A memory's contents from a file. */
export interface ImageFile {
  /** As messages name the file: 6.4 cuts immediate data at the first separator once it has read them. */
  readonly name: string;
  /** As large as the memory. */
  readonly image: MemoryImage;
  /** Bytes from address 0 on that count: what avrdude's `fileio()` returns. */
  readonly size: number;
  /** Detected, if it was not given. */
  readonly format: FormatLetter;
}

/**
 * Reads a file into a memory image. Everything to be said goes through `emit`, in the release's order.
 * @throws FileError if the file is missing, broken or does not fit; `file` is its name as messages go on to name it
 */
export async function readImage(request: ReadRequest): Promise<ImageFile> {
  const { file, memory, part, behaviour, emit } = request;
  const shown = file === '-' && request.format !== 'm' ? '<stdin>' : file;
  const name = request.format === 'm' && behaviour.files.cutsImmediateName ? nameLeftOver(file) : file;
  const fail = (message: string): never => {
    throw new FileError(`${shown}: ${message}`, name);
  };

  const { format, input } = await open(request, shown, fail);
  const recognised = (usable: boolean): void => remarkKind(request, shown, input, { format, usable });
  const codec = codecFor(format, behaviour.files);
  if (!codec?.decode) {
    const list = numberListNames[format as keyof typeof numberListNames];
    emit(notice(words.cannotReadFormat, { format: list }));
    return fail('this format cannot be read');
  }
  if (input.more && format !== 'r') {
    emit(notice(words.fileTooLarge, { file: shown, megabytes: largest }));
    return fail(`larger than ${largest} MB`);
  }

  const spacious = behaviour.files.layout === 'address-space' && codec.addressed;
  const context: DecodeContext = {
    file: shown,
    part,
    memory,
    behaviour: behaviour.files,
    limit: spacious ? spaceEnd : memory.size,
    offset: part.isAvr32 ? memory.offset : 0,
    tolerant: format === 'I',
    force: request.force,
    detail: request.detail,
  };
  const decoding = codec.decode(input.bytes, context);
  for (const event of decoding.events) emit(event);
  if (decoding.kind === 'unusable') {
    recognised(false);
    if (!decoding.passesAsEmpty || behaviour.files.emptyElf === 'fails') return fail('unusable');
    return { name, image: blankImage(memory.size), size: 0, format };
  }
  if (format === 'e' && decoding.chunks.length === 0 && behaviour.files.emptyElf === 'fails')
    return fail('nothing in it');

  // An empty file for EEPROM has an end record all the same.
  if (format === 'r' || decoding.end === 0) recognised(format === 'r');
  if (spacious && !request.force) checkSignature(request, decoding.chunks, fail);

  if (spacious) remarkRam(request, shown, decoding.chunks);
  const location = spacious ? locationOf(request, decoding, fail) : 0;
  const extract = imageOf(decoding.chunks, location, memory.size);
  const end = spacious ? extract.end : decoding.end;
  if (spacious && end === 0) {
    emit(
      notice(words.noDataForMemory, {
        memory: memory.name,
        format: formatNames[format].replace(/ with.*/, ''),
        file: shown,
      }),
    );
  }
  if (spacious && extract.outside > 0 && decoding.end <= spaces.flash.size) {
    const text = `${shown}: ${extract.outside} bytes lie beyond the ${memory.size} bytes of ${memory.name} and are not used.`;
    emit({ kind: 'hint', name: 'files/beyond-memory', text });
  }
  if (extract.overlap !== undefined) {
    const address = `0x${extract.overlap.toString(16).padStart(4, '0')}`;
    emit({
      kind: 'hint',
      name: 'files/address-set-twice',
      text: `${shown} sets address ${address} of ${memory.name} twice, to different values; the later one is used.`,
    });
  }
  return { name, image: extract.image, size: trimmed(end, extract.image, request), format };
}

/** Reads the file and, if need be, finds out its format. */
async function open(
  request: ReadRequest,
  shown: string,
  fail: (message: string) => never,
): Promise<{ format: FormatLetter; input: Input }> {
  const { file, format, emit } = request;
  if (format === 'm') return { format, input: { bytes: new Uint8Array(0), more: false } };
  if (format === 'a' && file === '-') {
    emit(notice(words.streamNeedsFormat));
    return fail('format not given');
  }
  const limit = format === 'r' ? request.memory.size : largest * megabyte;
  let input: Input;
  try {
    input =
      file === '-' ? await readStreamUpTo(request.stdin, limit) : await readFileUpTo(request.fs, file, limit);
  } catch (error) {
    if (error instanceof AvrdudeError) throw error;
    const reason = systemErrorText(error);
    for (const event of missingFile(request.fs, file, format)) emit(event);
    if (format !== 'a') {
      emit(notice(words.cannotOpen, { direction: 'input', file: shown, reason }));
    } else {
      emit(notice(words.cannotOpenForDetection, { file: shown, reason }));
      emit(notice(words.unknownFormat, { file: shown }));
    }
    return fail(reason);
  }
  if (format !== 'a') return { format, input };
  const detected = detectFormat(input.bytes.subarray(0, telling), request.behaviour.files.detection);
  if (detected === undefined) {
    emit(notice(words.unknownFormat, { file: shown }));
    remarkKind(request, shown, input, { format, usable: false });
    return fail('unknown format');
  }
  emit(notice(words.formatDetected, { direction: 'input', file: shown, format: formatNames[detected] }));
  return { format: detected, input };
}

/** Tells what a file looks like, unless it is read without a doubt. Data that are given as such look like nothing. */
function remarkKind(
  { memory, purpose, emit }: ReadRequest,
  file: string,
  { bytes }: Input,
  { format, usable }: { readonly format: FormatLetter; readonly usable: boolean },
): void {
  if (format === 'm') return;
  const found = recognise(bytes);
  if (usable && found === 'binary') return;
  emit({ kind: 'file-recognised', file, found, format, memory, usable, writing: purpose === 'write' });
}

/** 8.x refuses a file that says that it was made for another part. */
function checkSignature(
  { part, partNames, emit }: ReadRequest,
  chunks: readonly Chunk[],
  fail: (message: string) => never,
): void {
  const { base } = spaces.sigrow;
  const { image } = imageOf(chunks, base, 3);
  if (image.known.includes(0) || sameSoftware(part.signature, image.data)) return;
  const others = partNames?.(image.data).join(', ') ?? '';
  emit(notice(words.otherSignature, { part: part.desc, others }));
  fail('made for another part');
}

/** RAM has a place in avr-gcc's address space, but nothing of a file goes there. */
function remarkRam({ part, memory, emit }: ReadRequest, file: string, chunks: readonly Chunk[]): void {
  const { base, size } = spaces.data;
  const inRam = chunks.find(({ address }) => address >= base && address < base + size);
  if (inRam) emit({ kind: 'data-outside', file, address: inRam.address, memory, part });
}

/** Where the memory lies in a file that has addresses beyond flash; at 0 if it has none. */
function locationOf(
  { part, memory, emit }: ReadRequest,
  decoding: Pick<Extract<Decoding, { kind: 'contents' }>, 'end'>,
  fail: (message: string) => never,
): number {
  if (decoding.end <= spaces.flash.size) return 0;
  const location = locate(part, memory);
  if (location.kind === 'at') return location.address;
  const first = location.kind === 'misfit' ? location.address : 0;
  const boundary = location.kind === 'misfit' ? location.boundary : 'nowhere';
  emit(
    notice(words.misplacedMemory, {
      part: part.desc,
      memory: memory.name,
      first,
      last: first + memory.size - 1,
      end: spaceEnd,
      boundary,
    }),
  );
  return fail(`no place for ${memory.name}`);
}

/** The size that is left when trailing 0xff of flash do not count. */
function trimmed(end: number, image: MemoryImage, request: ReadRequest): number {
  const { memory, behaviour, purpose, keepTrailingFf, emit } = request;
  if (end === 0 || keepTrailingFf || !endsAtLastByte(memory.name)) return end;
  const length = lengthWithoutTrailingFf(image.data, behaviour.trailingFf);
  if (behaviour.files.trimming === 'always-even') return length;
  if (purpose !== 'write') return end;
  emit(notice(words.endFound, { memory, length }));
  return Math.min(end, length);
}
