import { defineMessage, type MessageDefinition, raw, said } from '../../output/words.ts';

/** What an FTDI chip has to say of parts with TPI. Words from avrftdi_tpi.c of the three releases. */

function message(
  name: string,
  place: string,
  [line64, line71]: readonly [number, number],
  [oldText, text]: readonly [string, string],
): MessageDefinition<void> {
  return defineMessage(`avrftdi/${name}`, {
    '6.4': () => raw('notice2', `I ${place}(${line64}): ${oldText}\n`),
    '7.1': () => raw('notice2', `I ${place}(${line71}): ${oldText}\n`),
    '8.2': () => said('info', `${text}\n`, `${place}() avrftdi_tpi.c`),
  });
}

export const chosen = message(
  'tpi-chosen',
  'avrftdi_tpi_initpgm',
  [73, 95],
  ['Using TPI interface', 'using TPI interface'],
);

export const resetting = message(
  'tpi-resetting',
  'avrftdi_tpi_initialize',
  [83, 72],
  ['Setting /Reset pin low', 'setting /Reset pin low'],
);

export const clocking = message(
  'tpi-clocking',
  'avrftdi_tpi_initialize',
  [98, 87],
  ['Sending 16 init clock cycles ...', 'sending 16 init clock cycles ...'],
);

export const left = message(
  'tpi-left',
  'avrftdi_tpi_disable',
  [250, 265],
  ['Leaving Programming mode.', 'leaving Programming mode'],
);
