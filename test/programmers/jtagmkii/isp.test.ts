import { expect, test } from 'vitest';
import { dragonIsp, jtagmkiiIsp } from '../../../src/programmers/jtagmkii/isp.ts';
import { simulate } from '../../sim/kinds.ts';
import { classic, memory, opcode } from '../parts.ts';
import { aloud, rangesOf, samplePages, serialBench } from '../serial-bench.ts';

const [flash, eeprom] = classic.memories;
const lfuse = memory({
  name: 'lfuse',
  opcodes: {
    read: opcode('01010000 00000000 xxxxxxxx oooooooo'),
    write: opcode('10101100 10100000 xxxxxxxx iiiiiiii'),
  },
});

test.each([
  ['jtag2isp', jtagmkiiIsp, 'whole'],
  ['jtag2isp', jtagmkiiIsp, 'bytes'],
  ['dragon_isp', dragonIsp, 'whole'],
] as const)('%s: flash, EEPROM and fuses (%s)', async (id, type, pieces) => {
  const device = simulate({ kind: 'jtagmkii', part: 'm32u4' });
  const { context, said } = serialBench(device, { id, pieces, bitClock: 8e-6 });
  const programmer = type.create(context);
  await programmer.open();
  await programmer.initialize();
  const run = samplePages(9, 128);
  await programmer.chipErase();
  await programmer.pagedWrite!(flash!, run, () => {});
  const read: Buffer[] = [];
  await programmer.pagedRead!(flash!, rangesOf(run), (index, data) => {
    read[index] = Buffer.from(data);
  });
  await programmer.pagedWrite!(eeprom!, samplePages(2, 4), () => {});
  await programmer.writeByte!(lfuse, 0, 0xc2);
  expect(await programmer.readByte!(lfuse, 0)).toBe(0xc2);
  expect(await programmer.getSckPeriod!()).toBeCloseTo(8e-6, 9);
  await programmer.disable();
  await programmer.close();
  expect(read).toEqual(run.map(({ data }) => Buffer.from(data)));
  expect(Buffer.from(device.chip.eeprom.slice(0, 8))).toEqual(
    Buffer.concat(samplePages(2, 4).map(({ data }) => data)),
  );
  const { meta } = device.dump();
  expect({ violations: meta.violations, held: meta.targetHeld, signedOff: meta.commands['00'] }).toEqual({
    violations: [],
    held: false,
    signedOff: 1,
  });
  // Firmware 7.39 cannot bear to be brought into programming mode again after an erase.
  expect(device.chip.counts.programmingEnables).toBe(1);
  expect(aloud(said)).toEqual([]);
});

test('what it shows of itself is past the ISP connector', async () => {
  const device = simulate({ kind: 'jtagmkii', part: 'm32u4' });
  const { context, said } = serialBench(device, { id: 'jtag2isp' });
  const programmer = jtagmkiiIsp.create(context);
  await programmer.open();
  await programmer.display!();
  await programmer.close();
  expect(aloud(said)).toEqual([
    'info:          Vtarget         : 5.0 V\n',
    'info:          SCK period      : 0.50 us\n',
  ]);
});

test('a refused packet is said again', async () => {
  const device = simulate({ kind: 'jtagmkii', part: 'm32u4', faults: ['nak-once=4'] });
  const { context, said } = serialBench(device, { id: 'jtag2isp' });
  const programmer = jtagmkiiIsp.create(context);
  await programmer.open();
  await programmer.initialize();
  await programmer.disable();
  await programmer.close();
  expect(aloud(said)).toEqual(['info: avrdude: stk500v2_jtagmkII_recv(): failed\n']);
  expect(device.dump().meta.targetHeld).toBe(false);
});

test.each([
  ['6.4', 'info', 'failed to sync with the JTAG ICE mkII in ISP mode'],
  ['8.2', 'error', 'unable to sync with the JTAG ICE mkII in ISP mode'],
] as const)('old firmware has no ISP, in the words of %s', async (release, level, last) => {
  const device = simulate({ kind: 'jtagmkii', part: 'm32u4', options: ['fw=4.13'] });
  const { context, said } = serialBench(device, { id: 'jtag2isp', release });
  await expect(jtagmkiiIsp.create(context).open()).rejects.toThrow('4.14');
  const func = release === '6.4' ? 'jtagmkII_getsync(): ' : '';
  expect(aloud(said)).toEqual([
    `${level}: avrdude: ${func}ISP functionality requires firmware version >= 4.14\n`,
    `${level}: avrdude: ${last}\n`,
  ]);
});

test('no target ends in bounded time and lets go', async () => {
  const device = simulate({ kind: 'jtagmkii', part: 'm32u4', faults: ['nodevice'] });
  const { context, said } = serialBench(device, { id: 'jtag2isp', release: '7.1' });
  const programmer = jtagmkiiIsp.create(context);
  await programmer.open();
  await expect(programmer.initialize()).rejects.toThrow();
  await programmer.disable();
  await programmer.close();
  expect(aloud(said)).toEqual(['error: avrdude: command failed\n']);
  expect(device.dump().meta.targetHeld).toBe(false);
});
