import type { Memory, Opcode, OpcodeKind, Part } from '../../model/part.ts';

const log2 = (value: number): number => 31 - Math.clz32(value);

/** Which instructions of a memory are checked, the range of their addresses, and how many low bits a page takes. */
function* checkedInstructions(memory: Memory): Iterable<readonly [OpcodeKind, number, number]> {
  const { name, size, pageSize } = memory;
  if (name === 'flash') {
    for (const kind of ['read_hi', 'read_lo', 'write_hi', 'write_lo'] as const) yield [kind, size >> 1, 1];
    for (const kind of ['loadpage_hi', 'loadpage_lo'] as const) yield [kind, pageSize >> 1, 1];
    yield ['writepage', size >> 1, pageSize >> 1];
  } else if (name === 'eeprom') {
    yield ['read', size, 1];
    yield ['write', size, 1];
    yield ['loadpage_lo', pageSize, 1];
    yield ['writepage', size, pageSize];
  } else if (name === 'signature' || name === 'calibration') {
    yield ['read', size, 1];
  }
}

function letter(opcode: Opcode, position: number): string {
  const bit = opcode.bits[position];
  if (!bit || bit.kind === 'ignore') return 'x';
  return bit.kind === 'value' ? String(bit.value) : bit.kind.charAt(0);
}

/** Says where an instruction has address bits that do not cover exactly the memory's addresses. */
function check(part: Part, memory: Memory, kind: OpcodeKind, range: number, page: number): readonly string[] {
  const opcode = memory.opcodes[kind];
  if (!opcode) return [];
  const lowest = log2(page);
  const highest = log2(range - 1);
  const found: string[] = [];
  const complain = (text: string): void => {
    found.push(`.cmderr\t${part.desc}\t${memory.name}-${kind}\t${text}\n`);
  };
  for (let i = 0; i < 16; i++) {
    const position = i + 8;
    const bit = opcode.bits[position];
    const shown = letter(opcode, position);
    if (i < lowest || i > highest) {
      const full = bit?.kind === 'address' ? `a${bit.bit}` : shown;
      if (shown !== 'x' && shown !== '0')
        complain(`bit ${position} outside addressable space should be x or 0 but is ${full}`);
    } else if (bit?.kind !== 'address') complain(`bit ${position} is ${shown} but should be a`);
    else if (bit.bit !== i) complain(`bit ${position} inconsistent: a${i} specified as a${bit.bit}`);
  }
  opcode.bits.forEach((bit, position) => {
    if (bit.kind === 'address' && (position < 8 || position > 23))
      complain(`bit ${position} contains a${bit.bit} which it shouldn't`);
  });
  return found;
}

/** Flag `e` (8.x) or `c` (7.x): address bits that stand in a wrong place. */
export function checkAddresses(part: Part): string {
  return ['flash', 'eeprom', 'signature', 'calibration']
    .map((name) => part.memories.find((memory) => memory.name === name))
    .flatMap((memory) =>
      memory
        ? [...checkedInstructions(memory)].flatMap(([kind, range, page]) =>
            check(part, memory, kind, range, page),
          )
        : [],
    )
    .join('');
}
