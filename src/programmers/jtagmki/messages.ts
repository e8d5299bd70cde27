import { hexByte as hex } from '../../model/hex-text.ts';
import { fixed } from '../../model/printed-number.ts';
import { defineMessage, more, raw, said } from '../../output/words.ts';
import {
  functionOf,
  type Operation,
  remarked,
  where,
  wrong,
  wrongSince7,
} from '../../protocols/jtagmki/messages.ts';
import { displayLine, toItsStream } from '../atmel/display.ts';

/** What avrdude says of programming with a JTAGICE mkI beyond the protocol (`jtagmkI.c` of the three releases). */

const open = 'jtagmkI_open';
const close = 'jtagmkI_close';
const initialise = 'jtagmkI_initialize';

export const opening = defineMessage('jtagmki/opening', {
  '6.4': () => remarked('notice2', open, `${open}()`),
});

export const tryingToSync = defineMessage<{ rate: number }>('jtagmki/trying-to-sync', {
  '6.4': (p) => remarked('notice2', open, `${open}(): trying to sync at baud rate ${p.rate}:`),
});

export const opened = defineMessage('jtagmki/opened', {
  '6.4': () => remarked('notice2', open, `${open}(): succeeded`),
});

export const notFound = defineMessage('jtagmki/not-found', {
  '6.4': () => wrong(open, 'failed to synchronize to ICE'),
  '7.1': () => wrongSince7(open, 'unable to synchronize to ICE'),
});

export const closing = defineMessage('jtagmki/closing', {
  '6.4': () => remarked('notice2', close, `${close}()`),
});

/** On the way in or, back to the rate it was found at, on the way out. */
interface Rate {
  readonly rate: number;
  readonly at: 'initialize' | 'close';
}

const functions = { initialize: initialise, close } as const;

export const rateUnsupported = defineMessage<Rate>('jtagmki/rate-unsupported', {
  '6.4': (p) => wrong(functions[p.at], `unsupported baudrate ${p.rate}`),
  '7.1': (p) => wrongSince7(functions[p.at], `unsupported baudrate ${p.rate}`),
});

export const tryingRate = defineMessage<Rate>('jtagmki/trying-rate', {
  '6.4': (p) =>
    remarked('notice2', functions[p.at], `${functions[p.at]}(): trying to set baudrate to ${p.rate}`),
});

export const noInterface = defineMessage<{ part: string }>('jtagmki/no-interface', {
  '6.4': (p) => wrong(initialise, `part ${p.part} has no JTAG interface`),
  '7.1': (p) => wrongSince7(initialise, `part ${p.part} has no JTAG interface`),
});

export const tooNew = defineMessage<{ part: string }>('jtagmki/too-new', {
  '7.1': (p) => wrongSince7(initialise, `part ${p.part} has JTAG interface, but may be too new`, 'warning'),
});

export const bitClockUnexpected = defineMessage('jtagmki/bit-clock-unexpected', {
  '8.2': () =>
    wrongSince7(
      initialise,
      'setting bitclock despite HAS_BITCLOCK_ADJ missing in pgm->extra_features',
      'warning',
    ),
});

/** avrdude means microseconds and shows seconds. */
export const tryingClock = defineMessage<{ seconds: number }>('jtagmki/trying-clock', {
  '6.4': (p) =>
    remarked(
      'notice2',
      initialise,
      `${initialise}(): trying to set JTAG clock period to ${fixed(p.seconds, 1)} us`,
    ),
});

export const noOcd = defineMessage('jtagmki/no-ocd', {
  '6.4': () =>
    wrong(initialise, 'warning: OCDEN fuse not programmed, single-byte EEPROM updates not possible'),
  '7.1': () =>
    wrongSince7(initialise, 'OCDEN fuse not programmed, single-byte EEPROM updates not possible', 'warning'),
});

export const ocdNotRead = defineMessage<{ part: string }>('jtagmki/ocd-not-read', {
  '8.2': (p) => said('error', `cannot read from  ${p.part}'s hfuse memory\n`, 'getfusel() avrpart.c'),
});

/** A byte is read or, where there is a value, written. `since82`: the address that 8.2 names, where that is another. */
export const byteAsked = defineMessage<{
  operation: Operation;
  memory: string;
  address: number;
  since82?: number;
  value?: number;
}>('jtagmki/byte-asked', {
  '6.4': (p) => byteText(p.operation, p.memory, p.address, '...'),
  '8.2': (p) =>
    byteText(p.operation, p.memory, p.since82 ?? p.address, p.value === undefined ? '...' : hex(p.value)),
});

