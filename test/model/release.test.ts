import { expect, test } from 'vitest';
import { deedsOf, heldUpTo, lineageOf } from '../../src/model/release.ts';

test('what is given for a release holds until the next that is given, in whatever order they stand', () => {
  const given = { '8.2': 'new', '6.4': 'old', name: 'family/what' };
  expect(heldUpTo(given, lineageOf('6.4'))).toEqual(['old']);
  expect(heldUpTo(given, lineageOf('7.1'))).toEqual(['old']);
  expect(heldUpTo(given, lineageOf('8.2'))).toEqual(['old', 'new']);
  expect(heldUpTo({ '7.1': 1 }, lineageOf('6.4'))).toEqual([]);
});

test('releases are in the order of their numbers, not of their digits', () => {
  const given = { '8.10': 'tenth', '8.2': 'second', '8.9': 'ninth' };
  expect(heldUpTo<string>(given, { newest: '8.10' as '8.2' })).toEqual(['second', 'ninth', 'tenth']);
});

test('of the deeds of a family a later release gives only what is different', () => {
  const deeds = { '6.4': { attempts: 33, resets: false }, '7.1': { attempts: 10 }, '8.2': { resets: true } };
  expect(deedsOf('6.4')(deeds)).toEqual({ attempts: 33, resets: false });
  expect(deedsOf('7.1')(deeds)).toEqual({ attempts: 10, resets: false });
  expect(deedsOf('8.2')(deeds)).toEqual({ attempts: 10, resets: true });
});
