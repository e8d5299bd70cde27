import { concatBytes } from '../../model/bytes.ts';
import {
  DisconnectedError,
  ProtocolError,
  TargetError,
  TransportError,
  UnsupportedError,
} from '../../model/errors.ts';
import { encodeInstruction } from '../../model/opcode.ts';
import type { Page, PageRange } from '../../model/page.ts';
import type { Memory } from '../../model/part.ts';
import { type Event, notice } from '../../output/events.ts';
import { fail } from '../../output/fail.ts';
import { dataLength, selectPins } from '../../protocols/ch341a/commands.ts';
import { Ch341aLink } from '../../protocols/ch341a/link.ts';
import { neededInstruction } from '../isp/needed-instruction.ts';
import { decodeReads, readsOf, writesOf, writeWay } from '../isp/page-instructions.ts';
import { GroupWriter } from '../isp/page-writing.ts';
import { blocksOf, rangesOf } from '../pages/blocks.ts';
import { pipelined } from '../pages/pipeline.ts';
import { resuming } from '../pages/resume.ts';
import type { Programmer, ProgrammerContext, ProgrammerType } from '../programmer.ts';
import { failingAsWrite, failingPlainly } from '../usb/gone.ts';
import { openCh341a } from './device.ts';
import * as say from './messages.ts';

/** With RESET high, and with RESET low until the target can be spoken to (data sheets: at least 20 ms), in milliseconds. */
const resetMs = 20;
/** How often programming is enabled, with a pulse on RESET in between. */
const enableAttempts = 4;
/** Instructions of a reading exchange: they fill 32 packets to the last byte. */
const readsAtOnce = 8 * dataLength;
/** Polls behind a write, and instructions that fill a packet of their own. */
const polls = { first: 2, further: 7 } as const;
/** Reading exchanges under way at a time. */
const readsInFlight = 2;

const fastClockHint = [
  'A CH341A always speaks at 1.7 MHz, for which the target must run at 6.8 MHz or more. A new part mostly runs at 1 MHz: it needs',
  'another programmer once, for fuses that choose a faster clock. Otherwise look at the wires: RESET belongs to CS0.',
].join('\n');

/** WCH's CH341A as an ISP programmer: its CS0 is wired to RESET. The clock of its SPI, 1.7 MHz, cannot be changed. */
class Ch341a implements Programmer {
  readonly #context: ProgrammerContext;
  #connection: Ch341aLink | undefined;
  /** Whether nothing is said: avrdude does not do what is being done. */
  #quiet = false;

  constructor(context: ProgrammerContext) {
    this.#context = context;
  }

  async open(): Promise<void> {
    this.#connection = new Ch341aLink(await openCh341a(this.#context), this.#emit);
  }

  async initialize(): Promise<void> {
    this.#trace('initialize');
    for (let attempt = 0; attempt < enableAttempts; attempt++) {
      await this.#pulseReset();
      if (await this.#enableProgramming()) return;
    }
    fail(
      this.#emit,
      { kind: 'hint', name: 'ch341a/clock-too-fast', text: fastClockHint },
      new TargetError('the target does not enter programming mode', -2),
    );
  }

  async disable(): Promise<void> {}

  async close(): Promise<void> {
    const link = this.#connection;
    this.#connection = undefined;
    this.#trace('close');
    this.#trace('select-chip');
    await link?.release();
    await link?.close();
  }

  async display(): Promise<void> {}

  async chipErase(): Promise<void> {
    const erase = neededInstruction(this.#context, 'chip_erase', say.noEraseInstruction, true);
    try {
      await this.#erase(erase);
    } catch (error) {
      if (!(error instanceof TransportError)) throw error;
      // avrdude goes on, and fails at what comes next. Where the programmer is still there, the chip is erased once more instead.
      if (error instanceof DisconnectedError) return;
      await this.#unheard(async () => {
        await this.#recover();
        await this.#erase(erase);
      });
    }
  }

