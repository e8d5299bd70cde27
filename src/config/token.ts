import { simpleEscapes } from '../model/c-escapes.ts';
import { utf8AsLatin1 } from '../model/encoding.ts';
import type { ProblemText } from './problem.ts';

/** A lexical element of avrdude.conf, with the line it ends on. */
export type Token =
  | { readonly kind: 'word'; readonly text: string; readonly line: number }
  | { readonly kind: 'number'; readonly value: number; readonly line: number }
  | { readonly kind: 'real'; readonly value: number; readonly line: number }
  | { readonly kind: 'string'; readonly value: string; readonly line: number }
  | { readonly kind: 'sign'; readonly text: string; readonly line: number }
  /** Something no release can read; `reason` is what avrdude says. */
  | { readonly kind: 'broken'; readonly reason: ProblemText; readonly line: number }
  | { readonly kind: 'end'; readonly line: number };

/** Words that stand for a number in any expression. */
export const constants: Readonly<Record<string, number>> = {
  PM_SPM: 1,
  PM_TPI: 2,
  PM_ISP: 4,
  PM_PDI: 8,
  PM_UPDI: 16,
  PM_HVSP: 32,
  PM_HVPP: 64,
  PM_debugWIRE: 128,
  PM_JTAG: 256,
  PM_JTAGmkI: 512,
  PM_XMEGAJTAG: 1024,
  PM_AVR32JTAG: 2048,
  PM_aWire: 4096,
  HAS_SUFFER: 1,
  HAS_VTARG_SWITCH: 2,
  HAS_VTARG_ADJ: 4,
  HAS_VTARG_READ: 8,
  HAS_FOSC_ADJ: 16,
  HAS_VAREF_ADJ: 32,
  HAS_BITCLOCK_ADJ: 64,
  yes: 1,
  true: 1,
  no: 0,
  false: 0,
  pseudo: 2,
};

/** @returns what a constant such as `PM_ISP`, `yes` or a Roman number stands for */
export function constantValue(word: string): number | undefined {
  return Object.hasOwn(constants, word) ? constants[word] : romanValue(word);
}

const romanPattern = /^(M{0,3})(D?C{0,3}|CM|CD)(L?X{0,3}|XC|XL)(V?I{0,3}|IX|IV)$/;
const romanDigits: Readonly<Record<string, number>> = { I: 1, V: 5, X: 10, L: 50, C: 100, D: 500, M: 1000 };

/** Releases from 8.0 on count in Roman numbers too. */
function romanValue(word: string): number | undefined {
  if (!romanPattern.test(word)) return undefined;
  const digits = [...word].map((letter) => romanDigits[letter] ?? 0);
  return digits.reduce((sum, digit, i) => sum + (digit < (digits[i + 1] ?? 0) ? -digit : digit), 0);
}

/** A backslash at the end of a line joins it to the next. */
const escapes: Readonly<Record<string, string>> = { ...simpleEscapes, '\n': '', '\r': '' };

/** C's escape sequences, as releases from 7.1 on read them. */
function resolveEscapes(raw: string): string {
  return raw.replace(
    /\\(x[0-9a-fA-F]+|[0-7]{1,3}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{6}|[\s\S])/g,
    (all, code: string) => {
      const simple = escapes[code];
      if (simple !== undefined) return simple;
      if (code.length > 1 || /[0-7]/.test(code)) return escapedCharacter(code);
      return all;
    },
  );
}

/** Characters are bytes here (files are read as Latin-1), so a code point becomes its UTF-8 bytes. */
function escapedCharacter(code: string): string {
  const lead = code.charAt(0);
  if (lead === 'x') return String.fromCharCode(Number.parseInt(code.slice(-2), 16));
  if (lead !== 'u' && lead !== 'U') return String.fromCharCode(Number.parseInt(code, 8) & 0xff);
  const point = Number.parseInt(code.slice(1), 16);
  return point > 0x10ffff ? `\\${code}` : utf8AsLatin1(String.fromCodePoint(point));
}

const numberPattern =
  /(0[xX][0-9A-Fa-f]+|0[bB][01]+|(?:\d+\.\d*|\.\d+|\d+)(?:[eE][-+]?\d+)?)(?:([uU]?(?:[lL]{1,2}|[sS]|[hH]{1,2})?[uU]?)(?![A-Za-z0-9_.]))?/y;
/** Whether a number does not fit 32 bits; in decimal one of them is for the sign. */
function isTooLarge(digits: string): boolean {
  if (/^0[xXbB]/.test(digits)) return Number(digits) > 0xffffffff;
  return /^\d+$/.test(digits) && Number(digits) > 0x7fffffff;
}

const wordPattern = /[A-Za-z_][A-Za-z0-9_]*/y;
const stringPattern = /"((?:[^"\\\n]|\\[\s\S])*)"/y;

/** One number or string between `=` and `;` on a line: what most assignments are. */
const oneValuePattern =
  /[ \t]*=[ \t]*(?:(0x[0-9A-Fa-f]{1,7}|[1-9][0-9]{0,8}|0)|"([^"\\\n]*)"|(yes)|no)[ \t]*;/y;
/** Strings and nothing else between `=` and `;`, as instructions are written. */
const stringsPattern = /\s*=\s*"[^"\\\n]*"(?:\s*,\s*"[^"\\\n]*")*\s*;/y;

/** What avrdude 8.2 calls a character or word that it does not know; earlier releases say nothing. */
export const unknownToken: ProblemText = { '8.2': 'unknown token' };
const unterminatedString: ProblemText = { '6.4': 'unterminated character constant', '8.2': 'unknown token' };

