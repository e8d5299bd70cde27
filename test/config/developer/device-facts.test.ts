import { expect, it } from 'vitest';
import { builtInDatabase } from '../../../src/config/built-in.ts';
import { createDatabase } from '../../../src/config/database.ts';
import { developerOutput } from '../../../src/config/developer/developer-options.ts';
import { config as config82 } from '../../../src/releases/8.2/config.ts';

const database = createDatabase(builtInDatabase.open('x'), config82);
const facts = new Map([
  [
    'ATtiny4',
    {
      vectors: ['RESET', 'INT0'],
      registers: [{ name: 'portb.pinb', address: 0, size: 1 }],
      properties: [
        { name: 'rstdisbl', mask: 1, values: [{ value: 0, label: 'off' }] },
        { name: 'extra', mask: 6, values: [] },
        { name: 'key', mask: 0xffffffff, values: [{ value: 0xa33a3aa3, label: 'rwlock' }] },
      ],
    },
  ],
]);

it.each([
  ['t4/v', 0, '.vtab\tATtiny4\t0\tRESET\n.vtab\tATtiny4\t1\tINT0\n\n'],
  ['t4/r', 0, '.regf\tATtiny4\t0x00\t1\tportb.pinb\n\n'],
  ['t4/c', 0, '.cfgt\tATtiny4\t1\trstdisbl\n.cfgt\tATtiny4\t4\textra\n.cfgt\tATtiny4\t1\tkey\n\n'],
  [
    't4/c',
    1,
    '.cfgt\tATtiny4\t1\trstdisbl\n.cfgv\tATtiny4\t\tvalue\t0\toff\n.cfgt\tATtiny4\t4\textra\n' +
      '.cfgt\tATtiny4\t1\tkey\n.cfgv\tATtiny4\t\tvalue\t-1556464989\trwlock\n\n',
  ],
  ['t5/v', 0, ''],
])('%s', (part, verbosity, text) => {
  const asked = { programmer: '', part, verbosity, program: 'avrdude', facts };
  expect(developerOutput(database, asked, 'full')).toBe(text);
});
