import { ProtocolError, TargetError, TransportError, UnsupportedError } from '../../model/errors.ts';
import { encodeInstruction } from '../../model/opcode.ts';
import type { Page, PageRange } from '../../model/page.ts';
import type { Memory } from '../../model/part.ts';
import { notice } from '../../output/events.ts';
import { fail } from '../../output/fail.ts';
import { encodePowerUp, longerPeriods } from '../../protocols/usbtiny/requests.ts';
import { neededInstruction } from '../isp/needed-instruction.ts';
import { resuming } from '../pages/resume.ts';
import type { Programmer, ProgrammerContext } from '../programmer.ts';
import { failingAsWrite, failingPlainly } from '../usb/gone.ts';
import { UsbtinyBlocks } from './blocks.ts';
import { UsbtinyConnection, wakeUpMs } from './connection.ts';
import { usbtinyDeeds } from './deeds.ts';
import * as say from './messages.ts';

/** From a pulse on RESET until a target that has power can be spoken to, in milliseconds. */
const resetMs = 25;
/** How often programming is enabled, with a pulse on RESET in between. */
const enableAttempts = 4;

/** Serial programming through a USBtiny. */
export class UsbtinyIsp implements Programmer {
  readonly #context: ProgrammerContext;
  readonly #connection: UsbtinyConnection;
  readonly #blocks: UsbtinyBlocks;
  /** A longer period than the usual one that the target needs. */
  #slowPeriod: number | undefined;

  constructor(context: ProgrammerContext) {
    this.#context = context;
    this.#connection = new UsbtinyConnection(context);
    this.#blocks = new UsbtinyBlocks(context, this.#connection);
  }

  open(): Promise<void> {
    return this.#connection.open();
  }

  initialize(): Promise<void> {
    return this.#initialize(wakeUpMs);
  }

  async disable(): Promise<void> {}

  powerdown(): Promise<void> {
    return this.#connection.powerdown();
  }

  close(): Promise<void> {
    return this.#connection.close();
  }

  async display(): Promise<void> {
    this.#connection.display();
  }

  async chipErase(): Promise<void> {
    const { part, clock } = this.#context;
    const erase = neededInstruction(this.#context, 'chip_erase', say.noEraseInstruction, true);
    const { echoed } = await this.#connection.exchange(erase);
    if (!echoed) throw new TargetError('the target does not take the chip erase');
    await clock.sleep(part.chipEraseDelay / 1000);
    // The target keeps its power and its reset, but an erase may take longer than a configuration file of the user's own says.
    await this.#initialize(wakeUpMs);
  }

  command(instruction: Uint8Array): Promise<Uint8Array> {
    return failingPlainly(this.#connection.exchangeChecked(instruction));
  }

  async spi(bytes: Uint8Array): Promise<Uint8Array> {
    if (bytes.length % 4 !== 0)
      fail(
        this.#context.emit,
        notice(say.spiInFours),
        new ProtocolError('USBtiny sends multiples of four bytes'),
      );
    const answer = new Uint8Array(bytes.length);
    for (let at = 0; at < bytes.length; at += 4)
      answer.set(await this.command(bytes.subarray(at, at + 4)), at);
    return answer;
  }

  setSckPeriod(seconds: number): Promise<void> {
    return this.#connection.setPeriod(seconds);
  }

  setReset(high: boolean): Promise<void> {
    return this.#connection.setReset(high ? 'high' : 'low');
  }

  pagedRead(
    memory: Memory,
    run: readonly PageRange[],
    onPage: (index: number, data: Uint8Array) => void,
  ): Promise<void> {
    return failingPlainly(this.#blocks.read(memory, run, onPage));
  }

  async pagedWrite(memory: Memory, run: readonly Page[], onPage: (index: number) => void): Promise<void> {
    const writing = resuming(
      run,
      (rest, done) => this.#blocks.write(memory, rest, (index) => onPage(done(index))),
      () => this.#clearPageBuffer(),
    );
    await failingAsWrite(writing, this.#context.behaviour);
  }

  /** A failed block may have left bytes in the target's page buffer, which a pulse on RESET takes away. */
  async #clearPageBuffer(): Promise<void> {
    await this.#connection.pulseReset(resetMs);
    await this.#enableProgramming();
  }

  /** @param settleMs from power-up until the target can be spoken to */
  async #initialize(settleMs: number): Promise<void> {
    if (this.#slowPeriod === undefined) await this.#connection.powerUp();
    else await this.#connection.order(encodePowerUp(this.#slowPeriod, 'low'));
    await this.#context.clock.sleep(settleMs);
    const { behaviour, bitClockGiven } = this.#context;
    const echoNeeded = behaviour.of(usbtinyDeeds).echo === 'required';
    let outcome = await this.#enableProgramming();
    for (let attempt = 1; attempt < enableAttempts; attempt++) {
      if (outcome === 'echoed' || (outcome === 'silent' && !echoNeeded)) break;
      await this.#connection.pulseReset(wakeUpMs);
      outcome = await this.#enableProgramming();
    }
    if (outcome === 'echoed') return;
    if (outcome === 'silent' && !bitClockGiven && (await this.#trySlower())) return;
    if (outcome === 'failed' || echoNeeded)
      throw new TargetError('the target does not enter programming mode');
  }

  /** @returns whether the target echoes, or the transfer itself failed */
  async #enableProgramming(): Promise<'echoed' | 'silent' | 'failed'> {
    try {
      const { echoed } = await this.#connection.exchange(this.#enableInstruction());
      return echoed ? 'echoed' : 'silent';
    } catch (error) {
      if (error instanceof TransportError) return 'failed';
      throw error;
    }
  }

  #enableInstruction(): Uint8Array {
    const opcode = this.#context.part.opcodes.pgm_enable;
    if (opcode) return encodeInstruction(opcode);
    fail(
      this.#context.emit,
      notice(say.noInstruction, { number: 11 }),
      new UnsupportedError('the part has no instruction to enable programming'),
    );
  }

  /**
   * Our own: tries once more, then with longer and longer periods of the clock, until the target answers. Goes back to the usual
   * period if it never does, and says nothing then.
   */
  async #trySlower(): Promise<boolean> {
    const usual = this.#connection.period;
    for (const period of [usual, ...longerPeriods(usual)]) {
      this.#connection.period = period;
      await this.#connection.pulseReset(resetMs);
      if (!(await this.#connection.probe(this.#enableInstruction()))) continue;
      if (period === usual) return true;
      this.#slowPeriod = period;
      this.#context.emit(notice(say.slowerClockFound, { period }));
      return true;
    }
    this.#connection.period = usual;
    await this.#connection.pulseReset(resetMs);
    return false;
  }
}
