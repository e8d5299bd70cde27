import { hexByte as hex } from '../../model/hex-text.ts';
import { rawText } from '../../model/raw-text.ts';
import { defineMessage, raw, said, type Words } from '../../output/words.ts';

/** What avrdude says of an exchange with a JTAGICE mkI (`jtagmkI.c` of the three releases). */

interface Told {
  /** avrdude's function. */
  readonly func: string;
  /** What is said to be sent, if anything is. */
  readonly what?: string;
  /** Whether 7.x still begins with a capital letter. */
  readonly capital?: boolean;
  /** How bad a refusal is, since 7.x. */
  readonly severity?: 'warning';
}

const operations = {
  stop: { func: 'jtagmkI_initialize', severity: 'warning' },
  'erase-chip': { func: 'jtagmkI_chip_erase', what: 'chip erase command' },
  'describe-device': {
    func: 'jtagmkI_set_devdescr',
    what: 'set device descriptor command',
    capital: true,
  },
  reset: { func: 'jtagmkI_reset', what: 'reset command' },
  'enter-programming-mode': {
    func: 'jtagmkI_program_enable',
    what: 'enter progmode command',
    capital: true,
  },
  'leave-programming-mode': { func: 'jtagmkI_program_disable', what: 'leave progmode command' },
  'write-page': { func: 'jtagmkI_paged_write', what: 'write memory command', severity: 'warning' },
  'read-page': { func: 'jtagmkI_paged_load', what: 'read memory command', severity: 'warning' },
  'write-byte': { func: 'jtagmkI_write_byte' },
  'read-byte': { func: 'jtagmkI_read_byte' },
  'get-parameter': { func: 'jtagmkI_getparm', what: 'get parameter command', capital: true },
  'set-parameter': { func: 'jtagmkI_setparm', what: 'set parameter command', capital: true },
} as const satisfies Readonly<Record<string, Told>>;

export type Operation = keyof typeof operations;

/** What is asked of a JTAGICE, and of which parameter. */
export interface Request {
  readonly operation: Operation;
  readonly parameter?: number;
}

function told({ operation }: Request): Told {
  return operations[operation];
}

/** avrdude's function for an operation. */
export function functionOf(operation: Operation): string {
  return operations[operation].func;
}

/** @param func avrdude's function, at which since 7.x it is only said at higher verbosity */
export function where(func: string): string {
  return `${func}() jtagmkI.c`;
}

/** A whole line at `-v -v` or beyond. */
export function remarked(level: 'notice2' | 'debug' | 'trace', func: string, text: string): Words {
  return said(level, `${text}\n`, where(func));
}

/** Something that went wrong: up to 6.4 with avrdude's function before it. */
export function wrong(func: string, text: string): Words {
  return said('info', `${func}(): ${text}\n`);
}

/** The same since 7.x. */
export function wrongSince7(func: string, text: string, level: 'error' | 'warning' = 'error'): Words {
  return said(level, `${text}\n`, where(func));
}

const openLineEnd = raw('notice2', '\n');

/** A parameter is asked for or set. */
export const parameterAsked = defineMessage<Request>('jtagmki/parameter-asked', {
  '6.4': (p) => remarked('notice2', told(p).func, `${told(p).func}()`),
});

/** What is sent, with the line left open for its answer. */
export const announced = defineMessage<Request>('jtagmki/announced', {
  '6.4': (p) => announcement(p, 'S'),
  '7.1': (p) => announcement(p, told(p).capital ? 'S' : 's'),
  '8.2': (p) => announcement(p, 's'),
});

function announcement(p: Request, first: 'S' | 's'): Words | undefined {
  const { func, what } = told(p);
  if (what === undefined) return undefined;
  const parameter = p.parameter === undefined ? '' : ` (parm ${hex(p.parameter)})`;
  return said('notice2', `${func}(): ${first}ending ${what}${parameter}: `, where(func));
}

/** It has been answered as it should. `value`: of the parameter that was asked for; up to 6.4 only said at `-v -v` itself. */
export const done = defineMessage<{ value?: number; verbosity: number }>('jtagmki/done', {
  '6.4': (p) => (p.verbosity === 2 ? doneText(p.value) : undefined),
  '7.1': (p) => doneText(p.value),
});

function doneText(value: number | undefined): Words {
  return raw('notice2', value === undefined ? 'OK\n' : `OK, value ${hex(value)}\n`);
}

