import { defineMessage, type MessageDefinition, type Words } from '../output/words.ts';

/** What avrdude says of frames on the line to a JTAGICE mkII (`jtagmkII.c` of the three releases). */

export function info(text: string): Words {
  return { level: 'info', lead: 'program', text: `${text}\n` };
}

export function since7(func: string, text: string, level: 'error' | 'warning' = 'error'): Words {
  return { level, lead: 'program', text: `${text}\n`, where: `${func}() jtagmkII.c` };
}

/** Something said from `-v -v` on that does not differ but in its first letter. @param text behind the function's name */
export function remark(
  level: 'notice2' | 'debug' | 'trace',
  func: string,
  text: string,
  later = text,
): MessageDefinition<void> {
  return defineMessage({
    '6.4': () => ({ level, lead: 'program', text: `${func}${text}\n` }),
    '7.1': () => ({ level, lead: 'program', text: `${func}${later}\n`, where: `${func}() jtagmkII.c` }),
  });
}

/** The end of a line that has been left open, from `-v -v -v` on. */
const openLineEnd: Words = { level: 'debug', text: '\n' };

export const sending = defineMessage<{ length: number }>({
  '6.4': (p) => [
    openLineEnd,
    {
      level: 'debug',
      lead: 'program',
      text: `jtagmkII_send(): sending ${p.length} bytes\n`,
      where: 'jtagmkII_send() jtagmkII.c',
    },
  ],
});

export const receiving = remark('trace', 'jtagmkII_recv', '():');

export const received = defineMessage({ '6.4': () => openLineEnd });

export const timeout = defineMessage({
  '6.4': () => ({ level: 'notice2', lead: 'program', text: 'jtagmkII_recv(): Timeout receiving packet\n' }),
  '7.1': () => ({
    level: 'notice2',
    lead: 'program',
    text: 'jtagmkII_recv(): timeout receiving packet\n',
    where: 'jtagmkII_recv_frame() jtagmkII.c',
  }),
  '8.2': () => ({
    level: 'notice2',
    lead: 'program',
    text: 'jtagmkII_recv_frame(): timeout receiving packet\n',
    where: 'jtagmkII_recv_frame() jtagmkII.c',
  }),
});

export const wrongChecksum = defineMessage({
  '6.4': () => info('jtagmkII_recv(): checksum error'),
  '7.1': () => since7('jtagmkII_recv_frame', 'wrong checksum'),
});

export const tooLong = defineMessage<{ length: number; most: number }>({
  '6.4': (p) =>
    info(`jtagmkII_recv(): msglen ${p.length} exceeds max message size ${p.most}, ignoring message`),
  '7.1': (p) =>
    since7(
      'jtagmkII_recv_frame',
      `msglen ${p.length} exceeds max message size ${p.most}, ignoring message`,
      'warning',
    ),
});
