import { notice } from '../../output/events.ts';
import { parseExtended } from '../extended/parameters.ts';
import type { ProgrammerContext } from '../programmer.ts';
import * as words from './messages.ts';

/** What `-x` says of a JTAG connection. */
export interface JtagParameters {
  /** Units before and after the target in the scan chain, and the bits of their instruction registers. */
  readonly chain: Uint8Array;
}

/** @throws as parseExtended */
export function parseJtagParameters(context: ProgrammerContext): JtagParameters {
  const { emit } = context;
  return parseExtended<JtagParameters>(context, {
    type: 'jtagmkII',
    initial: { chain: new Uint8Array(4) },
    parameters: [
      {
        pattern: /^jtagchain=(.*)$/s,
        apply: (settings, match) => {
          const numbers = match[1]
            ?.match(/^\s*(\d+),\s*(\d+),\s*(\d+),\s*(\d+)/)
            ?.slice(1)
            .map(Number);
          if (!numbers) {
            emit(notice(words.chainInvalid, { text: match[0] }));
            return undefined;
          }
          emit(notice(words.chainParsed, { numbers }));
          return { ...settings, chain: Uint8Array.from(numbers) };
        },
      },
    ],
    help: [['jtagchain=UB,UA,BB,BA', 'Setup the JTAG scan chain order']],
  });
}
