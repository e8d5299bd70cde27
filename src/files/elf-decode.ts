import { type Event, notice } from '../output/events.ts';
import type { Chunk, DecodeContext, Decoding } from './decoding.ts';
import {
  type Elf,
  type ElfSection,
  type ElfSegment,
  elfKind,
  elfMachines,
  elfTypes,
  identifyElf,
  parseElf,
  sectionFlags,
  sectionTypes,
  segmentTypes,
} from './elf.ts';
import * as words from './elf-messages.ts';
import { type ElfRegion, elfRegion } from './elf-region.ts';

/** Segments times sections; real files have some hundreds. */
const mostPairs = 1_000_000;
/** How often sections may fill the memory before the file is taken to be malicious. */
const mostOverlap = 16;

/**
 * Takes a memory's contents out of an ELF file: what is loaded into the address range that avr-gcc gives the memory. Of fuses that
 * are memories of one byte each, the byte is taken out of the section that holds them all.
 * @param bytes the file
 */
export function decodeElf(bytes: Uint8Array, context: DecodeContext): Decoding {
  const { file, part, memory } = context;
  const region = elfRegion(part, memory);
  if (!region) return unusable(notice(words.unmappedMemory, { memory: memory.name }));
  const elf = readElf(bytes, context);
  if ('kind' in elf) return { kind: 'unusable', events: [elf], passesAsEmpty: true };

  const loaded = elf.segments.filter(({ type, fileSize }) => type === segmentTypes.load && fileSize > 0);
  if (loaded.length * elf.sections.length > mostPairs)
    return unusable(notice(words.brokenSegments, { file, reason: 'too many' }));
  const events: Event[] = [];
  let total = 0;
  const chunks: Chunk[] = [];
  let end = 0;
  for (const segment of loaded) {
    const { index, virtualAddress, physicalAddress, fileSize: size } = segment;
    events.push(notice(words.segmentConsidered, { index, virtualAddress, physicalAddress, size }));
    for (const section of elf.sections.length === 0 ? [asSection(segment)] : elf.sections) {
      if (!isLoaded(section) || !isWithin(section, segment)) continue;
      const address = (physicalAddress + section.offset - segment.offset) >>> 0;
      events.push(notice(words.sectionFound, { name: section.name, address, size: section.size }));
      if (address < region.low || address + section.size > region.high) {
        events.push(notice(words.sectionSkipped, { name: section.name, memory: memory.name }));
        continue;
      }
      if (section.offset + section.size > bytes.length) {
        return unusable(
          ...events,
          notice(words.brokenSection, { index: section.index, reason: 'truncated file' }),
        );
      }
      const data = bytes.subarray(section.offset, section.offset + section.size);
      const taken =
        memory.size === 1 ? oneByte(data, address, region) : whole(data, address, section, region, context);
      events.push(taken.event);
      if (taken.chunk === undefined) return unusable(...events);
      chunks.push(taken.chunk);
      total += taken.chunk.data.length;
      if (total > mostOverlap * memory.size) {
        return unusable(
          ...events,
          notice(words.brokenSection, { index: section.index, reason: 'overlapping sections' }),
        );
      }
      end = Math.max(end, taken.chunk.address + taken.chunk.data.length);
    }
  }
  if (chunks.length === 0) {
    const text = `${file} holds nothing for ${memory.name}.`;
    events.push({ kind: 'hint', name: 'files/elf-holds-nothing', text });
  }
  return { kind: 'contents', events, chunks, end };
}

function unusable(...events: readonly Event[]): Decoding {
  return { kind: 'unusable', events };
}

/** The file's headers, or what is to be said of it. */
function readElf(bytes: Uint8Array, { file, part }: DecodeContext): Elf | Event {
  const identity = identifyElf(bytes);
  if (!identity) return notice(words.notElf, { file });
  const wanted = part.isAvr32 ? 'big' : 'little';
  if (!identity.is32Bit || identity.byteOrder !== wanted) return notice(words.wrongClass, { file, wanted });
  const { type, machine } = elfKind(bytes, identity);
  if (type !== elfTypes.executable) return notice(words.notExecutable, { file });
  if (machine !== (part.isAvr32 ? elfMachines.avr32 : elfMachines.avr))
    return notice(words.wrongMachine, { file, machine: part.isAvr32 ? 'AVR32' : 'AVR' });
  const elf = parseElf(bytes, identity);
  if (elf === 'extended-segments') return notice(words.extendedSegments, { file });
  if (elf === 'no-segments')
    return notice(words.brokenSegments, { file, reason: 'file has no program header' });
  if (elf === 'segments') return notice(words.brokenSegments, { file, reason: 'invalid data' });
  if (elf === 'sections') return notice(words.brokenSection, { index: 0, reason: 'truncated file' });
  return elf;
}

/** A file without section headers is taken by its segments. */
function asSection({ index, offset, fileSize }: ElfSegment): ElfSection {
  return {
    index,
    name: '*unknown*',
    type: sectionTypes.programBits,
    flags: sectionFlags.allocated,
    offset,
    size: fileSize,
  };
}

function isLoaded({ type, flags, size }: ElfSection): boolean {
  return type === sectionTypes.programBits && (flags & sectionFlags.allocated) !== 0 && size > 0;
}

function isWithin(section: ElfSection, segment: ElfSegment): boolean {
  return (
    section.offset >= segment.offset && section.offset + section.size <= segment.offset + segment.fileSize
  );
}

interface Taken {
  readonly event: Event;
  readonly chunk: Chunk | undefined;
}

function oneByte(data: Uint8Array, address: number, region: ElfRegion): Taken {
  const offset = region.low + region.byte - address;
  const byte = data[offset];
  if (byte === undefined)
    return { event: notice(words.byteMissing, { offset: region.byte }), chunk: undefined };
  return { event: notice(words.byteExtracted, { offset }), chunk: { address: 0, data: Uint8Array.of(byte) } };
}

function whole(
  data: Uint8Array,
  address: number,
  { name, size }: ElfSection,
  { low }: ElfRegion,
  { memory }: DecodeContext,
): Taken {
  const facts = { name, memory: memory.name, size, memorySize: memory.size };
  if (size > memory.size)
    return { event: notice(words.sectionTooLarge, { ...facts, address }), chunk: undefined };
  const start = address - low;
  if (start + size > memory.size) {
    return { event: notice(words.sectionOutside, { ...facts, address: start }), chunk: undefined };
  }
  return { event: notice(words.sectionCopied, { address: start, size }), chunk: { address: start, data } };
}
