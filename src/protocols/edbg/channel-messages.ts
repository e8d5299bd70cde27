import { defineMessage, raw, said, type Words } from '../../output/words.ts';

/** What avrdude says of reports and frames on their way to a JTAGICE3 or its kin (`usb_hidapi.c`, `jtag3.c`). */

const hid = (func: string): string => `${func}() usb_hidapi.c`;
const jtag3 = (func: string): string => `${func}() jtag3.c`;

/** A message that 6.4 says always and later releases at `level`, with their functions' names in front. */
export function remark(
  level: Words['level'],
  func: string,
  text: string,
): { readonly '6.4': Words; readonly '7.1': Words } {
  return {
    '6.4': said('info', `${func}(): ${text}\n`),
    '7.1': said(level, `${func}(): ${text}\n`, jtag3(func)),
  };
}

export const notWritten = defineMessage<{ length: number }>('edbg/not-written', {
  '6.4': (p) => said('info', `Failed to write ${p.length} bytes to USB\n`),
  '7.1': (p) => said('error', `unable to write ${p.length} bytes to USB\n`, hid('usbhid_send')),
});

/** `gone`: the tool has been pulled out; else it said nothing. */
export const notRead = defineMessage<{ length: number; gone: boolean }>('edbg/not-read', {
  '6.4': (p) => (p.gone ? undefined : said('info', `Short read, read only 0 out of ${p.length} bytes\n`)),
  '7.1': (p) => said('error', shortRead(p), hid('usbhid_recv')),
  '8.2': (p) =>
    p.gone
      ? said('error', `hid_read_timeout(usb, ${p.length}, 10000) failed\n`, hid('usbhid_recv'))
      : said('error', shortRead(p), hid('usbhid_recv')),
});

function shortRead({ length, gone }: { length: number; gone: boolean }): string {
  return `short read, read only ${gone ? -1 : 0} out of ${length} bytes\n`;
}

/** A frame is sent. */
export const sending = defineMessage<{ channel: Channel; length: number }>('edbg/sending', {
  '6.4': (p) => [
    raw('debug', '\n'),
    said('debug', `${senders[p.channel]}(): sending ${p.length} bytes\n`, jtag3(senders[p.channel])),
  ],
});

/** What frames travel in, and avrdude's functions that send them. */
const senders = { reports: 'jtag3_edbg_send', bulk: 'jtag3_send' } as const;
export type Channel = keyof typeof senders;

export const fragmenting = defineMessage<{ pieces: number }>('edbg/fragmenting', {
  '6.4': (p) =>
    said('debug', `jtag3_edbg_send(): fragmenting into ${p.pieces} packets\n`, jtag3('jtag3_edbg_send')),
});

export const pieceNotSent = defineMessage('edbg/piece-not-sent', {
  '6.4': () => remark('notice', 'jtag3_edbg_send', 'failed to send command to serial port')['6.4'],
  '7.1': () => remark('notice', 'jtag3_edbg_send', 'unable to send command to serial port')['7.1'],
});

export const frameNotSent = defineMessage('edbg/frame-not-sent', {
  '6.4': () => said('info', 'jtag3_send(): failed to send command to serial port\n'),
  '7.1': () => said('error', 'unable to send command to serial port\n', jtag3('jtag3_send')),
});

/** What is waited for, and avrdude's functions that wait; 8.2 tells the second. */
const receivers = {
  'piece-taken': ['jtag3_edbg_send', 'jtag3_edbg_send'],
  piece: ['jtag3_edbg_recv', 'jtag3_edbg_recv_frame'],
  frame: ['jtag3_recv', 'jtag3_recv_frame'],
} as const;
export type Awaited = keyof typeof receivers;

/** Nothing came. */
export const timedOut = defineMessage<{ awaited: Awaited }>('edbg/timed-out', {
  '6.4': (p) => waited(receivers[p.awaited][0], 'Timeout receiving packet'),
  '7.1': (p) => waited(receivers[p.awaited][0], 'timeout receiving packet'),
  '8.2': (p) => waited(receivers[p.awaited][1], 'timeout receiving packet'),
});

function waited(func: string, text: string): Words {
  return said('notice2', `${func}(): ${text}\n`, jtag3(func));
}

/** The tool has taken a piece in another way than it should. */
export const pieceRefused = defineMessage<{ response: readonly [number, number] }>('edbg/piece-refused', {
  '6.4': (p) => remark('notice', 'jtag3_edbg_send', `Unexpected response ${pair(p.response)}`)['6.4'],
  '7.1': (p) => remark('notice', 'jtag3_edbg_send', `unexpected response ${pair(p.response)}`)['7.1'],
});

export const receiving = defineMessage('edbg/receiving', {
  '6.4': () => said('trace', 'jtag3_edbg_recv():\n', jtag3('jtag3_edbg_recv_frame')),
});

/** A remark on what the tool answers with, whose function has two names. */
function onAnswer(old: string, text: string) {
  return {
    '6.4': () => said('info', `jtag3_edbg_recv(): ${old}\n`),
    '7.1': () => said('notice', `jtag3_edbg_recv(): ${text}\n`, jtag3('jtag3_edbg_recv_frame')),
    '8.2': () => said('notice', `jtag3_edbg_recv_frame(): ${text}\n`, jtag3('jtag3_edbg_recv_frame')),
  };
}

export const answerNotAsked = defineMessage(
  'edbg/answer-not-asked',
  onAnswer('error sending CMSIS-DAP vendor command', 'unable to send CMSIS-DAP vendor command'),
);
export const noAnswer = defineMessage(
  'edbg/no-answer',
  onAnswer('No response available', 'no response available'),
);

export const answerIsNone = defineMessage<{ code: number }>('edbg/answer-is-none', {
  '6.4': (p) => onAnswer(`Unexpected response ${byte(p.code)}`, '')['6.4'](),
  '7.1': (p) => onAnswer('', `unexpected response ${byte(p.code)}`)['7.1'](),
  '8.2': (p) => onAnswer('', `unexpected response ${byte(p.code)}`)['8.2'](),
});

/** Which piece it is, or of how many, does not fit those before. */
export const pieceMisplaced = defineMessage<{
  what: 'count' | 'number';
  expected: number;
  found: number;
}>('edbg/piece-misplaced', {
  '6.4': (p) => onAnswer(misplaced(p, 'Inconsistent', 'had'), '')['6.4'](),
  '7.1': (p) => onAnswer('', misplaced(p, 'inconsistent', 'had'))['7.1'](),
  '8.2': (p) => onAnswer('', misplaced(p, 'inconsistent', 'had'))['8.2'](),
});

function misplaced(
  p: { what: 'count' | 'number'; expected: number; found: number },
  inconsistent: string,
  had: string,
): string {
  return p.what === 'count'
    ? `${inconsistent} # of fragments; ${had} ${p.expected}, now ${p.found}`
    : `${inconsistent} fragment number; expect ${p.expected}, got ${p.found}`;
}

const byte = (value: number): string => `0x${value.toString(16).padStart(2, '0')}`;
const pair = ([one, other]: readonly [number, number]): string => `${byte(one)}, ${byte(other)}`;
