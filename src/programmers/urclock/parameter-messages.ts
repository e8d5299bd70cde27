import { defineMessage, raw } from '../../output/words.ts';
import { spoken } from './base-messages.ts';

/** What avrdude says of urclock's `-x` parameters. */

const inParser = 'urclock_parseextparms';
const inId = 'parseUrclockID';

export const unknown = spoken<{ text: string }>(
  'urclock/unknown',
  'error',
  inParser,
  (p) => `invalid extended parameter ${p.text}`,
  (p) => `invalid extended parameter -x ${p.text}`,
);

export const argumentMissing = spoken<{ text: string }>(
  'urclock/argument-missing',
  'error',
  inParser,
  (p) => `missing argument for option ${p.text}=...`,
  (p) => `missing argument for -x ${p.text}=...`,
);

/** `problem` is 8.2's word for it. */
export const noNumber = spoken<{ text: string; problem: string }>(
  'urclock/no-number',
  'error',
  inParser,
  (p) => (p.problem.startsWith('out of') ? `out of integer range -x${p.text}` : `cannot parse -x${p.text}`),
  (p) => `-x ${p.text}: ${p.problem === 'no data to convert' ? 'missing argument' : p.problem}`,
);

export const set = spoken<{ text: string }>('urclock/set', 'notice2', inParser, (p) => `${p.text} set`);

/** The list of parameters, and that of 8.2. */
export const help = defineMessage<{ id: string; old: readonly string[]; now: readonly string[] }>(
  'urclock/help',
  {
    '6.4': ({ id, old }) => raw('error', list(id, old)),
    '8.2': ({ id, now }) => raw('error', list(id, now)),
  },
);

function list(id: string, lines: readonly string[]): string {
  return [`avrdude -c ${id} extended options:`, ...lines, ''].join('\n');
}

export const idWithoutMemory = spoken<{ id: string }>(
  'urclock/id-without-memory',
  'warning',
  inId,
  (p) => `-xid=${p.id} string must start with E. or F.`,
  (p) => `-x id=${p.id} string must start with E. or F.`,
);

export const idWithoutLength = spoken<{ id: string }>(
  'urclock/id-without-length',
  'warning',
  inId,
  (p) => `-xid=${p.id} string must look like [E|F].<addr>.<len>`,
  (p) => `-x id=${p.id} string must look like [E|F].<addr>.<len>`,
);

interface Part {
  readonly id: string;
  readonly text: string;
  readonly problem: string;
}

export const idAddress = spoken<Part>(
  'urclock/id-address',
  'warning',
  inId,
  (p) => `cannot parse address ${p.text} of -xid=${p.id}`,
  (p) => `address ${p.text} of -x id=${p.id}: ${p.problem}`,
);

export const idLength = spoken<Part>(
  'urclock/id-length',
  'warning',
  inId,
  (p) => `cannot parse length ${p.text} of -xid=${p.id} string`,
  (p) => `length ${p.text} of -x id=${p.id} string: ${p.problem}`,
);

export const idTooLong = spoken<{ id: string; text: string }>(
  'urclock/id-too-long',
  'warning',
  inId,
  (p) => `length ${p.text} of -xid=${p.id} string must be between 1 and 8`,
  (p) => `length ${p.text} of -x id=${p.id} string must be between 1 and 8`,
);
