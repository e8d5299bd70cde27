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

/** What is asked for, and how avrdude names the command: up to 6.4, and since. */
const requests = {
  'set-mode-tpi': ['CMD_XPROG_SETMODE(XPRG_MODE_TPI)'],
  'set-mode-pdi': ['CMD_XPROG_SETMODE(XPRG_MODE_PDI)'],
  enter: ['XPRG_CMD_ENTER_PROGMODE'],
  leave: ['XPRG_CMD_LEAVE_PROGMODE'],
  'erase-chip': ['XPRG_CMD_ERASE(XPRG_ERASE_CHIP)'],
  'erase-fuse': ['XPRG_CMD_ERASE(XPRG_ERASE_CONFIG)'],
  read: ['XPRG_CMD_READ_MEM'],
  write: ['XPRG_CMD_WRITE_MEM'],
  'set-nvm-base': [setting('NVMBASE')],
  'set-eeprom-page-size': [setting('EEPPAGESIZE')],
  'set-command-register': [setting('TPI_3'), setting('NVMCMD_ADDR')],
  'set-status-register': [setting('TPI_4'), setting('NVMCSR_ADDR')],
} as const;

function setting(name: string): string {
  return `XPRG_CMD_SET_PARAM(XPRG_PARAM_${name})`;
}

/** A request; the erasure of a page goes by the number of what is erased. */
export type XprogRequest = keyof typeof requests | { readonly erasure: number };

function requestText(request: XprogRequest, since: boolean): string {
  if (typeof request !== 'string') return `XPRG_CMD_ERASE(${request.erasure})`;
  const [before, after = before] = requests[request];
  return since ? after : before;
}

export const xprogRefused = defineMessage<{ operation: XprogOperation; request: XprogRequest }>(
  'stk500v2/xprog-refused',
  {
    '6.4': (p) => old(`${functions[p.operation][1]}(): ${requestText(p.request, false)} failed`),
    '7.1': (p) => since7(functions[p.operation][0], `${requestText(p.request, true)} failed`),
  },
);

/** What a part's definition can lack. */
const lacks = {
  flash: 'FLASH definition found for TPI device',
  'nvm-base': 'nvm_base parameter for PDI device',
  'eeprom-page-size': 'EEPROM page_size parameter for PDI device',
} as const;
export type XprogLack = keyof typeof lacks;

export const xprogLacks = defineMessage<{ operation: XprogOperation; lack: XprogLack }>(
  'stk500v2/xprog-lacks',
  {
    '6.4': (p) => old(`${functions[p.operation][1]}(): no ${lacks[p.lack]}`),
    '7.1': (p) => since7(functions[p.operation][0], `no ${lacks[p.lack]}`),
  },
);

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
