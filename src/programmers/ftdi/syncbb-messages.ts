import { hex4 } from '../../model/hex-text.ts';
import { defineMessage, type Level, type MessageDefinition, raw, said } from '../../output/words.ts';
import type { BitFrameFault } from '../../protocols/tpi/bit-frames.ts';
import { type FtdiRefusal, libftdi } from './refusal-messages.ts';

/** What an FTDI chip in synchronous bit-bang mode has to say. Words from ft245r.c of the three releases. */

const where = (name: string): string => `${name}() ft245r.c`;

/** @param levels of 6.4, and of those after it; texts likewise */
function message<Facts>(
  name: string,
  [oldLevel, level]: readonly [Level, Level],
  place: string,
  [text64, text71, text82 = text71]: readonly ((facts: Facts) => string)[],
): MessageDefinition<Facts> {
  return defineMessage<Facts>(`syncbb/${name}`, {
    '6.4': (facts) => said(oldLevel, `${text64?.(facts)}\n`),
    '7.1': (facts) => said(level, `${text71?.(facts)}\n`, where(place)),
    '8.2': (facts) => said(level, `${text82?.(facts)}\n`, where(place)),
  });
}

export const noIdentifier = message<void>('no-identifier', ['notice', 'notice'], 'ft245r_open', [
  () => 'ft245r_open(): no device identifier in portname, using default',
  () => 'ft245r_open(): no device identifier in portname, using default',
]);

export const serialParsed = message<{ serial: string }>(
  'serial-parsed',
  ['notice2', 'notice2'],
  'ft245r_open',
  [
    ({ serial }) => `ft245r_open(): serial number parsed as: ${serial}`,
    ({ serial }) => `ft245r_open(): serial number parsed as: ${serial}`,
  ],
);

export const numberParsed = message<{ number: number }>('number-parsed', ['info', 'notice2'], 'ft245r_open', [
  ({ number }) => `ft245r_open(): device number parsed as: ${number}`,
  ({ number }) => `ft245r_open(): device number parsed as: ${number}`,
]);

export const portInvalid = message<{ port: string }>('port-invalid', ['info', 'error'], 'ft245r_open', [
  ({ port }) => `ft245r_open(): invalid portname '${port}': use^ 'ft[0-9]+' or serial number`,
  ({ port }) => `invalid portname '${port}': use^ 'ft[0-9]+' or serial number`,
  ({ port }) => `invalid port name ${port}: use ft[0-9]+ or serial number`,
]);

export const severalProductIds = message<{ used: number }>(
  'several-product-ids',
  ['info', 'warning'],
  'ft245r_open',
  [
    ({ used }) => `Warning: using PID 0x${hex4(used)}, ignoring remaining PIDs in list`,
    ({ used }) => `using PID 0x${hex4(used)}, ignoring remaining PIDs in list`,
  ],
);

export const cannotOpen = message<{ refusal: FtdiRefusal }>('cannot-open', ['info', 'error'], 'ft245r_open', [
  ({ refusal }) => `can't open ftdi device: ${libftdi[refusal].text}`,
  ({ refusal }) => `cannot open ftdi device: ${libftdi[refusal].text}`,
]);

export const bitClockNotAdjustable = defineMessage('syncbb/bit-clock-not-adjustable', {
  '8.2': () =>
    said(
      'warning',
      'setting bitclock despite HAS_BITCLOCK_ADJ missing in pgm->extra_features\n',
      where('ft245r_set_bitclock'),
    ),
});

export const bothRates = defineMessage('syncbb/both-rates', {
  '8.2': () =>
    said('warning', 'both -b baudrate and -B bitrate set; using -B\n', where('ft245r_set_bitclock')),
});

export const clockSet = defineMessage<{ rate: number }>('syncbb/clock-set', {
  '6.4': ({ rate }) =>
    raw('notice2', `ft245r_set_bitclock: bitclk ${rate} -> FTDI rate ${rate}, baud multiplier 1\n`),
});

export const pinMissing = message<{ pin: string }>('pin-missing', ['info', 'error'], 'pins_check', [
  ({ pin }) => `${pin}: Mandatory pin is not defined.`,
  ({ pin }) => `${pin}: mandatory pin is not defined`,
]);

export const enableFailed = defineMessage<{ last: boolean }>('syncbb/enable-failed', {
  '6.4': () => said('notice', 'ft245r_program_enable: Program enable command not successful. Retrying.\n'),
  '7.1': () => undefined,
});

export const targetSilent = message<void>('target-silent', ['info', 'error'], 'ft245r_program_enable', [
  () => 'ft245r_program_enable: Device is not responding to program enable. Check connection.',
  () => 'device is not responding to program enable; check connection',
]);

export const noEnableInstruction = message<{ part: string }>(
  'no-enable-instruction',
  ['info', 'error'],
  'ft245r_program_enable',
  [
    ({ part }) => `ft245r_program_enable: AVR_OP_PGM_ENABLE command not defined for ${part}`,
    ({ part }) => `AVR_OP_PGM_ENABLE command not defined for ${part}`,
  ],
);

export const noEraseInstruction = defineMessage<{ part: string }>('syncbb/no-erase-instruction', {
  '6.4': ({ part }) => raw('info', `chip erase instruction not defined for part "${part}"\n`),
  '7.1': ({ part }) => raw('error', `chip erase instruction not defined for part ${part}\n`),
});

export const notLinked = defineMessage<{ level: 0 | 1; goesOn: boolean }>('syncbb/not-linked', {
  '6.4': ({ level }) => raw('info', `MOSI->MISO ${level} failed\n`),
  '7.1': ({ level, goesOn }) =>
    said(goesOn ? 'warning' : 'error', `SDO->SDI ${level} failed\n`, where('ft245r_initialize')),
});

export const linked = defineMessage('syncbb/linked', {
  '6.4': () => raw('notice2', 'MOSI-MISO link present\n'),
  '7.1': () => raw('notice2', 'SDO-SDI link present\n'),
});

const faults: Readonly<Record<BitFrameFault, (bits: number) => string>> = {
  'no-start': (bits) => `start bit missing (res=0x${hex4(bits)})`,
  parity: () => 'parity bit wrong',
  'stop-bits': () => 'stop bits wrong',
};

export const frameBroken = message<{ fault: BitFrameFault; bits: number }>(
  'frame-broken',
  ['info', 'error'],
  'ft245r_tpi_rx',
  [({ fault, bits }) => `ft245r_tpi_rx: ${faults[fault](bits)}`, ({ fault, bits }) => faults[fault](bits)],
);
