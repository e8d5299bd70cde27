import { hexByte as hex } from '../../model/hex-text.ts';
import { tracedBytes } from '../../model/traced-bytes.ts';
import { defineMessage, raw, said, type Words } from '../../output/words.ts';
import { responses } from './commands.ts';
import { info, remark, since7 } from './frames-messages.ts';
import { type Request, type Told, told } from './operation-messages.ts';

/** What avrdude says of an exchange with a JTAGICE mkII (`jtagmkII.c` of the three releases). */

/** That something is sent, with the line left open for its answer. @param func avrdude's function */
export function announcement(text: string, func: string): Words {
  return said('notice2', `${text}: `, `${func}() jtagmkII.c`);
}

/** What is sent. */
export const announced = defineMessage<Request>('jtagmkii/announced', {
  '6.4': (p) => sentText(told(p), 'S'),
  '7.1': (p) => sentText(told(p), told(p).capital ? 'S' : 's'),
  '8.2': (p) => {
    const { since82, func } = told(p);
    return since82 ? announcement(since82.announced, since82.func ?? func) : sentText(told(p), 's');
  },
});

function sentText({ func, what }: Told, first: 'S' | 's'): Words {
  return announcement(`${func}(): ${first}ending ${what}`, func);
}

const openLineEnd: Words = raw('notice2', '\n');

/** Nothing that makes sense came. `last` where nothing more is tried. */
export const unanswered = defineMessage<Unanswered & { tried: 'once' | 'again' | 'last' }>(
  'jtagmkii/unanswered',
  {
    '6.4': (p) => [
      ...(p.tried === 'last' ? [] : [openLineEnd]),
      info(`${told(p.request).func}(): ${p.tried === 'last' ? 'fatal ' : ''}${unansweredText(p.status)}`),
    ],
    '7.1': (p) => [
      ...(p.tried === 'last' ? [] : [openLineEnd]),
      since7(told(p.request).func, unansweredText(p.status), p.tried === 'again' ? 'warning' : 'error'),
    ],
  },
);

interface Unanswered {
  readonly request: Request;
  readonly status: number;
}

/** The same while a byte is written: only said when nothing more is tried. */
export const unansweredQuietly = defineMessage<Unanswered>('jtagmkii/unanswered-quietly', {
  '6.4': (p) => {
    const { func } = told(p.request);
    return [openLineEnd, said('notice2', `${func}(): ${unansweredText(p.status)}\n`, `${func}() jtagmkII.c`)];
  },
});

/** @param status what avrdude gives for an answer that does not come whole: -1, or -4 for a broken one */
export function unansweredText(status: number): string {
  return `timeout/error communicating with programmer (status ${status})`;
}

/** What the programmer has answered instead. `code`: one of `responses`. */
export const refused = defineMessage<{ request: Request; code: number }>('jtagmkii/refused', {
  '6.4': ({ request, code }) => info(`${told(request).func}(): ${refusalText(told(request), code)}`),
  '7.1': ({ request, code }) => {
    const { func, severity } = told(request);
    return since7(func, refusalText(told(request), code), severity);
  },
  '8.2': ({ request, code }) => {
    const { func, severity, since82 } = told(request);
    return since7(since82?.func ?? func, refusalText({ ...told(request), ...since82 }, code), severity);
  },
});

function refusalText({ refused, what }: Pick<Told, 'refused' | 'what'>, code: number): string {
  return `bad response to ${refused ?? what}: ${responseName(code)}`;
}

const refusals: Readonly<Record<number, string>> = {
  [responses.debugWireSyncFailed]: 'RSP_DEBUGWIRE_SYNC_FAILED',
  [responses.failed]: 'RSP_FAILED',
  [responses.illegalBreakpoint]: 'RSP_ILLEGAL_BREAKPOINT',
  [responses.illegalCommand]: 'RSP_ILLEGAL_COMMAND',
  [responses.illegalEmulatorMode]: 'RSP_ILLEGAL_EMULATOR_MODE',
  [responses.illegalJtagId]: 'RSP_ILLEGAL_JTAG_ID',
  [responses.illegalMcuState]: 'RSP_ILLEGAL_MCU_STATE',
  [responses.illegalMemoryType]: 'RSP_ILLEGAL_MEMORY_TYPE',
  [responses.illegalMemoryRange]: 'RSP_ILLEGAL_MEMORY_RANGE',
  [responses.illegalParameter]: 'RSP_ILLEGAL_PARAMETER',
  [responses.illegalPowerState]: 'RSP_ILLEGAL_POWER_STATE',
  [responses.illegalValue]: 'RSP_ILLEGAL_VALUE',
  [responses.noTargetPower]: 'RSP_NO_TARGET_POWER',
  [responses.setNParameters]: 'RSP_SET_N_PARAMETERS',
};

/** A refusal, by its name in AVR067. @param code one of `responses` */
export function responseName(code: number): string {
  return refusals[code] ?? `Unknown JTAG ICE mkII result code ${hex(code)}`;
}

