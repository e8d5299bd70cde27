import { hex4 } from '../../model/hex-text.ts';
import { general } from '../../model/printed-number.ts';
import { defineMessage, type Level, more, raw, said, type Words } from '../../output/words.ts';
import { type PinDisplay, pinsShown } from '../isp/pin-display.ts';
import { type FtdiRefusal, libftdi } from './refusal-messages.ts';

/** What an FTDI chip with an MPSSE engine has to say. Words from avrftdi.c of the three releases. */

export const where = (name: string): string => `${name}() avrftdi.c`;

const letters = { info: 'E', notice: 'W', notice2: 'I', debug: 'D', trace: 'T' } as const;

/** 6.4 and 7.1 name the function and the line, behind a letter for how bad it is. */
export function logged(level: keyof typeof letters, place: string, text: string): Words {
  return raw(level, `${letters[level]} ${place}: ${text}\n`);
}

/** @param level of both; @param lines in the sources of 6.4 and 7.1 */
export function message<Facts>(
  name: string,
  [oldLevel, level]: readonly [keyof typeof letters, Level],
  place: { readonly function: string; readonly lines: readonly [number, number] },
  [oldText, text]: readonly [(facts: Facts) => string, (facts: Facts) => string],
) {
  const [line64, line71] = place.lines;
  return defineMessage<Facts>(name, {
    '6.4': (facts) => logged(oldLevel, `${place.function}(${line64})`, oldText(facts)),
    '7.1': (facts) => logged(oldLevel, `${place.function}(${line71})`, oldText(facts)),
    '8.2': (facts) => said(level, `${text(facts)}\n`, where(place.function)),
  });
}

export const portInvalid = defineMessage<{ port: string }>('avrftdi/port-invalid', {
  '8.2': ({ port }) =>
    said(
      'error',
      `invalid -P ${port}; drop -P option or use -P usb[:<vid>:<pid>][:<serno>]\n`,
      where('avrftdi_open'),
    ),
});

export const severalProductIds = defineMessage<{ used: number }>('avrftdi/several-product-ids', {
  '6.4': ({ used }) => said('info', `Warning: using PID 0x${hex4(used)}, ignoring remaining PIDs in list\n`),
  '7.1': ({ used }) =>
    said('warning', `using PID 0x${hex4(used)}, ignoring remaining PIDs in list\n`, where('avrftdi_open')),
});

export const interfaceInvalid = message<{ name: string }>(
  'avrftdi/interface-invalid',
  ['notice', 'warning'],
  { function: 'avrftdi_open', lines: [694, 684] },
  [
    ({ name }) => `Invalid interface '${name}'. Setting to Interface A`,
    ({ name }) => `invalid interface ${name}; setting to Interface A`,
  ],
);

export const cannotOpen = message<{ refusal: FtdiRefusal }>(
  'avrftdi/cannot-open',
  ['info', 'error'],
  { function: 'avrftdi_open', lines: [706, 696] },
  [
    ({ refusal }) => `Error ${libftdi[refusal].number} occurred: ${libftdi[refusal].text}`,
    ({ refusal }) => `${libftdi[refusal].text} (${libftdi[refusal].number})`,
  ],
);

export const deviceUsed = message<{ vendorId: number; productId: number; serial: string; letter: string }>(
  'avrftdi/device-used',
  ['notice2', 'notice'],
  { function: 'avrftdi_open', lines: [712, 702] },
  [
    ({ vendorId, productId, serial, letter }) =>
      `Using device VID:PID ${hex4(vendorId)}:${hex4(productId)} and SN '${serial || '(null)'}' on interface ${letter}.`,
    ({ vendorId, productId, serial, letter }) =>
      `using device VID:PID ${hex4(vendorId)}:${hex4(productId)} and SN ${serial || '(none)'} on interface ${letter}`,
  ],
);

export const bitClockNotAdjustable = defineMessage('avrftdi/bit-clock-not-adjustable', {
  '8.2': () =>
    said(
      'warning',
      'setting bitclock despite HAS_BITCLOCK_ADJ missing in pgm->extra_features\n',
      where('avrftdi_open'),
    ),
});

export const bothRates = defineMessage('avrftdi/both-rates', {
  '8.2': () => said('warning', 'both -b baudrate and -B bitrate set; using -b\n', where('avrftdi_open')),
});

interface OutOfReach {
  readonly hertz: number;
  readonly limit: number;
  readonly end: 'high' | 'low';
}

const oldLines = { high: [199, 200], low: [205, 206] } as const;
const newerLines = { high: [195, 196], low: [201, 202] } as const;

export const clockOutOfReach = defineMessage<OutOfReach>('avrftdi/clock-out-of-reach', {
  '6.4': (facts) => oldOutOfReach(facts, oldLines[facts.end]),
  '7.1': (facts) => oldOutOfReach(facts, newerLines[facts.end]),
  '8.2': ({ hertz, limit, end }) =>
    said(
      'warning',
      `frequency ${frequencyText(hertz)} too ${end}, resetting to ${frequencyText(limit)}\n`,
      where('set_frequency'),
    ),
});

function oldOutOfReach(
  { hertz, end }: OutOfReach,
  [first, second]: readonly [number, number],
): readonly Words[] {
  const [comparison, limit] = end === 'high' ? ['> 6 MHz', '6MHz'] : ['< 91.553 Hz', '91.553Hz'];
  return [
    logged('notice', `set_frequency(${first})`, `Frequency too ${end} (${hertz} ${comparison})`),
    logged('notice', `set_frequency(${second})`, `Resetting Frequency to ${limit}`),
  ];
}

