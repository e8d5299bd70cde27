import { expect, test } from 'vitest';
import { simulateAny } from '../../sim/kinds.ts';
import { inVirtualTime, runProgram } from '../../whole-run/run-program.ts';

inVirtualTime();

/** What the newest release knows must not act under an older one. */

const ignoring = 'Warning: -c avrisp does not support adjustable bitclock speed; ignoring -B\n';

test.each([
  ['6.4', ''],
  ['7.1', ''],
  ['8.2', ignoring],
] as const)('%s: -B on an ArduinoISP, which has no adjustable clock', async (release, said) => {
  const device = simulateAny({ kind: 'stk500v1', part: 'm32u4', options: ['fw=arduinoisp'] });
  const run = await runProgram({
    device,
    args: '-q -q -c avrisp -P /dev/ttySim -p m32u4 -B 5 -U lfuse:r:-:h',
    release: release,
  });
  expect({ status: run.status, stdout: run.stdout, stderr: run.stderr }).toEqual({
    status: 0,
    stdout: '0x5e\n',
    stderr: said,
  });
  // The command "set parameter" (AVR061: 0x40) is for 8.2, and once is enough.
  expect(device.dump().meta.commands['40']).toBe(release === '8.2' ? 1 : undefined);
});

test.each([
  ['6.4', undefined],
  ['7.1', undefined],
  ['8.2', 1],
] as const)('%s: -B on a board whose clock can be set', async (release, sets) => {
  const device = simulateAny({ kind: 'stk500v1', part: 'm32u4' });
  const run = await runProgram({
    device,
    args: '-q -q -c stk500v1 -P /dev/ttySim -p m32u4 -B 5 -U lfuse:r:-:h',
    release: release,
  });
  expect({ status: run.status, stderr: run.stderr }).toEqual({ status: 0, stderr: '' });
  expect(device.dump().meta.commands['40']).toBe(sets);
});

test.each([
  ['6.4', 'stk500v2', ''],
  ['7.1', 'stk500v2', ''],
  ['6.4', 'stk500v1', ''],
  ['7.1', 'stk500v1', ''],
] as const)('%s: -c stk500 finds %s and says nothing', async (release, kind, said) => {
  const device = simulateAny({ kind, part: 'm168' });
  const run = await runProgram({
    device,
    args: '-q -q -c stk500 -P /dev/ttySim -p m168 -U lfuse:r:-:h',
    release: release,
  });
  expect({ status: run.status, stdout: run.stdout, stderr: run.stderr }).toEqual({
    status: 0,
    stdout: '0x62\n',
    stderr: said,
  });
  expect(run.took).toBeLessThan(10_000);
});

test('6.4: -c stk500 on a dead line says what avrdude says of version 2', async () => {
  const device = simulateAny({ kind: 'stk500v1', part: 'm168', faults: ['silent'] });
  const run = await runProgram({ device, args: '-q -q -c stk500 -P /dev/ttySim -p m168', release: '6.4' });
  expect({ status: run.status, stderr: run.stderr }).toEqual({
    status: 1,
    stderr: `${'avrdude: stk500v2_ReceiveMessage(): timeout\n'.repeat(6)}avrdude: stk500v2_getsync(): timeout communicating with programmer\n`,
  });
  expect(run.took).toBeLessThan(20_000);
});

/** avrdude 6.4 dies of a differing fuse of an XMEGA; it has neither this programmer nor this part. */
test.each(['serialupdi', 'jtag2updi'])('6.4: a fuse that differs behind %s is a mismatch', async (kind) => {
  const device = simulateAny({ kind, part: 't1614', memories: { fuse5: 0xc4 } });
  const run = await runProgram({
    device,
    args: `-q -q -c ${kind} -P /dev/ttySim -p t1614 -U fuse5:v:0x12:m`,
    release: '6.4',
  });
  expect({ status: run.status, stderr: run.stderr }).toEqual({
    status: 1,
    stderr:
      'avrdude: verification error, first mismatch at byte 0x0000\n         0xc4 != 0x12\navrdude: verification error; content mismatch\n',
  });
});

test.each([
  ['optiboot', '-c arduino', 'm328p'],
  ['wiring', '-c wiring', 'm328p'],
])('%s: a backup with one lost answer is a right one', async (kind, programmer, part) => {
  for (const at of [60, 90]) {
    const flash = Uint8Array.from({ length: 32768 }, (_, i) => (i * 31 + (i >> 7)) & 0xff);
    const device = simulateAny({ kind, part, faults: [`truncate=${at}`], memories: { flash } });
    const run = await runProgram({
      device,
      args: `-q -q ${programmer} -P /dev/ttySim -p ${part} -U flash:r:out.bin:r`,
    });
    expect(run.status).toBe(0);
    expect(Buffer.from(run.read('out.bin') ?? [])).toEqual(Buffer.from(flash));
    expect(device.dump().meta.faultHits).toEqual({ truncate: 1 });
  }
});

test.each(['6.4', '7.1', '8.2'] as const)(
  '%s: a wiring board that is ready after 1.5 s is waited for',
  async (release) => {
    const device = simulateAny({ kind: 'wiring', part: 'm2560' });
    const hear = device.receive.bind(device);
    let opened = 0;
    device.rate = () => {
      opened = performance.now();
    };
    device.receive = (data) => {
      if (performance.now() - opened >= 1500) hear(data);
    };
    const run = await runProgram({
      device,
      args: '-q -q -c wiring -D -P /dev/ttySim -p m2560 -U lfuse:r:-:h',
      release: release,
    });
    expect({ status: run.status, stdout: run.stdout }).toEqual({ status: 0, stdout: '0x62\n' });
  },
);
