import { defineMessage, raw, said } from '../../output/words.ts';

/** What avrdude says of the TPI scope of a JTAGICE3 or its kin (`jtag3.c`). */

const where = (func: string): string => `${func}() jtag3.c`;
const bytes = (data: Uint8Array): string => Array.from(data, (value) => `${hex(value)} `).join('');
const hex = (value: number): string => `0x${value.toString(16).padStart(2, '0')}`;

export const sent = defineMessage<{ body: Uint8Array }>('edbg/tpi-sent', {
  '6.4': (p) => raw('trace', `[TPI send] ${bytes(p.body)}\n`),
});

export const received = defineMessage<{ body: Uint8Array }>('edbg/tpi-received', {
  '6.4': (p) => raw('trace', `[TPI recv] ${bytes(p.body)}\n`),
});

export const notReceived = defineMessage('edbg/tpi-not-received', {
  '6.4': () => said('info', 'jtag3_recv_tpi(): unable to receive\n'),
  '7.1': () => said('error', 'jtag3_recv_tpi(): unable to receive\n', where('jtag3_recv_tpi')),
});

export const unanswered = defineMessage<{ what: string }>('edbg/tpi-unanswered', {
  '6.4': (p) => [
    raw('notice2', '\n'),
    said(
      'notice2',
      `TPI ${p.what} command: timeout/error communicating with programmer (status -1)\n`,
      where('jtag3_command_tpi'),
    ),
  ],
});

export const failed = defineMessage<{ what: string; status: number }>('edbg/tpi-failed', {
  '6.4': (p) => said('info', `[TPI] command ${p.what} FAILED! Status: ${hex(p.status)}\n`),
  '7.1': (p) =>
    said('error', `[TPI] command ${p.what} FAILED! Status: ${hex(p.status)}\n`, where('jtag3_command_tpi')),
});
