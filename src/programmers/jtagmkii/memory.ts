import { fuseOffset, memoryKind } from '../../model/memory-kind.ts';
import type { Memory } from '../../model/part.ts';
import { memories } from '../../protocols/jtagmkii/commands.ts';
import type { JtagMkiiDeeds } from './deeds.ts';

/** Bytes that a message carries at most, as avrdude has it. */
export const maxBlock = 256;

/** Where a byte is for a JTAGICE mkII. */
export interface JtagPlace {
  /** One of `memories`. */
  readonly type: number;
  readonly address: number;
  /** Bytes that are read together; 1 where single bytes are. */
  readonly pageSize: number;
}

/** What writing a byte takes. */
export interface JtagWrite {
  /** One of `memories`. */
  readonly type: number;
  readonly address: number;
  readonly data: Uint8Array;
}

/** Memory types by which whole pages are moved. */
export interface JtagPageTypes {
  readonly read: number;
  readonly write: number;
}

/** Where a kind of part has its memories for a JTAGICE mkII, and how they are moved; undefined for those it does not reach so. */
export interface JtagMemoryMap {
  placeToRead(memory: Memory, address: number): JtagPlace | undefined;
  byteToWrite(memory: Memory, address: number, value: number): JtagWrite | undefined;
  /** Whether the target writes the byte itself as it runs. */
  writesAsItRuns(write: JtagWrite): boolean;
  /** @param address of the page, where its type depends on that */
  pageTypes(memory: Memory, address?: number): JtagPageTypes | undefined;
  /** What a page's address is for the programmer; without it: its place. */
  pageAddress?(memory: Memory, address: number): number;
  /** No block crosses a multiple of this. */
  readonly border?: number;
}

/** The memories of classic parts. */
export function classicMap({ byteWrites }: JtagMkiiDeeds): JtagMemoryMap {
  return {
    placeToRead,
    byteToWrite,
    writesAsItRuns: ({ type }) =>
      (type === memories.spm || type === memories.eeprom) && byteWrites === 'outside-programming-mode',
    pageTypes: (memory) => {
      const type = pageType(memory);
      return type === undefined ? undefined : { read: type, write: type };
    },
  };
}

/** @returns where to read a byte; undefined for memories that the programmer does not know */
function placeToRead(memory: Memory, asked: number): JtagPlace | undefined {
  const address = asked + memory.offset;
  const single = (type: number, at = address): JtagPlace => ({ type, address: at, pageSize: 1 });
  switch (memoryKind(memory)) {
    case 'flash':
    case 'application':
    case 'apptable':
    case 'boot':
      return { type: memories.flashPage, address, pageSize: Math.min(maxBlock, memory.pageSize) };
    case 'eeprom':
      return { type: memories.eepromPage, address, pageSize: memory.pageSize };
    case 'fuse':
      return single(memories.fuseBits, fuseOffset(memory));
    case 'lock':
      return single(memories.lockBits);
    case 'signature':
      return single(memories.signature);
    case 'calibration':
      return single(memories.oscillatorCalibration);
    case 'sigrow':
    case 'sigrow-value':
      // Signature bytes have the even addresses of the row, calibration bytes the odd ones.
      return single(address & 1 ? memories.oscillatorCalibration : memories.signature, address >> 1);
    case 'userrow':
      return single(memories.userSignature);
    default:
      return undefined;
  }
}

/** @returns how to write a byte; undefined for memories that the programmer does not know */
function byteToWrite(memory: Memory, asked: number, value: number): JtagWrite | undefined {
  const place = placeToRead(memory, asked);
  if (!place) return undefined;
  const { address } = place;
  switch (place.type) {
    case memories.flashPage:
      // Words only; 0xff leaves the other byte as it is.
      return {
        type: memories.spm,
        address: address - (address & 1),
        data: address & 1 ? Uint8Array.of(0xff, value) : Uint8Array.of(value, 0xff),
      };
    case memories.eepromPage:
      return { type: memories.eeprom, address, data: Uint8Array.of(value) };
    default:
      return { type: place.type, address, data: Uint8Array.of(value) };
  }
}

/** @returns the type for whole pages; undefined for memories that have none */
function pageType(memory: Memory): number | undefined {
  if (memory.name === 'flash') return memories.flashPage;
  if (memory.name === 'eeprom') return memories.eepromPage;
  return memoryKind(memory) === 'userrow' ? memories.userSignature : undefined;
}
