import { isInFlash, memoryKind } from '../../model/memory-kind.ts';
import type { Memory, Part } from '../../model/part.ts';
import { memories } from '../../protocols/jtagmkii/commands.ts';
import { erasures } from '../../protocols/jtagmkii/memory-types.ts';
import { DataSpaceMemory } from './data-space-memory.ts';
import type { JtagMemoryMap, JtagPageTypes } from './memory.ts';

/**
 * The memories of an XMEGA: single bytes by their places for PDI, pages by addresses within each memory (firmware 7 on), of which the
 * boot loader's section has a type of its own.
 */
export class XmegaMemoryMap extends DataSpaceMemory implements JtagMemoryMap {
  readonly #part: Part;
  readonly #byMemory: () => boolean;
  readonly #bootStart: number;

  /** @param byMemory whether the firmware counts the pages of each memory from 0 */
  constructor(part: Part, byMemory: () => boolean) {
    super();
    this.#part = part;
    this.#byMemory = byMemory;
    const [flash, boot] = [this.#find('flash'), this.#find('boot')];
    this.#bootStart = flash && boot ? boot.offset - flash.offset : Number.POSITIVE_INFINITY;
  }

  get border(): number {
    return this.#bootStart;
  }

  writesAsItRuns(): boolean {
    return false;
  }

  pageTypes(memory: Memory, address = 0): JtagPageTypes | undefined {
    switch (memoryKind(memory)) {
      case 'flash':
      case 'application':
      case 'apptable':
      case 'boot': {
        const type = this.#isBoot(memory, address) ? memories.bootFlash : memories.flash;
        return { read: type, write: type };
      }
      case 'eeprom':
        return { read: memories.eeprom, write: memories.eepromAtomic };
      case 'userrow':
        return { read: memories.userSignature, write: memories.userSignature };
      case 'sigrow':
        return { read: memories.productionSignature, write: memories.flash };
      default:
        return undefined;
    }
  }

  pageAddress(memory: Memory, address: number): number {
    const inBoot = memoryKind(memory) === 'flash' && address >= this.#bootStart;
    const at = inBoot ? address - this.#bootStart : address;
    if (!this.#byMemory()) return at + memory.offset;
    const section = ['application', 'apptable'].includes(memoryKind(memory));
    return section ? at + memory.offset - (this.#find('flash')?.offset ?? 0) : at;
  }

  /** What erases the page in which an address is, and where the programmer looks for it: by its place for PDI. */
  pageToErase(memory: Memory, address: number): { readonly what: number; readonly address: number } {
    const at = address + memory.offset;
    const kind = memoryKind(memory);
    if (kind === 'eeprom') return { what: erasures.eepromPage, address: at };
    if (kind === 'userrow') return { what: erasures.userRow, address: at };
    const boot = isInFlash(memory) && this.#isBoot(memory, address);
    return { what: boot ? erasures.bootPage : erasures.flashPage, address: at };
  }

  #isBoot(memory: Memory, address: number): boolean {
    const kind = memoryKind(memory);
    return kind === 'boot' || (kind === 'flash' && address >= this.#bootStart);
  }

  #find(kind: string): Memory | undefined {
    return this.#part.memories.find((memory) => memoryKind(memory) === kind);
  }
}
