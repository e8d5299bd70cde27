import { unsignedIntOf } from '../../model/c-number.ts';
import { UsageError } from '../../model/errors.ts';
import { type Emit, notice } from '../../output/events.ts';
import { fail } from '../../output/fail.ts';
import { sckDuration, sckPeriod } from '../../protocols/stk500v2/avrispmk2-clock.ts';
import { parameters, wideParameters } from '../../protocols/stk500v2/commands.ts';
import type { Stk500v2Link } from '../../protocols/stk500v2/link.ts';
import type { Stk500v2Model } from '../../protocols/stk500v2/models.ts';
import * as words from './messages.ts';

/** A programmer whose SCK is set. @param xtal hertz */
export interface Clocked {
  readonly link: Stk500v2Link;
  readonly model: Stk500v2Model;
  readonly xtal: number;
}

/** Hertz: what SCK of an STK600 is a fraction of, and the largest divisor. */
const stk600Clock = 8e6;
const mostStk600 = 4095;

/**
 * Sets the SCK clock. An AVRISP mkII has those of AVR069; the STK500 has four fast ones and a slow one that counts (AVR068,
 * "SCK_DURATION"); the STK600 divides 8 MHz (AVR079).
 * @param seconds per SCK cycle
 */
export async function setSckPeriod(clocked: Clocked, seconds: number, emit: Emit): Promise<void> {
  const { link, model, xtal } = clocked;
  if (model.sckDuration === 'by-number') return setByNumber(link, seconds, emit);
  if (model.sckDuration === 'of-8-mhz') {
    const divisor = Math.min(mostStk600, Math.max(0, Math.ceil(stk600Clock * seconds - 1)));
    return link.setWideParameter(wideParameters.sckDuration, divisor);
  }
  const frequency = 1 / seconds;
  const fast = [4, 16, 64, 128].findIndex((divisor, i) =>
    i === 0 ? frequency >= xtal / divisor : frequency > xtal / divisor,
  );
  const slow = unsignedIntOf(Math.ceil(1 / ((24 * frequency) / xtal) - 10 / 12));
  await link.adjustParameter(parameters.sckDuration, fast >= 0 ? fast : Math.min(254, slow));
}

async function setByNumber(link: Stk500v2Link, seconds: number, emit: Emit): Promise<void> {
  const duration = sckDuration(seconds);
  const period = duration === undefined ? undefined : sckPeriod(duration);
  if (duration === undefined || period === undefined)
    fail(emit, notice(words.sckPeriodInvalid, { seconds }), new UsageError(`SCK period of ${seconds} s`));
  emit(notice(words.sckPeriodUsed, { microseconds: period * 1e6, duration }));
  await link.adjustParameter(parameters.sckDuration, duration);
}

/** @returns seconds per SCK cycle, as the programmer has it */
export async function getSckPeriod({ link, model, xtal }: Clocked): Promise<number> {
  if (model.sckDuration === 'of-8-mhz')
    return ((await link.getWideParameter(wideParameters.sckDuration)) + 1) / stk600Clock;
  const duration = await link.getParameter(parameters.sckDuration);
  if (model.sckDuration === 'by-number') return sckPeriod(duration) ?? 0;
  return sckMicroseconds(duration, xtal) / 1e6;
}

/** Microseconds per SCK cycle for a value of SCK_DURATION. @param xtal hertz */
export function sckMicroseconds(duration: number, xtal: number): number {
  const divisor = [4, 16, 64, 128][duration];
  return ((divisor ?? 24 * (duration + 10 / 12)) / xtal) * 1e6;
}
