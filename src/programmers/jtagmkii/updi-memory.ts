import { memoryKind } from '../../model/memory-kind.ts';
import type { Memory } from '../../model/part.ts';
import { notice } from '../../output/events.ts';
import * as ice from '../../protocols/jtagmkii/commands.ts';
import type { ProgrammerContext } from '../programmer.ts';
import { jtagMkiiDeeds } from './deeds.ts';
import {
  type JtagMemoryMap,
  type JtagPageTypes,
  type JtagPlace,
  type JtagWrite,
  maxBlock,
} from './memory.ts';
import * as words from './messages.ts';

/** Where registers and SRAM are among the addresses that a JTAGICE knows. */
const dataSpace = 0x1000000;

/** Families whose single bytes are written by the target as it runs. */
const earlyFamilies = ['megaAVR', 'tinyAVR'];

/** The memories of parts with UPDI, by addresses of their data space. */
export class UpdiMemoryMap implements JtagMemoryMap {
  readonly #context: Pick<ProgrammerContext, 'part' | 'behaviour' | 'emit'>;

  constructor(context: Pick<ProgrammerContext, 'part' | 'behaviour' | 'emit'>) {
    this.#context = context;
  }

  placeToRead(memory: Memory, asked: number): JtagPlace | undefined {
    const address = asked + memory.offset;
    const single = (type: number): JtagPlace => ({ type, address, pageSize: 1 });
    const kind = memoryKind(memory);
    switch (kind) {
      case 'flash':
      case 'application':
      case 'apptable':
      case 'boot':
        return { type: ice.memories.flash, address, pageSize: Math.min(maxBlock, memory.pageSize) };
      case 'eeprom':
        return single(ice.memories.eeprom);
      case 'fuse':
      case 'fuses':
        return single(ice.memories.fuseBits);
      case 'lock':
        return single(ice.memories.lockBits);
      case 'userrow':
      case 'bootrow':
        return single(ice.memories.userSignature);
      case 'signature':
        return single(ice.memories.signature);
      case 'sigrow':
      case 'sigrow-value':
        this.#context.emit(notice(words.sigrowAsked, { value: kind === 'sigrow-value', address }));
        return single(ice.memories.productionSignature);
      case 'io':
      case 'sram':
        return { type: ice.memories.flash, address: dataSpace + address, pageSize: 1 };
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
        return { type: ice.memories.flash, address: address - odd, data: word };
      }
      case 'eeprom':
        return { type: ice.memories.eepromXmega, address, data };
      case 'fuse':
      case 'fuses':
        return { type: ice.memories.fuseBits, address, data };
      case 'lock':
        return { type: ice.memories.lockBits, address, data };
      case 'userrow':
      case 'bootrow':
        return { type: ice.memories.userSignature, address, data };
      // What is there cannot be changed; that the target does not take it is for the programmer to say.
      case 'signature':
        return { type: ice.memories.signature, address, data };
      case 'sigrow':
        return { type: ice.memories.productionSignature, address, data };
      case 'sigrow-value':
        return { type: ice.memories.flash, address, data };
      case 'io':
      case 'sram':
        return { type: ice.memories.flash, address: dataSpace + address, data };
      default:
        return undefined;
    }
  }

  writesAsItRuns({ type, data }: JtagWrite): boolean {
    const { part, behaviour } = this.#context;
    const cell = (type === ice.memories.flash && data.length === 2) || type === ice.memories.eepromXmega;
    const always = behaviour.of(jtagMkiiDeeds).byteWrites === 'outside-programming-mode';
    return cell && (always || earlyFamilies.includes(part.familyId.trim()));
  }

  pageTypes(memory: Memory): JtagPageTypes | undefined {
    switch (memoryKind(memory)) {
      case 'eeprom':
        return { read: ice.memories.eeprom, write: ice.memories.eepromXmega };
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
