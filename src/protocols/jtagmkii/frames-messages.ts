import { defineMessage, type MessageDefinition, raw, said, type Words } from '../../output/words.ts';

/** What avrdude says of frames on the line to a JTAGICE mkII (`jtagmkII.c` of the three releases). */

/** What 6.4 says at every verbosity. */
export function info(text: string): Words {
  return said('info', `${text}\n`);
}

/** A failure as 7.1 says it. @param func avrdude's function */
export function since7(func: string, text: string, level: 'error' | 'warning' = 'error'): Words {
  return said(level, `${text}\n`, `${func}() jtagmkII.c`);
}

/** Something said from `-v -v` on that does not differ but in its first letter. @param text behind the function's name */
export function remark(
  name: string,
  level: 'notice2' | 'debug' | 'trace',
  func: string,
  text: string,
  later = text,
): MessageDefinition<void> {
  return defineMessage(name, {
    '6.4': () => said(level, `${func}${text}\n`),
    '7.1': () => said(level, `${func}${later}\n`, `${func}() jtagmkII.c`),
  });
}

/** The end of a line that has been left open, from `-v -v -v` on. */
const openLineEnd: Words = raw('debug', '\n');

export const sending = defineMessage<{ length: number }>('jtagmkii/sending', {
  '6.4': (p) => [
    openLineEnd,
    said('debug', `jtagmkII_send(): sending ${p.length} bytes\n`, 'jtagmkII_send() jtagmkII.c'),
  ],
});

export const receiving = remark('jtagmkii/receiving', 'trace', 'jtagmkII_recv', '():');

export const received = defineMessage('jtagmkii/received', {
  '6.4': () => openLineEnd,
  '8.2': () => [
    said('trace2', 'jtagmkII_recv_frame(): CRC OK', 'jtagmkII_recv_frame() jtagmkII.c'),
    openLineEnd,
  ],
});

export const timeout = defineMessage('jtagmkii/timeout', {
  '6.4': () => said('notice2', 'jtagmkII_recv(): Timeout receiving packet\n'),
  '7.1': () =>
    said('notice2', 'jtagmkII_recv(): timeout receiving packet\n', 'jtagmkII_recv_frame() jtagmkII.c'),
  '8.2': () =>
    said('notice2', 'jtagmkII_recv_frame(): timeout receiving packet\n', 'jtagmkII_recv_frame() jtagmkII.c'),
});

export const wrongChecksum = defineMessage('jtagmkii/wrong-checksum', {
  '6.4': () => info('jtagmkII_recv(): checksum error'),
  '7.1': () => since7('jtagmkII_recv_frame', 'wrong checksum'),
});

export const tooLong = defineMessage<{ length: number; most: number }>('jtagmkii/too-long', {
  '6.4': (p) =>
    info(`jtagmkII_recv(): msglen ${p.length} exceeds max message size ${p.most}, ignoring message`),
  '7.1': (p) =>
    since7(
      'jtagmkII_recv_frame',
      `msglen ${p.length} exceeds max message size ${p.most}, ignoring message`,
      'warning',
    ),
});
