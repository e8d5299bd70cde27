import type { Instruction, InstructionSet } from './instruction-set.ts';
import type { Jumps } from './jumps.ts';
import { hex } from './listing.ts';
import type { LoadContext } from './loads.ts';
import { decodeOperands, type Operands, signExtend } from './operands.ts';
import type { DisassemblyOptions } from './options.ts';
import type { SymbolTable } from './symbols.ts';

export interface FormatSettings {
  readonly set: InstructionSet;
  readonly options: DisassemblyOptions;
  readonly symbols: SymbolTable;
  readonly jumps: Jumps;
  readonly labelName: (address: number) => string | undefined;
  readonly flashSize: number;
  readonly addressWidth: number;
  readonly sramWidth: number;
  readonly ioOffset: number;
  readonly wrap: (address: number) => number;
  /** First pass: jumps are noted. */
  readonly gathers: boolean;
}

/** A place in code. */
export interface CodePlace {
  readonly word: number;
  readonly second: number;
  readonly address: number;
  readonly instruction: Instruction | undefined;
  /** Around an `ldi`. */
  readonly context: LoadContext | undefined;
}

/** Where a jump, branch or call leads. */
interface Target {
  readonly address: number;
  /** Bytes from the next instruction; undefined for an absolute address. */
  readonly offset: number | undefined;
}

/** Instructions as text, with what there is to remark. */
export class InstructionFormat {
  readonly #settings: FormatSettings;

  constructor(settings: FormatSettings) {
    this.#settings = settings;
  }

  format(place: CodePlace): { readonly code: string; readonly comment: string } {
    const { set, options } = this.#settings;
    const { instruction, word, address } = place;
    if (!instruction) return { code: `.word   0x${hex(word, 4)}`, comment: 'Invalid opcode' };
    const load = place.context && this.#loadedName(word, place.context);
    let shown = load === undefined ? instruction : (set.get('ldi') ?? instruction);
    let operands = decodeOperands(shown, word, place.second);
    const constant = operands.values.K ?? 0;
    // Clearing few bits reads better than keeping many.
    if (shown.key === 'andi' && bitCount(constant) >= 4) {
      shown = set.get('cbr') ?? shown;
      operands = { ...operands, values: { ...operands.values, K: ~constant & 0xff } };
    }
    const comments: string[] = [];
    const target = this.#targetOf(operands, address, shown, comments);
    this.#remarkUndefined(shown, operands, comments);
    const texts = [...shown.operands].map((letter) =>
      this.#operand(letter, { operands, target, address, load, comments, shown }),
    );
    if (options.names) comments.push(shown.name);
    if (options.explanations) comments.push(shown.operation);
    const code = `${shown.mnemonic.padEnd(7)} ${texts.join('')}`.trimEnd();
    return { code, comment: comments.filter((text) => text !== '').join(', ') };
  }