  /** An instruction that fails is not repeated; the target is made ready for the next one. */
  command(instruction: Uint8Array): Promise<Uint8Array> {
    return failingPlainly(this.#command(instruction));
  }

  spi(bytes: Uint8Array): Promise<Uint8Array> {
    return this.command(bytes);
  }

  async pagedRead(
    memory: Memory,
    run: readonly PageRange[],
    onPage: (index: number, data: Uint8Array) => void,
  ): Promise<void> {
    if (memory.name !== 'flash' && memory.name !== 'eeprom')
      throw new UnsupportedError(`${memory.name} is not read by pages`);
    const reading = resuming(
      run,
      (rest, done) => this.#readPages(memory, rest, (index, data) => onPage(done(index), data)),
      () => this.#recover(),
    );
    await failingPlainly(reading);
  }

  async pagedWrite(memory: Memory, run: readonly Page[], onPage: (index: number) => void): Promise<void> {
    const whole = writeWay(memory) === 'whole-pages';
    const exchange = (sent: readonly Uint8Array[]) => this.#link.exchange(concatBytes(sent));
    const writer = new GroupWriter(exchange, this.#context.clock, memory, polls);
    const writing = resuming(
      run,
      async (rest, done) => {
        const present: Uint8Array[] = [];
        if (!whole) await this.#readPages(memory, rangesOf(rest), (index, data) => (present[index] = data));
        for (const [index, page] of rest.entries()) {
          for (const group of writesOf(memory, page, present[index])) await writer.write(group);
          onPage(done(index));
        }
      },
      () => this.#recover(),
    );
    await failingAsWrite(writing, this.#context.behaviour);
  }

  get #link(): Ch341aLink {
    if (!this.#connection) throw new ProtocolError('CH341A is not open');
    return this.#connection;
  }

  async #command(instruction: Uint8Array): Promise<Uint8Array> {
    try {
      return await this.#link.exchange(instruction);
    } catch (error) {
      // If this fails, too, the link knows, and the next instruction ends the run.
      if (!(error instanceof DisconnectedError)) await this.#recover().catch(() => undefined);
      throw error;
    }
  }

  async #erase(instruction: Uint8Array): Promise<void> {
    const { part, clock } = this.#context;
    await this.#link.exchange(instruction);
    await clock.sleep(part.chipEraseDelay / 1000);
    await this.initialize();
  }

  async #readPages(
    memory: Memory,
    run: readonly PageRange[],
    onPage: (index: number, data: Uint8Array) => void,
  ): Promise<void> {
    const contents = new Uint8Array(memory.size);
    await pipelined(
      blocksOf(run, readsAtOnce),
      readsInFlight,
      async (block) => {
        const sent = readsOf(memory, block);
        return decodeReads(sent, await this.#link.exchange(concatBytes(sent.map(({ bytes }) => bytes))));
      },
      (block, data) => {
        contents.set(data, block.address);
        for (const index of block.completes) {
          const page = run[index];
          if (page) onPage(index, contents.slice(page.address, page.address + page.length));
        }
      },
    );
  }

  async #pulseReset(): Promise<void> {
    const { entry, clock } = this.#context;
    const pin = Math.max(0, ...(entry.pins.reset?.pins ?? []));
    for (const low of [false, true]) {
      await this.#select(low ? pin : undefined, pin);
      await clock.sleep(resetMs);
    }
  }

  async #select(low: number | undefined, pin: number): Promise<void> {
    this.#trace('select-chip');
    try {
      if (pin >= selectPins)
        fail(this.#emit, notice(say.noSuchPin, { pin }), new UnsupportedError(`CH341A has no CS${pin}`));
      await this.#link.select(low);
    } catch (error) {
      this.#emit(notice(say.selectFailed, { low: low !== undefined }));
      throw error;
    }
  }

  /** @returns whether the target echoes */
  async #enableProgramming(): Promise<boolean> {
    const opcode = this.#context.part.opcodes.pgm_enable;
    if (!opcode)
      fail(
        this.#emit,
        notice(say.noEnableInstruction, { part: this.#context.part.desc }),
        new UnsupportedError('the part has no instruction to enable programming'),
      );
    const sent = encodeInstruction(opcode);
    try {
      const answer = await this.#link.exchange(sent);
      this.#emit(notice(say.enableAnswered, { answer }));
      return answer[2] === sent[1];
    } catch (error) {
      if (!(error instanceof TransportError)) throw error;
      throw new TargetError('nothing is known of the target', -2, { cause: error });
    }
  }

  /** After a failed transfer: nothing is known of what the target has heard, but a pulse on RESET makes it listen anew. */
  async #recover(): Promise<void> {
    await this.#link.recover();
    await this.#unheard(() => this.initialize());
  }

  async #unheard(work: () => Promise<void>): Promise<void> {
    const before = this.#quiet;
    this.#quiet = true;
    try {
      await work();
    } finally {
      this.#quiet = before;
    }
  }

  readonly #emit = (event: Event): void => {
    if (!this.#quiet) this.#context.emit(event);
  };

  #trace(operation: Exclude<say.Entered['operation'], 'open'>): void {
    this.#emit(notice(say.entered, { operation }));
  }
}

/** Boards with a CH341A in its parallel mode (jumper or DIP switch), known as programmers of flash chips. */
export const ch341a: ProgrammerType = {
  id: 'ch341a',
  name: 'ch341a',
  create: (context) => new Ch341a(context),
};
