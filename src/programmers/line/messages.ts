import { tracedBytes } from '../../model/traced-bytes.ts';
import { defineMessage, type Words } from '../../output/words.ts';

/** What avrdude says of a serial line (`ser_posix.c` of the three releases). */

const where = (func: string): string => `${func}() ser_posix.c`;

function old(func: string, text: string): Words {
  return { level: 'info', lead: 'program', text: `${func}(): ${text}\n` };
}

function system(func: string, text: string): Words {
  return { level: 'ext-error', lead: 'program', text: `${text}\n`, where: where(func) };
}

export const cannotOpenPort = defineMessage<{ port: string; reason: string }>('line/cannot-open-port', {
  '6.4': (p) => old('ser_open', `can't open device "${p.port}": ${p.reason}`),
  '7.1': (p) => system('ser_open', `cannot open port ${p.port}: ${p.reason}`),
});

/** The same on Windows (`ser_win32.c`), whose reasons end in a line end of their own. */
export const cannotOpenWindowsPort = defineMessage<{ port: string; reason: string }>(
  'line/cannot-open-windows-port',
  {
    '6.4': (p) => old('ser_open', `can't open device "${p.port}": ${p.reason}\n`),
    '7.1': (p) => ({
      level: 'error',
      lead: 'program',
      text: `cannot open port ${p.port}: ${p.reason}\n\n`,
      where: 'ser_open() ser_win32.c',
    }),
  },
);

export const cannotSetAttributes = defineMessage<{ port: string; reason: string }>(
  'line/cannot-set-attributes',
  {
    '6.4': (p) => old('ser_open', `can't set attributes for device "${p.port}": ${p.reason}`),
    '7.1': (p) => system('ser_open', `cannot set attributes for port ${p.port}: ${p.reason}`),
  },
);

export const mangledAddress = defineMessage<{ address: string }>('line/mangled-address', {
  '6.4': (p) => old('net_open', `Mangled host:port string "${p.address}"`),
  '7.1': (p) => ({
    level: 'error',
    lead: 'program',
    text: `mangled host:port string ${p.address}\n`,
    where: where('net_open'),
  }),
});

export const cannotResolve = defineMessage<{ host: string; service: string; reason: string }>(
  'line/cannot-resolve',
  {
    '6.4': (p) => old('net_open', `Cannot resolve host="${p.host}", port="${p.service}": ${p.reason}`),
    '7.1': (p) => system('net_open', `cannot resolve host="${p.host}", port="${p.service}": ${p.reason}`),
  },
);

export const cannotConnect = defineMessage<{ reason: string }>('line/cannot-connect', {
  '6.4': (p) => old('net_open', `Cannot connect: ${p.reason}`),
  '7.1': (p) => system('net_open', `cannot connect: ${p.reason}`),
});

const commonRates = [1200, 2400, 4800, 9600, 19200, 38400, 57600, 115200, 230400];
const fasterRates = [
  250000, 460800, 500000, 576000, 921600, 1000000, 1152000, 1500000, 2000000, 2500000, 3000000, 3500000,
  4000000,
];

/** Said of a rate that is not in the release's table, and only then. */
export const baudRateLookedUp = defineMessage<{ baudRate: number }>('line/baud-rate-looked-up', {
  '6.4': ({ baudRate }) =>
    commonRates.includes(baudRate)
      ? undefined
      : {
          level: 'notice',
          lead: 'program',
          text: `serial_baud_lookup(): Using non-standard baud rate: ${baudRate}`,
        },
  '7.1': ({ baudRate }) => nonStandard('notice', baudRate),
  '8.2': ({ baudRate }) => nonStandard('notice2', baudRate),
});

function nonStandard(level: 'notice' | 'notice2', baudRate: number): Words | undefined {
  if ([...commonRates, ...fasterRates].includes(baudRate)) return undefined;
  return {
    level,
    lead: 'program',
    text: `serial_baud_lookup(): using non-standard baud rate: ${baudRate}\n`,
    where: where('serial_baud_lookup'),
  };
}

/** 6.4 leaves this to `perror`, which knows no verbosity. */
export const linesFailed = defineMessage<{ reason: string }>('line/lines-failed', {
  '6.4': (p) => ({ level: 'ext-error', text: `ioctl("TIOCMGET"): ${p.reason}\n` }),
  '7.1': (p) => system('ser_set_dtr_rts', `ioctl("TIOCMGET"): ${p.reason}`),
});

export const writeFailed = defineMessage<{ reason: string }>('line/write-failed', {
  '6.4': (p) => old('ser_send', `write error: ${p.reason}`),
  '7.1': (p) => system('ser_send', `unable to write: ${p.reason}`),
});

export const readFailed = defineMessage<{ reason: string }>('line/read-failed', {
  '6.4': (p) => old('ser_recv', `read error: ${p.reason}`),
  '7.1': (p) => system('ser_recv', `unable to read: ${p.reason}`),
});

export const drainFailed = defineMessage<{ reason: string }>('line/drain-failed', {
  '6.4': (p) => old('ser_drain', `read error: ${p.reason}`),
  '7.1': (p) => system('ser_drain', `unable to read: ${p.reason}`),
});

export const noAnswer = defineMessage('line/no-answer', {
  '6.4': () => ({
    level: 'notice2',
    lead: 'program',
    text: 'ser_recv(): programmer is not responding\n',
    where: where('ser_recv'),
  }),
});

export const sent = defineMessage<{ data: Uint8Array }>('line/sent', {
  '6.4': (p) => ({ level: 'trace', lead: 'program', text: `Send: ${tracedBytes(p.data)} \n` }),
  '7.1': (p) => ({
    level: 'trace',
    lead: 'program',
    text: `send: ${tracedBytes(p.data)} \n`,
    where: where('ser_send'),
  }),
  '8.2': (p) => ({
    level: 'trace',
    lead: 'program',
    text: `ser_send: ${tracedBytes(p.data)}\n`,
    where: 'trace_buffer() avr.c',
  }),
});

export const received = defineMessage<{ data: Uint8Array }>('line/received', {
  '6.4': (p) => ({ level: 'trace', lead: 'program', text: `Recv: ${tracedBytes(p.data)} \n` }),
  '7.1': (p) => ({
    level: 'trace',
    lead: 'program',
    text: `recv: ${tracedBytes(p.data)} \n`,
    where: where('ser_recv'),
  }),
  '8.2': (p) => ({
    level: 'trace',
    lead: 'program',
    text: `ser_recv: ${tracedBytes(p.data)}\n`,
    where: 'trace_buffer() avr.c',
  }),
});
