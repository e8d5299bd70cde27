import { ConfigError } from '../model/errors.ts';
import { globals, keywords, newWords, oldWords, type Shape } from './keywords.ts';
import { unknownToken } from './messages.ts';
import type { Block, Definition, Setting, Value } from './syntax.ts';
import { constantValue, createScanner, type Token } from './token.ts';

/** Which releases a file was written for, as far as its words tell. */
export interface Age {
  /** It has words that releases after 7.1 took away. */
  readonly hasOldWords: boolean;
  /** It has words or forms that came after 6.4. */
  readonly hasNewWords: boolean;
}

export interface ParsedFile {
  readonly definitions: readonly Definition[];
  readonly age: Age;
  /** The error that ended the reading early; the definitions before it count. */
  readonly failure: ConfigError | undefined;
}

export interface ParseOptions {
  /** The file's name, for messages. */
  readonly file: string;
  /** Whether a word that no release knows ends the reading, as it does in avrdude; otherwise it is skipped. */
  readonly unknownWords: 'refused' | 'skipped';
  /** Told of each word that was skipped. */
  readonly onUnknown?: (word: string, line: number) => void;
  /** Whether `memory "flash" ;` may just name a memory, as it does in `conf/editions`; avrdude refuses it. */
  readonly bareMemories?: true;
  /** The number of the text's first line; 1 unless given. */
  readonly firstLine?: number;
  /** Takes blocks over. */
  readonly skim?: Skim;
}

/** Recognises blocks that need not be read now. */
export interface Skim {
  /**
   * @param start where a definition begins
   * @param age what the file has told so far
   * @returns undefined if the definition must be read
   */
  blockAt(start: number, age: Age): SkimmedBlock | undefined;
  lineAt(position: number): number;
}

export interface SkimmedBlock {
  readonly block: Block;
  /** What the file has told with this block; new words count only if there were none before. */
  readonly age: Age;
  /** Where the next definition begins. */
  readonly end: number;
}

type BlockKind = keyof typeof keywords;

/**
 * Reads a configuration file in the grammar of any release from 6.3 to 8.2.
 * @param text the file, one character a byte
 */
