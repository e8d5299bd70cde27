import { memoryKind } from '../../model/memory-kind.ts';
import type { Memory } from '../../model/part.ts';
import { notice } from '../../output/events.ts';
import * as ice from '../../protocols/jtagmkii/commands.ts';
import type { ProgrammerContext } from '../programmer.ts';
import { DataSpaceMemory } from './data-space-memory.ts';
import { jtagMkiiDeeds } from './deeds.ts';
import type { JtagMemoryMap, JtagPageTypes, JtagPlace, JtagWrite } from './memory.ts';
import * as words from './messages.ts';

/** Families whose single bytes are written by the target as it runs. */
const earlyFamilies = ['megaAVR', 'tinyAVR'];

/** The memories of parts with UPDI, by addresses of their data space. */
export class UpdiMemoryMap extends DataSpaceMemory implements JtagMemoryMap {
  readonly #context: Pick<ProgrammerContext, 'part' | 'behaviour' | 'emit'>;

  constructor(context: Pick<ProgrammerContext, 'part' | 'behaviour' | 'emit'>) {
    super();
    this.#context = context;
  }

  override placeToRead(memory: Memory, asked: number): JtagPlace | undefined {
    const place = super.placeToRead(memory, asked);
    if (place?.type === ice.memories.productionSignature) {
      const value = memoryKind(memory) === 'sigrow-value';
      this.#context.emit(notice(words.sigrowAsked, { value, address: place.address }));
    }
    return place;
  }

  /** What cannot be changed is sent all the same; that the target does not take it is for the programmer to say. */
  override byteToWrite(memory: Memory, asked: number, value: number): JtagWrite | undefined {
    const write = { address: asked + memory.offset, data: Uint8Array.of(value) };
    switch (memoryKind(memory)) {
      case 'signature':
        return { ...write, type: ice.memories.signature };
      case 'sigrow':
        return { ...write, type: ice.memories.productionSignature };
      case 'sigrow-value':
        return { ...write, type: ice.memories.flash };
      default:
        return super.byteToWrite(memory, asked, value);
    }
  }

  writesAsItRuns({ type, data }: JtagWrite): boolean {
    const { part, behaviour } = this.#context;
    const cell = (type === ice.memories.flash && data.length === 2) || type === ice.memories.eepromAtomic;
    const always = behaviour.of(jtagMkiiDeeds).byteWrites === 'outside-programming-mode';
    return cell && (always || earlyFamilies.includes(part.familyId.trim()));
  }

  pageTypes(memory: Memory): JtagPageTypes | undefined {
    switch (memoryKind(memory)) {
      case 'eeprom':
        return { read: ice.memories.eeprom, write: ice.memories.eepromAtomic };
      case 'userrow':
      case 'bootrow':
        return { read: ice.memories.userSignature, write: ice.memories.userSignature };
      case 'sigrow':
        return { read: ice.memories.productionSignature, write: ice.memories.flash };
      case 'fuses':
      case 'lock':
      case 'sib':
        return undefined;
      default:
        return { read: ice.memories.flash, write: ice.memories.flash };
    }
  }
}
