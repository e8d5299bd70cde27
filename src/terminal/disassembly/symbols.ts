import { memoryKind } from '../../model/memory-kind.ts';
import type { Part } from '../../model/part.ts';
import type { Register } from '../facts/registers.ts';

/** What an address is a name of: I/O space, memory (data space), a place in code, data in flash. */
export type SymbolKind = 'I' | 'M' | 'L' | 'P';

/** How data in flash is to be shown: numbers of 1 to 16 bytes, characters, strings, strings on even addresses. */
export type DataKind = 'B' | 'W' | 'L' | 'Q' | 'O' | 'C' | 'S' | 'A';

export interface AddressSymbol {
  readonly kind: SymbolKind;
  readonly address: number;
  readonly data: DataKind;
  /** Items of data that lie there. */
  readonly count: number;
  readonly name: string | undefined;
  readonly comment: string | undefined;
  /** Stands as an operand. */
  used: boolean;
  /** Stands as a label. */
  printed: boolean;
}

const order: Readonly<Record<SymbolKind, number>> = { I: 1, M: 2, L: 3, P: 4 };
const widths: Readonly<Record<DataKind, number>> = { B: 1, W: 2, L: 4, Q: 8, O: 16, C: 1, S: 1, A: 1 };

/** Bytes of one item. */
export function itemWidth(data: DataKind): number {
  return widths[data];
}

/** Names of addresses, by kind and address. */
export class SymbolTable {
  #symbols: AddressSymbol[] = [];

  add(symbol: Omit<AddressSymbol, 'used' | 'printed'>): void {
    this.#symbols.push({
      ...symbol,
      name: symbol.name?.trim().replace(/[^.A-Za-z0-9]/g, '_'),
      used: false,
      printed: false,
    });
  }

  /** Brings the symbols into their order; those of one address stay in the order in which they came. */
  sort(): void {
    this.#symbols.sort((a, b) => order[a.kind] - order[b.kind] || a.address - b.address);
  }

  /** The narrowest symbol of a kind that begins at an address. */
  find(kind: SymbolKind, address: number): AddressSymbol | undefined {
    let found: AddressSymbol | undefined;
    for (const each of this.#symbols) {
      if (each.kind !== kind || each.address !== address) continue;
      if (!found || width(each) < width(found)) found = each;
    }
    return found;
  }

  all(): readonly AddressSymbol[] {
    return this.#symbols;
  }

  forgetUse(): void {
    for (const symbol of this.#symbols) {
      symbol.used = false;
      symbol.printed = false;
    }
  }
}

function width({ count, data }: AddressSymbol): number {
  return count * widths[data];
}

/** The names of a part's I/O registers and of the ends of its SRAM. @param ioOffset where I/O space begins in data space */
export function registerSymbols(part: Part, registers: readonly Register[], ioOffset: number): SymbolTable {
  const table = new SymbolTable();
  const add = (kind: SymbolKind, address: number, name: string, count = 1): void =>
    table.add({ kind, address, data: 'B', count, name, comment: undefined });
  const sram = part.memories.find((memory) => memoryKind(memory) === 'sram');
  if (sram && sram.size > 1 && sram.offset <= 0x200) {
    add('M', sram.offset, 'sram.start', sram.size);
    add('M', sram.offset + sram.size - 1, 'sram.end');
  }
  const bases = registers.map(({ name }) => baseName(name));
  for (const [i, { name, address, size }] of registers.entries()) {
    const shared = bases.some((base, k) => k !== i && base === bases[i]);
    const shown = ioOffset === 0 || shared ? name : (bases[i] ?? name);
    for (let k = 0; k < size; k++) {
      const suffix = size === 1 ? '' : size === 2 ? ['l', 'h'][k] : String(k);
      add('M', ioOffset + address + k, `${ioOffset ? 'mem.' : ''}${shown}${suffix}`);
      // Where both spaces begin at the same address, one name does.
      if (address + k < 0x40 && ioOffset > 0) add('I', address + k, `io.${shown}${suffix}`);
    }
  }
  if (registers.length > 0) table.sort();
  return table;
}

function baseName(name: string): string {
  return name.slice(name.indexOf('.') + 1);
}
