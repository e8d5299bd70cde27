import { defineMessage } from '../output/words.ts';

/** A page size that cannot be is passed over, which is not said as other warnings are. */
export const pageSizeIgnored = defineMessage<{ file: string; line: number; text: string }>(
  'config/page-size-ignored',
  {
    '6.4': ({ file, line, text }) => ({ level: 'info', text: `${file}, line ${line}: ${text}\n` }),
    '7.1': ({ file, line, text }) => ({
      level: 'warning',
      lead: 'program',
      text: `${text} [${file}:${line}]\n`,
      where: 'yyparse() config_gram.y',
    }),
  },
);

/** 8.x has a list of the names of memories, and says once of each other. */
export const memoryUnknown = defineMessage<{ name: string }>('config/memory-unknown', {
  '8.2': ({ name }) => ({
    level: 'warning',
    lead: 'program',
    text: `avr_mem_order[] does not know ${name}; add to array and recompile\n`,
    where: 'avr_get_mem_type() avr.c',
  }),
});

/** A memory that has no place among those of files that hold several. `which` names part and memory. */
export const memoryUnplaced = defineMessage<{ which: string; file: string; line: number }>(
  'config/memory-unplaced',
  {
    '8.2': ({ which, file, line }) => [
      {
        level: 'error',
        lead: 'program',
        text: `unable to locate ${which} in multi-memory address space\n`,
        where: 'fileio_mem_offset() fileio.c',
      },
      {
        level: 'warning',
        lead: 'program',
        text: `revise fileio_mem_offset(), avrdude.conf entry or memory type assignment [${file}:${line}]\n`,
        where: 'yywarning() config.c',
      },
    ],
  },
);
