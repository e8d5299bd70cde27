import { readIntegerItem } from '../../model/integer-item.ts';
import type { DataKind, SymbolTable } from './symbols.ts';

/**
 * A line of a tag file: `<address> L <name> [comment]`, or `<address> P|M <type> <count> <name> [comment]`; `#` begins a remark.
 * Source: avrdude manual, "disasm".
 */
export function readTagLine(
  line: string,
  lineNumber: number,
  vectors: readonly string[],
  table: SymbolTable,
): string | undefined {
  const complaint = (text: string): string => `tagfile line ${lineNumber} ${text}`;
  const { words, comment } = tokens(line);
  if (words.length === 0) return undefined;
  const [addressText = '', kind = '', third = ''] = words;
  if (words.length < 3) return complaint('needs at least address, symbol type (L/P/M) and name');
  const address = readIntegerItem(addressText, 'int32');
  if (!address.ok) return complaint(`address ${addressText}: ${address.error}`);
  if (kind === 'L') {
    const name = vectorName(third, vectors);
    table.add({ kind, address: address.value, data: 'B', count: 1, name, comment });
    return undefined;
  }
  if (kind !== 'P' && kind !== 'M') return complaint('2nd argument must be L, P or M');
  const [, , , countText = '', name = ''] = words;
  if (words.length < 5 || !/^[BWLQOCAS]$/.test(third))
    return complaint(`needs to be <address> ${kind} [${kind === 'M' ? 'BW' : 'BWLQOCAS'}] <count> <name>`);
  if (kind === 'M' && third !== 'B' && third !== 'W') return 'memory label type can only be B(yte) or W(ord)';
  const count = readIntegerItem(countText, 'int32');
  if (!count.ok) return complaint(`count ${countText}: ${count.error}\n`);
  if (count.value < 1) return complaint(`tagfile line ${lineNumber} has invalid count ${count.value}`);
  table.add({ kind, address: address.value, data: third as DataKind, count: count.value, name, comment });
  return undefined;
}

/** `__vector_7` gets the name of that interrupt. */
function vectorName(name: string, vectors: readonly string[]): string {
  const number = /^__vector_(\d+)$/.exec(name)?.[1];
  const vector = number === undefined || Number(number) === 0 ? undefined : vectors[Number(number)];
  return vector === undefined ? name : `__vector_${vector}`.toLowerCase();
}

/** The words up to the name; what stands behind it is the comment. */
function tokens(line: string): { readonly words: readonly string[]; readonly comment: string | undefined } {
  const words: string[] = [];
  let rest = line.trim();
  while (rest !== '' && !rest.startsWith('#')) {
    const word = /^(?:"[^"]*"|'[^']*'|\S)+/.exec(rest)?.[0] ?? rest;
    words.push(word);
    rest = rest.slice(word.length).trimStart();
    if (words.length > 1 && words.length === (words[1] === 'L' ? 3 : 5))
      return { words, comment: rest === '' ? undefined : rest };
  }
  return { words, comment: undefined };
}
