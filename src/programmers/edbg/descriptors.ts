import { type MemoryKind, memoryKind } from '../../model/memory-kind.ts';
import type { Memory, Part } from '../../model/part.ts';

/**
 * What a tool is told of the part before it signs on to it (DS50002630, "Device context": the layouts for tinyAVR and megaAVR, XMEGA and
 * UPDI). All numbers go low byte first.
 */

const find = (part: Part, kind: MemoryKind): Memory | undefined =>
  part.memories.find((memory) => memoryKind(memory) === kind);

/** Where EEPROM registers are among the I/O registers, if the configuration does not say. */
const usualEecr = 0x3f;
/** I/O registers are that far into the data space. */
const ioOffset = 0x20;
/** Where the programs of classic parts have their SRAM at the earliest; no tool looks at it. */
const sramStart = 0x100;

/** @param revision of the on-chip debugger: the configuration's, or a guess */
export function classicDescriptor(part: Part, revision: number): Uint8Array {
  const descriptor = new Uint8Array(31);
  const view = new DataView(descriptor.buffer);
  const flash = find(part, 'flash');
  const eeprom = find(part, 'eeprom');
  view.setUint16(0, flash?.pageSize ?? 0, true);
  view.setUint32(2, flash?.size ?? 0, true);
  view.setUint32(10, flash ? (flash.size - flash.pageSize * 4) / 2 : 0, true);
  view.setUint16(14, sramStart, true);
  view.setUint16(16, eeprom?.size ?? 0, true);
  const eecr = (part.eecr || usualEecr) - ioOffset;
  descriptor.set([eeprom?.pageSize ?? 0, revision, 1, part.allowFullPageBitstream ? 1 : 0], 18);
  descriptor.set([part.idr, eecr + 3, eecr + 2, eecr, eecr + 1, part.spmcr], 24);
  return descriptor;
}

/** What to assume of an on-chip debugger whose revision the configuration does not say. */
export function guessedRevision(part: Part): number {
  if (part.progModes.includes('debugWIRE')) return 1;
  return (find(part, 'flash')?.size ?? 0) > 128 * 1024 ? 4 : 3;
}

/** Where the XMEGA's data memory is among the addresses of PDI. */
const pdiData = 0x1000000;

export function xmegaDescriptor(part: Part): Uint8Array {
  const descriptor = new Uint8Array(47);
  const view = new DataView(descriptor.buffer);
  const [flash, eeprom, application, boot] = [
    find(part, 'flash'),
    find(part, 'eeprom'),
    find(part, 'application'),
    find(part, 'boot'),
  ];
  const places = [
    application?.offset ?? 0,
    boot?.offset ?? 0,
    eeprom?.offset ?? 0,
    (find(part, 'fuse')?.offset ?? 0) & ~15,
    find(part, 'lock')?.offset ?? 0,
    find(part, 'userrow')?.offset ?? 0,
    find(part, 'sigrow')?.offset ?? 0,
    pdiData,
    application?.size ?? 0,
  ];
  for (const [i, place] of places.entries()) view.setUint32(4 * i, place >>> 0, true);
  view.setUint16(36, boot?.size ?? 0, true);
  view.setUint16(38, flash?.pageSize ?? 0, true);
  view.setUint16(40, eeprom?.size ?? 0, true);
  view.setUint8(42, eeprom?.pageSize ?? 0);
  view.setUint16(43, part.nvmBase, true);
  view.setUint16(45, part.mcuBase, true);
  return descriptor;
}

/** The least voltages (mV) at which a chip may run at 32, 16, 8 and 4 MHz of the tool's UPDI clock, and the fastest for a shared pin (kHz). */
const electrical = [4500, 2700, 2200, 1500, 750] as const;
/** Where SYSCFG0 is among the fuses, and what is made of it: nothing. */
const systemConfiguration = [5, 0xff, 0x00, 0xff, 0x00] as const;

export function updiDescriptor(part: Part): Uint8Array {
  const descriptor = new Uint8Array(48);
  const view = new DataView(descriptor.buffer);
  const flash = find(part, 'flash');
  const eeprom = find(part, 'eeprom');
  const userRow = find(part, 'userrow');
  const fuses = find(part, 'fuses');
  const word = (at: number, value: number | undefined): void => view.setUint16(at, value ?? 0, true);
  word(0, (flash?.offset ?? 0) & 0xffff);
  view.setUint8(2, (flash?.pageSize ?? 0) & 0xff);
  view.setUint8(3, eeprom?.pageSize ?? 0);
  word(4, part.nvmBase);
  word(6, part.ocdBase);
  for (const [i, value] of electrical.entries()) word(8 + 2 * i, value);
  view.setUint32(18, flash?.size ?? 0, true);
  word(22, eeprom?.size);
  word(24, userRow?.size);
  view.setUint8(26, fuses?.size ?? 0);
  descriptor.set(systemConfiguration, 27);
  word(32, eeprom?.offset);
  word(34, userRow?.offset);
  word(36, find(part, 'signature')?.offset);
  word(38, fuses?.offset);
  word(40, find(part, 'lock')?.offset);
  descriptor.set([part.signature[1] ?? 0, part.signature[2] ?? 0], 42);
  view.setUint8(44, (flash?.offset ?? 0) >> 16);
  view.setUint8(45, (flash?.pageSize ?? 0) >> 8);
  view.setUint8(46, (flash?.offset ?? 0) > 0xffff ? 1 : 0);
  view.setUint8(47, part.hvupdiVariant);
  return descriptor;
}
