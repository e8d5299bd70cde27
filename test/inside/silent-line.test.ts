import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { projectFile } from '../sim/carrier.ts';
import { insideRunner } from './run-inside.ts';

const built = existsSync(join(dirname(projectFile('package.json')), 'dist/main.cjs'));

describe.skipIf(!built)('a line that falls silent under the terminal', () => {
  const run = insideRunner();

  // As real avrdude 8.2 did with such a device.
  test('fails in the words of the release, once, and ends the run', async () => {
    const { status, stdout, stderr } = await run({
      args: ['-c', 'avrisp', '-p', 'm328p', '-P', '@PORT@', '-T', 'd flash 0 16'],
      device: { kind: 'stk500v1', part: 'm328p', faults: ['timeout-after=150'] },
      release: '8.2',
      limitMs: 30_000,
    });
    expect({ status, stdout, stderr }).toEqual({
      status: 1,
      stdout: '',
      stderr: `Reading | -------------------------------------------------- | 0% 0.00s
Error: programmer is not responding
Error: programmer is not responding
Error: unable to read flash page at addr 0x0000
Error: (dump) error reading flash address 0x00000 of part ATmega328P
Error: programmer is not responding

Avrdude done.  Thank you.
`,
    });
  });
});
