import { defineMessage, said } from '../../output/words.ts';

/** What JTAG through an FTDI chip has to say. Words from avrftdi.c of 8.2; earlier releases do not know it. */

export const knownNotToWork = defineMessage<{ part: string }>('avrftdi/known-not-to-work', {
  '8.2': ({ part }) => [
    said(
      'error',
      `programmer type avrftdi_jtag is known not to work for ${part}\n`,
      'avrftdi_jtag_initialize() avrftdi.c',
    ),
    said('error', 'exiting, use -F to carry on regardless\n', 'avrftdi_jtag_initialize() avrftdi.c'),
  ],
});

export const readOnly = defineMessage<{ memory: string; part: string }>('avrftdi/read-only', {
  '8.2': ({ memory, part }) =>
    said(
      'error',
      `cannot write to read-only memory ${memory} of ${part}\n`,
      'avrftdi_jtag_write_byte() avrftdi.c',
    ),
});
