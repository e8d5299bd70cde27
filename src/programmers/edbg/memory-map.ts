import { fuseOffset, isInFlash, memoryKind } from '../../model/memory-kind.ts';
import type { Memory, Part } from '../../model/part.ts';
import { memories } from '../../protocols/edbg/commands.ts';
import { debugWire, type Family, familyOf, type TargetInterface } from './interfaces.ts';

/** Where a byte or a block is for a tool. */
export interface Place {
  /** One of `memories`. */
  readonly type: number;
  readonly address: number;
}

/** How pages of a memory are read and written. */
export interface PagePlaces {
  /** Undefined where they are read by bytes. */
  read(address: number): Place | undefined;
  write(address: number): Place | undefined;
  /** No block that is read crosses a multiple of this. */
  readonly border: number;
}

/** Where a part has its memories for a tool: their types, and addresses that are counted in other ways for each. */
export class MemoryMap {
  readonly #part: Part;
  readonly #family: Family;
  readonly #isDebugWire: boolean;
  /** Where XMEGA's flash goes over into the boot loader's section, which has a type of its own. */
  readonly #bootStart: number;

  constructor(part: Part, via: TargetInterface) {
    this.#part = part;
    this.#family = familyOf(part);
    this.#isDebugWire = via === debugWire;
    const boot = this.#find('boot');
    const flash = this.#find('flash');
    this.#bootStart =
      this.#family === 'xmega' && boot && flash ? boot.offset - flash.offset : Number.POSITIVE_INFINITY;
  }

