import { defineMessage } from '../../output/words.ts';

/** What avrdude says of `-r` (`serialadapter.c`; it came with 8.0). */

const where = 'touch_serialport() serialadapter.c';

export const touching = defineMessage<{ port: string }>('line/touching', {
  '8.2': (p) => ({
    level: 'notice',
    lead: 'program',
    text: `touching serial port ${p.port} at 1200 baud\n`,
    where,
  }),
});

export const waiting = defineMessage('line/waiting', {
  '8.2': () => ({ level: 'notice', lead: 'program', text: 'waiting for new port...', where }),
});

export const newPort = defineMessage<{ port: string; milliseconds: number }>('line/new-port', {
  '8.2': (p) => [
    { level: 'notice2', lead: 'program', text: `new port ${p.port} discovered\n`, where },
    { level: 'notice', text: ` ${p.milliseconds} ms:` },
    { level: 'notice', text: ` using new port ${p.port}\n` },
  ],
});

export const samePort = defineMessage<{ port: string; milliseconds: number }>('line/same-port', {
  '8.2': (p) => ({ level: 'notice', text: ` using same port ${p.port}\n` }),
});