  #operand(
    letter: string,
    facts: {
      readonly operands: Operands;
      readonly target: Target | undefined;
      readonly address: number;
      readonly load: string | undefined;
      readonly comments: string[];
      readonly shown: Instruction;
    },
  ): string {
    const { operands, target, comments, load } = facts;
    const value = operands.values[letter] ?? 0;
    switch (letter) {
      case 'R':
        return 'r';
      case 'A':
        return this.#symbolName(this.#settings.ioOffset > 0 ? 'I' : 'M', value) ?? `0x${hex(value, 2)}`;
      case 'a':
        return this.#symbolName('M', value) ?? `0x${hex(value, 2)}`;
      case 'k':
        if (target) return this.#targetText(target, facts.address, comments);
        return this.#symbolName('M', value) ?? `0x${hex(value, this.#settings.sramWidth)}`;
      case 'b':
        comments.push(`Bit ${value} = 0x${hex(1 << value, 2)}`);
        return String(value);
      case 'd':
      case 'r':
        return this.#registerText(value, facts.shown);
      case 'K':
        return constantText(value, operands.bits.K ?? 0, load, comments);
      case 's':
      case 'q':
        return String(value);
      default:
        return letter;
    }
  }

  #registerText(number: number, { registers }: Instruction): string {
    const pair = registers === 'even' || registers === 'pairs';
    return pair && !this.#settings.options.gccStyle ? `${number + 1}:${number}` : String(number);
  }

  #symbolName(kind: 'I' | 'M', address: number): string | undefined {
    const symbol = this.#settings.symbols.find(kind, address);
    if (symbol?.name === undefined) return undefined;
    symbol.used = true;
    return symbol.name;
  }

  #remarkUndefined({ traits }: Instruction, { values }: Operands, comments: string[]): void {
    const pointer = traits.includes('X')
      ? 26
      : traits.includes('Y')
        ? 28
        : traits.includes('Z')
          ? 30
          : undefined;
    if (pointer === undefined) return;
    const touches = [values.d, values.r].some((register) => register === pointer || register === pointer + 1);
    if (touches) comments.push('Warning: the result of this operation is undefined');
  }

  /** Finds out where a jump leads, and notes it in the first pass. */
  #targetOf(
    { values, bits }: Operands,
    address: number,
    instruction: Instruction,
    comments: string[],
  ): Target | undefined {
    const { flashSize, addressWidth, wrap } = this.#settings;
    const value = values.k ?? 0;
    const calls = instruction.traits.includes('x');
    switch (bits.k) {
      case 7:
      case 12: {
        const offset = 2 * signExtend(value, bits.k);
        const target = { address: wrap(address + offset + 2), offset };
        if (offset !== 0 && this.#reachable(address, target.address, offset))
          this.#note(address, target.address, instruction, bits.k === 12 && calls);
        return target;
      }
      case 22:
        if (flashSize > 0 && 2 * value > flashSize)
          comments.push(`Warning: destination outside flash [0, 0x${hex(flashSize - 1, addressWidth)}]`);
        this.#note(address, 2 * value, instruction, calls);
        return { address: 2 * value, offset: undefined };
      default:
        return undefined;
    }
  }

  #note(from: number, to: number, instruction: Instruction, calls: boolean): void {
    const { gathers, options, jumps } = this.#settings;
    if (gathers && options.labels) jumps.register({ from, to, instruction }, calls);
  }

  /** avr-gcc refuses relative jumps that wrap around the end of flash, except in parts of at most 8 KiB. */
  #reachable(address: number, target: number, offset: number): boolean {
    const { flashSize } = this.#settings;
    return (flashSize > 0 && flashSize <= 8192) || address + offset + 2 === target;
  }

  #targetText({ address: target, offset }: Target, address: number, comments: string[]): string {
    const { options, addressWidth, symbols, labelName } = this.#settings;
    const place = `L${hex(target, addressWidth)}`;
    const label = this.#hasLabel(target, offset, address) ? labelName(target) : undefined;
    if (label !== undefined) {
      if (options.addresses) comments.push(place);
      return label;
    }
    const symbol = symbols.find('L', target)?.name ?? '';
    if (offset === undefined) {
      if (options.comments && symbol !== '') comments.push(symbol);
      return `0x${hex(target, addressWidth)}`;
    }
    if (options.comments && options.addresses) comments.push(symbol === '' ? place : `${place} (${symbol})`);
    else if (options.comments && symbol !== '') comments.push(symbol);
    return `.${offset >= 0 ? '+' : ''}${offset}`;
  }

  /** A jump to the next instruction keeps its offset. */
  #hasLabel(target: number, offset: number | undefined, address: number): boolean {
    const { options, jumps, wrap } = this.#settings;
    if (!options.labels || !jumps.canJumpTo(target)) return false;
    if (offset === undefined) return true;
    return target !== wrap(address + 2) && this.#reachable(address, target, offset);
  }

  /** The name of an address of which an `ldi` loads one half, the one before or behind it the other. */
  #loadedName(word: number, context: LoadContext): string | undefined {
    for (const other of [context.before, context.after]) {
      const name = other === undefined ? undefined : this.#nameOfPair(word, other, context);
      if (name !== undefined) return name;
    }
    return undefined;
  }

  #nameOfPair(word: number, other: number, context: LoadContext): string | undefined {
    const { set, symbols, ioOffset, jumps, options, labelName, gathers } = this.#settings;
    if (!set.is(other, 'ldi')) return undefined;
    const register = loadedRegister(word);
    if ((register ^ loadedRegister(other)) !== 1) return undefined;
    const high = (register & 1) === 1;
    const address = high
      ? (loadedByte(word) << 8) | loadedByte(other)
      : loadedByte(word) | (loadedByte(other) << 8);
    const inZ = (register | 1) === 31;
    const words = inZ && context.pointer === 2;
    const half = `${words ? 'pm_' : ''}${high ? 'hi8' : 'lo8'}`;
    const kinds = words || context.readsFlash ? (['L', 'P'] as const) : (['M', 'L', 'P'] as const);
    const place = words ? 2 * address : address;
    const symbol = kinds.map((kind) => symbols.find(kind, place)).find((each) => each !== undefined);
    // Small numbers are more often numbers than registers.
    if (symbol?.name !== undefined && (symbol.kind !== 'M' || address >= 64 + ioOffset)) {
      symbol.used = true;
      return `${half}(${symbol.name})`;
    }
    const readsFlash = inZ && context.readsFlash && jumps.contains(address);
    if (!readsFlash && !(words && jumps.contains(place))) return undefined;
    const ldi = set.get('ldi');
    if (gathers && options.labels && ldi) {
      const calls = !readsFlash && context.calls;
      jumps.register({ from: context.address, to: place, instruction: ldi }, calls);
    }
    const label = labelName(place);
    return label !== undefined && options.labels && jumps.canJumpTo(place) ? `${half}(${label})` : undefined;
  }
}

function constantText(value: number, bits: number, load: string | undefined, comments: string[]): string {
  if (bits === 4) return String(value);
  comments.push(load === undefined ? String(value) : `0x${hex(value, 2)} = ${value}`);
  return load ?? `0x${hex(value, 2)}`;
}

function loadedRegister(word: number): number {
  return 16 + ((word >> 4) & 15);
}

function loadedByte(word: number): number {
  return ((word & 0x0f00) >> 4) | (word & 0x0f);
}

function bitCount(value: number): number {
  return value.toString(2).replaceAll('0', '').length;
}
