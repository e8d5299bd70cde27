import { expect, test } from 'vitest';
import { simulateAny } from '../sim/kinds.ts';
import { inVirtualTime, runProgram, withoutSeconds } from '../whole-run/run-program.ts';

inVirtualTime();

const refused = (args: string) =>
  runProgram({
    device: simulateAny({ kind: 'optiboot', part: 'm328p' }),
    args,
    release: '8.2',
    refused: 'ENOENT',
  });

const candidates = `A possible candidate serial port is:
  -P /dev/ttySim
Note that above port might not be connected to a target board or an AVR programmer.
Also note there may be other direct serial ports not listed above.
`;

test('a missing port with -r: it is touched before anything is said of the programmer', async () => {
  const { status, stderr } = await refused('-c arduino -P /dev/ttySim -p m328p -r');
  expect({ status, stderr }).toEqual({
    status: 1,
    stderr: `OS error: cannot open port /dev/ttySim: No such file or directory
Error: touch_serialport() failed to open port /dev/ttySim at 1200 baud
${candidates}Alternatively, try -rr or -rrr for longer delays

Avrdude done.  Thank you.
`,
  });
});

test('twice: there is no other advice', async () => {
  const { status, stderr } = await refused('-c arduino -P /dev/ttySim -p m328p -rr -v');
  expect(status).toBe(1);
  expect(stderr.slice(stderr.indexOf('Touching'))).toBe(`Touching serial port /dev/ttySim at 1200 baud
OS error: cannot open port /dev/ttySim: No such file or directory
Error: touch_serialport() failed to open port /dev/ttySim at 1200 baud
${candidates}
Avrdude done.  Thank you.
`);
});

test('alternatives that have been told for an unclear port are not told again', async () => {
  const { status, stderr } = await refused('-c arduino -P ch340 -p m328p');
  expect({ status, stderr }).toEqual({
    status: 1,
    stderr: `Warning: -P ch340 is not connected; consider
  -P /dev/ttySim
OS error: cannot open port ch340: No such file or directory
Error: unable to open port ch340 for programmer arduino

Avrdude done.  Thank you.
`,
  });
});

test('a port that stays is used as it is', async () => {
  const device = simulateAny({ kind: 'optiboot', part: 'm328p' });
  const run = await runProgram({
    device,
    args: '-c arduino -P /dev/ttySim -p m328p -r -v -q',
    release: '8.2',
  });
  const said = withoutSeconds(run.stderr);
  const from = said.indexOf('Touching');
  expect(run.status).toBe(0);
  expect(said.slice(from, said.indexOf('\n', said.indexOf('Using programmer')) + 1)).toBe(
    `Touching serial port /dev/ttySim at 1200 baud
Waiting for new port... using same port /dev/ttySim
Using port            : /dev/ttySim
Using programmer      : arduino
`,
  );
});
