import { expect, it } from 'vitest';
import { wildcard } from '../../src/model/wildcard.ts';

it.each<[string, string[], string[]]>([
  ['m328p', ['m328p', 'M328P'], ['m328', 'm328pb', 'xm328p']],
  ['*', ['', 'anything'], []],
  ['*32[0-9]', ['ATmega329', 'm325'], ['ATmega32A', 'm32']],
  ['*32?', ['ATmega329', 'ATmega32A'], ['m32']],
  ['t[!0-3]*', ['t85', 't4'], ['t13']],
  ['a.b+c', ['a.b+c'], ['axb+c', 'a.bbc']],
  ['a\\*b', ['a*b'], ['axb']],
  ['[', ['['], ['x']],
])('%s', (pattern, yes, no) => {
  const matches = wildcard(pattern);
  expect(yes.filter((name) => !matches(name))).toEqual([]);
  expect(no.filter(matches)).toEqual([]);
});
