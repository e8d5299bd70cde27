import { expect, test } from 'vitest';
import { inVirtualTime, runProgram } from '../../whole-run/run-program.ts';

inVirtualTime();

const blankBar = `${'-'.repeat(50)} | 0%`;

// avrdude itself with nothing plugged in: the bar stays where it is, and the line that tells where the signature comes from open.
test.each([
  ['7.1', 'flip1', 'm32u4', `Reading | avrdude: flip1_read_sig_bytes(): ${blankBar}`],
  ['8.2', 'flip1', 'm32u4', `Flip1_read_sig_bytes(): ${blankBar}`],
  ['8.2', 'flip2', 'x128a3u', blankBar],
] as const)('%s: the signature of no %s at -v -v -v', async (release, type, part, line) => {
  const { status, stderr } = await runProgram({ release, args: `-c ${type} -p ${part} -n -vvv` });
  const bars = stderr.split('\n').filter((text) => / \| \d+%/.test(text));
  expect({ status, bars: bars.map((bar) => bar.replace(/ \d+\.\d\ds$/, '')) }).toEqual({
    status: 1,
    bars: [line],
  });
});
