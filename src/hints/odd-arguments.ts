import type { GivenArgument } from '../output/evidence.ts';

/** What options take. */
const nouns: Readonly<Record<string, string>> = {
  p: "part's name",
  c: "programmer's name",
  P: "port's name",
  C: "configuration file's name",
  b: 'baud rate',
  B: 'bit clock',
  i: 'delay',
  U: 'memory operation',
  l: "log file's name",
  x: 'parameter',
  E: 'exit state',
  T: 'command',
};

/** Options whose argument is a number: a blank in front of it does not matter. */
const numeric = ['b', 'B', 'i'];

/** @returns what is odd about the argument of an option: it swallowed another option, or holds what no shell should have left */
export function oddOf({ letter, value }: GivenArgument): string | undefined {
  const noun = nouns[letter];
  if (noun === undefined) return undefined;
  const option = `-${letter}`;
  if (/^--?[A-Za-z]/.test(value) && letter !== 'x' && letter !== 'T')
    return `${option} took '${value}' for the ${noun.replace("'s name", '')}: is the ${noun} empty or missing?`;
  if (value === '') return `${option} is followed by nothing: the ${noun} is empty. Is a variable not set?`;
  const trimmed = value.trim();
  if (trimmed === '')
    return `${option} is followed by blanks only: the ${noun} is empty. Is a variable not set?`;
  if (letter === 'T') return undefined;
  const inner = / +-[A-Za-z](?= |$)/.exec(trimmed);
  if (inner && letter !== 'U')
    return `'${option} ${trimmed}' came as one argument: give every option, and every value, as an argument of its own.`;
  if (/^\s/.test(value) && !numeric.includes(letter))
    return `'${option}${value}' came as one argument, so the ${noun} begins with a blank: give two, ${option} and ${trimmed}.`;
  if (value.endsWith('\r'))
    return `The ${noun} '${trimmed}' ends in a carriage return: the script or file that it comes from has Windows line ends.`;
  if (/\s$/.test(value) && !numeric.includes(letter))
    return `The ${noun} '${value}' ends with a blank: does a comment follow the value in a makefile?`;
  const quoted = /^(['"])(.*)\1$/.exec(value);
  if (quoted) return `The quotes have become part of the ${noun}: give it as ${quoted[2]}.`;
  if (/[‘’“”„]/u.test(value)) return `The ${noun} ${value} has curly quotes in it: type straight ones.`;
  return undefined;
}
