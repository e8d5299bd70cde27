import { intOf } from '../../model/c-number.ts';
import { ProtocolError, TargetError, TransportError } from '../../model/errors.ts';
import type { Page, PageRange } from '../../model/page.ts';
import type { Memory } from '../../model/part.ts';
import { hushed, notice } from '../../output/events.ts';
import { Pickit2Link } from '../../protocols/pickit2/link.ts';
import { features } from '../atmel/features.ts';
import { neededInstruction } from '../isp/needed-instruction.ts';
import { resuming } from '../pages/resume.ts';
import type { Programmer, ProgrammerContext, ProgrammerType } from '../programmer.ts';
import { failingAsWrite, failingPlainly } from '../usb/gone.ts';
import { readingOf, writingOf } from './blocks.ts';
import { openPickit2 } from './device.ts';
import * as say from './messages.ts';
import { longestPeriodUs, type Pickit2Parameters, parsePickit2 } from './parameters.ts';

/** Of SCK, microseconds, unless something else is asked for. */
const usualPeriodUs = 10;
/** How often programming is enabled, each time from power-up on. */
const enableAttempts = 2;

/** Microchip's PICkit 2 with an AVR on its ISP pins: RESET at VPP, SCK at PGC, MISO at PGD, MOSI at AUX. */
class Pickit2 implements Programmer {
  readonly #context: ProgrammerContext;
  readonly #parameters: Pickit2Parameters;
  #connection: Pickit2Link | undefined;
  #periodUs = usualPeriodUs;

  constructor(context: ProgrammerContext) {
    this.#context = context;
    this.#parameters = parsePickit2(context);
  }

  async open(): Promise<void> {
    const { entry, emit, bitClock = 0, ispDelay = 0 } = this.#context;
    if ((ispDelay > 0 || bitClock > 0) && !(entry.extraFeatures & features.bitClock))
      emit(notice(say.bitclockNotAdjustable));
    const port = await openPickit2(this.#context);
    this.#connection = new Pickit2Link(port, this.#parameters.timeoutMs, emit);
    if (ispDelay > 0 && bitClock > 0) emit(notice(say.delayAndClock));
    this.#periodUs = this.#parameters.periodUs ?? usualPeriodUs;
    if (ispDelay > 0) this.#periodUs = Math.min(ispDelay, longestPeriodUs);
    else if (bitClock > 0) this.#periodUs = Math.min(intOf(bitClock * 1e6), longestPeriodUs);
  }

  async initialize(): Promise<void> {
    for (let attempt = 1; attempt <= enableAttempts; attempt++) {
      await this.#start();
      if (await this.#enableProgramming()) return;
    }
    throw new TargetError('the target does not enter programming mode', -2);
  }

  async disable(): Promise<void> {
    await this.#connection?.release();
  }

  async close(): Promise<void> {
    const link = this.#connection;
    this.#connection = undefined;
    await link?.release();
    await link?.close();
  }

  async display(): Promise<void> {}

  async chipErase(): Promise<void> {
    const { part, clock } = this.#context;
    await this.#link.exchange(neededInstruction(this.#context, 'chip_erase', say.noEraseInstruction));
    await clock.sleep(part.chipEraseDelay / 1000);
    await this.initialize();
  }

  command(instruction: Uint8Array): Promise<Uint8Array> {
    return failingPlainly(this.#link.exchange(instruction));
  }

  spi(bytes: Uint8Array): Promise<Uint8Array> {
    return this.command(bytes);
  }

  async pagedRead(
    memory: Memory,
    run: readonly PageRange[],
    onPage: (index: number, data: Uint8Array) => void,
  ): Promise<void> {
    const reading = this.#resuming('load', run, async (page) => {
      const { instructions, decode } = readingOf(memory, page);
      const data = decode(await this.#link.exchange(instructions));
      return (index) => onPage(index, data);
    });
    await failingPlainly(reading);
  }

  async pagedWrite(memory: Memory, run: readonly Page[], onPage: (index: number) => void): Promise<void> {
    const writing = this.#resuming('write', run, async (page) => {
      for (const instructions of writingOf(memory, page)) {
        await this.#link.shift(instructions);
        await this.#context.clock.sleep(memory.maxWriteDelay / 1000);
      }
      return onPage;
    });
    await failingAsWrite(writing, this.#context.behaviour);
  }

  get #link(): Pickit2Link {
    if (!this.#connection) throw new ProtocolError('PICkit 2 is not open');
    return this.#connection;
  }

  /** @param move does a page, and gives what tells of it */
  async #resuming<Run>(
    operation: 'load' | 'write',
    run: readonly Run[],
    move: (page: Run) => Promise<(index: number) => void>,
  ): Promise<void> {
    let recovery: unknown;
    try {
      await resuming(
        run,
        async (rest, done) => {
          if (recovery !== undefined) throw recovery;
          for (const [index, page] of rest.entries()) (await move(page))(done(index));
        },
        async () => {
          recovery = await this.#recover();
        },
      );
    } catch (error) {
      if (error instanceof TransportError || error instanceof ProtocolError)
        this.#context.emit(notice(say.spiFailed, { operation }));
      throw error;
    }
  }

  /** Nothing is known of what the target has heard, but with a new RESET it listens. @returns what failed */
  #recover(): Promise<unknown> {
    return hushed(this.#context.emit, async () => {
      await this.#link.recover();
      await this.initialize();
    }).catch((error: unknown) => error);
  }

  async #start(): Promise<void> {
    const { entry, emit } = this.#context;
    const version = await this.#link.version((half, error) =>
      emit(notice(say.reportFailed, { half, error })),
    );
    emit(notice(say.firmware, { name: entry.desc, version: Array.from(version) }));
    await this.#link.start(this.#periodUs);
  }

  /** @returns whether the target echoes */
  async #enableProgramming(): Promise<boolean> {
    const sent = neededInstruction(this.#context, 'pgm_enable', say.noEnableInstruction);
    try {
      const answer = await this.#link.exchange(sent);
      this.#context.emit(notice(say.enableAnswered, { answer }));
      return answer[2] === sent[1];
    } catch (error) {
      if (!(error instanceof TransportError)) throw error;
      throw new TargetError('nothing is known of the target', -2, { cause: error });
    }
  }
}

/** Microchip's PICkit 2. */
export const pickit2: ProgrammerType = {
  id: 'pickit2',
  name: 'pickit2',
  takesExtended: true,
  create: (context) => new Pickit2(context),
};
