import { defineMessage } from '../../output/words.ts';

/** What a USBasp has to say of parts with TPI. */

export const sectionChosen = defineMessage('usbasp/section-chosen', {
  '6.4': () => ({
    level: 'notice2',
    lead: 'program',
    text: 'usbasp_parseextparms(): set section_e to 1 (config section)\n',
  }),
});

export const busyWaited = defineMessage<{ ready: boolean }>('usbasp/busy-waited', {
  '6.4': ({ ready }) => ({
    level: 'debug',
    lead: 'program',
    text: `usbasp_tpi_nvm_waitbusy() ...${ready ? ' ready' : ' failure'}\n`,
  }),
});

export const tpiTargetSilent = defineMessage('usbasp/tpi-target-silent', {
  '6.4': () => ({
    level: 'info',
    lead: 'program',
    text: "error: program enable: target doesn't answer.\n",
  }),
  '7.1': () => ({
    level: 'error',
    lead: 'program',
    where: 'usbasp_tpi_program_enable() usbasp.c',
    text: 'program enable, target does not answer\n',
  }),
});

export const instructionsNotAllowed = defineMessage('usbasp/instructions-not-allowed', {
  '6.4': () => ({
    level: 'info',
    lead: 'program',
    text: 'error: spi_cmd used in TPI mode: not allowed\n',
  }),
  '7.1': () => ({
    level: 'error',
    lead: 'program',
    where: 'usbasp_tpi_cmd() usbasp.c',
    text: 'spi_cmd used in TPI mode: not allowed\n',
  }),
});

export const flashByBytes = defineMessage<{ memory: string }>('usbasp/flash-by-bytes', {
  '6.4': () => ({
    level: 'info',
    lead: 'program',
    text: 'error: usbasp_write_byte in TPI mode: all writes have to be done at page level\n',
  }),
  '7.1': () => ({
    level: 'error',
    lead: 'program',
    where: 'usbasp_tpi_write_byte() usbasp.c',
    text: 'usbasp_write_byte in TPI mode; all writes have to be done at page level\n',
  }),
  '8.2': ({ memory }) => ({
    level: 'error',
    lead: 'program',
    where: 'usbasp_tpi_write_byte() usbasp.c',
    text: `cannot write_byte() to ${memory}; use paged_write()\n`,
  }),
});
