import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { describeProblem, type Grammar, getopt, type Token } from '../../src/cli/getopt.ts';

const grammar: Grammar<string> = {
  options: [
    { key: 'A', letter: 'A', long: 'keep-trailing-0xff', argument: false },
    { key: 'D', letter: 'D', long: 'noerase', argument: false },
    { key: 'N', letter: 'N', long: 'noconfig', argument: false },
    { key: 'V', letter: 'V', long: 'noverify-memory', argument: false },
    { key: 'p', letter: 'p', long: 'part', argument: true },
    { key: 'P', letter: 'P', long: 'port', argument: true },
    { key: 'c', letter: 'c', long: 'programmer', argument: true },
    { key: 'v', letter: 'v', long: 'verbose', argument: false },
    { key: 'version', long: 'version', argument: false },
    { key: 'U', letter: 'U', long: 'memory', argument: true },
  ],
  idleLetters: 'z',
  posixlyCorrect: false,
};

/** Tokens as one line: `p=m8 v op(file)` and the C library's words for a problem. */
function read(words: readonly string[], posixlyCorrect = false): string[] {
  return [...getopt(words, { ...grammar, posixlyCorrect })].map(show);
}

function show(token: Token<string>): string {
  switch (token.kind) {
    case 'option':
      return token.value === undefined ? token.key : `${token.key}=${token.value}`;
    case 'idle':
      return `idle ${token.letter}`;
    case 'operand':
      return `op(${token.text})`;
    case 'problem':
      return describeProblem('/bin/x', token);
  }
}

describe('getopt', () => {
  // What glibc 2.36's getopt_long says of the same words.
  test.each<[string[], string[]]>([
    [[], []],
    [['-pm8'], ['p=m8']],
    [['-p', 'm8'], ['p=m8']],
    [['-p', ''], ['p=']],
    [['-p', '-v'], ['p=-v']],
    [
      ['-p', '--', '-v'],
      ['p=--', 'v'],
    ],
    [['-ADVpm8'], ['A', 'D', 'V', 'p=m8']],
    [
      ['-vvv', '-v'],
      ['v', 'v', 'v', 'v'],
    ],
    [['-p=m8'], ['p==m8']],
    [
      ['-p', 'a b', '-U', 'flash:w:C:\\a b\\x.hex:i'],
      ['p=a b', 'U=flash:w:C:\\a b\\x.hex:i'],
    ],
    [['-z'], ['idle z']],
    [['-p'], ["/bin/x: option requires an argument -- 'p'\n"]],
    [['-?'], ["/bin/x: invalid option -- '?'\n"]],
    [['-v-v'], ['v', "/bin/x: invalid option -- '-'\n", 'v']],
    [['--part=m8'], ['p=m8']],
    [['--part', 'm8'], ['p=m8']],
    [['--part='], ['p=']],
    [
      ['--mem', 'x', '-v', '-', '--', '-v'],
      ['U=x', 'v', 'op(-)', 'op(-v)'],
    ],
    [['--verb'], ['v']],
    [['--vers'], ['version']],
    [
      ['--no'],
      ["/bin/x: option '--no' is ambiguous; possibilities: '--noerase' '--noconfig' '--noverify-memory'\n"],
    ],
    [['--ve'], ["/bin/x: option '--ve' is ambiguous; possibilities: '--verbose' '--version'\n"]],
    [['--p=3'], ["/bin/x: option '--p=3' is ambiguous; possibilities: '--part' '--port' '--programmer'\n"]],
    [['--part'], ["/bin/x: option '--part' requires an argument\n"]],
    [['--verbo=3'], ["/bin/x: option '--verbose' doesn't allow an argument\n"]],
    [['--nosuch=1'], ["/bin/x: unrecognized option '--nosuch=1'\n"]],
    [
      ['a', '-p', 'b', 'c', '-v', '--', '-v'],
      ['op(a)', 'p=b', 'op(c)', 'v', 'op(-v)'],
    ],
  ])('%j', (words, tokens) => {
    expect(read(words)).toEqual(tokens);
  });

  test('options end at the first operand where POSIX is wanted', () => {
    expect(read(['-v', 'a', '-v', '--', '-p'], true)).toEqual(['v', 'op(a)', 'op(-v)', 'op(--)', 'op(-p)']);
  });

  test('an argument arrives as it was typed, glued or not', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(read(['-p', text])).toEqual([`p=${text}`]);
        expect(read([`--part=${text}`])).toEqual([`p=${text}`]);
        if (text !== '') expect(read([`-vp${text}`])).toEqual(['v', `p=${text}`]);
      }),
    );
  });
});