  get #isClassic(): boolean {
    return this.#family === 'tiny' || this.#family === 'mega';
  }

  /** Whether reading a part of a page is the same as reading the page. */
  get readsAnywhere(): boolean {
    return !this.#isClassic;
  }

  pages(memory: Memory): PagePlaces {
    const at = (type: number | undefined, address: number): Place | undefined =>
      type === undefined ? undefined : { type, address: this.#address(memory, address) };
    return {
      read: (address) => at(this.#pageReadType(memory, address), address),
      write: (address) => at(this.#pageWriteType(memory, address), address),
      border: memoryKind(memory) === 'flash' ? this.#bootStart : Number.POSITIVE_INFINITY,
    };
  }

  /** @returns undefined for memories that are not reached by bytes this way */
  byteToRead(memory: Memory, address: number): Place | undefined {
    const type = this.#byteReadType(memory, address);
    if (type === undefined) return undefined;
    return { type, address: this.#address(memory, this.#byteAddress(memory, address)) };
  }

  /** @returns undefined for memories that cannot be written by bytes this way */
  byteToWrite(memory: Memory, address: number): Place | undefined {
    const type = this.#byteWriteType(memory);
    if (type === undefined) return undefined;
    return { type, address: this.#address(memory, this.#byteAddress(memory, address)) };
  }

  /** Where the tool finds the page to erase. */
  pageToErase(memory: Memory, address: number): Place {
    const isPlace = this.#family === 'xmega' && !isInFlash(memory);
    return {
      type: this.#flashType(memory, address),
      address: isPlace ? address + memory.offset : this.#address(memory, address),
    };
  }

  /** A debugger writes pages of flash alone. */
  get writesFlashBytes(): boolean {
    return !this.#isDebugWire;
  }

  /** Memories that a debugger does not reach. */
  isBeyond(memory: Memory): boolean {
    return (
      this.#isDebugWire && ['fuse', 'fuses', 'lock', 'calibration', 'sigrow'].includes(memoryKind(memory))
    );
  }

  #find(kind: string): Memory | undefined {
    return this.#part.memories.find((memory) => memoryKind(memory) === kind);
  }

  #flashType(memory: Memory, address: number): number {
    if (this.#family !== 'xmega') return memories.flashPage;
    const isBoot =
      memoryKind(memory) === 'boot' || (memoryKind(memory) === 'flash' && address >= this.#bootStart);
    return isBoot ? memories.bootFlash : memories.flash;
  }

  #pageReadType(memory: Memory, address: number): number | undefined {
    switch (memoryKind(memory)) {
      case 'flash':
      case 'boot':
      case 'application':
      case 'apptable':
        return this.#isClassic && memoryKind(memory) !== 'flash'
          ? memories.spm
          : this.#flashType(memory, address);
      case 'eeprom':
        if (this.#isDebugWire) return undefined;
        return this.#isClassic ? memories.eepromPage : memories.eeprom;
      case 'sigrow':
        return memories.productionSignature;
      case 'userrow':
      case 'bootrow':
        return memories.userSignature;
      default:
        if (this.#family === 'updi') return memories.sram;
        return this.#family === 'xmega' ? memories.flash : memories.spm;
    }
  }

  #pageWriteType(memory: Memory, address: number): number | undefined {
    switch (memoryKind(memory)) {
      case 'flash':
      case 'boot':
        return this.#flashType(memory, address);
      case 'eeprom':
        if (this.#isDebugWire) return undefined;
        return this.#isClassic ? memories.eepromPage : memories.eepromAtomic;
      case 'userrow':
      case 'bootrow':
        return memories.userSignature;
      default:
        return this.#isClassic ? memories.spm : memories.flash;
    }
  }

  #byteReadType(memory: Memory, address: number): number | undefined {
    switch (memoryKind(memory)) {
      case 'flash':
      case 'boot':
      case 'application':
      case 'apptable':
        return this.#flashType(memory, address);
      case 'eeprom':
        return this.#isDebugWire || !this.#isClassic ? memories.eeprom : memories.eepromPage;
      case 'fuse':
      case 'fuses':
        return memories.fuseBits;
      case 'lock':
        return memories.lockBits;
      case 'userrow':
      case 'bootrow':
        return memories.userSignature;
      case 'signature':
        return memories.signature;
      case 'calibration':
        return this.#isClassic ? memories.oscillatorCalibration : memories.productionSignature;
      case 'sigrow':
      case 'sigrow-value':
        if (!this.#isClassic) return memories.productionSignature;
        // Signature bytes have the even addresses of the row, calibration bytes the odd ones.
        return address & 1 ? memories.oscillatorCalibration : memories.signature;
      case 'io':
      case 'sram':
        return memories.sram;
      default:
        return undefined;
    }
  }

  #byteWriteType(memory: Memory): number | undefined {
    switch (memoryKind(memory)) {
      case 'eeprom':
        return memories.eeprom;
      case 'fuse':
      case 'fuses':
        return memories.fuseBits;
      case 'lock':
        return memories.lockBits;
      case 'userrow':
      case 'bootrow':
        return memories.userSignature;
      case 'io':
      case 'sram':
        return memories.sram;
      default:
        return undefined;
    }
  }

  /** Fuses are counted, but for UPDI, where they have places. */
  #byteAddress(memory: Memory, address: number): number {
    const kind = memoryKind(memory);
    if (kind === 'fuse' && this.#family !== 'updi') return fuseOffset(memory) ?? 0;
    return this.#isClassic && (kind === 'sigrow' || kind === 'sigrow-value') ? address >> 1 : address;
  }

  #address(memory: Memory, address: number): number {
    const inSigrow = this.#placeInSigrow(memory);
    switch (this.#family) {
      case 'xmega':
        if (memoryKind(memory) === 'flash' && address >= this.#bootStart) return address - this.#bootStart;
        if (memoryKind(memory) === 'application' || memoryKind(memory) === 'apptable')
          return address + memory.offset - (this.#find('flash')?.offset ?? 0);
        return address + inSigrow;
      case 'updi':
        return memoryKind(memory) === 'flash' ? address : address + memory.offset;
      default:
        return memoryKind(memory) === 'userrow' ? address + memory.offset : address + inSigrow;
    }
  }

  /** The signature has a type of its own, and so has a classic part's calibration: they are counted from 0. */
  #placeInSigrow(memory: Memory): number {
    const sigrow = this.#find('sigrow');
    const kind = memoryKind(memory);
    const isIn = kind === 'sigrow-value' || (kind === 'calibration' && !this.#isClassic);
    return isIn && sigrow ? memory.offset - sigrow.offset : 0;
  }
}