function byteText(operation: Operation, memory: string, address: number, rest: string) {
  const func = functionOf(operation);
  return remarked('notice2', func, `${func}(.., ${memory}, 0x${address.toString(16)}, ${rest})`);
}

export const pageAsked = defineMessage<{
  operation: Operation;
  memory: string;
  pageSize: number;
  length: number;
}>('jtagmki/page-asked', {
  '6.4': (p) => {
    const func = functionOf(p.operation);
    return remarked('notice2', func, `${func}(.., ${p.memory}, ${p.pageSize}, ${p.length})`);
  },
});

export const blockAsked = defineMessage<{ operation: Operation; address: number; length: number }>(
  'jtagmki/block-asked',
  {
    '6.4': (p) => {
      const func = functionOf(p.operation);
      return remarked('debug', func, `${func}(): block_size at addr ${p.address} is ${p.length}`);
    },
  },
);

export const pageTooLarge = defineMessage<{ length: number }>('jtagmki/page-too-large', {
  '6.4': (p) => wrong('jtagmkI_paged_write', `page size ${p.length} too large`),
  '7.1': (p) => wrongSince7('jtagmkI_paged_write', `page size ${p.length} too large`),
});

export const unknownMemory = defineMessage<{ operation: Operation; memory: string }>(
  'jtagmki/unknown-memory',
  { '8.2': (p) => wrongSince7(functionOf(p.operation), `unknown memory ${p.memory}`) },
);

export const readOnly = defineMessage<{ memory: string; part: string }>('jtagmki/read-only', {
  '8.2': (p) =>
    wrongSince7('jtagmkI_write_byte', `cannot write to read-only memory ${p.memory} of ${p.part}`),
});

export const clockUnknown = defineMessage<{ value: number }>('jtagmki/clock-unknown', {
  '8.2': (p) => ({
    level: 'error',
    lead: 'program',
    text: `wrong JTAG_BITRATE ID ${hex(p.value).slice(2).toUpperCase()}\n`,
    where: where('jtagmkI_get_sck_period'),
  }),
});

export const voltageNotRead = defineMessage('jtagmki/voltage-not-read', {
  '8.2': () => wrongSince7('jtagmkI_get_vtarget', 'jtagmkI_getparm PARM_OCD_VTARGET failed'),
});

export const versions = defineMessage<{ hardware: number; firmware: number }>('jtagmki/versions', {
  '6.4': (p) => [
    more('info', `ICE hardware version: ${hex(p.hardware)}\n`),
    more('info', `ICE firmware version: ${hex(p.firmware)}\n`),
  ],
  '7.1': (p) => [
    more('info', `ICE HW version: ${hex(p.hardware)}\n`),
    more('info', `ICE FW version: ${hex(p.firmware)}\n`),
  ],
  '8.2': (p) => [
    displayLine('ICE HW version', hex(p.hardware), 'new', true),
    displayLine('ICE FW version', hex(p.firmware), 'new', true),
  ],
});

/** How it is set; a clock that stands for no frequency is shown as one. */
interface Settings {
  /** Whether this is part of `-v`'s display and not the terminal's `parms`. */
  readonly margin: boolean;
  /** Where it is to be shown. */
  readonly volts?: number;
  readonly hertz: number | undefined;
}

export const settings = defineMessage<Settings>('jtagmki/settings', {
  '6.4': (p) => labelled(p, 16),
  '7.1': (p) => toItsStream(labelled(p, 14), p.margin),
  '8.2': (p) => toItsStream(labelled(p, 22), p.margin),
});

/** @param width of the labels, by which releases are told that have a margin before them */
function labelled({ margin, volts, hertz }: Settings, width: 14 | 16 | 22) {
  const line = (label: string, text: string) => {
    const whole = `${label.padEnd(width)}: ${text}\n`;
    return margin && width < 22 ? more('info', whole) : raw('info', whole);
  };
  const clock = `${clockText(hertz)} (${fixed(1e6 / (hertz ?? 1e6), 1)} us)`;
  return [
    ...(volts === undefined ? [] : [line('Vtarget', `${fixed(volts, 1)} V`)]),
    line('JTAG clock', clock),
  ];
}

function clockText(hertz: number | undefined): string {
  if (hertz === undefined) return '???';
  return hertz >= 1e6 ? `${hertz / 1e6} MHz` : `${hertz / 1e3} kHz`;
}
