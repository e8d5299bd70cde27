import { isInFlash, memoryKind } from '../../model/memory-kind.ts';
import type { Memory, Part } from '../../model/part.ts';
import { pageModes, xprogErasures, xprogMemories } from '../../protocols/stk500v2/xprog.ts';

/** Where registers and SRAM of an XMEGA are among the addresses of PDI (AVR079). */
export const dataSpace = 0x1000000;

/** Where a part has its memories for XPROG: the types of AVR079 and the addresses of the target's interface. */
export class XprogMemories {
  /** Where XMEGA's flash goes over into the boot loader's section, which has a type of its own; bytes from its beginning. */
  readonly bootStart: number;
  readonly #dataSpace: number;

  constructor(part: Part) {
    const find = (kind: string) => part.memories.find((memory) => memoryKind(memory) === kind);
    const [flash, boot] = [find('flash'), find('boot')];
    const isPdi = part.progModes.includes('PDI');
    this.bootStart = isPdi && flash && boot ? boot.offset - flash.offset : Number.POSITIVE_INFINITY;
    this.#dataSpace = isPdi ? dataSpace : 0;
  }

  /** @param address in the memory */
  address(memory: Memory, address: number): number {
    const kind = memoryKind(memory);
    return address + memory.offset + (kind === 'io' || kind === 'sram' ? this.#dataSpace : 0);
  }

  /** One of `xprogMemories`; undefined for memories that are not reached. */
  readType(memory: Memory, address: number): number | undefined {
    switch (memoryKind(memory)) {
      case 'signature':
        return xprogMemories.application;
      case 'calibration':
      case 'sigrow':
      case 'sigrow-value':
        return xprogMemories.factoryCalibration;
      default:
        return this.writeType(memory, address);
    }
  }

  /** The same for memories that can be written. */
  writeType(memory: Memory, address: number): number | undefined {
    switch (memoryKind(memory)) {
      case 'flash':
        return address < this.bootStart ? xprogMemories.application : xprogMemories.boot;
      case 'application':
      case 'apptable':
      case 'io':
      case 'sram':
        return xprogMemories.application;
      case 'boot':
        return xprogMemories.boot;
      case 'eeprom':
        return xprogMemories.eeprom;
      case 'fuse':
      case 'fuses':
        return xprogMemories.fuse;
      case 'lock':
        return xprogMemories.lockBits;
      case 'userrow':
        return xprogMemories.userSignature;
      default:
        return undefined;
    }
  }

  /** One of `xprogErasures` that erases a page; undefined for memories without. */
  erasure(memory: Memory, address: number): number | undefined {
    if (isInFlash(memory))
      return this.writeType(memory, address) === xprogMemories.boot
        ? xprogErasures.bootPage
        : xprogErasures.applicationPage;
    const kind = memoryKind(memory);
    if (kind === 'eeprom') return xprogErasures.eepromPage;
    return kind === 'userrow' ? xprogErasures.userSignature : undefined;
  }
}

/** How a page is written: EEPROM is erased with it. @returns bits of `pageModes` */
export function pageMode(memory: Memory): number {
  return memoryKind(memory) === 'eeprom' ? pageModes.erase | pageModes.write : pageModes.write;
}
