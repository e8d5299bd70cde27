import { defineMessage } from '../../output/words.ts';
import { led, raw, since7 } from './wording.ts';

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
