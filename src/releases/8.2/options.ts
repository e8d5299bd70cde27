import type { OptionTable } from '../option-table.ts';

/** How avrdude 8.2 reads its command line. */
export const options: OptionTable = {
  // Since 8.0 safemode and the erase counter are refused (-s -u -y -Y): no caller of these releases can be passing them.
  idleLetters: 'adfgGHIjJkKLmMoQRsSuwWXyYzZ0123456789',
  questionMark: 'unknown-letter',
  longOptions: 'own',
  afterComplaint: 'failure',
  numbers: 'data-item',
  updateArgument: 'letter-between-colons',
  formats: {
    a: 'auto-detect',
    b: '0b-binary byte list',
    d: 'decimal byte list',
    e: 'ELF',
    h: '0x-hexadecimal byte list',
    i: 'Intel Hex',
    I: 'Intel Hex with comments',
    m: 'in-place immediate',
    o: 'octal byte list',
    r: 'raw binary',
    R: 'R byte list',
    s: 'Motorola S-Record',
  },
  noEraseKeepsTrailingFf: true,
};
