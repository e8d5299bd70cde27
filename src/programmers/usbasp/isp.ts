import { intOf } from '../../model/c-number.ts';
import { TargetError } from '../../model/errors.ts';
import type { Page, PageRange } from '../../model/page.ts';
import type { Memory } from '../../model/part.ts';
import { notice } from '../../output/events.ts';
import { fail } from '../../output/fail.ts';
import {
  type Capabilities,
  chooseSck,
  encodePlain,
  encodeSetSck,
  encodeTransmit,
  slowerSck,
} from '../../protocols/usbasp/requests.ts';
import { neededInstruction } from '../isp/needed-instruction.ts';
import { rangesOf } from '../pages/blocks.ts';
import { resuming } from '../pages/resume.ts';
import type { Programmer, ProgrammerContext } from '../programmer.ts';
import { failingAsWrite, failingPlainly } from '../usb/gone.ts';
import { UsbaspBlocks } from './blocks.ts';
import { UsbaspConnection } from './connection.ts';
import { noEraseInstruction } from './device-messages.ts';
import * as say from './messages.ts';

/** From CONNECT until the target can be spoken to, in milliseconds; then a target that has power already needs less. */
const wakeUpMs = 100;
const resetMs = 25;
/** First bytes of instructions, and the second of one (data sheets, serial programming instruction set). */
const readSignature = 0x30;
const writeFuseOrLock = 0xac;
const chipErase = 0x80;
const loaderKeepsFuses =
  'This is no programmer but USBaspLoader, a boot loader on the chip itself: it takes writes to fuses and lock bits, and does nothing. A programmer (ISP) can set them.';
/** The firmware's own choice of clock, if its jumper does not make it slower. */
const usualHertz = 375_000;

/** Serial programming through a USBasp. */
export class UsbaspIsp implements Programmer {
  readonly #context: ProgrammerContext;
  readonly #connection: UsbaspConnection;
  readonly #blocks: UsbaspBlocks;
  #capabilities: Capabilities = { tpi: false, sck3Mhz: false };
  /** USBaspLoader, a boot loader on the target itself. */
  #isLoader = false;
  /** A slower clock than the usual one that the target needs. */
  #slowSck: number | undefined;

  constructor(context: ProgrammerContext) {
    this.#context = context;
    this.#connection = new UsbaspConnection(context);
    this.#blocks = new UsbaspBlocks(this.#connection);
  }

  open(): Promise<void> {
    return this.#connection.open();
  }

  async initialize(): Promise<void> {
    await this.#start(wakeUpMs);
  }

  async disable(): Promise<void> {}

  async close(): Promise<void> {
    await this.#connection.close('DISCONNECT');
  }

  async display(): Promise<void> {}

  async chipErase(): Promise<void> {
    const { part, clock } = this.#context;
    this.#connection.enter({ operation: 'erase-chip' });
    await this.command(neededInstruction(this.#context, 'chip_erase', noEraseInstruction, true));
    await clock.sleep(part.chipEraseDelay / 1000);
    await this.#start(resetMs);
  }

  async command(instruction: Uint8Array): Promise<Uint8Array> {
    const { emit, verbosity } = this.#context;
    const traced = verbosity >= 4;
    if (verbosity >= 3) emit(notice(say.commandSent, { instruction, traced }));
    const answer = await failingPlainly(
      this.#connection.askWhole(encodeTransmit(instruction), () =>
        notice(say.wrongResponseSize, { operation: 'exchange-instruction' }),
      ),
    );
    if (verbosity >= 3) emit(notice(say.commandAnswered, { answer }));
    this.#recogniseLoader(instruction, answer);
    return answer;
  }

  answersAsLoader(): boolean {
    return this.#isLoader;
  }

  async pagedRead(
    memory: Memory,
    run: readonly PageRange[],
    onPage: (index: number, data: Uint8Array) => void,
  ): Promise<void> {
    const enter = this.#pageByPage('read-page', memory, run);
    enter(0);
    const onRead = (index: number, data: Uint8Array): void => {
      onPage(index, data);
      enter(index + 1);
    };
    const reading = resuming(
      run,
      (rest, done) => this.#blocks.read(memory, rest, (index, data) => onRead(done(index), data)),
      async () => this.#blocks.forgetAddress(),
    );
    await failingPlainly(reading);
  }

  async pagedWrite(memory: Memory, run: readonly Page[], onPage: (index: number) => void): Promise<void> {
    const ranges = rangesOf(run);
    const enter = this.#pageByPage('write-page', memory, ranges);
    enter(0);
    const onWritten = (index: number): void => {
      onPage(index);
      enter(index + 1);
    };
    const writing = resuming(
      run,
      (rest, done) => this.#blocks.write(memory, rest, (index) => onWritten(done(index))),
      () => this.#clearPageBuffer(),
    );
    await failingAsWrite(writing, this.#context.behaviour);
  }

  async setSckPeriod(seconds: number): Promise<void> {
    await this.#setSck(seconds);
  }

  /**
   * A target gives back each byte of an instruction with the next one (data sheets, serial programming instruction set); USBaspLoader, which
   * makes up answers to those that it knows, puts zeros there. It takes all others, and does nothing.
   */
  #recogniseLoader(instruction: Uint8Array, answer: Uint8Array): void {
    const [opcode] = instruction;
    if (opcode === readSignature && answer[3] !== 0)
      this.#isLoader = answer.subarray(0, 3).every((byte) => byte === 0);
    if (!this.#isLoader || opcode !== writeFuseOrLock || instruction[1] === chipErase) return;
    this.#context.emit({ kind: 'hint', name: 'usbasp/loader-keeps-fuses', text: loaderKeepsFuses });
  }

  /** A failed block may have left bytes in the target's page buffer, which a pulse on RESET takes away. */
  async #clearPageBuffer(): Promise<void> {
    await this.#reset(resetMs);
    await this.#enableProgramming();
  }

  async #start(settleMs: number): Promise<void> {
    this.#connection.enter({ operation: 'initialize' });
    this.#capabilities = await this.#connection.capabilities();
    await this.#connect(settleMs);
  }

