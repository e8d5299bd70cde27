import { defineMessage, raw, said, type Words } from '../../output/words.ts';
import { logged, message, where } from './mpsse-messages.ts';

/** What an FTDI chip with an MPSSE engine has to say of serial programming. Words from avrftdi.c of the three releases. */

export const enableFailed = message<{ last: boolean }>(
  'avrftdi/enable-failed',
  ['notice', 'warning'],
  { function: 'avrftdi_program_enable', lines: [871, 865] },
  [
    () => 'Program enable command not successful. Retrying.',
    ({ last }) => `program enable command not successful${last ? '' : '; retrying'}`,
  ],
);

export const targetSilent = message<void>(
  'avrftdi/target-silent',
  ['info', 'error'],
  { function: 'avrftdi_program_enable', lines: [880, 874] },
  [
    () => 'Device is not responding to program enable. Check connection.',
    () => 'device is not responding to program enable. Check connection.',
  ],
);

const undefinedOf =
  (name: string) =>
  ({ part }: { part: string }): string =>
    `AVR_OP_${name} command not defined for ${part}`;

export const noEnableInstruction = message<{ part: string }>(
  'avrftdi/no-enable-instruction',
  ['info', 'error'],
  { function: 'avrftdi_program_enable', lines: [862, 856] },
  [undefinedOf('PGM_ENABLE'), undefinedOf('PGM_ENABLE')],
);

export const noEraseInstruction = message<{ part: string }>(
  'avrftdi/no-erase-instruction',
  ['info', 'error'],
  { function: 'avrftdi_chip_erase', lines: [892, 885] },
  [undefinedOf('CHIP_ERASE'), undefinedOf('CHIP_ERASE')],
);

export const emptyPage = message<void>(
  'avrftdi/empty-page',
  ['notice', 'warning'],
  { function: 'avrftdi_flash_write', lines: [1081, 1074] },
  [
    () => 'Skipping empty page (containing only 0xff bytes)',
    () => 'skipping empty page (containing only 0xff bytes)',
  ],
);

interface PageWritten {
  readonly bytes: number;
  readonly pollAddress: number;
  readonly pollValue: number;
}

export const pageWritten = defineMessage<PageWritten>('avrftdi/page-written', {
  '6.4': (facts) => oldPage(facts, [1062, 1068, 1072]),
  '7.1': (facts) => oldPage(facts, [1055, 1061, 1065]),
  '8.2': ({ bytes, pollAddress, pollValue }) => [
    said('notice', `transmitting buffer of size: ${bytes}\n`, where('avrftdi_flash_write')),
    said('notice', `using m->buf[${pollAddress}] = ${polled(pollValue)}`, where('avrftdi_flash_write')),
    raw('notice', '.'),
    raw('notice', '\n'),
  ],
});

const polled = (value: number): string => `0x${value.toString(16).padStart(2, '0')} as polling value `;

function oldPage(
  { bytes, pollAddress, pollValue }: PageWritten,
  [first, second]: readonly [number, number, number],
): readonly Words[] {
  const place = (line: number): string => `avrftdi_flash_write(${line})`;
  return [
    logged('notice2', place(first), `Transmitting buffer of size: ${bytes}`),
    raw('notice2', `I ${place(second)}: Using m->buf[${pollAddress}] = ${polled(pollValue)}`),
    raw('notice2', '.\n'),
  ];
}
