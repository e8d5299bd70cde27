import { notice } from '../../output/events.ts';
import { defineMessage, said } from '../../output/words.ts';
import { type ExtendedParameter, parseExtended } from '../extended/parameters.ts';
import type { ProgrammerContext } from '../programmer.ts';
import { secondsOf } from './wait-bound.ts';

/** How often it is looked whether the board is there, in milliseconds. */
const intervalMs = 100;
/** From when a device turns up until udev's rules have been applied to it, in milliseconds. */
const settleMs = 200;
/** The longest that is waited where no time was given, in seconds. */
const patience = 600;

/** What `-x wait[=seconds]` says. */
export interface WaitSetting {
  /** Seconds to wait for the board to be plugged in; undefined without `-x wait`: it has to be there. */
  readonly waitSeconds: number | undefined;
}

/** Said at once: somebody has asked for it, and is to press a button now. */
const waiting = defineMessage<{ seconds: number }>('usb/waiting', {
  '6.4': ({ seconds }) => [
    said('info', `no device found, waiting ${seconds} seconds for device to be plugged in ...\n`),
    said('info', 'press CTRL-C to terminate\n'),
  ],
});

/**
 * The parameter `-x wait[=seconds]`, its number read as `atoi` does: what is none is 0, and below 0 it is as if no number had been
 * given (avrdude 7.1 and 8.2).
 */
export function waitParameter<Settings extends WaitSetting>(): ExtendedParameter<Settings> {
  return {
    pattern: /^wait(?:=(.*))?$/s,
    apply(settings, [, given]) {
      const seconds = given === undefined ? undefined : secondsOf(given);
      return { ...settings, waitSeconds: seconds ?? patience };
    },
  };
}

/** Its lines in the list of `-x help`. */
export const waitHelp: readonly (readonly [string, string])[] = [
  ['wait', 'Wait for the device to be plugged in if not connected'],
  ['wait=<n>', 'Wait <n> s for the device to be plugged in if not connected'],
];

/** Reads `-x` of a type that knows nothing but this. @returns seconds, as in `WaitSetting` @throws as parseExtended */
export function parseWait(context: ProgrammerContext, type: string): number | undefined {
  return parseExtended<WaitSetting>(context, {
    type,
    initial: { waitSeconds: undefined },
    parameters: [waitParameter()],
    endsAtFault: true,
    help: waitHelp,
  }).waitSeconds;
}

/**
 * Looks until something is there or the time is over.
 *
 * @param seconds as in `WaitSetting`
 * @param look finds what is plugged in and fits
 * @param announce says that it is waited for, once, when nothing was there at first; by default as 8.2 has it for micronucleus
 * @returns what was found; empty when the time was over
 * @throws what `look` throws; InterruptedError
 */
export async function untilThere<Found>(
  { clock, emit }: Pick<ProgrammerContext, 'clock' | 'emit'>,
  seconds: number | undefined,
  look: () => Promise<readonly Found[]>,
  announce: (seconds: number) => void = (given) => emit(notice(waiting, { seconds: given })),
): Promise<readonly Found[]> {
  let found = await look();
  if (found.length > 0 || seconds === undefined) return found;
  announce(seconds);
  const end = clock.now() + seconds * 1000;
  for (;;) {
    const left = end - clock.now();
    if (left <= 0) return found;
    await clock.sleep(Math.min(intervalMs, left));
    if ((await look()).length === 0) continue;
    // A moment later the system has given the device to the user, too.
    await clock.sleep(settleMs);
    found = await look();
    if (found.length > 0) return found;
  }
}
