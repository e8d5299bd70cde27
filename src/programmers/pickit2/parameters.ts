import { notice } from '../../output/events.ts';
import { cInteger, parseExtended } from '../extended/parameters.ts';
import type { ProgrammerContext } from '../programmer.ts';
import * as say from './messages.ts';

/** What `-x` says of a PICkit 2. */
export interface Pickit2Parameters {
  /** Of SCK, microseconds; undefined if `-i`, `-B` or the usual one hold. */
  readonly periodUs: number | undefined;
  /** What a report may take, in milliseconds. */
  readonly timeoutMs: number;
}

/** What a byte holds. */
export const longestPeriodUs = 255;

/** @throws as parseExtended */
export function parsePickit2(context: ProgrammerContext): Pickit2Parameters {
  const { emit } = context;
  const number = (what: 'clock rate' | 'timeout', [text, digits = '']: RegExpMatchArray) => {
    const value = cInteger(digits);
    if (value !== undefined && value > 0) return value;
    emit(notice(say.invalidParameter, { what, text }));
    return undefined;
  };
  return parseExtended<Pickit2Parameters>(context, {
    type: 'pickit2',
    initial: { periodUs: undefined, timeoutMs: 1500 },
    parameters: [
      {
        pattern: /^clockrate=(.*)$/s,
        apply: (settings, match) => {
          const hertz = number('clock rate', match);
          if (hertz === undefined) return undefined;
          const periodUs = Math.min(Math.trunc(1e6 / hertz), longestPeriodUs);
          emit(
            notice(say.parameterSet, { what: 'clockrate', value: Math.trunc(1e6 / (periodUs + 5e-7)) | 0 }),
          );
          return { ...settings, periodUs };
        },
      },
      {
        pattern: /^timeout=(.*)$/s,
        apply: (settings, match) => {
          const timeoutMs = number('timeout', match);
          if (timeoutMs === undefined) return undefined;
          emit(notice(say.parameterSet, { what: 'usb timeout', value: timeoutMs }));
          return { ...settings, timeoutMs };
        },
      },
    ],
    help: [
      ['clockrate=<n>', 'Set the SPI clock rate to <n> Hz'],
      ['timeout=<n>', 'Set the timeout for USB read/write to <n> ms'],
    ],
  });
}
