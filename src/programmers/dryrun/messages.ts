import { defineMessage } from '../../output/words.ts';

/** What avrdude says of the programmer that is none (`dryrun.c`; it came with 7.2). */

/** What is done, and avrdude's function for it. */
const functions = {
  'read-byte': 'dryrun_read_byte',
  'write-byte': 'dryrun_write_byte',
  'erase-page': 'dryrun_page_erase',
} as const;

/** Why something cannot be done. */
export type Failure = { readonly memory: string } & (
  | ({
      readonly operation: 'read-byte' | 'write-byte';
      readonly part: string;
      readonly why: 'outside';
    } & Outside)
  | { readonly operation: 'read-byte'; readonly why: 'inside-only' }
  | { readonly operation: 'write-byte'; readonly part: string; readonly why: 'write-protected' }
  | { readonly operation: 'erase-page'; readonly why: 'no-pages' }
);

/** An address that a memory of so many bytes does not have. */
interface Outside {
  readonly address: number;
  readonly size: number;
}

export const failed = defineMessage<Failure>('dryrun/failed', {
  '6.4': (p) => ({ level: 'info', lead: 'program', text: `${functions[p.operation]}(): ${reason(p)}\n` }),
  '7.1': (p) => [
    { level: 'error', lead: 'program', text: reason(p), where: `${functions[p.operation]}() dryrun.c` },
    { level: 'error', text: '\n' },
  ],
});

function reason(p: Failure): string {
  switch (p.why) {
    case 'outside': {
      const what = p.operation === 'read-byte' ? 'read byte' : 'write byte to';
      return `cannot ${what} ${p.part} ${p.memory} as ${outside(p)}`;
    }
    case 'inside-only':
      return 'classic part io/sram memories cannot be read externally';
    case 'write-protected':
      return `cannot write to write-protected memory ${p.part} ${p.memory}`;
    case 'no-pages':
      return `${p.memory} does not support paged access`;
  }
}

function outside({ address, size }: Outside): string {
  const hex = (value: number) => value.toString(16).padStart(4, '0');
  return `address 0x${hex(address)} outside range [0, 0x${hex(size - 1)}]`;
}

export const opening = defineMessage<{ port: string }>('dryrun/opening', {
  '7.1': (p) => ({ level: 'debug', lead: 'program', text: `dryrun_open(${p.port})\n` }),
});

export const bitClockIgnored = defineMessage<{ id: string }>('dryrun/bit-clock-ignored', {
  '7.1': (p) => ({
    level: 'warning',
    lead: 'program',
    text: `-c ${p.id} does not support adjustable bitclock speed; ignoring -B\n`,
    where: 'dryrun_open() dryrun.c',
  }),
});

export const badSeed = defineMessage<{ text: string; problem: string }>('dryrun/bad-seed', {
  '6.4': (p) => ({
    level: 'error',
    lead: 'program',
    text: `cannot parse ${p.text} seed value: ${p.problem}\n`,
    where: 'dryrun_parseextparams() dryrun.c',
  }),
});

/** `lacks` is what the part is not known by. */
export const notFilled = defineMessage<{ lacks: string; part: string }>('dryrun/not-filled', {
  '7.1': (p) => ({
    level: 'warning',
    lead: 'program',
    text: `${p.lacks} for ${p.part}; not initialising memories beyond factory settings\n`,
    where: 'dryrun_enable() dryrun.c',
  }),
});
