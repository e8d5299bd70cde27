import { type Memory, type OpcodeKind, opcodeKinds, type Part } from '../../model/part.ts';
import { statedModes } from '../../model/stated-modes.ts';
import { memoryNumbers, partNumbers } from '../fields.ts';
import { opcodeText } from './opcode-text.ts';
import type { Assignment, DeveloperStyle } from './style.ts';
import { flagNames, hex, quoted, yesNo } from './text.ts';

/** Words of a part that are shown in hexadecimal, with how many digits. */
const partHex: Readonly<Record<string, number>> = {
  stk500_devcode: 2,
  avr910_devcode: 2,
  pagel: 2,
  bs2: 2,
  usbpid: 4,
  pollvalue: 2,
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
};

/** The bits of avrdude's `flags`. */
export function partFlags(part: Part): number {
  return (
    (part.serial === 'no' ? 0 : 1) |
    (part.parallel === 'no' ? 0 : 2) |
    (part.parallel === 'pseudo' ? 4 : 0) |
    (part.allowFullPageBitstream ? 8 : 0) |
    (part.enablePageProgramming ? 16 : 0) |
    (part.isAt90s1200 ? 32 : 0)
  );
}

function number(part: Part, name: string): Assignment {
  const rule = partNumbers[name];
  const value = rule ? part[rule.field] : 0;
  const digits = partHex[name];
  return { name, text: digits === undefined ? String(value) : hex(value, digits) };
}

const numbers = (part: Part, names: string): Assignment[] =>
  names.split(/\s+/).map((name) => number(part, name));

/** What comes before the variants. */
export function partNames(part: Part): readonly Assignment[] {
  return [
    { name: 'desc', text: quoted(part.desc) },
    { name: 'id', text: quoted(part.id) },
  ];
}

/** From the family to the retry pulse. */
export function partCharacter(part: Part, style: DeveloperStyle): readonly Assignment[] {
  const full = style === 'full';
  const modes = statedModes(part).map((mode) => `PM_${mode}`);
  return [
    { name: 'family_id', text: quoted(part.familyId) },
    { name: 'prog_modes', text: flagNames(modes) },
    full && part.mcuid === 21 ? { name: 'mcuid', text: 'XVII + IV' } : number(part, 'mcuid'),
    ...(full ? [number(part, 'archnum')] : []),
    ...numbers(
      part,
      `n_interrupts n_page_erase n_boot_sections boot_section_size hvupdi_variant stk500_devcode avr910_devcode
       chip_erase_delay pagel bs2`.trim(),
    ),
    { name: 'signature', text: [...part.signature].map((byte) => hex(byte, 2)).join(' ') },
    number(part, 'usbpid'),
    { name: 'reset', text: part.resetDisposition },
    { name: 'retry_pulse', text: part.retryPulse },
  ];
}

/** The flags one by one, for avrdude.conf. A table shows them as one number. */
export function partFlagWords(part: Part): readonly Assignment[] {
  return [
    { name: 'is_at90s1200', text: yesNo(part.isAt90s1200) },
    { name: 'allowfullpagebitstream', text: yesNo(part.allowFullPageBitstream) },
    { name: 'enablepageprogramming', text: yesNo(part.enablePageProgramming) },
    { name: 'serial', text: yesNo(part.serial !== 'no') },
    // avrdude says yes where it means pseudo.
    { name: 'parallel', text: yesNo(part.parallel !== 'no'), key: part.parallel },
  ];
}

/** Parameters of serial programming. */
export function partIspParameters(part: Part): readonly Assignment[] {
  return numbers(
    part,
    'timeout stabdelay cmdexedelay synchloops bytedelay pollindex pollvalue predelay postdelay pollmethod',
  );
}

/** Parameters of high-voltage programming and on-chip debugging. */
export function partOtherParameters(part: Part, style: DeveloperStyle): readonly Assignment[] {
  const full = style === 'full';
  return numbers(
    part,
    `hventerstabdelay progmodedelay latchcycles togglevtg poweroffdelay resetdelayms resetdelayus hvleavestabdelay resetdelay
     chiperasepulsewidth chiperasepolltimeout chiperasetime programfusepulsewidth programfusepolltimeout
     programlockpulsewidth programlockpolltimeout synchcycles hvspcmdexedelay idr rampz spmcr eecr eind mcu_base nvm_base
     ocd_base ${full ? 'syscfg_base ' : ''}ocdrev autobaud_sync${full ? ' factory_fcpu' : ''}`,
  );
}

/** A list of bytes: control stack and debug instructions. */
export interface ByteList {
  readonly name: string;
  /** Empty for `NULL`. */
  readonly bytes: readonly number[];
}

export function partByteLists(part: Part): {
  readonly stack: ByteList;
  readonly instructions: readonly ByteList[];
} {
  const { kind, bytes } = part.ctlStack;
  return {
    stack:
      kind === 'none'
        ? { name: 'pp_controlstack', bytes: [] }
        : { name: `${kind}_controlstack`, bytes: [...bytes] },
    instructions: [
      { name: 'flash_instr', bytes: [...part.flashInstr] },
      { name: 'eeprom_instr', bytes: [...part.eepromInstr] },
    ],
  };
}

/** An instruction, comparable with another's. */
export interface OpcodeAssignment extends Assignment {
  /** Two instructions that put the same bits on the wire have the same key. */
  readonly key: string;
}

export function opcodeAssignments(
  owner: Pick<Part, 'opcodes'>,
  forConf: boolean,
  style: DeveloperStyle,
): readonly OpcodeAssignment[] {
  const opcodeStyle = style === 'full' ? 'all-numbered' : 'addresses-numbered';
  return opcodeKinds.map((name: OpcodeKind) => {
    const opcode = owner.opcodes[name];
    const key = opcode ? opcodeText(opcode, name, true, opcodeStyle).replaceAll('x', '0') : '';
    return { name, text: opcodeText(opcode, name, forConf, opcodeStyle), key };
  });
}

/** The values of a memory. */
export function memoryAssignments(memory: Memory, style: DeveloperStyle): readonly Assignment[] {
  const full = style === 'full';
  const plain = (name: string): Assignment => {
    const rule = memoryNumbers[name];
    return { name, text: String(rule ? memory[rule.field] : 0) };
  };
  const pattern = (name: string, value: number): Assignment => ({
    name,
    text: value === -1 ? '-1' : hex(value, 2),
  });
  return [
    { name: 'paged', text: yesNo(memory.paged) },
    { name: 'size', text: memory.size > 8192 ? hex(memory.size, 0) : String(memory.size) },
    { name: 'page_size', text: String(memory.pageSize) },
    plain('num_pages'),
    ...(full ? [pattern('initval', memory.initval), pattern('bitmask', memory.bitmask)] : []),
    plain('n_word_writes'),
    { name: 'offset', text: hex(memory.offset, 0) },
    plain('min_write_delay'),
    plain('max_write_delay'),
    { name: 'pwroff_after_write', text: yesNo(memory.pwroffAfterWrite) },
    { name: 'readback', text: memory.readback.map((byte) => hex(byte, 2)).join(' ') },
    full ? { name: 'mode', text: hex(memory.mode, 2) } : plain('mode'),
    plain('delay'),
    plain('blocksize'),
    plain('readsize'),
    plain('pollindex'),
  ];
}
