import { memoryKind } from '../../model/memory-kind.ts';
import type { Memory, Part } from '../../model/part.ts';
import { commands } from '../../protocols/jtagmkii/commands.ts';

/** Where registers and SRAM are among the addresses that a JTAGICE knows. */
const dataSpace = 0x1000000;
/** Bytes that follow the length. */
const length = 47;

/**
 * What a JTAGICE mkII with firmware 7 or later is told of an XMEGA before it is programmed (avrdude's experience,
 * CMND_SET_XMEGA_PARAMS): where its memories are for PDI, how large they are, and where its controllers are.
 */
export function encodeXmegaParameters(part: Part): Uint8Array {
  const find = (kind: string): Memory | undefined =>
    part.memories.find((memory) => memoryKind(memory) === kind);
  const message = new Uint8Array(4 + length);
  const view = new DataView(message.buffer);
  message.set([commands.setXmegaParameters, 0x02, 0x00, length]);
  const places = [
    find('application')?.offset ?? 0,
    find('boot')?.offset ?? 0,
    find('eeprom')?.offset ?? 0,
    (find('fuse')?.offset ?? 0) & ~15,
    find('lock')?.offset ?? 0,
    find('userrow')?.offset ?? 0,
    find('sigrow')?.offset ?? 0,
    dataSpace,
    find('application')?.size ?? 0,
  ];
  for (const [i, place] of places.entries()) view.setUint32(4 + 4 * i, place, true);
  view.setUint16(40, find('boot')?.size ?? 0, true);
  view.setUint16(42, find('flash')?.pageSize ?? 0, true);
  view.setUint16(44, find('eeprom')?.size ?? 0, true);
  view.setUint8(46, find('eeprom')?.pageSize ?? 0);
  view.setUint16(47, part.nvmBase, true);
  view.setUint16(49, part.mcuBase, true);
  return message;
}
