import { defineMessage, raw, said, type Words } from '../../output/words.ts';
import { info, since7 } from './frames-messages.ts';
import { unansweredText } from './messages.ts';

/** What avrdude says of words of an AVR32's bus (`jtagmkII.c` of the three releases). */

const reading = 'jtagmkII_read_SABaddr';
const writing = 'jtagmkII_write_SABaddr';
const openLineEnd: Words = raw('notice2', '\n');

function shown(func: string): (p: { address: number; value: number }) => readonly Words[] {
  return ({ address, value }) => [
    openLineEnd,
    said(
      'notice',
      `${func}(): OCD Register ${address.toString(16)} -> ${value.toString(16).padStart(4, '0')}\n`,
      `${func}() jtagmkII.c`,
    ),
  ];
}

export const wordRead = defineMessage<{ address: number; value: number }>('jtagmkii/word-read', {
  '6.4': shown(reading),
});

export const wordWritten = defineMessage<{ address: number; value: number }>('jtagmkii/word-written', {
  '6.4': shown(writing),
});

/** `answer`: what came instead, if anything did. */
export const wordNotRead = defineMessage<{ status: number; message: Uint8Array; answer?: Uint8Array }>(
  'jtagmkii/word-not-read',
  {
    '6.4': (p) => [openLineEnd, info(`${reading}(): ${notReadText(p)}`), ...both(p, 'info', 'Cmd', 'Data')],
    '7.1': (p) => [openLineEnd, since7(reading, notReadText(p)), ...both(p, 'error', 'cmd', 'Data')],
  },
);

function notReadText({ status, answer }: { status: number; answer?: Uint8Array }): string {
  return `${unansweredText(status)} resp=${(answer?.[0] ?? 0).toString(16)}`;
}

function both(
  { message, answer }: { message: Uint8Array; answer?: Uint8Array },
  level: 'info' | 'error',
  sent: string,
  got: string,
): readonly Words[] {
  if (!answer) return [];
  const line = (name: string, bytes: Uint8Array) => {
    const hex = Array.from(bytes, (byte) => `${byte.toString(16).padStart(2, '0')} `).join('');
    return raw(level, `${name}: ${hex}\n`);
  };
  return [line(sent, message), line(got, answer)];
}

export const wrongLength = defineMessage<{ length: number }>('jtagmkii/word-length', {
  '6.4': (p) => [openLineEnd, info(`${reading}(): wrong number of bytes (status ${p.length})`)],
  '7.1': (p) => [openLineEnd, since7(reading, `wrong number of bytes (status ${p.length})`)],
});

export const wordNotWritten = defineMessage<{ status: number }>('jtagmkii/word-not-written', {
  '6.4': (p) => [openLineEnd, info(`${writing}(): ${unansweredText(p.status)}`)],
  '7.1': (p) => [openLineEnd, since7(writing, unansweredText(p.status))],
});
