import { memoryNamed } from '../../model/locate-memory.ts';
import { memoryKind } from '../../model/memory-kind.ts';
import type { Part } from '../../model/part.ts';
import {
  characterLine,
  type DataLine,
  fillLine,
  numberLine,
  numbersPerLine,
  stringLine,
} from './data-lines.ts';
import { InstructionFormat } from './format.ts';
import { allLevels, cycleColumn, type InstructionSet, levelsOf } from './instruction-set.ts';
import { Jumps } from './jumps.ts';
import { hex, Listing } from './listing.ts';
import { loadContext } from './loads.ts';
import { codeColumn, codeWidth, type DisassemblyOptions, defaultOptions } from './options.ts';
import type { AddressSymbol, SymbolTable } from './symbols.ts';

/** Bytes to be disassembled, with some before and behind that show what instructions at the edges mean. */
export interface CodeSection {
  /** All bytes. */
  readonly bytes: Uint8Array;
  /** How many of them stand before the section, and how many behind. */
  readonly before: number;
  readonly after: number;
  /** Of the first byte of the section itself, in flash. */
  readonly address: number;
}

/** A disassembler for a part; it remembers options, symbols and jumps from one section to the next. */
export class Disassembler {
  readonly options: DisassemblyOptions = defaultOptions();
  readonly jumps = new Jumps();
  readonly set: InstructionSet;
  symbols: SymbolTable;
  readonly #part: Part;
  /** Bytes. */
  readonly #flashSize: number;
  readonly #print: (text: string) => void;
  readonly #warn: (padding: number) => void;

  /** @param warn is told of a byte that should be the zero byte behind an aligned string */
  constructor(facts: {
    readonly part: Part;
    readonly set: InstructionSet;
    readonly symbols: SymbolTable;
    readonly print: (text: string) => void;
    readonly warn: (padding: number) => void;
  }) {
    this.#part = facts.part;
    this.set = facts.set;
    this.symbols = facts.symbols;
    this.#print = facts.print;
    this.#warn = facts.warn;
    this.#flashSize = memoryNamed(facts.part, 'flash')?.size ?? 0;
  }

  /** Prints a section. Its bytes must not split an instruction at the end. */
  run(section: CodeSection): void {
    const { address, bytes, before, after } = section;
    const length = bytes.length - before - after;
    this.symbols.forgetUse();
    this.jumps.begin(address, address + length - 1);
    const listing = new Listing({
      options: this.options,
      symbols: this.symbols,
      jumps: this.jumps,
      addressWidth: this.#addressWidth(),
      cycleColumn: cycleColumn(this.#part),
      longCounter: this.#flashSize > 128 * 1024,
      print: this.#print,
    });
    this.#pass(section, listing, 'gather');
    listing.speak();
    this.jumps.makeLabels();
    if (this.options.gccStyle) this.#printDefinitions(listing);
    if (this.options.source) this.#printHeading(listing);
    this.#pass(section, listing, 'show');
  }

  #pass(section: CodeSection, listing: Listing, purpose: 'gather' | 'show'): void {
    const { bytes, before, after, address } = section;
    const length = bytes.length - before - after;
    const levels = this.options.allInstructions ? allLevels : levelsOf(this.#part);
    const format = new InstructionFormat({
      set: this.set,
      options: this.options,
      symbols: this.symbols,
      jumps: this.jumps,
      labelName: (target) => listing.labelName(target).name,
      flashSize: this.#flashSize,
      addressWidth: this.#addressWidth(),
      sramWidth: this.#sramWidth(),
      ioOffset: this.#ioOffset(),
      wrap: (target) => this.#wrap(target),
      gathers: purpose === 'gather',
    });
    const wordAt = (position: number): number =>
      (bytes[before + position] ?? 0) | ((bytes[before + position + 1] ?? 0) << 8);
    const code = bytes.subarray(before, before + length);
    for (let position = 0; position < length; ) {
      const data = this.#printData(code, position, address, listing);
      if (data > 0) {
        listing.breakParagraph();
        position += data;
        continue;
      }
      if (position & 1) {
        position += this.#printDataLine(
          numberLine(code.subarray(position), 'B', 1, false),
          code,
          position,
          address,
          listing,
        );
        continue;
      }
      const word = wordAt(position);
      const instruction = this.set.find(word, levels);
      const width = instruction && instruction.pattern.length > 16 ? 4 : 2;
      const here = this.#wrap(position + address);
      const context = this.set.is(word, 'ldi')
        ? loadContext(this.set, wordAt, position, here, position + before > 1, length + after - 1)
        : undefined;
      const line = format.format({ word, second: wordAt(position + 2), address: here, instruction, context });
      const shown = bytes.subarray(before + position, before + position + width);
      listing.printLine({ ...line, instruction, bytes: shown, address: here, labelled: true });
      if (purpose === 'gather') this.jumps.markJumpable(position + address);
      position += width;
    }
  }

