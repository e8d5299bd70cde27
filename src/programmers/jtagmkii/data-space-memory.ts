import { memoryKind } from '../../model/memory-kind.ts';
import type { Memory } from '../../model/part.ts';
import { memories } from '../../protocols/jtagmkii/commands.ts';
import { type JtagPlace, type JtagWrite, maxBlock } from './memory.ts';

/** Where registers and SRAM are among the addresses that a JTAGICE knows. */
const dataSpace = 0x1000000;

/** The memories of an XMEGA or UPDI part, whose single bytes are found by their places in the part's own address space. */
export class DataSpaceMemory {
  placeToRead(memory: Memory, asked: number): JtagPlace | undefined {
    const address = asked + memory.offset;
    const single = (type: number, at = address): JtagPlace => ({ type, address: at, pageSize: 1 });
    switch (memoryKind(memory)) {
      case 'flash':
      case 'application':
      case 'apptable':
      case 'boot':
        return { type: memories.flash, address, pageSize: Math.min(maxBlock, memory.pageSize) };
      case 'eeprom':
        return single(memories.eeprom);
      case 'fuse':
      case 'fuses':
        return single(memories.fuseBits);
      case 'lock':
        return single(memories.lockBits);
      case 'userrow':
      case 'bootrow':
        return single(memories.userSignature);
      case 'signature':
        return single(memories.signature);
      case 'calibration':
      case 'sigrow':
      case 'sigrow-value':
        return single(memories.productionSignature);
      case 'io':
      case 'sram':
        return single(memories.flash, dataSpace + address);
      default:
        return undefined;
    }
  }

  byteToWrite(memory: Memory, asked: number, value: number): JtagWrite | undefined {
    const address = asked + memory.offset;
    const data = Uint8Array.of(value);
    switch (memoryKind(memory)) {
      case 'flash': {
        // Words only; 0xff leaves the other byte as it is.
        const odd = address & 1;
        const word = odd ? Uint8Array.of(0xff, value) : Uint8Array.of(value, 0xff);
        return { type: memories.flash, address: address - odd, data: word };
      }
      case 'eeprom':
        return { type: memories.eepromAtomic, address, data };
      case 'fuse':
      case 'fuses':
        return { type: memories.fuseBits, address, data };
      case 'lock':
        return { type: memories.lockBits, address, data };
      case 'userrow':
      case 'bootrow':
        return { type: memories.userSignature, address, data };
      case 'io':
      case 'sram':
        return { type: memories.flash, address: dataSpace + address, data };
      default:
        return undefined;
    }
  }
}