/** It has been answered otherwise. */
export const refused = defineMessage<{ request: Request; code: number }>('jtagmki/refused', {
  '6.4': ({ request, code }) => [openLineEnd, wrong(told(request).func, refusalText(code))],
  '7.1': ({ request, code }) => [
    openLineEnd,
    wrongSince7(told(request).func, refusalText(code), told(request).severity),
  ],
});

function refusalText(code: number): string {
  return `timeout/error communicating with programmer (resp ${rawText(Uint8Array.of(code))})`;
}

export const parameterUnknown = defineMessage<{ parameter: number }>('jtagmki/parameter-unknown', {
  '6.4': (p) => [openLineEnd, wrong('jtagmkI_getparm', `unknown parameter ${hex(p.parameter)}`)],
  '7.1': (p) => [openLineEnd, wrongSince7('jtagmkI_getparm', `unknown parameter ${hex(p.parameter)}`)],
});

export const sending = defineMessage<{ length: number }>('jtagmki/sending', {
  '6.4': (p) => [
    raw('debug', '\n'),
    remarked('debug', 'jtagmkI_send', `jtagmkI_send(): sending ${p.length} bytes`),
  ],
});

export const notSent = defineMessage('jtagmki/not-sent', {
  '6.4': () => wrong('jtagmkI_send', 'failed to send command to serial port'),
  '7.1': () => wrongSince7('jtagmkI_send', 'unable to send command to serial port'),
});

/** avrdude says of a missing answer, too, that nothing could be sent. */
export const unanswered = defineMessage('jtagmki/unanswered', {
  '6.4': () => [raw('info', '\n'), wrong('jtagmkI_recv', 'failed to send command to serial port')],
  '7.1': () => [raw('error', '\n'), wrongSince7('jtagmkI_recv', 'unable to send command to serial port')],
});

/** An answer, which is shown from `-v -v -v` on. */
export const received = defineMessage<{ data: Uint8Array; verbosity: number }>('jtagmki/received', {
  '6.4': ({ data, verbosity }) =>
    verbosity < 3
      ? undefined
      : [
          raw('debug', '\n'),
          raw('trace', `Raw message:\n${bytesText(data)}`),
          raw('info', `${answers[data[0] ?? 0] ?? `unknown message ${hex(data[0] ?? 0)}`}\n\n`),
        ],
});

const answers: Readonly<Record<number, string>> = {
  65: 'OK',
  66: 'breakpoint hit',
  69: 'Synchronization lost',
  70: 'FAILED',
  71: 'IDR dirty',
  72: 'sleep instruction hit',
  73: 'target power lost',
};

function bytesText(data: Uint8Array): string {
  const texts = Array.from(data, (byte, i) => `${hex(byte)} ${i % 16 === 15 ? '\n' : ' '}`);
  return texts.join('') + (data.length % 16 === 0 ? '' : '\n');
}

const resync = 'jtagmkI_resync';

export const resyncing = defineMessage('jtagmki/resyncing', {
  '6.4': () => remarked('trace', resync, 'jtagmkI_resync()'),
});

export const syncAsked = defineMessage<{ by: 'sync' | 'sign-on' }>('jtagmki/sync-asked', {
  '6.4': (p) => said('notice2', `${resync}(): Sending ${p.by} command: `, where(resync)),
  '7.1': (p) => said('notice2', `${resync}(): sending ${p.by} command: `, where(resync)),
});

export const synced = defineMessage('jtagmki/synced', { '6.4': () => raw('notice2', 'got RESP_OK\n') });

export const notSynced = defineMessage('jtagmki/not-synced', {
  '6.4': () => remarked('notice2', resync, `${resync}(): timeout/error communicating with programmer`),
});

const getSync = 'jtagmkI_getsync';

export const signingOn = defineMessage('jtagmki/signing-on', {
  '6.4': () => said('notice2', `${getSync}(): Sending sign-on command: `, where(getSync)),
  '7.1': () => said('notice2', `${getSync}(): sending sign-on command; `, where(getSync)),
});

export const signedOn = defineMessage<{ name: string }>('jtagmki/signed-on', {
  '6.4': (p) => raw('notice2', `got ${p.name}\n`),
});

export const syncLost = defineMessage<{ operation: Operation }>('jtagmki/sync-lost', {
  '6.4': (p) => wrong(functionOf(p.operation), 'sync loss, retries exhausted'),
  '7.1': (p) => wrongSince7(functionOf(p.operation), 'sync loss, retries exhausted'),
});
