import { latin1Text } from '../model/encoding.ts';
/** A program header: bytes that are loaded together. */
export interface ElfSegment {
  readonly index: number;
  readonly type: number;
  readonly offset: number;
  readonly virtualAddress: number;
  readonly physicalAddress: number;
  readonly fileSize: number;
}

/** A section header, with its name. */
export interface ElfSection {
  readonly index: number;
  readonly name: string;
  readonly type: number;
  readonly flags: number;
  readonly offset: number;
  readonly size: number;
}

/** The identification at the start of a file. */
export interface ElfIdentity {
  readonly is32Bit: boolean;
  readonly byteOrder: 'little' | 'big';
}

export interface Elf {
  readonly type: number;
  readonly machine: number;
  readonly segments: readonly ElfSegment[];
  readonly sections: readonly ElfSection[];
}

/** What keeps an ELF file from being taken apart. */
export type ElfFault = 'extended-segments' | 'no-segments' | 'segments' | 'sections';

export const elfTypes = { executable: 2 } as const;
export const elfMachines = { avr: 83, avr32: 0x18ad } as const;
export const segmentTypes = { load: 1 } as const;
export const sectionTypes = { programBits: 1 } as const;
export const sectionFlags = { allocated: 2 } as const;

const headerSize = 52;
const headerSize64 = 64;
const segmentHeaderSize = 32;
const sectionHeaderSize = 40;
const extendedNumber = 0xffff;
const magic = [0x7f, 0x45, 0x4c, 0x46];

/** @returns undefined if this is no ELF file, or less than the header of one */
export function identifyElf(bytes: Uint8Array): ElfIdentity | undefined {
  if (bytes.length < 16 || magic.some((byte, i) => bytes[i] !== byte)) return undefined;
  const [, , , , fileClass = 0, order = 0] = bytes;
  if (![1, 2].includes(fileClass) || ![1, 2].includes(order)) return undefined;
  const is32Bit = fileClass === 1;
  if (bytes.length < (is32Bit ? headerSize : headerSize64)) return undefined;
  return { is32Bit, byteOrder: order === 2 ? 'big' : 'little' };
}

/** What kind of file it is and for which machine. */
export function elfKind(bytes: Uint8Array, { byteOrder }: ElfIdentity): Pick<Elf, 'type' | 'machine'> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const little = byteOrder === 'little';
  return { type: view.getUint16(16, little), machine: view.getUint16(18, little) };
}

/**
 * Reads the headers of a 32-bit file (Tool Interface Standard, "Executable and Linking Format", version 1.2). Nothing is trusted:
 * tables must lie within the file, names must end in it.
 */
export function parseElf(bytes: Uint8Array, identity: ElfIdentity): Elf | ElfFault {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const little = identity.byteOrder === 'little';
  const half = (at: number) => view.getUint16(at, little);
  const word = (at: number) => view.getUint32(at, little);

  const segmentTable = { at: word(28), entrySize: half(42), count: half(44) };
  const sectionTable = { at: word(32), entrySize: half(46), count: half(48) };
  if (segmentTable.count === extendedNumber) return 'extended-segments';
  if (segmentTable.count === 0) return 'no-segments';
  if (!tableFits(segmentTable, segmentHeaderSize, bytes.length)) return 'segments';
  if (!tableFits(sectionTable, sectionHeaderSize, bytes.length)) return 'sections';

  const segments = entries(segmentTable).map(({ at, index }) => ({
    index,
    type: word(at),
    offset: word(at + 4),
    virtualAddress: word(at + 8),
    physicalAddress: word(at + 12),
    fileSize: word(at + 16),
  }));
  const headers = entries(sectionTable).map(({ at, index }) => ({
    index,
    nameOffset: word(at),
    type: word(at + 4),
    flags: word(at + 8),
    offset: word(at + 16),
    size: word(at + 20),
  }));
  const names = headers[half(50)];
  const sections = headers.map(({ nameOffset, ...header }) => ({
    ...header,
    name:
      names === undefined ? '*unknown*' : nameAt(bytes, names.offset + nameOffset, names.offset + names.size),
  }));
  return { ...elfKind(bytes, identity), segments, sections };
}

interface Table {
  readonly at: number;
  readonly entrySize: number;
  readonly count: number;
}

function tableFits({ at, entrySize, count }: Table, smallest: number, length: number): boolean {
  return count === 0 || (entrySize >= smallest && at + entrySize * count <= length);
}

function entries({ at, entrySize, count }: Table): { at: number; index: number }[] {
  return Array.from({ length: count }, (_, index) => ({ at: at + index * entrySize, index }));
}

const longestName = 256;

function nameAt(bytes: Uint8Array, at: number, end: number): string {
  const rest = bytes.subarray(at, Math.min(end, at + longestName));
  const stop = rest.indexOf(0);
  return latin1Text(stop < 0 ? rest : rest.subarray(0, stop));
}