/** As `ConfigBehaviour` has it. */
export type IntegerRules = 'plain' | 'checked';

export interface Scanner {
  next(): Token;
  /** Where what has been read ends. */
  position(): number;
  /** The line of that place. */
  line(): number;
  /** Goes on elsewhere. */
  seek(position: number, line: number): void;
  /**
   * After a word: reads its whole assignment, semicolon included, if it is of a simple form.
   * @returns the values, or undefined with nothing read
   */
  simpleAssignment(list: boolean): readonly (number | string)[] | undefined;
}

/**
 * Reads avrdude.conf one token at a time.
 * @param text the whole file, one character a byte
 * @param firstLine the number of its first line
 */
export function createScanner(text: string, firstLine = 1, integers: IntegerRules = 'checked'): Scanner {
  let at = 0;
  let line = firstLine;

  function skipLineComment(): void {
    const end = text.indexOf('\n', at);
    at = end < 0 ? text.length : end;
  }

  /** @returns whether the comment ends */
  function skipBlockComment(): boolean {
    const end = text.indexOf('*/', at + 2);
    const stop = end < 0 ? text.length : end + 2;
    for (let i = at; i < stop; i++) if (text.charCodeAt(i) === 10) line++;
    at = stop;
    return end >= 0;
  }

  /** Plain decimal digits, which most numbers are. @returns undefined if it is anything else */
  function plainNumber(): Token | undefined {
    let end = at;
    let value = 0;
    for (let c = text.charCodeAt(end); c >= 48 && c <= 57; c = text.charCodeAt(++end))
      value = value * 10 + c - 48;
    const octal = end - at > 1 && text.charCodeAt(at) === 48;
    if (octal || end === at || value > 0x7fffffff || /[A-Za-z0-9_.]/.test(text.charAt(end))) return undefined;
    at = end;
    return { kind: 'number', value: value | 0, line };
  }

  function number(): Token {
    const plain = plainNumber();
    if (plain) return plain;
    numberPattern.lastIndex = at;
    const match = numberPattern.exec(text);
    if (!match) return { kind: 'broken', reason: unknownToken, line };
    at = numberPattern.lastIndex;
    const digits = match[1] ?? '';
    if (integers === 'checked' && isTooLarge(digits))
      return { kind: 'broken', reason: `integer ${digits} in config file: out of int32 range`, line };
    if (/^0[xX]/.test(digits)) return { kind: 'number', value: Number.parseInt(digits, 16) | 0, line };
    if (/[.eE]/.test(digits)) return { kind: 'real', value: Number(digits), line };
    if (/^0[bB]/.test(digits))
      return { kind: 'number', value: Number.parseInt(digits.slice(2), 2) | 0, line };
    const octal = integers === 'checked' && /^0[0-7]+$/.test(digits);
    return { kind: 'number', value: Number.parseInt(digits, octal ? 8 : 10) | 0, line };
  }

  function string(): Token {
    stringPattern.lastIndex = at;
    const match = stringPattern.exec(text);
    if (!match) {
      at = text.length;
      return { kind: 'broken', reason: unterminatedString, line };
    }
    at = stringPattern.lastIndex;
    const raw = match[1] ?? '';
    return { kind: 'string', value: raw.includes('\\') ? resolveEscapes(raw) : raw, line };
  }

  function simpleAssignment(list: boolean): readonly (number | string)[] | undefined {
    oneValuePattern.lastIndex = at;
    const one = oneValuePattern.exec(text);
    if (one) {
      at = oneValuePattern.lastIndex;
      const [, number, string, yes] = one;
      if (number !== undefined) return [Number(number)];
      return [string ?? (yes ? 1 : 0)];
    }
    if (!list) return undefined;
    stringsPattern.lastIndex = at;
    if (!stringsPattern.test(text)) return undefined;
    const pieces = text.slice(at, stringsPattern.lastIndex).split('"');
    at = stringsPattern.lastIndex;
    for (const piece of pieces)
      for (let i = piece.indexOf('\n'); i >= 0; i = piece.indexOf('\n', i + 1)) line++;
    return pieces.filter((_, i) => i % 2 === 1);
  }

  function next(): Token {
    while (at < text.length) {
      const c = text.charCodeAt(at);
      if (c === 10) {
        line++;
        at++;
      } else if (c === 32 || c === 9 || c === 13) {
        at++;
      } else if (c === 35) {
        skipLineComment();
      } else if (c === 47 && text.charCodeAt(at + 1) === 42) {
        const started = line;
        if (!skipBlockComment())
          return { kind: 'broken', reason: `EOF in comment (started on line ${started})`, line };
      } else if (c === 34) {
        return string();
      } else if ((c >= 48 && c <= 57) || (c === 46 && /\d/.test(text.charAt(at + 1)))) {
        return number();
      } else if ((c >= 65 && c <= 90) || (c >= 97 && c <= 122) || c === 95) {
        wordPattern.lastIndex = at;
        const word = wordPattern.exec(text)?.[0] ?? '';
        at += word.length;
        return { kind: 'word', text: word, line };
      } else {
        const sign = text.charAt(at++);
        if (',=;|^&+-*/%~()'.includes(sign)) return { kind: 'sign', text: sign, line };
        return { kind: 'broken', reason: unknownToken, line };
      }
    }
    return { kind: 'end', line };
  }

  return {
    next,
    simpleAssignment,
    position: () => at,
    line: () => line,
    seek(position, itsLine) {
      at = position;
      line = itsLine;
    },
  };
}