export function parseConfig(text: string, options: ParseOptions): ParsedFile {
  const scanner = createScanner(text, options.firstLine);
  const definitions: Definition[] = [];
  let token = scanner.next();
  let depth = 0;
  let sawOld = false;
  let sawNew = false;

  function fail(reason: string, line = token.line): never {
    throw new ConfigError(reason, { file: options.file, line });
  }

  function advance(): Token {
    const taken = token;
    token = scanner.next();
    return taken;
  }

  function syntaxError(): never {
    if (token.kind === 'word' && !isVocabulary(token.text)) fail(unknownToken);
    fail(token.kind === 'broken' ? token.reason : 'syntax error');
  }

  function expectSign(text: string): void {
    if (token.kind !== 'sign' || token.text !== text) syntaxError();
    advance();
  }

  function noteWord(word: string): void {
    sawOld ||= oldWords.has(word);
    sawNew ||= newWords.has(word);
  }

  const isSign = (text: string): boolean => token.kind === 'sign' && token.text === text;
  const isWord = (text: string): boolean => token.kind === 'word' && token.text === text;

  function string(): string {
    if (token.kind !== 'string') syntaxError();
    const { value } = token;
    advance();
    return value;
  }

  function primary(): number {
    if (token.kind === 'number' || token.kind === 'real') {
      const { value } = token;
      advance();
      return value;
    }
    if (token.kind === 'word') {
      const value = constantValue(token.text);
      if (value === undefined) syntaxError();
      sawNew ||= !knownConstants.has(token.text);
      advance();
      return value;
    }
    if (token.kind !== 'sign' || depth >= deepest) syntaxError();
    const { text: sign } = token;
    if (!'(+-~'.includes(sign)) syntaxError();
    sawNew = true;
    advance();
    depth++;
    const value = sign === '(' ? parenthesised() : primary();
    depth--;
    return sign === '-' ? -value | 0 : sign === '~' ? ~value : value;
  }

  function parenthesised(): number {
    const value = expression(0);
    expectSign(')');
    return value;
  }

  /** Precedence climbing over the left-associative operators. @param least operators that bind less than this end the expression */
  function expression(least: number): number {
    let left = primary();
    while (token.kind === 'sign') {
      const operator = token.text;
      const binding = precedence.findIndex((operators) => operators.includes(operator));
      if (binding < least) return left;
      sawNew = true;
      advance();
      const right = expression(binding + 1);
      if (right === 0 && (operator === '/' || operator === '%')) fail('division by zero');
      left = calculate(operator, left, right);
    }
    return left;
  }

  function value(): Value {
    if (token.kind === 'string') return string();
    if (token.kind === 'word' && constantValue(token.text) === undefined) {
      const { text } = token;
      noteWord(text);
      advance();
      return text;
    }
    return expression(0);
  }

  function pins(): Value[] {
    const found: Value[] = [];
    if (isSign(';')) return found;
    for (;;) {
      if (isSign('~')) {
        advance();
        if (isSign('(')) {
          advance();
          do found.push(~expression(0));
          while (isSign(',') && advance());
          expectSign(')');
        } else found.push(~primary());
      } else found.push(primary());
      if (!isSign(',')) return found;
      advance();
    }
  }

  function values(shape: Shape): Value[] {
    if (shape === 'pins') return pins();
    if (shape === 'strings' && token.kind !== 'string') syntaxError();
    const found = [value()];
    if (shape === 'list' || shape === 'strings') while (isSign(',') && advance()) found.push(value());
    if (shape === 'blanks') while (token.kind === 'number') found.push(primary());
    return found;
  }

  /** Leaves out an assignment that nobody understands, up to its semicolon. */
  function skipUnknown(word: string, line: number): void {
    options.onUnknown?.(word, line);
    while (token.kind !== 'end' && token.kind !== 'broken' && !isSign(';')) advance();
  }

  function setting(kind: BlockKind): Setting | undefined {
    if (token.kind !== 'word') syntaxError();
    const { text: name, line } = token;
    const shape = keywords[kind].get(name);
    if (shape === undefined && (options.unknownWords === 'refused' || opens.has(name))) syntaxError();
    noteWord(name);
    const simple =
      shape === 'one' || shape === 'list' || shape === 'strings'
        ? scanner.simpleAssignment(shape !== 'one')
        : undefined;
    if (shape === 'strings' && simple?.some((one) => typeof one !== 'string')) fail('syntax error');
    const simpleEnd = scanner.line();
    advance();
    if (simple) return valueSetting(name, simple, line, simpleEnd);
    const assigned = assignment(name, shape, line);
    const end = token.line;
    expectSign(';');
    return assigned?.kind === 'value' ? valueSetting(name, assigned.values, line, end) : assigned;
  }

  /** What follows the word, in whatever form, up to the semicolon. */
  function assignment(name: string, shape: Shape | undefined, line: number): Setting | undefined {
    if (shape === undefined) {
      skipUnknown(name, line);
      return undefined;
    }
    expectSign('=');
    if (isWord('NULL')) {
      sawNew = true;
      advance();
      return { kind: 'null', name, line };
    }
    return { kind: 'value', name, values: values(shape), line };
  }

  function memory(line: number): Setting {
    const name = string();
    if (isSign('=')) {
      sawNew = true;
      advance();
      if (!isWord('NULL')) syntaxError();
      advance();
      return { kind: 'no-memory', name, line };
    }
    if (isWord('alias')) {
      sawNew = true;
      advance();
      const of = string();
      expectSign(';');
      return { kind: 'memory-alias', name, of, line };
    }
    const bare = options.bareMemories && isSign(';');
    const inside = bare ? [] : settings('memory');
    const endLine = token.line;
    return { kind: 'memory', name, settings: inside, line, ...(endLine !== line && { endLine }) };
  }

  function settings(kind: BlockKind): Setting[] {
    const found: Setting[] = [];
    do {
      const { line } = token;
      if (kind === 'part' && isWord('memory')) {
        advance();
        found.push(memory(line));
        expectSign(';');
      } else {
        const one = setting(kind);
        if (one) found.push(one);
      }
    } while (!isSign(';'));
    return found;
  }

  function block(keyword: Block['keyword']): Block {
    const kind = keyword === 'part' ? 'part' : 'programmer';
    let { line } = token;
    let parentId: string | undefined;
    if (isWord('parent')) {
      advance();
      line = token.line;
      parentId = string();
    }
    const inside = settings(kind);
    const endLine = token.line;
    expectSign(';');
    return { kind, keyword, parentId, settings: inside, line, endLine };
  }

  /** @returns whether there was a block that need not be read; with it go all that follow */
  function skimmed(word: string): boolean {
    const { skim } = options;
    const start = scanner.position() - word.length;
    let at = start;
    for (let one = skim?.blockAt(at, age()); one; one = skim?.blockAt(at, age())) {
      definitions.push(one.block);
      sawOld ||= one.age.hasOldWords;
      sawNew ||= one.age.hasNewWords;
      at = one.end;
    }
    if (!skim || at === start) return false;
    // Nobody asks for the line of the end.
    scanner.seek(at, at < text.length ? skim.lineAt(at) : 0);
    token = scanner.next();
    return true;
  }

  function definition(): void {
    if (token.kind !== 'word') syntaxError();
    const { text: word, line } = token;
    sawNew ||= word === 'serialadapter';
    if (word === 'part' || word === 'programmer' || word === 'serialadapter') {
      if (skimmed(word)) return;
      advance();
      definitions.push(block(word));
      return;
    }
    if (!globals.has(word) && (options.unknownWords === 'refused' || opens.has(word))) syntaxError();
    advance();
    noteWord(word);
    if (globals.has(word)) {
      expectSign('=');
      definitions.push({ kind: 'global', name: word, value: value(), line });
    } else skipUnknown(word, line);
    expectSign(';');
  }

  const age = (): Age => ({ hasOldWords: sawOld, hasNewWords: sawNew });
  try {
    while (token.kind !== 'end') definition();
    return { definitions, age: age(), failure: undefined };
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    return { definitions, age: age(), failure: error };
  }
}

