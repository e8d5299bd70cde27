import { memoryNamed } from '../../model/locate-memory.ts';
import type { Part } from '../../model/part.ts';
import { commands } from '../../protocols/jtagmkii/commands.ts';

/**
 * What a JTAGICE mkII is told of a classic part before it is programmed (AVR067, CMND_SET_DEVICE_DESCRIPTOR). Which I/O registers the
 * part has only a debugger needs to say; those maps stay empty.
 * @param length bytes of the descriptor that the firmware takes
 */
export function encodeDeviceDescriptor(part: Part, length: number): Uint8Array {
  const flash = memoryNamed(part, 'flash');
  const eeprom = memoryNamed(part, 'eeprom');
  const debugWire = part.progModes.includes('debugWIRE');
  const descriptor = new Uint8Array(fullLength);
  const view = new DataView(descriptor.buffer);
  view.setUint8(offsets.idr, part.idr);
  view.setUint8(offsets.spmcr, part.spmcr);
  view.setUint8(offsets.rampz, part.rampz);
  view.setUint16(offsets.flashPageSize, flash?.pageSize ?? 0, true);
  view.setUint8(offsets.eepromPageSize, eeprom?.pageSize ?? 0);
  view.setUint32(offsets.flashSize, flash?.size ?? 0, true);
  if (debugWire) {
    descriptor.set(part.eepromInstr.subarray(0, 20), offsets.eepromInstructions);
    descriptor.set(part.flashInstr.subarray(0, 3), offsets.flashInstructions);
  }
  view.setUint16(offsets.flashPages, flash ? flash.size / flash.pageSize : 0, true);
  view.setUint8(offsets.allowFullPageBitstream, part.allowFullPageBitstream ? 1 : 0);
  if (flash && part.bootSectionSize > 0)
    view.setUint16(offsets.smallestBootSection, (flash.size - part.bootSectionSize) / 2, true);
  view.setUint8(offsets.enablePageProgramming, part.enablePageProgramming ? 1 : 0);
  if (part.progModes.includes('PDI') || part.progModes.includes('UPDI'))
    view.setUint8(offsets.cacheType, withoutCache);
  view.setUint16(offsets.eecr, part.eecr || 0x3f, true);
  return Uint8Array.of(commands.setDeviceDescriptor, ...descriptor.subarray(0, length));
}

const fullLength = 298;

/** Type of the cache in parts that are told by their data space (XMEGA and later). */
const withoutCache = 0x02;

/** Where things stand behind the maps of I/O registers (four of 8 bytes and four of 52). */
const offsets = {
  idr: 240,
  spmcr: 241,
  rampz: 242,
  flashPageSize: 243,
  eepromPageSize: 245,
  flashSize: 252,
  eepromInstructions: 256,
  flashInstructions: 276,
  flashPages: 281,
  allowFullPageBitstream: 285,
  /** In words. */
  smallestBootSection: 286,
  enablePageProgramming: 288,
  cacheType: 289,
  eecr: 296,
} as const;
