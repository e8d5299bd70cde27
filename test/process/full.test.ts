/** What a full disk does not take ends with status 1 and a word. /dev/full takes nothing. */
import { describe, expect, test } from 'vitest';
import { runToEnd } from './process.ts';

const chip = ['-c', 'dryrun', '-p', 'm328p', '-qq'];
const fromChip = ['-U', 'flash:w:0x12,0x34:m', '-U'];

describe.each([
  ['6.4', 'avrdude: ', 'avrdude: ', "write to file '-' failed"],
  ['7.1', 'avrdude OS error: ', 'avrdude error: ', 'write to file <stdout> failed'],
  ['8.2', 'OS error: ', 'Error: ', 'write to file <stdout> failed'],
])('%s', (release, lead, second, failed) => {
  test.concurrent.each([
    ['r', 'output error to <stdout>: No space left on device; wrote 0 of the expected 2 bytes'],
    ['h', `${release === '6.4' ? 'error writing' : 'unable to write'} to <stdout>: No space left on device`],
  ])('flash:r:-:%s', async (format, words) => {
    const { status, stderr } = await runToEnd({
      args: [...chip, ...fromChip, `flash:r:-:${format}`],
      redirect: '>/dev/full',
      release,
    });
    expect([status, stderr]).toEqual([1, `${lead}${words}\n${second}${failed}\n`]);
  });

  test.concurrent('the terminal on standard output', async () => {
    const { status, stderr } = await runToEnd({
      args: [...chip, '-t'],
      redirect: '>/dev/full </dev/null',
      release,
    });
    expect([status, stderr]).toEqual([1, `${lead}unable to write to <stdout>: No space left on device\n`]);
  });

  test.concurrent('-l', async () => {
    const { status, stderr } = await runToEnd({ args: [...chip.slice(0, 4), '-l', '/dev/full'], release });
    expect([status, stderr]).toEqual([1, `${lead}unable to write to /dev/full: No space left on device\n`]);
  });

  test.concurrent('standard error, where nobody can be told', async () => {
    const { status } = await runToEnd({ args: chip.slice(0, 4), redirect: '2>/dev/full', release });
    expect(status).toBe(1);
  });

  test.concurrent('a reader that goes away is no failure', async () => {
    const { status } = await runToEnd({
      args: [...chip.slice(0, 4), '-v'],
      redirect: '2>&1 >/dev/null | true; exit $PIPESTATUS',
      release,
      shell: 'bash',
    });
    expect(status).toBe(0);
  });
});
