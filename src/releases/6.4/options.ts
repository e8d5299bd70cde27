import type { OptionTable } from '../option-table.ts';

/** How avrdude 6.4 reads its command line. */
export const options: OptionTable = {
  idleLetters: '',
  questionMark: 'option',
  longOptions: 'added',
  afterComplaint: 'usage-and-success',
  numbers: 'c-library',
  updateArgument: 'first-and-last-colon',
  formats: {
    a: 'auto-detect',
    b: 'binary',
    d: 'decimal',
    e: 'ELF',
    h: 'hexadecimal',
    i: 'Intel Hex',
    I: 'Intel Hex with comments',
    m: 'in-place immediate',
    o: 'octal',
    r: 'raw binary',
    s: 'Motorola S-Record',
  },
  noEraseKeepsTrailingFf: false,
};
