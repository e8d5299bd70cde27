import type { FormatLetter } from '../model/update.ts';

/** What messages call a format. */
export const formatNames: Readonly<Record<FormatLetter, string>> = {
  a: 'auto-detect',
  s: 'Motorola S-Record',
  i: 'Intel Hex',
  I: 'Intel Hex with comments',
  r: 'raw binary',
  e: 'ELF',
  m: 'in-place immediate',
  b: '0b-binary byte list',
  d: 'decimal byte list',
  h: '0x-hexadecimal byte list',
  o: 'octal byte list',
  R: 'R byte list',
};

/** What 7.1 calls the number lists that it cannot read. */
export const numberListNames = { b: 'binary', d: 'decimal', h: 'hex', o: 'octal', R: 'roman' } as const;
