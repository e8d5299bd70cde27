import { defineMessage, type Words } from '../../output/words.ts';

/** What avrdude says of a conversation in AVR109 or AVR910 (`butterfly.c`, `avr910.c` of the three releases). */

/** Which of avrdude's two sources speaks. */
export type Family = 'butterfly' | 'avr910';

/** For what an answer is waited for: the function of avrdude's source, and the parameters of its call, which 8.x repeats. */
const sources = {
  /** Greeting, abilities, device code: bytes of which avrdude says no more. */
  'set-up': ['initialize', '&c, 1'],
  'software-id': ['initialize', 'id, sizeof(id) - 1'],
  'software-id-rest': ['initialize', '&id[1], sizeof(id) - 2'],
  'software-version': ['initialize', 'sw, sizeof(sw)'],
  'hardware-version': ['initialize', 'hw, sizeof(hw)'],
  'hardware-version-first': ['initialize', 'hw, 1'],
  'hardware-version-second': ['initialize', '&hw[1], 1'],
  'programmer-type': ['initialize', '&type, 1'],
  /** Whether the address moves on by itself. */
  'auto-increment': ['initialize', '&my.has_auto_incr_addr, 1'],
  'read-signature': ['read_sig_bytes', '(char *) m->buf, 3'],
  'exchange-instruction': ['cmd', 'buf, 2'],
  'read-byte': ['read_byte', '(char *) value, 1'],
  'read-eeprom-byte': ['read_byte_eeprom', '(char *) value, 1'],
  'read-flash-byte': ['read_byte_flash', 'buf, sizeof(buf)'],
  /** A page without block commands. */
  'read-page-by-words': ['paged_load', 'buf, 2'],
  'read-page-by-bytes': ['paged_load', '(char *) &m->buf[addr], 1'],
  'read-block': ['paged_load', '(char *) &m->buf[addr], blocksize'],
  /** The carriage return behind a command. */
  confirm: ['vfy_cmd_sent', '&c, 1'],
} as const satisfies Readonly<Record<string, readonly [function: string, into: string]>>;

/** For what an answer is waited for. */
export type Waiting = keyof typeof sources;

function error(family: Family, func: string, text: string): Words {
  return { level: 'error', lead: 'program', text: `${text}\n`, where: `${func}() ${family}.c` };
}

export const notResponding = defineMessage<{ family: Family; waiting: Waiting }>('avr109/not-responding', {
  '6.4': (p) => ({
    level: 'info',
    lead: 'program',
    text: `${p.family}_recv(): programmer is not responding\n`,
  }),
  '7.1': (p) => error(p.family, `${p.family}_recv`, 'programmer is not responding'),
  '8.2': ({ family, waiting }) => {
    const [func, into] = sources[waiting];
    return error(family, `${family}_${func}`, `${family}_recv(pgm, ${into}) failed`);
  },
});

/** A command was not answered by a carriage return; `silent` if by nothing at all. */
export const commandRefused = defineMessage<{ family: Family; command: string; silent: boolean }>(
  'avr109/command-refused',
  {
    '6.4': (p) => ({
      level: 'info',
      lead: 'program',
      text: `error: programmer did not respond to command: ${p.command}\n`,
    }),
    '7.1': (p) =>
      error(p.family, `${p.family}_vfy_cmd_sent`, `programmer did not respond to command: ${p.command}`),
    '8.2': (p) =>
      p.silent
        ? undefined
        : error(p.family, `${p.family}_vfy_cmd_sent`, `protocol error for command: ${p.command}`),
  },
);
