import { expect, test } from 'vitest';
import { inVirtualTime, runProgram } from '../whole-run/run-program.ts';

inVirtualTime();

/** What avrdude 6.4 said, which has no developer options, up to its list of parts or programmers. */
test.each([
  ['-c arduino -p m328p/s', 'avrdude: AVR Part "m328p/s" not found.\n\n'],
  ['-c arduino/S', '\navrdude: Can\'t find programmer id "arduino/S"\n\n'],
  ['-c *', '\navrdude: Can\'t find programmer id "*"\n\n'],
  ['-c */st -p */st', '\navrdude: Can\'t find programmer id "*/st"\n\n'],
  [
    '-p m328p/A',
    '\navrdude: no programmer has been specified on the command line or the config file\n' +
      '         Specify a programmer using the -c option and try again\n\n',
  ],
])('a slash is part of a name under 6.4: %s', async (args, said) => {
  const { status, stdout, stderr } = await runProgram({ release: '6.4', args });
  expect([status, stdout, stderr.split('Valid ')[0]]).toEqual([1, '', said]);
});