export const clockSet = defineMessage<{ hertz: number; divisor: number }>('avrftdi/clock-set', {
  '6.4': (facts) => oldClock(facts, [210, 211]),
  '7.1': (facts) => oldClock(facts, [206, 207]),
  '8.2': ({ hertz, divisor }) =>
    more('notice', ` - frequency ${frequencyText(hertz)} (clock divisor ${divisor} = 0x${hex4(divisor)})\n`),
});

function oldClock(
  { hertz, divisor }: { hertz: number; divisor: number },
  [first, second]: readonly [number, number],
): readonly Words[] {
  return [
    logged('notice2', `set_frequency(${first})`, `Using frequency: ${Math.trunc(hertz)}`),
    logged('notice2', `set_frequency(${second})`, `Clock divisor: 0x${hex4(divisor)}`),
  ];
}

/** Six significant digits and a unit. */
function frequencyText(hertz: number): string {
  if (hertz >= 1e6) return `${general(hertz / 1e6)} MHz`;
  if (hertz >= 1e3) return `${general(hertz / 1e3)} kHz`;
  return `${general(hertz)} Hz`;
}

export const chipWithoutEngine = defineMessage('avrftdi/chip-without-engine', {
  '6.4': () =>
    logged(
      'info',
      'avrftdi_open(740)',
      "Found unsupported device type AM, BM or R. avrftdi cannot work with your chip. Try the 'synbb' programmer.",
    ),
  '7.1': () =>
    logged(
      'info',
      'avrftdi_open(734)',
      "Found unsupported device type AM, BM or R. avrftdi cannot work with your chip. Try the 'synbb' programmer.",
    ),
  '8.2': () => [
    said('error', 'found unsupported device type AM, BM or R\n', where('avrftdi_open')),
    more('error', 'avrftdi cannot work with your chip; try the synbb programmer type\n'),
  ],
});

interface SpiPins {
  readonly sck: string;
  readonly sdo: string;
  readonly sdi: string;
}

export const noValidPins = defineMessage<SpiPins>('avrftdi/no-valid-pins', {
  '6.4': ({ sck, sdo, sdi }) => [
    logged('info', 'avrftdi_pin_setup(610)', 'No valid pin configuration found.'),
    logged('info', 'avrftdi_pin_setup(612)', 'Pin configuration for FTDI MPSSE must be:'),
    logged('info', 'avrftdi_pin_setup(613)', `SCK: 0, MOSI: 1, MISO: 2 (is: ${sck}, ${sdo}, ${sdi})`),
    logged(
      'info',
      'avrftdi_pin_setup(618)',
      'If other pin configuration is used, fallback to slower bitbanging mode is used.',
    ),
  ],
  '7.1': ({ sck, sdo, sdi }) => [
    logged('info', 'avrftdi_pin_setup(601)', 'No valid pin configuration found.'),
    logged('info', 'avrftdi_pin_setup(603)', 'Pin configuration for FTDI MPSSE must be:'),
    logged('info', 'avrftdi_pin_setup(604)', `SCK: 0, SDO: 1, SDI: 2 (is: ${sck}, ${sdo}, ${sdi})`),
    logged(
      'info',
      'avrftdi_pin_setup(609)',
      'If other pin configuration is used, fallback to slower bitbanging mode is used.',
    ),
  ],
  '8.2': ({ sck, sdo, sdi }) => [
    said('error', 'no valid pin configuration found\n', where('avrftdi_pin_setup')),
    said('error', 'pin configuration for FTDI MPSSE must be:\n', where('avrftdi_pin_setup')),
    more('error', `  SCK: 0; SDO: 1; SDI: 2 (is: ${sck}; ${sdo}; ${sdi})\n`),
    said(
      'error',
      'if other pin configuration is used, fallback to slower bitbanging mode is used\n',
      where('avrftdi_pin_setup'),
    ),
  ],
});

export const pinsSet = defineMessage<{ direction: number; value: number; bitBang: boolean }>(
  'avrftdi/pins-set',
  {
    '6.4': (facts) => oldPins(facts, [624, 644, 645]),
    '7.1': (facts) => oldPins(facts, [616, 636, 637]),
    '8.2': ({ direction, value, bitBang }) => [
      ...(bitBang
        ? [
            said(
              'notice',
              'fallback to bitbanging mode because of pin configuration\n',
              where('avrftdi_pin_setup'),
            ),
          ]
        : []),
      more('notice', ` - pin direction mask ${hex4(direction)}\n`),
      more('notice', ` - pin value mask ${hex4(value)}\n`),
    ],
  },
);

function oldPins(
  { direction, value, bitBang }: { direction: number; value: number; bitBang: boolean },
  [fallback, first, second]: readonly [number, number, number],
): readonly Words[] {
  const place = (line: number): string => `avrftdi_pin_setup(${line})`;
  return [
    ...(bitBang
      ? [logged('notice2', place(fallback), 'Because of pin configuration fallback to bitbanging mode.')]
      : []),
    logged('notice2', place(first), `Pin direction mask: ${hex4(direction)}`),
    logged('notice2', place(second), `Pin value mask: ${hex4(value)}`),
  ];
}

/** Earlier releases do not show it. */
export const pinsDisplayed = defineMessage<PinDisplay>('avrftdi/pins-displayed', {
  '8.2': (display) => pinsShown['8.2']?.(display),
});
