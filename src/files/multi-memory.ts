import { bareMemory } from '../model/bare-memory.ts';
import { blankImage, type MemoryImage, touches } from '../model/memory-image.ts';
import { memoryName } from '../model/memory-name.ts';
import type { Memory, Part } from '../model/part.ts';
import { locate, spaceEnd } from './address-space.ts';
import type { EncodeRequest, Segment } from './encoding.ts';

/** Stands for all memories of a part at once, side by side as in `address-space.ts`. */
export const allMemories: Memory = { ...bareMemory, name: 'any', size: spaceEnd, numPages: spaceEnd };

/** What of a file that holds several memories belongs to one of them. */
export type MemoryShare =
  | { readonly kind: 'present'; readonly image: MemoryImage; readonly size: number }
  | { readonly kind: 'absent' }
  /** The memory has no place in such files. */
  | { readonly kind: 'unmapped' };

/**
 * Takes one memory out of a file that was read as `allMemories`.
 * @param size bytes of the file's contents that count
 */
export function shareOf(all: MemoryImage, size: number, part: Part, memory: Memory): MemoryShare {
  const location = locate(part, memory);
  if (location.kind !== 'at') return { kind: 'unmapped' };
  const { address } = location;
  const length = Math.min(memory.size, Math.max(0, size - address));
  if (!touches(all, address, length)) return { kind: 'absent' };
  const image = blankImage(memory.size);
  image.data.set(all.data.subarray(address, address + length));
  image.known.set(all.known.subarray(address, address + length));
  return { kind: 'present', image, size: length };
}

/** Memories gathered for one file. */
export class MemoryGatherer {
  readonly data = new Uint8Array(spaceEnd).fill(0xff);
  readonly segments: Segment[] = [];
  readonly #part: Part;

  constructor(part: Part) {
    this.#part = part;
  }

  /** @returns false if the memory has no place in such files */
  add(memory: Memory, contents: Uint8Array): boolean {
    const location = locate(this.#part, memory);
    if (location.kind !== 'at') return false;
    if (contents.length === 0) return true;
    this.data.set(contents, location.address);
    this.segments.push({ address: location.address, length: contents.length });
    return true;
  }
}

/** The parts that have a signature, as comments name them. */
export type PartNames = (signature: Uint8Array) => readonly string[];

/** Names for comments in a file that holds one memory: its name, at its start. */
export function labelOf(memory: Memory, partNames: PartNames): EncodeRequest['label'] {
  return (address, bytes) => (address === 0 ? withParts(memory.name, address, bytes, partNames) : undefined);
}

/** Names for comments in files that hold several memories: that which is as long, else the first that begins there. */
export function labelsOf(part: Part, partNames: PartNames): EncodeRequest['label'] {
  const places = part.memories.flatMap((memory) => {
    const location = locate(part, memory);
    return location.kind === 'at' ? [{ address: location.address, memory }] : [];
  });
  return (address, bytes) => {
    const here = places.filter((place) => place.address === address);
    const found = here.find(({ memory }) => memory.size === bytes.length) ?? here[0];
    return found && withParts(memoryName(found.memory), address, bytes, partNames);
  };
}

/** A signature is followed by the parts that have it. */
function withParts(name: string, address: number, bytes: Uint8Array, partNames: PartNames): string {
  if ((name !== 'sigrow' && name !== 'signature') || (address & 0xffff) !== 0) return name;
  const parts = partNames(bytes.subarray(0, 3));
  return parts.length > 0 ? `${name} (${parts.join(', ')})` : name;
}
