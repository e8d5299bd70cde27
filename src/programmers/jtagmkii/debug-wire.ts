import { ProtocolError, UnsupportedError } from '../../model/errors.ts';
import { isReadOnlyKind, memoryKind } from '../../model/memory-kind.ts';
import type { Page, PageRange } from '../../model/page.ts';
import type { Memory } from '../../model/part.ts';
import { notice } from '../../output/events.ts';
import { fail } from '../../output/fail.ts';
import * as ice from '../../protocols/jtagmkii/commands.ts';
import type { Erasure, ProgrammerContext, ProgrammerType } from '../programmer.ts';
import type { JtagMkiiConnecting } from './connection.ts';
import { jtagMkiiDeeds } from './deeds.ts';
import { JtagMkii } from './jtag.ts';
import { classicMap, type JtagMemoryMap } from './memory.ts';
import * as words from './messages.ts';

/** A debugger does not reach these. */
const beyond: readonly string[] = ['fuse', 'fuses', 'lock', 'calibration', 'sigrow', 'sigrow-value'];
const manufacturer = 0x1e;

/** A JTAGICE mkII, or an AVR Dragon, that debugs a classic part over its RESET line, and programs flash and EEPROM so (AVR067). */
class JtagMkiiDebugWire extends JtagMkii {
  readonly #context: ProgrammerContext;
  readonly #isDragon: boolean;

  constructor(context: ProgrammerContext, isDragon: boolean) {
    super(context, isDragon, { chain: new Uint8Array(4) }, debugWireMap(context));
    this.#context = context;
    this.#isDragon = isDragon;
  }

  /** The debugger cannot erase the chip; each page of flash is erased as it is written. */
  override async chipErase(): Promise<void> {
    this.#context.emit(notice(words.noChipErase));
  }

  erasure(): Erasure {
    return 'unknown';
  }

  override async readByte(memory: Memory, address: number): Promise<number> {
    if (beyond.includes(memoryKind(memory)))
      throw new ProtocolError(`${memory.name} is not reached over debugWIRE`);
    if (memoryKind(memory) !== 'signature') return super.readByte(memory, address);
    if (address === 0) return manufacturer;
    const signature = await this.link.getParameter(ice.parameters.targetSignature);
    return signature.getUint8(2 - address);
  }

  override async writeByte(memory: Memory, address: number, value: number): Promise<void> {
    const kind = memoryKind(memory);
    if (kind !== 'flash' && !isReadOnlyKind(memory) && !beyond.includes(kind))
      return super.writeByte(memory, address, value);
    fail(
      this.#context.emit,
      notice(words.notOverDebugWire, { memory: memory.name }),
      new ProtocolError(`${memory.name} is not written over debugWIRE`),
    );
  }

  override async pagedRead(
    memory: Memory,
    run: readonly PageRange[],
    onPage: (index: number, data: Uint8Array) => void,
  ): Promise<void> {
    refuseEeprom(memory);
    await super.pagedRead(memory, run, onPage);
  }

  override async pagedWrite(
    memory: Memory,
    run: readonly Page[],
    onPage: (index: number) => void,
  ): Promise<void> {
    refuseEeprom(memory);
    await super.pagedWrite(memory, run, onPage);
  }

  protected override get connecting(): JtagMkiiConnecting {
    const isDragon = this.#isDragon;
    return {
      operation: isDragon ? 'open-dragon-dw' : 'open-dw',
      mode: ice.emulatorModes.debugWire,
      isDragon,
    };
  }

  protected override get hasJtagClock(): boolean {
    return false;
  }

  protected override get hasProgrammingMode(): boolean {
    return false;
  }

  protected override checkPart(): void {
    const { part, emit } = this.#context;
    if (part.progModes.includes('debugWIRE')) return;
    fail(
      emit,
      notice(words.noInterface, { part: part.desc, name: 'debugWire' }),
      new ProtocolError(`${part.desc} has no debugWIRE interface`),
    );
  }

  protected override async setClock(): Promise<void> {
    const { bitClock, emit, id } = this.#context;
    if (bitClock !== undefined) emit(notice(words.bitClockIgnored, { id }));
  }

  /** There is no scan chain. */
  protected override async setChain(): Promise<void> {}

  /** The target is stopped and not reset, and its timers with it. */
  protected override async resetTarget(): Promise<void> {
    await this.link.setParameter(ice.parameters.timersRunning, Uint8Array.of(0));
    await this.link.request({ operation: 'reset' }, Uint8Array.of(ice.commands.forcedStop, 1));
  }

  /** Fuses cannot be looked at. */
  protected override async meetTarget(): Promise<void> {}
}

/** EEPROM goes by single bytes. */
function refuseEeprom(memory: Memory): void {
  if (memoryKind(memory) === 'eeprom') throw new UnsupportedError('EEPROM is not moved by pages');
}

function debugWireMap(context: ProgrammerContext): JtagMemoryMap {
  const map = classicMap(context.behaviour.of(jtagMkiiDeeds));
  return {
    ...map,
    placeToRead: (memory, address) =>
      memoryKind(memory) === 'eeprom'
        ? { type: ice.memories.eeprom, address: address + memory.offset, pageSize: 1 }
        : map.placeToRead(memory, address),
    writesAsItRuns: () => false,
  };
}

/** The JTAGICE mkII with debugWIRE. */
export const jtagmkiiDw: ProgrammerType = {
  id: 'jtagmkii_dw',
  name: 'JTAGMKII_DW',
  create: (context) => new JtagMkiiDebugWire(context, false),
};

/** The AVR Dragon with debugWIRE. */
export const dragonDw: ProgrammerType = {
  id: 'dragon_dw',
  name: 'DRAGON_DW',
  create: (context) => new JtagMkiiDebugWire(context, true),
};
