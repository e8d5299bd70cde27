import { ConfigError } from '../model/errors.ts';
import { type Cursor, createCursor, isVocabulary, opens } from './cursor.ts';
import { createExpressions } from './expression.ts';
import { globals, keywords, type Shape } from './keywords.ts';
import type { Block, Definition, Setting, Value } from './syntax.ts';
import { createScanner, type IntegerRules } from './token.ts';
import { readValues } from './values.ts';

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
  /** Whether it has words, not only forms, that came after 6.4: that release goes no further. */
  readonly sawNewWord: boolean;
  readonly atFailure: BrokenOff | undefined;
}

/** What there was where the reading ended early. */
export interface BrokenOff {
  /** The block in which it happened, if it had said anything, and whether avrdude takes it for a whole one before it fails. */
  readonly unfinished: { readonly block: Block; readonly isWhole: boolean } | undefined;
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
  /** `checked` unless given. */
  readonly integers?: IntegerRules;
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
  const scanner = createScanner(text, options.firstLine, options.integers);
  const cursor: Cursor = createCursor(scanner, options.file);
  const { advance, syntaxError, expectSign, isSign, isWord, noteWord, string } = cursor;
  const expressions = createExpressions(cursor);
  const definitions: Definition[] = [];
  let unfinished: Omit<Block, 'endLine'> | undefined;
  /** Whether an assignment or a memory has begun and not ended. */
  let isInSetting = false;

  /** Leaves out an assignment that nobody understands, up to its semicolon. */
  function skipUnknown(word: string, line: number): void {
    options.onUnknown?.(word, line);
    while (cursor.token.kind !== 'end' && cursor.token.kind !== 'broken' && !isSign(';')) advance();
  }

  function setting(kind: BlockKind): Setting | undefined {
    const { token } = cursor;
    if (token.kind !== 'word') cursor.syntaxError();
    const { text: name, line } = token;
    const shape = keywords[kind].get(name);
    if (shape === undefined && (options.unknownWords === 'refused' || opens.has(name))) syntaxError();
    isInSetting = true;
    noteWord(name);
    const simple =
      shape === 'one' || shape === 'string' || shape === 'strings'
        ? scanner.simpleAssignment(shape === 'strings')
        : undefined;
    if (shape !== 'one' && simple?.some((one) => typeof one !== 'string')) cursor.fail('syntax error');
    const simpleEnd = scanner.line();
    advance();
    if (simple) return valueSetting(name, simple, line, simpleEnd);
    const assigned = assignment(name, shape, line);
    const end = cursor.token.line;
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
      cursor.noteNew();
      advance();
      return { kind: 'null', name, line };
    }
    return { kind: 'value', name, values: readValues(cursor, expressions, name, shape), line };
  }

  function memory(line: number): Setting {
    const name = string();
    if (isSign('=')) {
      cursor.noteNew();
      advance();
      if (!isWord('NULL')) syntaxError();
      advance();
      return { kind: 'no-memory', name, line };
    }
    if (isWord('alias')) {
      noteWord('alias');
      advance();
      const of = string();
      expectSign(';');
      return { kind: 'memory-alias', name, of, line };
    }
    const bare = options.bareMemories && isSign(';');
    const inside = bare ? [] : settings('memory', []);
    const endLine = cursor.token.line;
    return { kind: 'memory', name, settings: inside, line, ...(endLine !== line && { endLine }) };
  }

  /** @param found where each goes as it is read */
  function settings(kind: BlockKind, found: Setting[]): Setting[] {
    do {
      const { line } = cursor.token;
      if (kind === 'part' && isWord('memory')) {
        isInSetting = true;
        advance();
        found.push(memory(line));
        expectSign(';');
      } else {
        const one = setting(kind);
        if (one) found.push(one);
      }
      if (kind !== 'memory') isInSetting = false;
    } while (!isSign(';'));
    return found;
  }

  function block(keyword: Block['keyword']): Block {
    const kind = keyword === 'part' ? 'part' : 'programmer';
    let { line } = cursor.token;
    let parentId: string | undefined;
    if (isWord('parent')) {
      advance();
      line = cursor.token.line;
      parentId = string();
    }
    const inside: Setting[] = [];
    unfinished = { kind, keyword, parentId, settings: inside, line };
    settings(kind, inside);
    const endLine = cursor.token.line;
    expectSign(';');
    unfinished = undefined;
    return { kind, keyword, parentId, settings: inside, line, endLine };
  }

  /** @returns whether there was a block that need not be read; with it go all that follow */
  function skimmed(word: string): boolean {
    const { skim } = options;
    const start = scanner.position() - word.length;
    let at = start;
    for (let one = skim?.blockAt(at, age()); one; one = skim?.blockAt(at, age())) {
      definitions.push(one.block);
      cursor.noteAge(one.age);
      at = one.end;
    }
    if (!skim || at === start) return false;
    // Nobody asks for the line of the end.
    scanner.seek(at, at < text.length ? skim.lineAt(at) : 0);
    cursor.reload();
    return true;
  }

  function definition(): void {
    const { token } = cursor;
    if (token.kind !== 'word') cursor.syntaxError();
    const { text: word, line } = token;
    if (word === 'serialadapter') cursor.noteNew();
    if (word === 'part' || word === 'programmer' || word === 'serialadapter') {
      if (skimmed(word)) return;
      advance();
      definitions.push(block(word));
      return;
    }
    const shape = globals.get(word);
    if (!shape && (options.unknownWords === 'refused' || opens.has(word))) syntaxError();
    advance();
    noteWord(word);
    if (shape) {
      expectSign('=');
      const [value = 0] = readValues(cursor, expressions, word, shape);
      definitions.push({ kind: 'global', name: word, value, line });
    } else skipUnknown(word, line);
    expectSign(';');
  }

  const age = (): Age => ({ hasOldWords: cursor.sawOld, hasNewWords: cursor.sawNew });
  try {
    while (cursor.token.kind !== 'end') definition();
    return { ...soFar(), failure: undefined, atFailure: undefined };
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    return { ...soFar(), failure: error, atFailure: { unfinished: closed() } };
  }

  function soFar() {
    return { definitions, age: age(), sawNewWord: cursor.sawNewWord };
  }

  /** The block in which the reading ended. What cannot go on it ends it, unless it is nothing that any release knows. */
  function closed(): BrokenOff['unfinished'] {
    if (!unfinished || unfinished.settings.length === 0) return undefined;
    const { token } = cursor;
    const known = token.kind === 'word' ? isVocabulary(token.text) : token.kind !== 'broken';
    return { block: { ...unfinished, endLine: token.line }, isWhole: known && !isInSetting };
  }
}

function valueSetting(name: string, values: readonly Value[], line: number, endLine: number): Setting {
  return { kind: 'value', name, values, line, ...(endLine !== line && { endLine }) };
}
