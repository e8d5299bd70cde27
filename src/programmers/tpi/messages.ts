import { defineMessage } from '../../output/words.ts';

/** What is said of parts with TPI, whatever carries its frames (avr.c of the three releases). */

const where = (name: string): string => `${name}() avr.c`;

/** The part does not answer as a TPI part does. */
export const notATpiPart = defineMessage<{ check: 'identification' | 'enabled' }>('tpi/not-a-tpi-part', {
  '6.4': ({ check }) => ({
    level: 'info',
    text:
      check === 'identification'
        ? 'TPIIR not correct\n'
        : 'Error enabling TPI external programming mode:Target does not reply\n',
  }),
  '7.1': ({ check }) => ({
    level: 'error',
    lead: 'program',
    where: where('avr_tpi_program_enable'),
    text:
      check === 'identification'
        ? 'TPIIR not correct\n'
        : 'target does not reply when enabling TPI external programming mode\n',
  }),
});

export const noFlash = defineMessage<{ part: string }>('tpi/no-flash', {
  '6.4': ({ part }) => ({ level: 'info', text: `No flash memory to erase for part ${part}\n` }),
  '7.1': ({ part }) => ({
    level: 'error',
    lead: 'program',
    where: where('avr_tpi_chip_erase'),
    text: `no flash memory to erase for part ${part}\n`,
  }),
});
