import { describe, expect, test } from 'vitest';
import type { ReleaseId } from '../../src/model/release.ts';
import { notice } from '../../src/output/events.ts';
import { defineMessage, type Words } from '../../src/output/words.ts';
import { start } from './console-bench.ts';

const say = (release: ReleaseId, words: Words, loudness = {}) => {
  const { console, text } = start(release, loudness);
  console.say(words);
  return text();
};

describe('margins', () => {
  test.each([
    ['6.4', { level: 'info', lead: 'program', text: 'x\n' }, 'avrdude: x\n'],
    ['6.4', { level: 'info', lead: 'indent', text: 'x\n' }, '         x\n'],
    ['7.1', { level: 'error', lead: 'program', text: 'x\n' }, 'avrdude error: x\n'],
    ['7.1', { level: 'warning', lead: 'indent', text: 'x\n' }, '        x\n'],
    ['7.1', { level: 'info', lead: 'indent', text: 'x\n' }, '         x\n'],
    ['8.2', { level: 'error', lead: 'program', text: 'x\n' }, 'Error: x\n'],
    ['8.2', { level: 'info', lead: 'program', text: 'reading\n' }, 'Reading\n'],
    ['8.2', { level: 'info', lead: 'indent', text: 'x\n' }, 'x\n'],
  ] as const)('%s %j', (release, words, wanted) => {
    expect(say(release, words)).toBe(wanted);
  });

  test('8.2 begins on a fresh line', () => {
    const { console, text } = start('8.2');
    console.say({ level: 'info', text: 'half a line' });
    console.say({ level: 'info', lead: 'program', text: 'next\n' });
    expect(text()).toBe('half a line\nNext\n');
  });
});

describe('loudness', () => {
  test.each([
    ['6.4', 'notice', 0, 0, false],
    ['6.4', 'notice', 1, 0, true],
    ['6.4', 'info', 0, 5, true],
    ['7.1', 'info', 0, 2, false],
    ['7.1', 'info', 1, 2, true],
    ['7.1', 'error', 0, 3, true],
    ['7.1', 'error', 0, 4, false],
  ] as const)('%s %s with %i -v and %i -q: %s', (release, level, verbosity, quell, heard) => {
    expect(say(release, { level, text: 'x' }, { verbosity, quell }) === 'x').toBe(heard);
  });

  test('6.4 keeps some back with -q -q', () => {
    const words = { level: 'info', text: 'x', unlessQuelled: true } as const;
    expect([1, 2].map((quell) => say('6.4', words, { quell }))).toEqual(['x', '']);
  });
});

test('a wording holds until the next release that has its own', () => {
  const message = defineMessage('test/worded', {
    '6.4': () => ({ level: 'info', text: 'old' }),
    '8.2': () => ({ level: 'info', text: 'new' }),
  });
  const heard = (['6.4', '7.1', '8.2'] as const).map((release) => {
    const { console, text } = start(release);
    console.emit(notice(message));
    return text();
  });
  expect(heard).toEqual(['old', 'old', 'new']);
});

test('hints come once, at the end, and only where they are shown', () => {
  for (const hints of [true, false]) {
    const { console, text } = start('6.4', { hints });
    console.emit({ kind: 'hint', name: 'test/try', text: 'try this' });
    console.emit({ kind: 'hint', name: 'test/try', text: 'try this' });
    console.say({ level: 'info', text: 'last words\n' });
    console.flushHints();
    expect(text()).toBe(hints ? 'last words\nhint: try this\n' : 'last words\n');
  }
});

describe('progress', () => {
  const run = (release: ReleaseId, terminal: boolean, steps: readonly (readonly [number, number])[]) => {
    const { console, writes } = start(release, { terminal });
    console.emit({ kind: 'progress', done: 0, total: 1, title: 'Writing' });
    for (const [done, total] of steps) console.emit({ kind: 'progress', done, total });
    return { console, writes };
  };

  test('on a pipe each mark is a write of its own', () => {
    const { writes } = run('6.4', false, [
      [1, 10],
      [5, 10],
      [10, 10],
      [11, 10],
    ]);
    expect(writes).toEqual(['\n', 'Writing | ', ...new Array(50).fill('#'), ' | 100% 0.04s', '\n\n']);
  });

  test('on a terminal the line is drawn anew', () => {
    const { writes } = run('6.4', true, [
      [1, 4],
      [2, 2],
    ]);
    const bar = (marks: number, rest: string) => `\rWriting | ${'#'.repeat(marks).padEnd(50)} | ${rest}`;
    const bars = writes.filter((text) => text.startsWith('\r')).map((text) => text.replace(/\d\.\d\ds/, '-'));
    expect(bars).toEqual([bar(0, '0% -'), bar(13, '25% -'), bar(50, '100% -')]);
  });

  test('an error fills an open bar with dashes from 7.x on', () => {
    const ends = (['6.4', '7.1'] as const).map((release) => {
      const { console, writes } = run(release, false, [[1, 2]]);
      console.say({ level: 'error', text: 'broken\n' });
      return writes.join('').replace(/[0-9.]+s/, '-');
    });
    const half = `\nWriting | ${'#'.repeat(25)}`;
    expect(ends).toEqual([`${half}broken\n`, `${half}${'-'.repeat(25)} | 50% -\n\nbroken\n`]);
  });

  test('-q draws none', () => {
    const { console, text } = start('6.4', { quell: 1 });
    console.emit({ kind: 'progress', done: 0, total: 1, title: 'Writing' });
    console.emit({ kind: 'progress', done: 1, total: 1 });
    expect(text()).toBe('');
  });
});