  /** Data at a place: what a tag file says lies there, or a run of 0xff. @returns how many bytes were shown */
  #printData(code: Uint8Array, position: number, address: number, listing: Listing): number {
    const here = this.symbols.find('P', this.#wrap(position + address));
    if (here) return this.#printSymbol(here, 0, code, position, address, listing);
    if (position + 1 >= code.length) return 0;
    const odd = this.symbols.find('P', this.#wrap(position + address + 1));
    if (!odd) return this.#printFill(code, position, address, listing);
    this.#printDataLine(numberLine(code.subarray(position), 'B', 1, false), code, position, address, listing);
    return this.#printSymbol(odd, 1, code, position, address, listing);
  }

  #printFill(code: Uint8Array, position: number, address: number, listing: Listing): number {
    if (code[position] !== 0xff || code[position + 1] !== 0xff) return 0;
    let end = position + 2;
    while (end < code.length && code[end] === 0xff && !this.symbols.find('P', this.#wrap(end + address)))
      end++;
    const length = (end & ~1) - position;
    if (length < 4) return 0;
    listing.breakParagraph();
    this.#printDataLine(fillLine(length), code, position, address, listing, true);
    return length & ~1;
  }

  /** @param skipped bytes before the symbol that have been shown */
  #printSymbol(
    symbol: AddressSymbol,
    skipped: number,
    code: Uint8Array,
    position: number,
    address: number,
    listing: Listing,
  ): number {
    let done = skipped;
    const show = (line: DataLine): void => {
      done += this.#printDataLine(line, code, position + done, address, listing);
    };
    const rest = (): Uint8Array => code.subarray(position + done);
    if (symbol.name !== undefined) {
      listing.breakParagraph();
      symbol.printed = true;
      listing.printLabel(symbol.name, symbol.comment);
    }
    if (symbol.data === 'C') {
      show(characterLine(rest().subarray(0, symbol.count)));
    } else if (symbol.data === 'S' || symbol.data === 'A') {
      for (let i = 0; i < symbol.count && rest().length > 0; i++) show(stringLine(rest()));
    } else {
      const most = numbersPerLine(symbol.data);
      for (let i = 0; i < symbol.count && rest().length > 0; i += most)
        show(numberLine(rest(), symbol.data, Math.min(most, symbol.count - i), i > 0));
    }
    if (symbol.data === 'A' && done % 2 !== 0) {
      const padding = code[position + done] ?? 0;
      if (padding !== 0) this.#warn(padding);
      show({ code: `.byte   0x${hex(padding, 2)}`, comment: 'String autoalignment', length: 1 });
    }
    return done;
  }

  #printDataLine(
    { code: text, comment, length }: DataLine,
    code: Uint8Array,
    position: number,
    address: number,
    listing: Listing,
    labelled = false,
  ): number {
    const bytes = code.subarray(position, position + length);
    listing.printLine({
      code: text,
      comment,
      instruction: undefined,
      bytes,
      address: this.#wrap(position + address),
      labelled,
    });
    return length;
  }

  /** The symbols that stand as operands, as avr-gcc wants them defined. */
  #printDefinitions(listing: Listing): void {
    const used = this.symbols
      .all()
      .filter(({ used, printed, name }) => used && !printed && name !== undefined);
    const longest = Math.max(0, ...used.map(({ name }) => name?.length ?? 0));
    const indent = ' '.repeat(codeColumn(this.options, this.#addressWidth()));
    for (const { name = '', address, comment } of used) {
      const definition = `.equ    ${name},${' '.repeat(longest - name.length)} 0x${hex(address, 2)}`;
      const remark = comment !== undefined && comment !== '' && this.options.comments;
      listing.print(`${indent}${remark ? `${definition.padEnd(codeWidth)} ; ${comment}` : definition}\n`);
    }
  }

  #printHeading(listing: Listing): void {
    const main = this.symbols.all().findLast(({ kind, name }) => kind === 'L' && name === 'main');
    const own = main !== undefined && main.address >= 0 && this.jumps.to(main.address).length > 0;
    const indent = ' '.repeat(codeColumn(this.options, this.#addressWidth()));
    listing.breakParagraph();
    listing.print(`${indent}.text\n${own ? '' : 'main:\n'}`);
    listing.joinParagraph();
  }

  /** Beyond the end of flash a program goes on at its beginning. */
  #wrap(address: number): number {
    return this.#flashSize > 1 ? address & ((1 << bitLength(this.#flashSize - 1)) - 1) : address;
  }

  #addressWidth(): number {
    return this.#flashSize > 1 ? Math.trunc((bitLength(this.#flashSize - 1) + 3) / 4) : 4;
  }

  #sramWidth(): number {
    const sram = this.#part.memories.find((memory) => memoryKind(memory) === 'sram');
    if (!sram || sram.size <= 1) return 4;
    const size = sram.size + (sram.offset > 0 && sram.offset <= 0x200 ? sram.offset : 0);
    return Math.trunc((bitLength(size - 1) + 3) / 4);
  }

  #ioOffset(): number {
    return this.#part.memories.find((memory) => memoryKind(memory) === 'io')?.offset ?? 0;
  }
}

function bitLength(value: number): number {
  return 32 - Math.clz32(value);
}
