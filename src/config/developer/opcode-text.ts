import type { Opcode, OpcodeBit, OpcodeKind } from '../../model/part.ts';

function letter(bit: OpcodeBit): string {
  switch (bit.kind) {
    case 'ignore':
      return 'x';
    case 'value':
      return String(bit.value);
    case 'address':
      return 'a';
    case 'input':
      return 'i';
    case 'output':
      return 'o';
  }
}

/** Which releases' rules: from 8.0 on, input and output bits out of their place are numbered too. */
export type OpcodeStyle = 'addresses-numbered' | 'all-numbered';

function isInPlace(bit: OpcodeBit, position: number, kind: OpcodeKind, style: OpcodeStyle): boolean {
  if (bit.kind === 'address') {
    const expected = kind === 'load_ext_addr' ? position + 8 : position - 8;
    return position >= 8 && position <= 23 && bit.bit === expected;
  }
  if (style === 'all-numbered' && (bit.kind === 'input' || bit.kind === 'output'))
    return bit.bit === position % 8;
  return true;
}

function needsNumber(
  bit: OpcodeBit,
  position: number,
  style: OpcodeStyle,
): bit is OpcodeBit & { bit: number } {
  if (bit.kind === 'address') return true;
  return (
    style === 'all-numbered' && (bit.kind === 'input' || bit.kind === 'output') && bit.bit !== position % 8
  );
}

/**
 * An instruction as developer output shows it: `1010.1100--…` where every bit is in its usual place, else bit by bit.
 * @param forConf in quotes and as avrdude.conf can read it, or for a table
 */
export function opcodeText(
  opcode: Opcode | undefined,
  kind: OpcodeKind,
  forConf: boolean,
  style: OpcodeStyle,
): string {
  if (!opcode) return 'NULL';
  const positions = Array.from({ length: 32 }, (_, i) => 31 - i);
  const bitAt = (position: number): OpcodeBit => opcode.bits[position] ?? { kind: 'ignore' };
  const compact = positions.every((position) => isInPlace(bitAt(position), position, kind, style));
  const text = positions
    .map((position) => {
      const bit = bitAt(position);
      const numbered = !compact && needsNumber(bit, position, style);
      const name = numbered && !forConf && style === 'all-numbered' ? letter(bit).toUpperCase() : letter(bit);
      return `${name}${numbered ? bit.bit : ''}${separator(position, compact, forConf, style)}`;
    })
    .join('');
  return forConf ? `"${text}"` : text;
}

function separator(position: number, compact: boolean, forConf: boolean, style: OpcodeStyle): string {
  if (position === 0) return '';
  if (compact || (!forConf && style === 'all-numbered'))
    return position % 8 === 0 ? '--' : position % 4 === 0 ? '.' : '';
  return `${forConf ? ' ' : ''}${position % 8 === 0 ? ' ' : ''}`;
}
