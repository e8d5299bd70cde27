import { defineMessage, said } from '../../output/words.ts';
import { old, since7 } from '../../protocols/stk500v2/messages.ts';

/** What avrdude says of programming over PDI and TPI with an AVRISP mkII or an STK600 (`stk500v2.c` of the three releases). */

/** What was being done, and avrdude's function for it; up to 6.4 not every message names its own. */
const functions = {
  enter: ['stk600_xprog_program_enable', 'stk600_xprog_program_enable'],
  leave: ['stk600_xprog_disable', 'stk600_xprog_program_disable'],
  'write-byte': ['stk600_xprog_write_byte', 'stk600_xprog_write_byte'],
  'erase-fuse': ['stk600_xprog_write_byte', 'stk600_xprog_chip_erase'],
  'read-byte': ['stk600_xprog_read_byte', 'stk600_xprog_read_byte'],
  'read-page': ['stk600_xprog_paged_load', 'stk600_xprog_paged_load'],
  'write-page': ['stk600_xprog_paged_write', 'stk600_xprog_paged_write'],
  'erase-chip': ['stk600_xprog_chip_erase', 'stk600_xprog_chip_erase'],
  'erase-page': ['stk600_xprog_page_erase', 'stk600_xprog_page_erase'],
} as const;
export type XprogOperation = keyof typeof functions;

/** `what` as avrdude names the command, `before` as 6.4 did. */
export const xprogRefused = defineMessage<{ operation: XprogOperation; what: string; before?: string }>(
  'stk500v2/xprog-refused',
  {
    '6.4': (p) => old(`${functions[p.operation][1]}(): ${p.before ?? p.what} failed`),
    '7.1': (p) => since7(functions[p.operation][0], `${p.what} failed`),
  },
);

/** A part's definition lacks it. */
export const xprogLacks = defineMessage<{ operation: XprogOperation; what: string }>('stk500v2/xprog-lacks', {
  '6.4': (p) => old(`${functions[p.operation][1]}(): no ${p.what}`),
  '7.1': (p) => since7(functions[p.operation][0], `no ${p.what}`),
});

/** A memory that XPROG does not reach this way. */
export const xprogMemoryUnknown = defineMessage<{ operation: XprogOperation; memory: string }>(
  'stk500v2/xprog-memory-unknown',
  {
    '6.4': (p) => old(`${functions[p.operation][1]}(): unknown ${paged(p.operation)}memory "${p.memory}"`),
    '7.1': (p) => since7(functions[p.operation][0], `unknown ${paged(p.operation)}memory ${p.memory}`),
    '8.2': (p) =>
      since7(
        functions[p.operation][0],
        p.operation === 'erase-page' ? `unknown paged memory ${p.memory}` : `unsupported memory ${p.memory}`,
      ),
  },
);

const paged = (operation: XprogOperation): string => (operation.endsWith('-page') ? 'paged ' : '');

export const xprogReadOnly = defineMessage<{ memory: string; part: string }>('stk500v2/xprog-read-only', {
  '6.4': (p) => old(`stk600_xprog_write_byte(): unknown memory "${p.memory}"`),
  '7.1': (p) => since7('stk600_xprog_write_byte', `unknown memory ${p.memory}`),
  '8.2': (p) =>
    since7('stk600_xprog_write_byte', `cannot write to read-only memory ${p.memory} of ${p.part}`),
});

export const pageTooLarge = defineMessage('stk500v2/page-too-large', {
  '6.4': () => old('stk600_xprog_paged_write(): cannot handle page size > 512'),
  '7.1': () => since7('stk600_xprog_paged_write', 'cannot handle page size > 512'),
});

const enable = 'stk600_xprog_program_enable';

export const siliconRevision = defineMessage<{ revision: number }>('stk500v2/silicon-revision', {
  '8.2': ({ revision }) =>
    said(
      'notice',
      `silicon revision: ${(revision >> 4).toString(16)}.${(revision & 0x0f).toString(16)}\n`,
      `${enable}() stk500v2.c`,
    ),
});

export const noSiliconRevision = defineMessage('stk500v2/no-silicon-revision', {
  '8.2': () => since7(enable, 'cannot read silicon revision; is avrdude.conf up to date?', 'warning'),
});
