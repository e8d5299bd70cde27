import { isClassic } from '../../model/classic.ts';
import { memoryNamed } from '../../model/locate-memory.ts';
import { fuseOffset, isInFlash, memoryKind } from '../../model/memory-kind.ts';
import type { Memory, Part } from '../../model/part.ts';
import type { ResetValue } from '../../model/part-facts.ts';

/** Bytes of fuses that a part can have. */
const fuseBytes = 16;

/** Letters that stand for values which only measuring a real chip could give, as avrdude 8.2 has them. */
const standIns: Readonly<Record<string, string>> = {
  calibration: 'U',
  osc16err: 'e',
  osc20err: 'E',
  osccal16: 'o',
  osccal20: 'O',
  sib: 'S',
  tempsense: 'T',
};

/** What the contents of a simulated chip are made from. */
export interface FactorySources {
  readonly resetValues: readonly ResetValue[];
  /** Gives 31 random bits; undefined if serial numbers are to be the same in each run. */
  readonly random: (() => number) | undefined;
}

/** Fills the memories of a part as it comes from the factory. @param contents a memory's bytes, 0 at first, to be filled in place */
export function fillFromFactory(
  part: Part,
  contents: (memory: Memory) => Uint8Array,
  sources: FactorySources,
): void {
  const fuses = new Uint8Array(fuseBytes).fill(0xff);
  for (const memory of part.memories) {
    const cells = contents(memory);
    fillMemory(part, memory, cells, sources);
    const offset = memoryKind(memory) === 'fuse' ? fuseOffset(memory) : undefined;
    if (offset !== undefined && memory.initval !== -1)
      fuses.set(cells.subarray(0, fuseBytes - offset), offset);
  }
  const all = part.memories.find((memory) => memoryKind(memory) === 'fuses');
  if (all) contents(all).set(fuses.subarray(0, all.size));
  const row = part.memories.find((memory) => memoryKind(memory) === 'sigrow' && memory.size >= 6);
  if (row) completeSignatureRow(part, row, contents);
}

function fillMemory(part: Part, memory: Memory, cells: Uint8Array, sources: FactorySources): void {
  const { name, size, initval } = memory;
  const standIn = standIns[name];
  switch (memoryKind(memory)) {
    case 'flash':
    case 'application':
    case 'apptable':
    case 'boot':
    case 'eeprom':
      cells.fill(0xff);
      return;
    case 'fuse':
    case 'lock':
      if (initval === -1 || size > 4) cells.fill(0xff);
      else cells.set(factoryBytes(memory));
      return;
    case 'signature':
      if (size === part.signature.length) cells.set(part.signature);
      return;
    case 'sigrow':
      if (size < 6) return;
      cells.fill(0xff);
      if (isClassic(part)) for (const [i, byte] of part.signature.entries()) cells[i * spacing(part)] = byte;
      return;
    case 'io':
      for (const { address, value } of sources.resetValues) if (address < size) cells[address] = value;
      return;
  }
  if (standIn) cells.fill(standIn.charCodeAt(0));
  else if (name === 'sernum') cells.set(Array.from(cells, (_, i) => serialNumberByte(i, sources.random)));
}

/** The factory value of a fuse or of lock bits, lowest byte first. */
export function factoryBytes({ size, initval }: Memory): Uint8Array {
  return Uint8Array.from({ length: size }, (_, i) => initval >>> (8 * i));
}

/** U, T, S … A, then blank; or any capital letters. */
function serialNumberByte(i: number, random: (() => number) | undefined): number {
  const [first, last] = [0x41, 0x55];
  if (random) return first + (random() % 26);
  return last - i >= first ? last - i : 0xff;
}

/** In the signature row of classic parts a byte of the signature is followed by one for calibration, but with TPI. */
function spacing(part: Part): number {
  return part.progModes.includes('TPI') ? 1 : 2;
}

/** What has a memory of its own is in the signature row, too. */
function completeSignatureRow(part: Part, row: Memory, contents: (memory: Memory) => Uint8Array): void {
  const cells = contents(row);
  const classic = isClassic(part);
  const within = part.memories.filter(
    (memory) =>
      memory !== row &&
      (classic ? memory.name === 'sernum' : !isInFlash(memory)) &&
      memory.offset >= row.offset &&
      memory.offset - row.offset + memory.size <= row.size,
  );
  if (classic) {
    const calibration = memoryNamed(part, 'calibration');
    for (let i = 0; i < (calibration?.size ?? 0); i++) {
      const at = spacing(part) === 1 ? 3 + i : 2 * i + 1;
      if (at < row.size) cells[at] = 'U'.charCodeAt(0);
    }
  }
  for (const memory of within) cells.set(contents(memory), memory.offset - row.offset);
}
