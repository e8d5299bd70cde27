import { ProtocolError, TargetError } from '../../model/errors.ts';
import { notice } from '../../output/events.ts';
import { UsbtinyLink } from '../../protocols/usbtiny/link.ts';
import {
  choosePeriod,
  encodePowerUp,
  encodeSpi,
  sckPeriod,
  type UsbtinyRequest,
} from '../../protocols/usbtiny/requests.ts';
import { features } from '../atmel/features.ts';
import type { ProgrammerContext } from '../programmer.ts';
import { usbtinyDeeds } from './deeds.ts';
import { openUsbtiny } from './device.ts';
import * as say from './messages.ts';

/** From power-up, or a change of RESET, until the target can be spoken to, in milliseconds. */
export const wakeUpMs = 50;

/** An open USBtiny with its clock and its power, as far as serial and TPI programming have it in common. */
export class UsbtinyConnection {
  readonly #context: ProgrammerContext;
  #link: UsbtinyLink | undefined;
  /** Of SCK, microseconds. */
  period: number = sckPeriod.usual;

  constructor(context: ProgrammerContext) {
    this.#context = context;
  }

  get link(): UsbtinyLink {
    if (!this.#link) throw new ProtocolError('USBtiny is not open');
    return this.#link;
  }

  async open(): Promise<void> {
    this.#link = new UsbtinyLink(await openUsbtiny(this.#context), this.#context.emit);
  }

  /** Lets the target go. */
  async powerdown(): Promise<void> {
    await this.#link?.release();
  }

  async close(): Promise<void> {
    const link = this.#link;
    this.#link = undefined;
    await link?.close();
  }

  /** Says that there is nothing to say. */
  display(): void {
    this.#context.emit(notice(say.nothingToDisplay));
  }

  /** Sets the clock of `-B`, or the usual one, with the target held in reset. */
  async powerUp(): Promise<void> {
    const { bitClock, entry, emit } = this.#context;
    if (bitClock !== undefined && bitClock > 0) {
      if (!(entry.extraFeatures & features.bitClock)) emit(notice(say.bitclockNotAdjustable));
      await this.setPeriod(bitClock);
      return;
    }
    this.period = sckPeriod.usual;
    emit(notice(say.usualPeriodUsed, { period: this.period }));
    await this.order(encodePowerUp(this.period, 'low'));
  }

  /** @param seconds brought into the range of the programmer */
  async setPeriod(seconds: number): Promise<void> {
    this.period = choosePeriod(seconds);
    this.#context.emit(notice(say.periodSet, { period: this.period }));
    await this.order(encodePowerUp(this.period, 'low'));
  }

  /** Gives the target a pulse on RESET. @param settleMs before it is spoken to */
  async pulseReset(settleMs: number): Promise<void> {
    await this.order(encodePowerUp(this.period, 'high'));
    await this.order(encodePowerUp(this.period, 'low'));
    await this.#context.clock.sleep(settleMs);
  }

  /** Drives RESET by hand, and waits until the target has taken notice. */
  async setReset(level: 'low' | 'high'): Promise<void> {
    await this.order(encodePowerUp(this.period, level));
    await this.#context.clock.sleep(wakeUpMs);
  }

  /** Shifts four bytes out and four in. */
  shift(bytes: Uint8Array): Promise<Uint8Array> {
    return this.link.receive(encodeSpi(bytes, this.period));
  }

  /** Sends an instruction and looks for its echo. @returns what came back, and whether the target is there */
  async exchange(instruction: Uint8Array): Promise<{ answer: Uint8Array; echoed: boolean }> {
    const { emit, verbosity } = this.#context;
    const answer = await this.shift(instruction);
    this.link.reportRetries('SPI command');
    if (verbosity >= 2) emit(notice(say.exchanged, { instruction, answer }));
    return { answer, echoed: answer[2] === instruction[1] };
  }

  /** Sends an instruction of which nothing is said. @returns whether the target echoes it */
  async probe(instruction: Uint8Array): Promise<boolean> {
    const answer = await this.shift(instruction);
    return answer[2] === instruction[1];
  }

  /** As `exchange`, for releases to which a missing echo is a failure. */
  async exchangeChecked(instruction: Uint8Array): Promise<Uint8Array> {
    const { answer, echoed } = await this.exchange(instruction);
    if (!echoed && this.#context.behaviour.of(usbtinyDeeds).echo === 'required') {
      throw new TargetError('the target does not echo the instruction');
    }
    return answer;
  }

  order(request: UsbtinyRequest): Promise<void> {
    return this.link.order(request);
  }
}
