import { defineMessage, more, raw, said } from '../../output/words.ts';
import type { OtherMode } from './tools.ts';

/** What avrdude says of a tool that has MPLAB's firmware (`jtag3.c` of 7.1 and 8.2; 6.4 does not look for one). */

const where = 'jtag3_open_common() jtag3.c';

interface InOtherMode {
  readonly mode: OtherMode;
  /** It waits in its boot loader. */
  readonly bootLoader: boolean;
}

const modeText = ({ bootLoader }: InOtherMode): string => (bootLoader ? 'bootloader' : 'mplab');

/** `part`: as `-p` names it. */
export const inOtherMode = defineMessage<InOtherMode & { id: string; port: string; part: string }>(
  'edbg/in-other-mode',
  {
    '7.1': (p) => [
      raw('error', '\n'),
      said('error', `${p.mode.old} in PIC mode detected!\n`, where),
      more('error', 'Use MPLAB X or Microchip Studio to switch to AVR mode\n\n'),
    ],
    '8.2': (p) => {
      const underscore = p.id.indexOf('_');
      const suffix = underscore < 0 ? '' : p.id.slice(underscore);
      const rest = `-p ${p.part} -P ${p.port}`;
      return [
        raw('error', '\n'),
        said('error', `${p.mode.name} in ${modeText(p)} mode detected\n`, where),
        more('error', 'to switch into AVR mode try\n'),
        more('error', `$ avrdude -c ${p.id} ${rest} -x mode=avr\n\n`),
        more('error', `or use MPLAB mode with the pickit4_mplab${suffix} programmer:\n`),
        more('error', `$ avrdude -c pickit4_mplab${suffix} ${rest}\n`),
      ];
    },
  },
);

export const switching = defineMessage<InOtherMode>('edbg/switching', {
  '6.4': (p) => [
    raw('info', '\n'),
    said('info', `${p.mode.name} in ${modeText(p)} mode detected\n`, where),
    said('info', 'switching to AVR mode; ', where),
  ],
});

export const runAgain = defineMessage('edbg/run-again', {
  '6.4': () => more('info', 'run avrdude again to continue the session\n'),
});

export const staysInMode = defineMessage<InOtherMode>('edbg/stays-in-mode', {
  '6.4': (p) => said('info', `${p.mode.name} in ${modeText(p)} mode detected; exiting\n`, where),
});

export const alreadyAvr = defineMessage('edbg/already-avr', {
  '6.4': () => said('warning', 'programmer is already in AVR mode, ignoring -x mode', where),
});

export const notSwitched = defineMessage('edbg/not-switched', {
  '6.4': () => said('error', 'switching to MPLAB mode failed\n', where),
});

export const switched = defineMessage('edbg/switched', {
  '6.4': () => raw('info', 'switched successfully to MPLAB mode\n'),
});
