import type { MemoryImage } from '../../model/memory-image.ts';
import type { Part } from '../../model/part.ts';

/** Where contents cannot be had without an erase. */
export interface Unreachable {
  /** Of the first such byte. */
  readonly address: number;
  readonly was: number;
  readonly wanted: number;
  /** How many there are. */
  readonly count: number;
}

/**
 * @param device what the memory holds, where the file sets anything
 * @param size bytes of the file from address 0 on that are written
 * @returns undefined if every bit can be had by writing zeros
 */
export function bitsThatNeedErase(
  device: Uint8Array,
  file: MemoryImage,
  size: number,
): Unreachable | undefined {
  let first: number | undefined;
  let count = 0;
  for (let address = 0; address < size; address++) {
    const wanted = file.data[address] as number;
    if (!file.known[address] || (wanted & ~(device[address] as number)) === 0) continue;
    first ??= address;
    count++;
  }
  if (first === undefined) return undefined;
  return { address: first, was: device[first] as number, wanted: file.data[first] as number, count };
}

/**
 * The address behind which every boot loader of a classic part has something: where its smallest boot section begins.
 * @returns undefined if the part has no boot sections, or nothing is known of them
 */
export function smallestBootSection(part: Part, flashSize: number): number | undefined {
  const classic = part.progModes.includes('ISP');
  return classic && part.nBootSections > 0 && part.bootSectionSize > 0
    ? flashSize - part.bootSectionSize
    : undefined;
}

/** @returns the first address from `start` on below `size` at which a file sets anything but 0xff */
export function firstInSection(file: MemoryImage, start: number, size: number): number | undefined {
  for (let address = start; address < size; address++) {
    if (file.known[address] && file.data[address] !== 0xff) return address;
  }
  return undefined;
}
