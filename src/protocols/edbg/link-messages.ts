import { defineMessage, raw, said, type Words } from '../../output/words.ts';
import { shownAnswer } from './shown-answer.ts';

/** What avrdude says of requests to a JTAGICE3 or its kin and of their answers (`jtag3.c`). */

const where = (func: string): string => `${func}() jtag3.c`;
const openLineEnd: Words = raw('notice2', '\n');
const byte = (value: number): string => `0x${value.toString(16).padStart(2, '0')}`;

/** That something is asked, with the line left open for its answer. `what`: "AVR sign-on". */
export const announced = defineMessage<{ what: string }>('edbg/announced', {
  '6.4': (p) => said('notice2', `Sending ${p.what} command: `, where('jtag3_command')),
  '7.1': (p) => said('notice2', `sending ${p.what} command: `, where('jtag3_command')),
});

/** What came; from `-v -v -v` on, all of it. */
export const answered = defineMessage<{ answer: Uint8Array; verbosity: number }>('edbg/answered', {
  '6.4': ({ answer, verbosity }) =>
    verbosity >= 3
      ? [raw('debug', '\n'), ...shownAnswer(answer)]
      : raw('notice2', `${byte(answer[1] ?? 0)} (${answer.length} bytes msg)\n`),
});

/** @param status what avrdude gives: -1 */
export const unanswered = defineMessage<{ what: string }>('edbg/unanswered', {
  '6.4': (p) => [
    openLineEnd,
    said(
      'notice2',
      `${p.what} command: timeout/error communicating with programmer (status -1)\n`,
      where('jtag3_command'),
    ),
  ],
});

export const partLocked = defineMessage('edbg/part-locked', {
  '6.4': () => said('info', 'Device is locked! Chip erase required to unlock.\n'),
  '7.1': () => said('error', 'device is locked; chip erase required to unlock\n', where('jtag3_command')),
});

export const refused = defineMessage<{ what: string; code: number }>('edbg/refused', {
  '6.4': (p) => said('info', `bad response to ${p.what} command: ${byte(p.code)}\n`),
  '7.1': (p) =>
    said('notice', `bad response to ${p.what} command: ${byte(p.code)}\n`, where('jtag3_command')),
});

export const numbered = defineMessage<{ sequence: number; expected: number }>('edbg/numbered', {
  '6.4': (p) =>
    said(
      'debug',
      `jtag3_recv(): Got message seqno ${p.sequence} (command_sequence == ${p.expected})\n`,
      where('jtag3_recv'),
    ),
  '8.2': (p) =>
    said(
      'debug',
      `jtag3_recv(): got message seqno ${p.sequence} (command_sequence == ${p.expected})\n`,
      where('jtag3_recv'),
    ),
});

export const wrongNumber = defineMessage<{ sequence: number; expected: number }>('edbg/wrong-number', {
  '6.4': (p) =>
    said(
      'notice2',
      `jtag3_recv(): got wrong sequence number, ${p.sequence} != ${p.expected}\n`,
      where('jtag3_recv'),
    ),
});

export const gettingParameter = defineMessage('edbg/getting-parameter', {
  '6.4': () => said('notice2', 'jtag3_getparm()\n', where('jtag3_getparm')),
});

export const settingParameter = defineMessage('edbg/setting-parameter', {
  '6.4': () => said('notice2', 'jtag3_setparm()\n', where('jtag3_setparm')),
});

/** A parameter is answered with something that is no data. */
export const parameterIsNone = defineMessage<{ what: string }>('edbg/parameter-is-none', {
  '6.4': (p) => said('info', `jtag3_getparm(): bad response to ${p.what}\n`),
  '7.1': (p) => said('notice', `jtag3_getparm(): bad response to ${p.what}\n`, where('jtag3_getparm')),
});

export const connecting = defineMessage('edbg/connecting', {
  '6.4': () => [raw('debug', '\n'), said('debug', 'jtag3_edbg_prepare()\n', where('jtag3_edbg_prepare'))],
});

export const connected = defineMessage<{ status: number }>('edbg/connected', {
  '6.4': (p) =>
    said(
      'notice2',
      `jtag3_edbg_prepare(): connection status ${byte(p.status)}\n`,
      where('jtag3_edbg_prepare'),
    ),
});

export const connectNotSent = defineMessage('edbg/connect-not-sent', {
  '6.4': () => said('info', 'jtag3_edbg_prepare(): failed to send command to serial port\n'),
  '7.1': () => said('error', 'unable to send command to serial port\n', where('jtag3_edbg_prepare')),
});

/** `status`: what avrdude got in place of the report. */
export const connectUnanswered = defineMessage<{ status: number }>('edbg/connect-unanswered', {
  '6.4': (p) => said('info', `jtag3_edbg_prepare(): failed to read from serial port (${p.status})\n`),
  '7.1': (p) => said('error', `unable to read from serial port (${p.status})\n`, where('jtag3_edbg_prepare')),
});

export const connectMisunderstood = defineMessage<{ response: readonly [number, number] }>(
  'edbg/connect-misunderstood',
  {
    '6.4': ({ response: [one, other] }) =>
      said('info', `jtag3_edbg_prepare(): unexpected response ${byte(one)}, ${byte(other)}\n`),
    '7.1': ({ response: [one, other] }) =>
      said('error', `unexpected response ${byte(one)}, ${byte(other)}\n`, where('jtag3_edbg_prepare')),
  },
);

export const disconnecting = defineMessage('edbg/disconnecting', {
  '6.4': () => [raw('debug', '\n'), said('debug', 'jtag3_edbg_signoff()\n', where('jtag3_edbg_signoff'))],
});
