import { utf8Text } from '../../model/encoding.ts';
import { AvrdudeError, endsRun, ProtocolError } from '../../model/errors.ts';
import { hex2 } from '../../model/hex-text.ts';
import type { MemoryImage } from '../../model/memory-image.ts';
import { type Event, notice } from '../../output/events.ts';
import { fileDate, metadataLength } from '../../protocols/urboot/metadata.ts';
import {
  encodeJump,
  encodeResetJump,
  isVectorTable,
  jumpTarget,
  vectorSize,
} from '../../protocols/urboot/vector-patch.ts';
import type { FlashInput } from '../programmer.ts';
import * as words from './flash-messages.ts';
import { type Extent, fitted, type Keeping, keptBytes, keptLength, keptName } from './kept.ts';
import { filledPages, known } from './page-filling.ts';
import type { Preparation } from './preparation.ts';

/** A file that can be written as it is now. */
export interface PreparedInput {
  readonly image: MemoryImage;
  readonly size: number;
  readonly extent: Extent;
}

/**
 * Makes a file for flash one that the boot loader survives: vectors led through it, metadata below it, pages full.
 * @throws ProtocolError if that cannot be, after saying so; nothing has been written then
 */
export async function prepareInput(input: FlashInput, by: Preparation): Promise<PreparedInput> {
  const { loader, flash, parameters, behaviour } = by;
  const image: MemoryImage = { data: input.image.data.slice(), known: input.image.known.slice() };
  const end = loader.free[1] + 1;
  const [first, firstLength] = firstSection(image, input.size);
  const keeping: Keeping = {
    behaviour,
    flashSize: flash.size,
    name: keptName(input.file, parameters.title),
    date: fileDate(input.modified),
  };
  say(by, notice(words.summary, summary(keeping, by)));
  let { size } = input;
  let { extent } = by;
  if (parameters.flags.has('restore')) size = Math.min(size, end);
  else if (loader.size > 0) {
    extent = within(by, keeping, { first, size, end });
    if (loader.high) patchVectors(by, image, size, first === 0 ? firstLength : 0);
    size = keep(by, keeping, extent, image, size);
  }
  await forgetOld(by, image);
  if (by.erasesAll) image.known.fill(1, 0, end);
  if (loader.high && loader.size > 0 && loader.level === 1) await secureReset(by, image, first);
  return { image: await filledPages(image, by), size, extent };
}

/** The lowest address that is given, and how many are from there on. */
function firstSection({ known: given }: MemoryImage, size: number): readonly [first: number, length: number] {
  const found = given.subarray(0, size).indexOf(1);
  const first = found < 0 ? size : found;
  let length = 0;
  while (first + length < size && given[first + length] === 1) length++;
  return [first, length];
}

function summary({ name, date, ...keeping }: Keeping, { extent, loader }: Preparation) {
  const two = (value: number) => String(value).padStart(2, '0');
  return {
    name: utf8Text(name),
    date: `${String(date.year).padStart(4, '0')}.${two(date.month)}.${two(date.day)} ${two(date.hour)}.${two(date.minute)}`,
    metadata: keptLength(extent, { name, date, ...keeping }),
    boot: loader.size,
  };
}

/** Whether loader and metadata have room. @returns how much is kept */
function within(
  by: Preparation,
  keeping: Keeping,
  room: { first: number; size: number; end: number },
): Extent {
  const { loader, flash, context } = by;
  const { first, size, end } = room;
  const start = loader.start ?? 0;
  const own = [start, start + loader.size - 1] as const;
  if (start < 0 || own[1] >= flash.size)
    throw refuse(by, notice(words.loaderOutside, { loader: own, last: flash.size - 1 }));
  if (loader.high ? size > end : first <= own[1])
    throw refuse(by, notice(words.overlapsLoader, { input: [first, size - 1], other: own }));
  const extent = fitted(by.extent, keeping, { first, size, end }, context.emit);
  if (extent === undefined) throw new ProtocolError('no room for metadata');
  return extent;
}

