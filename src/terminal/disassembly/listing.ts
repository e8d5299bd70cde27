import type { Instruction } from './instruction-set.ts';
import type { Jump, Jumps } from './jumps.ts';
import { codeColumn, codeWidth, type DisassemblyOptions } from './options.ts';
import type { SymbolTable } from './symbols.ts';

/** Where a listing stands in its two passes: the first only gathers what the second needs. */
export interface ListingSettings {
  readonly options: DisassemblyOptions;
  readonly symbols: SymbolTable;
  readonly jumps: Jumps;
  /** Hexadecimal digits of an address in flash. */
  readonly addressWidth: number;
  readonly cycleColumn: number;
  /** Flash so large that the program counter has three bytes. */
  readonly longCounter: boolean;
  readonly print: (text: string) => void;
}

/** One line to come. */
export interface ListingLine {
  readonly code: string;
  readonly comment: string | undefined;
  readonly instruction: Instruction | undefined;
  readonly bytes: Uint8Array;
  readonly address: number;
  /** Labels of this address stand before it. */
  readonly labelled: boolean;
}

/** Lines of a listing with their labels, blank lines between paragraphs. */
export class Listing {
  readonly #settings: ListingSettings;
  #silent = true;
  #paragraph = 0;

  constructor(settings: ListingSettings) {
    this.#settings = settings;
  }

  /** Begins the second pass. */
  speak(): void {
    this.#silent = false;
    this.#paragraph = 0;
  }

  /** The next line begins a paragraph. */
  breakParagraph(): void {
    this.#paragraph++;
  }

  /** The next line belongs to the one before, whatever comes between. */
  joinParagraph(): void {
    this.#paragraph = -1;
  }

  print(text: string): void {
    if (this.#silent) return;
    this.#settings.print(this.#paragraph > 0 ? `\n${text}` : text);
    this.#paragraph = 0;
  }

  /** A label by itself, with its comment where the comments of instructions stand. */
  printLabel(name: string | undefined, comment: string | undefined): void {
    const { options, addressWidth } = this.#settings;
    const label = `${name ?? '(null)'}:`;
    if (!comment || !options.comments) this.print(`${label}\n`);
    else this.print(`${label.padEnd(codeColumn(options, addressWidth) + codeWidth)} ; ${comment}\n`);
  }

  printLine(line: ListingLine): void {
    const { options, addressWidth } = this.#settings;
    const { instruction, bytes, code, comment } = line;
    if (options.labels && line.labelled) this.#printLabelsOf(line.address);
    let text = options.addresses ? `L${hex(line.address, addressWidth)}: ` : '';
    if (options.flags) text += `${instruction?.flags ?? '--------'} `;
    if (options.cycles) text += `${this.#cycles(instruction).padStart(3)} `;
    if (options.opcodes)
      for (let i = 0; i < 4; i++) text += i < bytes.length ? `${hex(bytes[i] ?? 0, 2)} ` : '   ';
    text += codeColumn(options, addressWidth) > 2 ? ' ' : '  ';
    const remark = comment !== undefined && comment !== '' && options.comments;
    this.print(`${text}${remark ? `${code.padEnd(codeWidth)} ; ${comment}` : code}\n`);
    if (instruction && /^(u_)?reti?$/.test(instruction.key)) this.breakParagraph();
  }

  /** The name of a place in code, by a symbol or by a label made here. */
  labelName(address: number): { readonly name: string | undefined; readonly comment: string | undefined } {
    const symbol = this.#settings.symbols.find('L', address);
    if (symbol?.name !== undefined) {
      symbol.printed = true;
      return { name: symbol.name, comment: symbol.comment };
    }
    return { name: this.#settings.jumps.labelAt(address), comment: undefined };
  }

  #printLabelsOf(address: number): void {
    const { jumps, options, symbols } = this.#settings;
    const references = jumps.to(address);
    if (references.length > 0) {
      if (this.#silent) this.labelName(address);
      else this.#printReferences(address, references);
      return;
    }
    const symbol = options.unusedLabels ? symbols.find('L', address) : undefined;
    if (!symbol) return;
    symbol.printed = true;
    this.printLabel(symbol.name, symbol.comment);
  }

  /** A label, with where it is jumped to from: beside it if that is short, else in lines before it. */
  #printReferences(address: number, references: readonly Jump[]): void {
    const { options, addressWidth } = this.#settings;
    const column = codeColumn(options, addressWidth) + codeWidth;
    this.breakParagraph();
    const groups = groupByInstruction(references).map(({ mnemonic, from }) => ({
      mnemonic,
      list: from.map((each) => `L${hex(each, addressWidth)}`).join(', '),
    }));
    const last = groups.pop();
    for (const group of groups) if (options.comments) this.#printReferenceList(group.mnemonic, group.list);
    const { name, comment } = this.labelName(address);
    if (!last) return;
    const short = comment === undefined && last.list.length + column < 70 && groups.length === 0;
    if (short) {
      const label = `${name ?? '(null)'}:`;
      const reference = `${capitalised(last.mnemonic)} from ${last.list}`;
      this.print(options.comments ? `${label.padEnd(column)} ; ${reference}\n` : `${label}\n`);
    } else {
      if (options.comments) this.#printReferenceList(last.mnemonic, last.list);
      this.printLabel(name, comment);
    }
    this.joinParagraph();
  }

  /** A list of addresses, broken into lines of some 70 to 80 characters. */
  #printReferenceList(mnemonic: string, list: string): void {
    this.print(`; ${capitalised(mnemonic)} from `);
    const indent = `; ${' '.repeat(mnemonic.length)} `;
    let rest = list;
    let before = 0;
    for (;;) {
      const comma = rest.indexOf(',', before + 1);
      if (comma < 0) {
        this.print(`${rest}\n`);
        return;
      }
      const cut = comma > 80 && before > 0 ? before : comma > 70 ? comma : undefined;
      if (cut === undefined) {
        before = comma;
        continue;
      }
      this.print(`${rest.slice(0, cut)}\n${indent}`);
      rest = rest.slice(cut + 1).trimStart();
      before = 0;
    }
  }

  #cycles(instruction: Instruction | undefined): string {
    const text = instruction?.cycles[this.#settings.cycleColumn] ?? '---';
    if (!/^.\+/.test(text)) return text;
    return String.fromCharCode(text.charCodeAt(0) + (this.#settings.longCounter ? 1 : 0));
  }
}

function groupByInstruction(
  references: readonly Jump[],
): { readonly mnemonic: string; readonly from: number[] }[] {
  const groups: { instruction: Instruction; mnemonic: string; from: number[] }[] = [];
  for (const { instruction, from } of references) {
    const group = groups.at(-1);
    if (group?.instruction === instruction) group.from.push(from);
    else groups.push({ instruction, mnemonic: instruction.mnemonic, from: [from] });
  }
  return groups;
}

function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

export function hex(value: number, digits: number): string {
  return (value >>> 0).toString(16).padStart(digits, '0');
}
