import { defineMessage, type Words } from '../../output/words.ts';

/** What avrdude shows of an exchange in a binary mode (`buspirate.c` of the three releases). */

function exchange(func: string): (data: Uint8Array) => readonly Words[] {
  return (data) => [
    { level: 'debug', lead: 'program', text: `${func}():\n` },
    { level: 'debug', text: dump(data) },
  ];
}

/** Eight bytes a line, in fours; seven bytes have no line end, and eight have two. */
function dump(data: Uint8Array): string {
  const bytes = [...data].map((byte, i) => {
    const gap = i % 8 === 3 ? '  ' : i % 8 === 7 ? '\n' : '';
    return `${i % 8 === 0 ? '\t' : ''}0x${byte.toString(16).padStart(2, '0')} ${gap}`;
  });
  return bytes.join('') + (data.length % 8 === 7 ? '' : '\n');
}

export const sent = defineMessage<Uint8Array>('buspirate/sent', { '6.4': exchange('buspirate_send_bin') });
export const received = defineMessage<Uint8Array>('buspirate/received', {
  '6.4': exchange('buspirate_recv_bin'),
});
