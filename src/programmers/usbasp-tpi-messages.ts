import { defineMessage, type Words } from '../output/words.ts';

/** What a USBasp has to say of parts with TPI. */

export const sectionChosen = defineMessage({
  '6.4': () => ({
    level: 'notice2',
    lead: 'program',
    text: 'usbasp_parseextparms(): set section_e to 1 (config section)\n',
  }),
});

export const parameterUnknown = defineMessage<{ parameter: string; program: string; id: string }>({
  '6.4': ({ parameter }) => ({
    level: 'info',
    lead: 'program',
    text: `usbasp_parseextparms(): invalid extended parameter '${parameter}'\n`,
  }),
  '7.1': ({ parameter }) => ({
    level: 'error',
    lead: 'program',
    where: 'usbasp_parseextparms() usbasp.c',
    text: `invalid extended parameter '${parameter}'\n`,
  }),
  '8.2': ({ parameter, program, id }) => [
    {
      level: 'error',
      lead: 'program',
      where: 'usbasp_parseextparms() usbasp.c',
      text: `invalid extended parameter -x ${parameter}\n`,
    },
    ...helpLines(program, id),
  ],
});

/** `-x help`. */
export const parameterHelp = defineMessage<{ program: string; id: string }>({
  '6.4': ({ program, id }) => helpLines(program, id),
});

function helpLines(program: string, id: string): readonly Words[] {
  return [
    `${program} -c ${id} extended options:\n`,
    '  -x section_config  Erase configuration section only with -e (TPI only)\n',
    '  -x help            Show this help menu and exit\n',
  ].map((text) => ({ level: 'error', text }));
}

export const busyWaited = defineMessage<{ ready: boolean }>({
  '6.4': ({ ready }) => ({
    level: 'debug',
    lead: 'program',
    text: `usbasp_tpi_nvm_waitbusy() ...${ready ? ' ready' : ' failure'}\n`,
  }),
});

export const tpiTargetSilent = defineMessage({
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

export const instructionsNotAllowed = defineMessage({
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

export const flashByBytes = defineMessage<{ memory: string }>({
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
