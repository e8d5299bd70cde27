import { globals, keywords, newWords, oldWords } from './keywords.ts';
import { ProblemError, type ProblemText } from './problem.ts';
import { constantValue, type Scanner, type Token, unknownToken } from './token.ts';

/** One token of a file at a time, and what the tokens so far tell of its age. */
export interface Cursor {
  readonly token: Token;
  /** Goes on to the next token. @returns the one before */
  advance(): Token;
  /** Reads the token at the scanner's place, which something else has moved. */
  reload(): void;
  isSign(text: string): boolean;
  isWord(text: string): boolean;
  /** @throws ProblemError always */
  fail(reason: ProblemText, line?: number): never;
  /** Refuses the token. @throws ProblemError always */
  syntaxError(): never;
  /** @throws ProblemError unless this sign is there */
  expectSign(text: string): void;
  /** @throws ProblemError unless a string is there */
  string(): string;
  /** Counts a word towards the file's age. */
  noteWord(word: string): void;
  /** What follows is a form that came after 6.4. */
  noteNew(): void;
  readonly sawOld: boolean;
  readonly sawNew: boolean;
  /** Whether there was a word, not only a form, that came after 6.4. */
  readonly sawNewWord: boolean;
  /** Counts what a block that was taken over tells. */
  noteAge(age: { readonly hasOldWords: boolean; readonly hasNewWords: boolean }): void;
}

/** @param file its name, for messages */
export function createCursor(scanner: Scanner, file: string): Cursor {
  let token = scanner.next();
  let sawOld = false;
  let sawNew = false;
  let sawNewWord = false;

  function fail(reason: ProblemText, line = token.line): never {
    throw new ProblemError(reason, { file, line });
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

  const isSign = (text: string): boolean => token.kind === 'sign' && token.text === text;
  return {
    get token() {
      return token;
    },
    advance,
    reload() {
      token = scanner.next();
    },
    isSign,
    isWord: (text) => token.kind === 'word' && token.text === text,
    fail,
    syntaxError,
    expectSign(text) {
      if (!isSign(text)) syntaxError();
      advance();
    },
    string() {
      if (token.kind !== 'string') syntaxError();
      const { value } = token;
      advance();
      return value;
    },
    noteWord(word) {
      sawOld ||= oldWords.has(word);
      sawNewWord ||= newWords.has(word);
      sawNew ||= sawNewWord;
    },
    noteNew() {
      sawNew = true;
    },
    noteAge(age) {
      sawOld ||= age.hasOldWords;
      sawNew ||= age.hasNewWords;
      sawNewWord ||= age.hasNewWords;
    },
    get sawOld() {
      return sawOld;
    },
    get sawNew() {
      return sawNew;
    },
    get sawNewWord() {
      return sawNewWord;
    },
  };
}

/** Words that begin or belong to blocks: where they cannot be, something is missing before them. */
export const opens: ReadonlySet<string> = new Set([
  'part',
  'programmer',
  'serialadapter',
  'memory',
  'parent',
]);

const vocabulary: ReadonlySet<string> = new Set([
  ...Object.values(keywords).flatMap((words) => [...words.keys()]),
  ...globals.keys(),
  ...opens,
  ...['alias', 'NULL', 'dedicated', 'io', 'reset', 'sck', 'parallel', 'serial', 'usb', 'spi', 'linuxgpio'],
]);

/** Whether any release knows the word. */
export const isVocabulary = (word: string): boolean =>
  vocabulary.has(word) || constantValue(word) !== undefined;
