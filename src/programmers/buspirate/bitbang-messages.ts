import { defineMessage } from '../../output/words.ts';
import { led, raw, since7 } from './base-messages.ts';

/** What avrdude says of a Bus Pirate whose pins are set one by one (`buspirate.c`, `bitbang.c`). */

export const tryingBitbang = defineMessage('buspirate/trying-bitbang', {
  '6.4': () => raw('info', 'Attempting to initiate BusPirate bitbang binary mode...'),
  '7.1': () =>
    since7('error', 'buspirate_bb_enable', 'attempting to initiate BusPirate bitbang binary mode ...'),
});
export const bitbangVersion = defineMessage<{ version: number }>('buspirate/bitbang-version', {
  '6.4': (p) => raw('info', `BusPirate binmode version: ${p.version}`),
});
export const bitbangNotConfirmed = defineMessage<{ answer: string }>('buspirate/bitbang-not-confirmed', {
  '6.4': (p) => raw('info', `Binary mode not confirmed: '${p.answer}'`),
  '7.1': (p) => since7('error', 'buspirate_bb_enable', `binary mode not confirmed: '${p.answer}'`),
  '8.2': (p) => since7('error', 'buspirate_bb_enable', `binary mode not confirmed: ${p.answer}`),
});
export const deviceNotResponding = defineMessage('buspirate/device-not-responding', {
  '6.4': () => led('AVR device not responding'),
  '7.1': () => ({
    level: 'error',
    lead: 'program',
    text: 'AVR device not responding\n',
    where: 'bitbang_initialize() bitbang.c',
  }),
});

/** avrdude finds out how fast it can count, to wait by counting; we wait by the clock, and count nothing. */
export const delaysByClock = defineMessage('buspirate/delays-by-clock', {
  '6.4': () => ({ level: 'notice2', lead: 'program', text: calibrated('Calibrating delay loop...') }),
  '7.1': () => ({
    level: 'notice2',
    lead: 'program',
    text: calibrated('calibrating delay loop ...'),
    where: 'bitbang_calibrate_delay() bitbang.c',
  }),
});

const calibrated = (doing: string): string => `${doing} calibrated to 0 cycles per us\n`;

/** An instruction, and what came back bit by bit. */
export const instructionSent = defineMessage<{ sent: Uint8Array; answer: Uint8Array }>(
  'buspirate/instruction-sent',
  {
    '6.4': (p) => raw('notice2', instructionText(p)),
    '8.2': (p) => raw('debug', instructionText(p)),
  },
);

function instructionText({ sent, answer }: { sent: Uint8Array; answer: Uint8Array }): string {
  const bytes = (data: Uint8Array) =>
    Array.from(data.subarray(0, 4), (byte) => `${byte.toString(16).toUpperCase().padStart(2, '0')} `).join(
      '',
    );
  return `bitbang_cmd(): [ ${bytes(sent)}] [ ${bytes(answer)}]`;
}