  /** Sets the clock, takes the target into reset and enables programming. @param settleMs before the target is spoken to */
  async #connect(settleMs: number): Promise<void> {
    const { bitClock } = this.#context;
    if (this.#slowSck === undefined) await this.#setSck(bitClock ?? 0);
    else await this.#setOption(this.#slowSck);
    await this.#reset(settleMs);
    this.#connection.enter({ operation: 'enable-programming' });
    const answer = await this.#enableProgramming();
    if (answer === 0) return;
    if (
      answer !== undefined &&
      !this.#context.bitClockGiven &&
      (await this.#connection.unseen(() => this.#trySlower()))
    )
      return;
    fail(
      this.#context.emit,
      notice(say.targetSilent, { answer: answer ?? 0 }),
      new TargetError('the target does not enter programming mode'),
    );
  }

  async #reset(settleMs: number): Promise<void> {
    this.#blocks.restart();
    await this.#connection.tryAsk(encodePlain('CONNECT'));
    await this.#context.clock.sleep(settleMs);
  }

  /** @returns 0 if the target is in programming mode, undefined if the programmer did not answer */
  async #enableProgramming(): Promise<number | undefined> {
    const answer = await this.#connection.tryAsk(encodePlain('ENABLEPROG'));
    return answer?.length === 1 ? answer[0] : undefined;
  }

  /** Our own: goes down with the clock until the target answers. Says nothing if it never does. */
  async #trySlower(): Promise<boolean> {
    for (const { id, hertz } of slowerSck(this.#blocks.sckHertz || usualHertz)) {
      await this.#setOption(id);
      await this.#reset(resetMs);
      if ((await this.#enableProgramming()) !== 0) continue;
      this.#slowSck = id;
      this.#blocks.sckHertz = hertz;
      this.#context.emit(notice(say.slowerClockFound, { hertz }));
      return true;
    }
    return false;
  }

  /** @param seconds period; 0 lets the firmware choose */
  async #setSck(seconds: number): Promise<void> {
    const { emit } = this.#context;
    this.#connection.enter({ operation: 'set-clock', period: seconds });
    this.#blocks.sckHertz = 0;
    let id = 0;
    if (seconds === 0) {
      emit(notice(say.clockChosenByFirmware));
    } else {
      const hertz = intOf(1 / seconds);
      emit(notice(say.clockAskedFor, { seconds, hertz, sck3Mhz: this.#capabilities.sck3Mhz }));
      const option = chooseSck(hertz, this.#capabilities);
      id = option?.id ?? 0;
      this.#blocks.sckHertz = option?.hertz ?? 0;
      emit(notice(say.clockSet, { hertz: this.#blocks.sckHertz }));
    }
    const answer = await this.#setOption(id);
    if (answer?.length !== 1 || answer[0] !== 0) emit(notice(say.clockRefused));
  }

  #setOption(id: number): Promise<Uint8Array | undefined> {
    return this.#connection.tryAsk(encodeSetSck(id));
  }

  /** @returns what says at `-vvv` that a page of the run begins, as avrdude does, which asks for pages one by one */
  #pageByPage(
    operation: 'read-page' | 'write-page',
    memory: Memory,
    run: readonly PageRange[],
  ): (index: number) => void {
    return (index) => {
      const page = run[index];
      if (!page) return;
      const { address, length } = page;
      this.#connection.enter({ operation, memory: memory.name, address, length });
    };
  }
}
