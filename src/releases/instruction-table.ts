import { type Memory, type Opcode, type OpcodeBit, opcodeKinds } from '../model/part.ts';

/**
 * The instructions of a memory, bit by bit from the first on the wire, as 6.4 and 7.1 list them below its row at `-v -v -v -v -v`
 * (avrpart.c): lines without their ends.
 */
export function instructionTable({ opcodes }: Memory): readonly string[] {
  return [
    '    Memory Ops:',
    '      Oeration     Inst Bit  Bit Type  Bitno  Value',
    '      -----------  --------  --------  -----  -----',
    ...opcodeKinds.flatMap((kind) => {
      const opcode = opcodes[kind];
      return opcode ? instructionRows(kind.toUpperCase(), opcode) : [];
    }),
  ];
}

function instructionRows(name: string, { bits }: Opcode): readonly string[] {
  return bits
    .map((bit, place) => {
      const title = place === bits.length - 1 ? name : ' ';
      const [number, value] = [numberOf(bit, place), bit.kind === 'value' ? bit.value : 0].map(String);
      return [
        `      ${title.padEnd(11)}`,
        String(place).padStart(8),
        bit.kind.toUpperCase().padStart(8),
        number?.padStart(5),
        value?.padStart(5),
      ].join('  ');
    })
    .reverse();
}

/** The bit of address or data that it stands for, else of its own byte. */
function numberOf(bit: OpcodeBit, place: number): number {
  return 'bit' in bit ? bit.bit : place % 8;
}
