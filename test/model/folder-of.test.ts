import { posix, win32 } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { folderOf } from '../../src/model/folder-of.ts';

/** Without slashes at the end, but for the root's; a backslash is a character like others where names are POSIX's. */
const tidy = (folder: string) => folder.replace(/(?<=[^/])\/+$/, '');

test.each(['', 'a', 'a/b', '/', '/a', '/a/b', 'a/', 'a/b/', './a', '../a', 'a\\b', 'C:\\a', 'a b/c.d'])(
  'the folder of %o, as Node names it',
  (file) => {
    expect(folderOf({}, file)).toBe(posix.dirname(file));
  },
);

test.each(['', 'a', 'a/b', 'a\\b', '\\a', 'C:\\', 'C:\\a', 'c:\\a\\b', 'C:a', 'C:a\\b', 'a\\', '\\a\\b\\'])(
  'the folder of %o on Windows',
  (file) => {
    expect(folderOf({ backslashes: true }, file)).toBe(win32.dirname(file));
  },
);

test('whatever the name, a separator more or less', () => {
  const names = fc
    .array(fc.constantFrom('a', 'bc', '.', '..', '/', ' ', '\\', 'é'))
    .map((parts) => parts.join(''));
  fc.assert(
    fc.property(names, (file) => {
      fc.pre(!/^\/\/|\n/.test(file));
      expect(tidy(folderOf({}, file))).toBe(tidy(posix.dirname(file)));
    }),
  );
});
