import { defineMessage, said } from '../../output/words.ts';

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

/** Before 8.0, which has no `-r`, in the words for a port that cannot be opened. */
export const touchFailed = defineMessage<{ port: string; id: string }>('line/touch-failed', {
  '6.4': ({ port, id }) => said('info', `opening programmer "${id}" on port "${port}" failed\n`),
  '7.1': ({ port, id }) =>
    said('error', `unable to open programmer ${id} on port ${port}\n`, 'main() main.c'),
  '8.2': ({ port }) => said('error', `touch_serialport() failed to open port ${port} at 1200 baud\n`, where),
});