/** An answer: its first byte at `-v -v`, all of it beyond. */
export const answered = defineMessage<{ message: Uint8Array; verbosity: number }>('jtagmkii/answered', {
  '6.4': ({ message, verbosity }) =>
    verbosity >= 3
      ? [
          raw('debug', '\n'),
          raw('trace', `Raw message:\n${bytesText(message, '')}`),
          raw('info', `${answerText(message)}\n`),
        ]
      : raw('notice2', `${hex(message[0] ?? 0)} (${message.length} bytes msg)\n`),
});

/** Sixteen bytes a line. @param margin behind each byte */
function bytesText(bytes: Uint8Array, margin: string): string {
  const texts = Array.from(bytes, (byte, i) => `${hex(byte)}${margin}${i % 16 === 15 ? '\n' : ' '}`);
  return texts.join('') + (bytes.length % 16 === 0 ? '' : '\n');
}

function answerText(message: Uint8Array): string {
  const [code = 0, detail] = message;
  const known = answers[code];
  if (known !== undefined) return `${known}\n`;
  const details = detailed[code];
  if (details) return `${details.text}${details.of[detail ?? -1] ?? ''}\n`;
  const rest = message.subarray(1);
  const memory = rest.length > 0 ? bytesText(rest, ' ') : '';
  if (code === responses.memory) return `memory contents:\n${memory}`;
  if (code === responses.parameter) return `parameter values:\n${memory}`;
  if (code === responses.spiData)
    return `SPI data returned:\n${Array.from(rest, (byte) => `${hex(byte)} `).join('')}\n`;
  return `unknown message ${hex(code)}\n`;
}

const answers: Readonly<Record<number, string>> = {
  [responses.ok]: 'OK',
  [responses.failed]: 'FAILED',
  [responses.illegalBreakpoint]: 'Illegal breakpoint',
  [responses.illegalCommand]: 'Illegal command',
  [responses.illegalJtagId]: 'Illegal JTAG ID',
  [responses.illegalMemoryType]: 'Illegal memory type',
  [responses.illegalMemoryRange]: 'Illegal memory range',
  [responses.illegalParameter]: 'Illegal parameter',
  [responses.illegalPowerState]: 'Illegal power state',
  [responses.illegalValue]: 'Illegal value',
  [responses.noTargetPower]: 'No target power',
  [responses.signOn]: 'Sign-on succeeded',
};

/** Refusals whose second byte says more. */
const detailed: Readonly<Record<number, { text: string; of: Readonly<Record<number, string>> }>> = {
  [responses.illegalEmulatorMode]: {
    text: 'Illegal emulator mode',
    of: { 0: ': DebugWire', 1: ': JTAG', 2: ': HVSP/PP', 3: ': SPI', 5: ': JTAG/Xmega' },
  },
  [responses.illegalMcuState]: {
    text: 'Illegal MCU state',
    of: { 0: ': Stopped', 1: ': Running', 2: ': Programming' },
  },
};

/** Each message that comes, and the number of the one it should answer. */
export const messageNumbered = defineMessage<{ sequence: number; expected: number }>(
  'jtagmkii/message-numbered',
  {
    '6.4': (p) =>
      said('debug', `jtagmkII_recv(): Got message seqno ${p.sequence} (command_sequence == ${p.expected})\n`),
    '7.1': (p) =>
      said(
        'debug',
        `jtagmkII_recv(): got message seqno ${p.sequence} (command_sequence == ${p.expected})\n`,
        'jtagmkII_recv() jtagmkII.c',
      ),
  },
);

/** What was in the frame that answers; before 8.0 at `-vvvv` alone. */
export const messageShown = defineMessage<{ message: Uint8Array; verbosity: number }>(
  'jtagmkii/message-shown',
  {
    '6.4': (p) => (p.verbosity === 4 ? said('trace', `Recv: ${tracedBytes(p.message)} \n`) : undefined),
    '7.1': (p) =>
      p.verbosity === 4
        ? said('trace', `recv: ${tracedBytes(p.message)} \n`, 'jtagmkII_recv() jtagmkII.c')
        : undefined,
    '8.2': (p) => said('trace', `jtagmkII_recv: ${tracedBytes(p.message)}\n`, 'trace_buffer() avr.c'),
  },
);

export const eventCame = remark(
  'jtagmkii/event-came',
  'debug',
  'jtagmkII_recv',
  '(): got asynchronous event',
);

export const wrongNumber = defineMessage<{ sequence: number; expected: number }>('jtagmkii/wrong-number', {
  '6.4': (p) =>
    said(
      'notice2',
      `jtagmkII_recv(): got wrong sequence number, ${p.sequence} != ${p.expected}\n`,
      'jtagmkII_recv() jtagmkII.c',
    ),
});

export const gettingParameter = remark('jtagmkii/getting-parameter', 'notice2', 'jtagmkII_getparm', '()');
export const settingParameter = remark('jtagmkii/setting-parameter', 'notice2', 'jtagmkII_setparm', '()');
