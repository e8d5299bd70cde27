import { TargetError } from '../../model/errors.ts';
import type { MemoryImage } from '../../model/memory-image.ts';
import type { Part } from '../../model/part.ts';
import { type Emit, notice } from '../../output/events.ts';
import { fail } from '../../output/fail.ts';
import { defineMessage, said } from '../../output/words.ts';
import type { FlashInput } from '../programmer.ts';

/** Bytes that the loaders take at the end of flash (doc7618; LUFA and QMK have the same), by the size of flash. */
const small = { upTo: 0x8000, bytes: 0x1000 };
const large = 0x2000;

/** @param flashSize bytes @returns the address at which the section of the boot loader begins */
export function bootSection(flashSize: number): number {
  return flashSize - (flashSize <= small.upTo ? small.bytes : large);
}

const leftOut = defineMessage<{ bytes: number; start: number }>('flip/boot-section-left-out', {
  '6.4': ({ bytes, start }) => said('info', leftOutText(bytes, start)),
});

const leftOutText = (bytes: number, start: number): string =>
  `leaving out ${bytes} ${bytes === 1 ? 'byte' : 'bytes'} for the boot loader section from 0x${start.toString(16)} on\n`;

const nothingLeft = defineMessage<{ file: string; start: number }>('flip/nothing-but-boot-section', {
  '6.4': (facts) => said('info', nothingText(facts)),
  '7.1': (facts) => said('error', nothingText(facts)),
});

const nothingText = ({ file, start }: { file: string; start: number }): string =>
  `${file} has nothing but what -x keep-boot leaves out, from 0x${start.toString(16)} on\n`;

/**
 * A file for flash without what lies where the boot loader is, as production files have it.
 * @throws TargetError if nothing is left of it, after saying so
 */
export function withoutBootSection(
  { image, size, file }: FlashInput,
  part: Part,
  emit: Emit,
): Pick<FlashInput, 'image' | 'size'> {
  const flashSize = part.memories.find(({ name }) => name === 'flash')?.size ?? image.data.length;
  const start = bootSection(flashSize);
  const bytes = count(image, start, size);
  if (bytes === 0) return { image, size: Math.min(size, start) };
  if (count(image, 0, start) === 0)
    fail(emit, notice(nothingLeft, { file, start }), new TargetError(`${file} is a boot loader only`));
  emit(notice(leftOut, { bytes, start }));
  const known = image.known.slice();
  known.fill(0, start);
  return { image: { data: image.data, known }, size: Math.min(size, known.lastIndexOf(1) + 1) };
}

/** Bytes that a file sets. */
function count({ known }: MemoryImage, from: number, to: number): number {
  return known.subarray(from, to).reduce((sum, byte) => sum + byte, 0);
}
