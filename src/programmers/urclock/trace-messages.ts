import { defineMessage } from '../../output/words.ts';
import { spoken } from './base-messages.ts';

/** What `urclock.c` tells at `-v -v -v` of what it does, and when: milliseconds since the program began. */

/** As `%4ld` shows them. */
const stamp = (now: number): string => `${String(Math.trunc(now)).padStart(4)} ms`;

export const opening = defineMessage<{ port: string }>('urclock/opening', {
  '8.2': ({ port }) => ({ level: 'debug', lead: 'program', text: `urclock_open("${port}")\n`, where }),
});
const where = 'urclock_open() urclock.c';

export const syncing = spoken<{ now: number }>(
  'urclock/syncing',
  'debug',
  'urclock_open',
  ({ now }) => `${stamp(now)}: enter urclock_getsync()`,
);

export const ready = spoken<{ now: number }>(
  'urclock/ready',
  'debug',
  'urclock_open',
  ({ now }) => `${stamp(now)}: all good, ready to rock`,
);

/** @param pause milliseconds until sync is asked for again */
export const pausing = spoken<{ now: number; pause: number }>(
  'urclock/pausing',
  'debug',
  'urclock_getsync',
  ({ now, pause }) => `${stamp(now)}: sleeping for ${pause} ms`,
);

/** avrdude also shows where in its memory the bytes go, which means nothing here. */
export const reading = spoken<{
  id: string;
  part: string;
  name: 'flash' | 'eeprom';
  address: number;
  length: number;
}>('urclock/reading', 'debug', 'ur_readEF', ({ id, part, name, address, length }) => {
  const letter = name === 'flash' ? 'F' : 'E';
  const from = `0x${address.toString(16).padStart(6, '0')}`;
  return `ur_readEF(${id}, ${part}, ${name}, (nil), ${from}, ${length}, ${letter})`;
});
