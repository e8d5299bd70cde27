import { notice } from '../../output/events.ts';
import { cInteger, parseExtended } from '../extended/parameters.ts';
import type { ProgrammerContext } from '../programmer.ts';
import * as words from './messages.ts';

/** What `-x` says to an AVR910 programmer. */
export interface Avr910Parameters {
  /** The device code to select, whatever the configuration says. */
  readonly devcode: number | undefined;
  readonly testsBlockMode: boolean;
}

/** @throws as `parseExtended` */
export function parseAvr910(context: ProgrammerContext): Avr910Parameters {
  const { emit } = context;
  return parseExtended<Avr910Parameters>(context, {
    type: 'avr910',
    initial: { devcode: undefined, testsBlockMode: true },
    parameters: [
      {
        pattern: /^devcode=(.*)$/,
        apply: (settings, match) => {
          const devcode = cInteger(match[1] ?? '');
          if (devcode === undefined || devcode <= 0 || devcode > 255) {
            emit(notice(words.invalidDevcode, { text: match[0] }));
            return undefined;
          }
          emit(notice(words.devcodeOverwritten, { deviceCode: devcode }));
          return { ...settings, devcode };
        },
      },
      {
        pattern: /^no_blockmode/,
        apply: (settings) => {
          emit(notice(words.blockModeNotTested));
          return { ...settings, testsBlockMode: false };
        },
      },
    ],
    help: [
      ['devcode=<n>', 'Set device code to <n> (0x.. hex, 0... oct or dec)'],
      ['no_blockmode', 'Disable default checking for block transfer capability'],
    ],
  });
}
