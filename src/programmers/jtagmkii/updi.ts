import { endsRun, ProtocolError } from '../../model/errors.ts';
import { memoryNamed } from '../../model/locate-memory.ts';
import { memoryKind } from '../../model/memory-kind.ts';
import type { Page, PageRange } from '../../model/page.ts';
import type { Memory } from '../../model/part.ts';
import { notice } from '../../output/events.ts';
import { fail } from '../../output/fail.ts';
import * as ice from '../../protocols/jtagmkii/commands.ts';
import { erasures } from '../../protocols/jtagmkii/memory-types.ts';
import { type HeldLines, heldLines, parseHeldLines } from '../line/held-lines.ts';
import * as heldWords from '../line/held-lines-messages.ts';
import type { ProgrammerContext, ProgrammerType } from '../programmer.ts';
import type { JtagMkiiConnecting } from './connection.ts';
import { jtagMkiiDeeds } from './deeds.ts';
import { JtagMkii } from './jtag.ts';
import * as words from './messages.ts';
import { UpdiMemoryMap } from './updi-memory.ts';

/** From this version on a firmware wants addresses within each memory, and is told of the part in another way. */
const firmwareByMemory = 7;

/** jtag2updi: an Arduino that speaks like a JTAGICE mkII and programs parts with UPDI, by addresses of their data space. */
class JtagMkiiUpdi extends JtagMkii {
  readonly #context: ProgrammerContext;
  readonly #lines: HeldLines;
  /** Whether something has been written and no page read since. */
  #written = false;

  constructor(given: ProgrammerContext) {
    const lines = parseHeldLines(
      given,
      'jtagmkII',
      'rtsdtr=low,high',
      'Force RTS/DTR lines low or high state during programming',
      'jtag2updi',
    );
    const context = heldLines(given, lines, 'jtagmkII');
    super(context, false, { chain: new Uint8Array(4) }, new UpdiMemoryMap(context));
    this.#context = context;
    this.#lines = lines;
  }

  /** Later releases look at the target once more after writing, before they let it go. */
  override async disable(): Promise<void> {
    const { part, behaviour, emit } = this.#context;
    const signature = memoryNamed(part, 'signature');
    let address = 0;
    try {
      if (this.#written && behaviour.of(jtagMkiiDeeds).looksAfterWriting && signature)
        for (; address < signature.size; address++) await this.readByte(signature, address);
    } catch (error) {
      if (!endsRun(error)) emit(notice(words.endingFailed, { address }));
    }
    this.#written = false;
    await super.disable();
  }

  override async writeByte(memory: Memory, address: number, value: number): Promise<void> {
    await super.writeByte(memory, address, value);
    this.#written = true;
  }

  override async pagedWrite(
    memory: Memory,
    run: readonly Page[],
    onPage: (index: number) => void,
  ): Promise<void> {
    await super.pagedWrite(memory, run, onPage);
    this.#written = true;
  }

  override async pagedRead(
    memory: Memory,
    run: readonly PageRange[],
    onPage: (index: number, data: Uint8Array) => void,
  ): Promise<void> {
    await super.pagedRead(memory, run, onPage);
    this.#written = false;
  }

  override async chipErase(): Promise<void> {
    this.#written = true;
    this.access.forget();
    await this.link.request({ operation: 'erase-xmega-chip' }, ice.encodeXmegaErase(erasures.chip, 0));
  }

  /** Erases the page in which `address` is. @throws ProtocolError */
  async pageErase(memory: Memory, address: number): Promise<void> {
    this.#context.emit(notice(words.pageEraseAsked, { memory: memory.name, address }));
    const kind = memoryKind(memory);
    if (kind === 'eeprom' || kind === 'userrow') {
      // The firmware erases neither by pages: blank ones are written.
      await this.pagedWrite(
        memory,
        [{ address, data: new Uint8Array(memory.pageSize).fill(0xff) }],
        () => {},
      );
      return;
    }
    await this.mode.enter();
    this.access.forget();
    const what = kind === 'bootrow' ? erasures.userRow : erasures.flashPage;
    await this.link.request({ operation: 'erase-page' }, ice.encodeXmegaErase(what, memory.offset + address));
  }

  protected override get connecting(): JtagMkiiConnecting {
    return { operation: 'open-pdi', mode: ice.emulatorModes.pdi, isDragon: false };
  }

  protected override get hasJtagClock(): boolean {
    return false;
  }

  protected override checkPart(): void {
    const { part, emit, id } = this.#context;
    const lines = this.#lines.toUpperCase();
    if (this.#lines !== 'as-opened') emit(notice(heldWords.forced, { type: 'jtagmkII', lines }));
    if (!part.progModes.includes('UPDI'))
      fail(
        emit,
        notice(words.unsupportedPart, { id, part: part.desc }),
        new ProtocolError(`${part.desc} has no UPDI`),
      );
    if (this.firmware < firmwareByMemory) return;
    fail(
      emit,
      notice(words.firmwareUnknown, { major: this.firmware }),
      new ProtocolError(`firmware ${this.firmware} is not known`),
    );
  }

  protected override async setClock(): Promise<void> {
    const { bitClock, emit, id } = this.#context;
    if (bitClock !== undefined) emit(notice(words.bitClockIgnored, { id }));
  }

  /** There is no scan chain. */
  protected override async setChain(): Promise<void> {}

  protected override async meetTarget(): Promise<void> {
    const { part, emit, behaviour } = this.#context;
    const io = part.memories.find((memory) => memoryKind(memory) === 'io');
    if (!behaviour.of(jtagMkiiDeeds).readsRevision || !io) return;
    let revision = 0;
    try {
      revision = await this.readByte(io, part.syscfgBase + 1);
      emit(notice(words.revisionReceived, { revision }));
    } catch (error) {
      if (endsRun(error)) throw error;
    }
    emit(notice(words.siliconRevision, { revision }));
  }
}

/** jtag2updi, whose type was called so in files for releases before 7.1. */
export const jtagmkiiPdi: ProgrammerType = {
  id: 'jtagmkii_pdi',
  name: 'JTAGMKII_PDI',
  takesExtended: true,
  create: (context) => new JtagMkiiUpdi(context),
};

/** jtag2updi. */
export const jtagmkiiUpdi: ProgrammerType = {
  id: 'jtagmkii_updi',
  name: 'JTAGMKII_UPDI',
  takesExtended: true,
  create: (context) => new JtagMkiiUpdi(context),
};