function valueSetting(name: string, values: readonly Value[], line: number, endLine: number): Setting {
  return { kind: 'value', name, values, line, ...(endLine !== line && { endLine }) };
}

/** Words that begin or belong to blocks: where they cannot be, something is missing before them. */
const opens: ReadonlySet<string> = new Set(['part', 'programmer', 'serialadapter', 'memory', 'parent']);

const vocabulary: ReadonlySet<string> = new Set([
  ...Object.values(keywords).flatMap((words) => [...words.keys()]),
  ...globals,
  ...opens,
  ...['alias', 'NULL', 'dedicated', 'io', 'reset', 'sck', 'parallel', 'serial', 'usb', 'spi', 'linuxgpio'],
]);
const isVocabulary = (word: string): boolean => vocabulary.has(word) || constantValue(word) !== undefined;

/** Words for numbers that 6.4 has, too. */
const knownConstants: ReadonlySet<string> = new Set(['yes', 'no', 'pseudo']);

/** Nested brackets and signs beyond this are an error, not a stack overflow. */
const deepest = 500;

/** The operators, those that bind least first. */
const precedence = ['|', '^', '&', '+-', '*/%'] as const;

/** 32-bit arithmetic, as C's `int`. */
function calculate(operator: string, left: number, right: number): number {
  switch (operator) {
    case '|':
      return left | right;
    case '^':
      return left ^ right;
    case '&':
      return left & right;
    case '+':
      return (left + right) | 0;
    case '-':
      return (left - right) | 0;
    case '*':
      return Math.imul(left, right);
    case '/':
      return Math.trunc(left / right) | 0;
    default:
      return (left % right) | 0;
  }
}
