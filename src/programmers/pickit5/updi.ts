import { notice } from '../../output/events.ts';
import type { ProgrammerContext } from '../programmer.ts';
import * as say from './messages.ts';
import type { Target } from './target.ts';

/** Hertz: the slowest UPDI, the fastest that works as the part wakes up and below 2.9 V, and the fastest of all. */
const clocks = { slowest: 300, first: 225_000, fastest: 900_000, whileChanging: 100_000 } as const;
const fastVolts = 2.9;
/** ASI_CTRLA (data sheets, "UPDI Clock Divider Select"): 16 MHz. */
const asiCtrlA = { register: 9, fast: 0x01 } as const;

/** Sets the clock that is asked for, as far as the target's voltage allows it. */
export async function setUpdiClock(
  { emit }: ProgrammerContext,
  target: Target,
  volts: number,
): Promise<void> {
  let hertz = target.clock;
  if (hertz < clocks.slowest) {
    emit(notice(say.clockTooSlow));
    hertz = clocks.slowest;
  }
  if (hertz > clocks.first && volts < fastVolts) {
    emit(notice(say.clockNeedsVoltage));
    hertz = clocks.first;
  } else if (hertz > clocks.first) {
    if (hertz > clocks.fastest) emit(notice(say.clockTooFast, { hertz }));
    hertz = Math.min(hertz, clocks.fastest);
    await target.setClock(clocks.whileChanging);
    if (!(await changeClock(target))) {
      emit(notice(say.clockUnchanged));
      hertz = clocks.first;
    }
  }
  await target.setClock(hertz);
  emit(notice(say.updiSpeed, { kilohertz: Math.trunc(hertz / 1000) }));
  target.clock = hertz;
}

/** Makes UPDI's own clock faster. @returns whether that has been taken */
async function changeClock(target: Target): Promise<boolean> {
  const { register, fast } = asiCtrlA;
  await target.link.run({ code: target.needed('WriteCSreg'), parameters: Uint8Array.of(register, fast) });
  const read = { code: target.needed('ReadCSreg'), parameters: Uint8Array.of(register) };
  const [value] = await target.link.upload(read, 1);
  return value === fast;
}
