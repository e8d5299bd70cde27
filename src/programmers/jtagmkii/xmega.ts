import { endsRun, ProtocolError } from '../../model/errors.ts';
import { memoryKind } from '../../model/memory-kind.ts';
import type { Memory } from '../../model/part.ts';
import { notice } from '../../output/events.ts';
import { fail } from '../../output/fail.ts';
import * as ice from '../../protocols/jtagmkii/commands.ts';
import { erasures } from '../../protocols/jtagmkii/memory-types.ts';
import { tolerant } from '../../protocols/jtagmkii/tolerant.ts';
import type { ProgrammerContext, ProgrammerType } from '../programmer.ts';
import type { JtagMkiiConnecting } from './connection.ts';
import { jtagMkiiDeeds } from './deeds.ts';
import { JtagMkii } from './jtag.ts';
import * as words from './messages.ts';
import { type JtagParameters, parseJtagParameters } from './parameters.ts';
import { encodeXmegaParameters } from './xmega-device.ts';
import { XmegaMemoryMap } from './xmega-memory.ts';

/** From this version on a firmware wants addresses within each memory, and is told of the part in another way. */
const firmwareByMemory = 7;
/** Where the revision is among an XMEGA's MCU registers (data sheet, "MCU Control"). */
const revisionRegister = 3;

/** A JTAGICE mkII, or an AVR Dragon, that programs an XMEGA (AVR067; avrdude's experience). */
abstract class JtagMkiiXmega extends JtagMkii {
  readonly #context: ProgrammerContext;
  readonly #places: XmegaMemoryMap;

  constructor(context: ProgrammerContext, isDragon: boolean, parameters: JtagParameters) {
    const places = new XmegaMemoryMap(context.part, () => this.firmware >= firmwareByMemory);
    super(context, isDragon, parameters, places);
    this.#context = context;
    this.#places = places;
  }

  override async chipErase(): Promise<void> {
    this.access.forget();
    await this.link.request({ operation: 'erase-xmega-chip' }, ice.encodeXmegaErase(erasures.chip, 0));
  }

  /** Erases the page in which `address` is. @throws ProtocolError */
  async pageErase(memory: Memory, address: number): Promise<void> {
    this.#context.emit(notice(words.pageEraseAsked, { memory: memory.name, address }));
    await this.mode.enter();
    this.access.forget();
    const { what, address: at } = this.#places.pageToErase(memory, address);
    await this.link.request({ operation: 'erase-page' }, ice.encodeXmegaErase(what, at));
  }

  protected override async describeDevice(): Promise<void> {
    const { part, emit } = this.#context;
    if (this.firmware < firmwareByMemory) {
      await super.describeDevice();
      await this.#setOffsets();
      return;
    }
    const row = part.memories.find((memory) => memoryKind(memory) === 'sigrow');
    if (row) emit(notice(words.productionRowPlace, { address: row.offset }));
    await this.link.establish({ operation: 'describe-xmega' }, encodeXmegaParameters(part));
  }

  /** Firmware 7 and later answers nothing right any more where it is told to reset the target (avrdude's bug 37942). */
  protected override async resetTarget(): Promise<void> {
    if (this.firmware < firmwareByMemory) await super.resetTarget();
  }

  protected override async meetTarget(): Promise<void> {
    const { part, emit, behaviour } = this.#context;
    const io = part.memories.find((memory) => memoryKind(memory) === 'io');
    if (!behaviour.of(jtagMkiiDeeds).readsRevision || !io) return;
    let revision = 0;
    try {
      revision = await this.readByte(io, part.mcuBase + revisionRegister);
      emit(notice(words.revisionReceived, { revision }));
    } catch (error) {
      if (endsRun(error)) throw error;
    }
    emit(notice(words.siliconRevision, { revision }));
  }

  /** Tells an older firmware where the sections of flash are. */
  async #setOffsets(): Promise<void> {
    const { part } = this.#context;
    const { pdiOffsetStart, pdiOffsetEnd } = ice.parameters;
    for (const [kind, parameter] of [
      ['flash', pdiOffsetStart],
      ['boot', pdiOffsetEnd],
    ] as const) {
      const place = new Uint8Array(4);
      const memory = part.memories.find((one) => memoryKind(one) === kind);
      new DataView(place.buffer).setUint32(0, memory?.offset ?? 0, true);
      await tolerant(this.link.setParameter(parameter, place));
    }
  }
}

/** Over PDI. */
class JtagMkiiPdi extends JtagMkiiXmega {
  readonly #context: ProgrammerContext;
  readonly #isDragon: boolean;

  constructor(context: ProgrammerContext, isDragon: boolean) {
    super(context, isDragon, { chain: new Uint8Array(4) });
    this.#context = context;
    this.#isDragon = isDragon;
  }

  protected override get connecting(): JtagMkiiConnecting {
    const isDragon = this.#isDragon;
    return { operation: isDragon ? 'open-dragon-pdi' : 'open-pdi', mode: ice.emulatorModes.pdi, isDragon };
  }

  protected override get hasJtagClock(): boolean {
    return false;
  }

  protected override checkPart(): void {
    const { part, emit } = this.#context;
    if (part.progModes.includes('PDI')) return;
    fail(
      emit,
      notice(words.noInterface, { part: part.desc, name: 'PDI' }),
      new ProtocolError(`${part.desc} has no PDI interface`),
    );
  }

  protected override async setClock(): Promise<void> {
    const { bitClock, emit, id } = this.#context;
    if (bitClock !== undefined) emit(notice(words.bitClockIgnored, { id }));
  }

  /** There is no scan chain. */
  protected override async setChain(): Promise<void> {}
}

/** Over JTAG: it signs on as for a classic part, and once more when the part is known. */
export class JtagMkiiXmegaJtag extends JtagMkiiXmega {
  constructor(context: ProgrammerContext, isDragon: boolean) {
    super(context, isDragon, parseJtagParameters(context));
  }

  protected override async setChain(): Promise<void> {
    await super.setChain();
    await this.signOnAgain(ice.emulatorModes.jtagXmega);
  }
}

/** The JTAGICE mkII with PDI. */
export const jtagmkiiXmega: ProgrammerType = {
  id: 'jtagmkii_pdi',
  name: 'JTAGMKII_PDI',
  create: (context) => new JtagMkiiPdi(context, false),
};

/** The AVR Dragon with PDI. */
export const dragonPdi: ProgrammerType = {
  id: 'dragon_pdi',
  name: 'DRAGON_PDI',
  create: (context) => new JtagMkiiPdi(context, true),
};