/** Leads reset to the loader and the loader's vector to the application. @param contiguous bytes given from address 0 on */
function patchVectors(by: Preparation, { data }: MemoryImage, size: number, contiguous: number): void {
  const { loader, flash, behaviour, context } = by;
  if (loader.vector <= 0 || loader.level === 0) return;
  const width = vectorSize(flash.size);
  const tableEnd = context.part.nInterrupts * width;
  if (contiguous <= tableEnd) return;
  if (!isVectorTable(data, context.part.nInterrupts, flash.size)) {
    say(by, notice(words.noVectorTable));
    return;
  }
  // Loaders before 7.5 patch vectors themselves at higher levels.
  if (loader.version !== 0 && loader.version < 0o75 && loader.level !== 1) return;
  const application = jumpTarget(data, 0, flash.size);
  if (application === undefined || application === loader.start) return;
  const slot = loader.vector * width;
  if (application < slot || application >= size) {
    const opcode = Array.from(data.subarray(0, width), hex2).reverse().join('');
    say(by, notice(words.jumpsAstray, { opcode, target: application, code: [slot, size] }));
    return;
  }
  data.set(encodeResetJump(loader.start ?? 0, flash.size, behaviour.signsReset), 0);
  data.set(encodeJump(slot, application, flash.size), slot);
}

/** Puts metadata below the loader. @returns one more than the highest address now */
function keep(by: Preparation, keeping: Keeping, extent: Extent, image: MemoryImage, size: number): number {
  const end = by.loader.free[1] + 1;
  const length = keptLength(extent, keeping);
  if (length === 0) {
    // Still a byte that says so.
    if (size >= end) return size;
    image.data[end - 1] = 0xff;
    image.known[end - 1] = 1;
    return end;
  }
  if (end - size < length) return size;
  image.data.set(keptBytes(extent, keeping, size, end), end - length);
  image.known.fill(1, end - length, end);
  if (by.parameters.flags.has('initstore')) image.known.fill(1, size, end);
  return end;
}

/** Metadata on the device must not stay beside new ones. */
async function forgetOld(by: Preparation, { data, known: given }: MemoryImage): Promise<void> {
  const end = by.loader.free[1] + 1;
  if (!by.readsFlash) return;
  const code = await orUndefined(by.read(end - 1, 1));
  if (code === undefined) return;
  const length = metadataLength(code[0] ?? 0xff, by.flash.size, by.behaviour.marksAbsence);
  for (let address = Math.max(0, end - length); address < end; address++) {
    if (given[address]) continue;
    given[address] = 1;
    data[address] = 0xff;
  }
}

/** Reset leads to the loader, whatever else is written. @param first the lowest address of the file */
async function secureReset(by: Preparation, image: MemoryImage, first: number): Promise<void> {
  const { loader, flash, behaviour, context } = by;
  const { data, known: given } = image;
  const start = loader.start ?? 0;
  const width = vectorSize(flash.size);
  const complete = known(image, 0, width);
  if (!context.force && complete) {
    if (behaviour.checksReset === 'of-file' && first >= width) return;
    const target = jumpTarget(data, 0, flash.size);
    if (target === undefined) throw refuse(by, notice(words.losesLoader));
    if (target !== start) throw refuse(by, notice(words.resetElsewhere, { target, loader: start }));
    return;
  }
  if (by.readsFlash) {
    const device = complete ? data : await by.read(0, width);
    for (let i = 0; i < width; i++) if (!given[i]) data[i] = device[i] ?? 0xff;
    if (jumpTarget(data, 0, flash.size) === start) return;
  }
  const jump = encodeResetJump(start, flash.size, behaviour.signsReset);
  data.set(jump, 0);
  given.fill(1, 0, jump.length);
}

async function orUndefined(reading: Promise<Uint8Array>): Promise<Uint8Array | undefined> {
  try {
    return await reading;
  } catch (error) {
    if (!(error instanceof AvrdudeError) || endsRun(error)) throw error;
    return undefined;
  }
}

function say({ context }: Preparation, event: Event): void {
  context.emit(event);
}

function refuse(by: Preparation, event: Event): ProtocolError {
  say(by, event);
  return new ProtocolError('the file would harm the loader');
}
