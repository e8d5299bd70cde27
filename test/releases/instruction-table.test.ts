import { expect, test } from 'vitest';
import type { Memory, OpcodeBit } from '../../src/model/part.ts';
import { instructionTable } from '../../src/releases/instruction-table.ts';

const values = (text: string): OpcodeBit[] =>
  Array.from(text, (digit) => ({ kind: 'value', value: digit === '1' ? 1 : 0 }));
const numbered = (kind: 'address' | 'output', most: number): OpcodeBit[] =>
  Array.from({ length: most + 1 }, (_, i) => ({ kind, bit: most - i }));

/** Read EEPROM of the ATmega328P as avrdude 6.4's own file has it, and as 6.4 lists it. */
test('an instruction, bit by bit', () => {
  const bits: OpcodeBit[] = [
    ...values('10100000000'),
    { kind: 'ignore' },
    { kind: 'ignore' },
    { kind: 'ignore' },
    ...numbered('address', 9),
    ...numbered('output', 7),
  ];
  const memory = { opcodes: { read: { bits: bits.toReversed() } } } as unknown as Memory;
  expect(instructionTable(memory)).toEqual(
    `    Memory Ops:
      Oeration     Inst Bit  Bit Type  Bitno  Value
      -----------  --------  --------  -----  -----
      READ               31     VALUE      7      1
                         30     VALUE      6      0
                         29     VALUE      5      1
                         28     VALUE      4      0
                         27     VALUE      3      0
                         26     VALUE      2      0
                         25     VALUE      1      0
                         24     VALUE      0      0
                         23     VALUE      7      0
                         22     VALUE      6      0
                         21     VALUE      5      0
                         20    IGNORE      4      0
                         19    IGNORE      3      0
                         18    IGNORE      2      0
                         17   ADDRESS      9      0
                         16   ADDRESS      8      0
                         15   ADDRESS      7      0
                         14   ADDRESS      6      0
                         13   ADDRESS      5      0
                         12   ADDRESS      4      0
                         11   ADDRESS      3      0
                         10   ADDRESS      2      0
                          9   ADDRESS      1      0
                          8   ADDRESS      0      0
                          7    OUTPUT      7      0
                          6    OUTPUT      6      0
                          5    OUTPUT      5      0
                          4    OUTPUT      4      0
                          3    OUTPUT      3      0
                          2    OUTPUT      2      0
                          1    OUTPUT      1      0
                          0    OUTPUT      0      0`.split('\n'),
  );
});
