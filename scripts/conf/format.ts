import { progModeBits } from '../../src/config/prog-modes.ts';
import type { Block, Setting, Value } from '../../src/config/syntax.ts';

/** Words whose number means yes or no. */
const yesOrNo = new Set([
  'paged',
  'pwroff_after_write',
  'is_serialadapter',
  'is_at90s1200',
  'is_avr32',
  'allowfullpagebitstream',
  'enablepageprogramming',
  'serial',
]);

/** Words whose number is an address, a code or a pattern: written in hexadecimal with at least so many digits. */
const hexDigits: Readonly<Record<string, number>> = {
  stk500_devcode: 2,
  avr910_devcode: 2,
  pagel: 2,
  bs2: 2,
  signature: 2,
  usbvid: 4,
  usbpid: 4,
  pollvalue: 2,
  mode: 2,
  readback: 2,
  initval: 2,
  bitmask: 2,
  offset: 2,
  idr: 2,
  rampz: 2,
  spmcr: 2,
  eecr: 2,
  eind: 2,
  mcu_base: 4,
  nvm_base: 4,
  ocd_base: 4,
  syscfg_base: 4,
  autobaud_sync: 2,
  pp_controlstack: 2,
  hvsp_controlstack: 2,
  flash_instr: 2,
  eeprom_instr: 2,
};

/** Words whose value is a bare word. */
const bareWords = new Set(['connection_type', 'reset', 'retry_pulse']);

const pins = new Set('vcc buff sck sdo sdi tck tdi tdo tms errled rdyled pgmled vfyled'.split(' '));

const features = [
  'HAS_SUFFER',
  'HAS_VTARG_SWITCH',
  'HAS_VTARG_ADJ',
  'HAS_VTARG_READ',
  'HAS_FOSC_ADJ',
  'HAS_VAREF_ADJ',
  'HAS_BITCLOCK_ADJ',
];

function quote(text: string): string {
  return `"${text.replace(/[\\"]/g, '\\$&').replaceAll('\n', '\\n')}"`;
}

function flags(value: number, names: readonly string[]): string {
  const set = names.filter((_, bit) => value & (1 << bit));
  return set.length > 0 ? set.join(' | ') : '0';
}

function formatNumber(name: string, value: number): string {
  if (name === 'prog_modes')
    return flags(
      value,
      progModeBits.map((mode) => `PM_${mode}`),
    );
  if (name === 'extra_features') return flags(value, features);
  if (name === 'parallel') return ['no', 'yes', 'pseudo'][value] ?? String(value);
  if (yesOrNo.has(name)) return value ? 'yes' : 'no';
  const digits = hexDigits[name];
  if (digits !== undefined && (value >= 0 || name === 'offset'))
    return `0x${(value >>> 0).toString(16).padStart(digits, '0')}`;
  return String(value);
}

function formatPin(value: Value): string {
  return Number(value) < 0 ? `~${~Number(value)}` : String(value);
}

/** A bit pattern in groups of eight: `1010.1100--0101.0011--xxxx.xxxx--xxxx.xxxx`. Numbered bits stay apart. */
function formatPattern(values: readonly Value[]): string {
  const bits = values
    .map(String)
    .join(' ')
    .split(/[ ._/-]+/)
    .join('');
  if (bits.length !== 32 || /a\d/.test(values.join(' '))) return quote(values.map(String).join(' '));
  return quote((bits.match(/.{8}/g) ?? []).map((byte) => `${byte.slice(0, 4)}.${byte.slice(4)}`).join('--'));
}

function formatValues(name: string, values: readonly Value[], isOpcode: boolean, inPart: boolean): string {
  if (isOpcode) return formatPattern(values);
  if (pins.has(name) || (name === 'reset' && !inPart)) return values.map(formatPin).join(', ');
  if (bareWords.has(name)) return String(values[0]);
  const texts = values.map((value) => (typeof value === 'number' ? formatNumber(name, value) : quote(value)));
  return texts.join(name === 'signature' || name === 'readback' ? ' ' : ', ');
}

const opcode =
  /^(read|write)(_lo|_hi)?$|^loadpage_(lo|hi)$|^load_ext_addr$|^writepage$|^chip_erase$|^pgm_enable$/;

function formatAssignment(setting: Setting & { kind: 'value' }, indent: string, inPart: boolean): string {
  const { name, values } = setting;
  const head = `${indent}${name.padEnd(26 - indent.length)} =`;
  const text = formatValues(name, values, opcode.test(name), inPart);
  // Programs that read the file line by line look for all ids in one.
  if (name === 'id' || values.length <= 3 || head.length + text.length < 100) return `${head} ${text};`;
  const each = values.map((value) => (typeof value === 'number' ? formatNumber(name, value) : quote(value)));
  const perLine = typeof values[0] === 'number' ? 8 : 1;
  const lines: string[] = [];
  for (let i = 0; i < each.length; i += perLine)
    lines.push(`${indent}    ${each.slice(i, i + perLine).join(', ')}`);
  return `${head}\n${lines.join(',\n')};`;
}

function formatSetting(setting: Setting, indent: string, inPart: boolean): string {
  switch (setting.kind) {
    case 'value':
      return formatAssignment(setting, indent, inPart);
    case 'null':
      return `${indent}${setting.name.padEnd(26 - indent.length)} = NULL;`;
    case 'no-memory':
      return `${indent}memory ${quote(setting.name)} = NULL;`;
    case 'memory-alias':
      return `${indent}memory ${quote(setting.name)}\n${indent}    alias ${quote(setting.of)};\n${indent};`;
    case 'memory': {
      if (setting.settings.length === 0) return `${indent}memory ${quote(setting.name)} ;`;
      const inside = setting.settings.map((one) => formatSetting(one, `${indent}    `, inPart));
      return `${indent}memory ${quote(setting.name)}\n${inside.join('\n')}\n${indent};`;
    }
  }
}

/** A block in avrdude's grammar, a line an assignment (GUIs read the file line by line). */
export function formatBlock(block: Block): string {
  const inPart = block.kind === 'part';
  const head = block.keyword + (block.parentId === undefined ? '' : ` parent ${quote(block.parentId)}`);
  const inside = block.settings.map((setting) => formatSetting(setting, '    ', inPart));
  return `${head}\n${inside.join('\n')}\n;\n`;
}
