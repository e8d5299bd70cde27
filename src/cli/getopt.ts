/**
 * The argument grammar of POSIX and of the GNU C library (`getopt(3)`, `getopt_long(3)`): words to tokens, and nothing else.
 * What an option means is not known here.
 */

/** An option that may appear: a letter, a long name, or both. */
export interface OptionSpec<Key extends string> {
  readonly key: Key;
  readonly letter?: string | undefined;
  readonly long?: string | undefined;
  readonly argument: boolean;
  /** Known by its whole long name only. */
  readonly whole?: boolean | undefined;
}

/** A word, or a part of one, understood. */
export type Token<Key extends string> =
  | { readonly kind: 'option'; readonly key: Key; readonly value: string | undefined }
  /** A letter that is let through without a meaning. */
  | { readonly kind: 'idle'; readonly letter: string }
  | { readonly kind: 'operand'; readonly text: string }
  | ({ readonly kind: 'problem' } & Problem);

/** Why a word cannot be understood. `name` is the long name as it was typed, or the whole one where it is known. */
export type Problem =
  | { readonly problem: 'unknown-letter' | 'letter-needs-argument'; readonly letter: string }
  | { readonly problem: 'unknown-name' | 'needs-argument' | 'takes-no-argument'; readonly name: string }
  | { readonly problem: 'ambiguous'; readonly name: string; readonly candidates: readonly string[] };

export interface Grammar<Key extends string> {
  readonly options: readonly OptionSpec<Key>[];
  /** Letters that are no error here; see `idle` tokens. */
  readonly idleLetters: string;
  /** Options end at the first operand, as the environment variable POSIXLY_CORRECT wants it; else they may follow operands. */
  readonly posixlyCorrect: boolean;
}

/**
 * Reads a command line from left to right.
 *
 * @param words the arguments without the program's name
 * @returns tokens in the order of the words; the caller stops at a problem if it wants to
 */
export function* getopt<Key extends string>(
  words: readonly string[],
  grammar: Grammar<Key>,
): Generator<Token<Key>> {
  let at = 0;
  const next = () => words[at++];
  for (let word = next(); word !== undefined; word = next()) {
    const ends = word === '--';
    if (ends || (grammar.posixlyCorrect && !isOption(word))) {
      if (!ends) yield { kind: 'operand', text: word };
      for (let rest = next(); rest !== undefined; rest = next()) yield { kind: 'operand', text: rest };
    } else if (word.startsWith('--')) {
      yield longOption(word.slice(2), grammar, next);
    } else if (isOption(word)) {
      yield* cluster(word.slice(1), grammar, next);
    } else {
      yield { kind: 'operand', text: word };
    }
  }
}

/** A lone dash is an operand: a standard stream. */
function isOption(word: string): boolean {
  return word.length > 1 && word.startsWith('-');
}

/** Letters behind one dash: `-qqFpm8` is `-q -q -F -p m8`. */
function* cluster<Key extends string>(
  letters: string,
  grammar: Grammar<Key>,
  next: () => string | undefined,
): Generator<Token<Key>> {
  for (let i = 0; i < letters.length; i++) {
    const letter = letters.charAt(i);
    const spec = grammar.options.find((option) => option.letter === letter);
    if (!spec) {
      yield grammar.idleLetters.includes(letter)
        ? { kind: 'idle', letter }
        : { kind: 'problem', problem: 'unknown-letter', letter };
    } else if (!spec.argument) {
      yield { kind: 'option', key: spec.key, value: undefined };
    } else {
      const glued = letters.slice(i + 1);
      const value = glued === '' ? next() : glued;
      yield value === undefined
        ? { kind: 'problem', problem: 'letter-needs-argument', letter }
        : { kind: 'option', key: spec.key, value };
      return;
    }
  }
}

/** `name`, `name=value` or an unambiguous beginning of a name, behind two dashes. */
function longOption<Key extends string>(
  text: string,
  grammar: Grammar<Key>,
  next: () => string | undefined,
): Token<Key> {
  const equals = text.indexOf('=');
  const typed = equals < 0 ? text : text.slice(0, equals);
  const given = equals < 0 ? undefined : text.slice(equals + 1);
  const named = grammar.options.filter(({ long, whole }) =>
    whole ? long === typed : long?.startsWith(typed),
  );
  const spec = named.find((option) => option.long === typed) ?? named[0];
  if (spec?.long === undefined) return { kind: 'problem', problem: 'unknown-name', name: text };
  if (named.length > 1 && spec.long !== typed) {
    const candidates = named.flatMap((option) => option.long ?? []);
    return { kind: 'problem', problem: 'ambiguous', name: text, candidates };
  }
  if (!spec.argument) {
    return given === undefined
      ? { kind: 'option', key: spec.key, value: undefined }
      : { kind: 'problem', problem: 'takes-no-argument', name: spec.long };
  }
  const value = given ?? next();
  return value === undefined
    ? { kind: 'problem', problem: 'needs-argument', name: spec.long }
    : { kind: 'option', key: spec.key, value };
}

/**
 * The C library's words for a problem, line end included.
 *
 * @param program the name by which we were called, with its folder, as the C library prints it
 */
export function describeProblem(program: string, problem: Problem): string {
  switch (problem.problem) {
    case 'unknown-letter':
      return `${program}: invalid option -- '${problem.letter}'\n`;
    case 'letter-needs-argument':
      return `${program}: option requires an argument -- '${problem.letter}'\n`;
    case 'unknown-name':
      return `${program}: unrecognized option '--${problem.name}'\n`;
    case 'needs-argument':
      return `${program}: option '--${problem.name}' requires an argument\n`;
    case 'takes-no-argument':
      return `${program}: option '--${problem.name}' doesn't allow an argument\n`;
    case 'ambiguous': {
      const candidates = problem.candidates.map((name) => ` '--${name}'`).join('');
      return `${program}: option '--${problem.name}' is ambiguous; possibilities:${candidates}\n`;
    }
  }
}
