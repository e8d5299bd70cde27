import { type Memory, type Opcode, type OpcodeKind, opcodeKinds, type Part } from '../../model/part.ts';
import { fixed } from '../../model/printed-number.ts';
import { statedModes } from '../../model/stated-modes.ts';
import { encodeOpcodeBits } from './opcode-bytes.ts';
import { partFlags } from './part-assignments.ts';
import { flagNames, hex } from './text.ts';

/** Which serial-programming abilities a part's instructions give it, as bits of the number that `d` shows. */
const abilities = {
  enableEraseSignature: 1,
  flash: 2,
  pagedFlash: 4,
  extendedAddress: 8,
  eeprom: 16,
  pagedEeprom: 32,
  lock: 64,
  calibration: 128,
  lfuse: 256,
  hfuse: 512,
  efuse: 1024,
} as const;
type Ability = keyof typeof abilities;

const memoryNamed = (part: Part, ...names: readonly string[]): Memory | undefined =>
  part.memories.find(({ name }) => names.includes(name));

const has = (memory: Memory | undefined, ...kinds: readonly OpcodeKind[]): boolean =>
  memory !== undefined && kinds.every((kind) => memory.opcodes[kind] !== undefined);

function fuses(part: Part): readonly [Ability, boolean][] {
  return [
    ['lfuse', has(memoryNamed(part, 'lfuse', 'fuse', 'fuse0'), 'read', 'write')],
    ['hfuse', has(memoryNamed(part, 'hfuse', 'fuse1'), 'read', 'write')],
    ['efuse', has(memoryNamed(part, 'efuse', 'fuse2'), 'read', 'write')],
  ];
}

function abilityMask(part: Part): number {
  const flash = memoryNamed(part, 'flash');
  const eeprom = memoryNamed(part, 'eeprom');
  const enabled = part.opcodes.pgm_enable !== undefined && part.opcodes.chip_erase !== undefined;
  const present: readonly [Ability, boolean][] = [
    ['enableEraseSignature', enabled && has(memoryNamed(part, 'signature'), 'read')],
    ['flash', has(flash, 'read_hi', 'read_lo', 'write_hi', 'write_lo')],
    ['pagedFlash', has(flash, 'loadpage_hi', 'loadpage_lo', 'writepage')],
    // Without a flash there is nothing that could lack it.
    ['extendedAddress', !flash || has(flash, 'load_ext_addr')],
    ['eeprom', has(eeprom, 'read', 'write')],
    ['pagedEeprom', has(eeprom, 'loadpage_lo', 'writepage')],
    ['lock', has(memoryNamed(part, 'lock', 'lockbits'), 'write')],
    ['calibration', has(memoryNamed(part, 'calibration'), 'read')],
    ...fuses(part),
  ];
  return present.reduce((mask, [ability, is]) => mask | (is ? abilities[ability] : 0), 0);
}

/** Whether a part is one that can be bought: templates have blanks in their descriptions, or no flash. */
export function isRealPart(part: Part): boolean {
  return (memoryNamed(part, 'flash')?.size ?? 0) > 0 && !part.desc.includes(' ');
}

/**
 * Flag `d`: the core features of a part in a line.
 * @param lead `.desc` in tables, else blanks
 * @param withPlace whether to say where the part is defined
 */
export function describePart(part: Part, lead: string, withPlace: boolean): string {
  const flash = memoryNamed(part, 'flash');
  const eeprom = memoryNamed(part, 'eeprom');
  const upper = [...part.signature].map((byte) => `0x${byte.toString(16).toUpperCase().padStart(2, '0')}`);
  const fields = [
    ...upper,
    hex(flash?.offset ?? 0, 8),
    hex(flash?.size ?? 0, 5),
    hex(flash?.pageSize ?? 0, 3),
    hex(eeprom?.offset ?? 0, 6),
    hex(eeprom?.size ?? 0, 4),
    hex(eeprom?.pageSize ?? 0, 3),
    String(fuses(part).filter(([, is]) => is).length),
    hex(abilityMask(part), 3),
    hex(partFlags(part), 4),
    `'${flagNames(statedModes(part).map((mode) => `PM_${mode}`))}'`,
  ];
  const gap = ' '.repeat(Math.max(0, 16 - part.desc.length));
  const place = withPlace ? ` # ${part.source.file} ${part.source.line}` : '';
  return `${lead} '${part.desc}' =>${gap} [${fields.join(', ')}],${place}\n`;
}

/** Flag `o`: all instructions with the bytes that they begin as. */
export function listOpcodes(part: Part): string {
  const owners = [{ name: 'part', opcodes: part.opcodes }, ...part.memories];
  return owners
    .map(({ name, opcodes }) =>
      opcodeKinds.map((kind) => opcodeLine(part, name, kind, opcodes[kind])).join(''),
    )
    .join('');
}

function opcodeLine(part: Part, owner: string, kind: OpcodeKind, opcode: Opcode | undefined): string {
  if (!opcode) return '';
  const letters = Array.from({ length: 32 }, (_, i) => {
    const bit = opcode.bits[31 - i];
    if (!bit || bit.kind === 'ignore') return 'x';
    return bit.kind === 'value' ? String(bit.value) : bit.kind.charAt(0);
  });
  const groups = [0, 8, 16, 24].map((from) => letters.slice(from, from + 8).join(''));
  return `.op\t${part.desc}\t${owner}\t${kind}\t${encodeOpcodeBits(opcode)}\t${groups.join('\t')}\n`;
}

const milliseconds = (microseconds: number): string => `${fixed(microseconds / 1000, 3)} ms`;

const readOnly = new Set(
  'prodsig sigrow signature calibration tempsense sernum osccal16 osccal20 osc16err osc20err sib'.split(' '),
);

/** Flag `w`: how long erasing and writing take on parts programmed over ISP. */
export function listDelays(part: Part): string {
  if (!part.progModes.includes('ISP')) return '';
  const memories = part.memories
    .filter(({ name }) => !readOnly.has(name))
    .flatMap(({ name, minWriteDelay: least, maxWriteDelay: most }) =>
      least === most
        ? [`.wd_${name} ${milliseconds(least)} ${part.desc}\n`]
        : [
            `.wd_min_${name} ${milliseconds(least)} ${part.desc}\n`,
            `.wd_max_${name} ${milliseconds(most)} ${part.desc}\n`,
          ],
    );
  return `.wd_chip_erase ${milliseconds(part.chipEraseDelay)} ${part.desc}\n${memories.join('')}`;
}
