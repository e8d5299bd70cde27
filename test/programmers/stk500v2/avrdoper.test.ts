import { expect, test } from 'vitest';
import { stk500v2 } from '../../../src/programmers/stk500v2/isp.ts';
import { UsbBoard } from '../../sim/usb-device.ts';
import { flash } from '../parts.ts';
import { aloud, bench, pages, ranges } from '../usb-bench.ts';

/** Written by pages, with the part's ready flag (AVR068). */
const pagedFlash = { ...flash, mode: 0x41, delay: 6 };
const spec = { kind: 'avrdoper', part: 'm32u4' };

test.each(['avrdoper', 'AvrDoper'])('an AVR-Doper at -P %s is an STK500 of version 2', async (port) => {
  const board = new UsbBoard(spec);
  const { context, said } = bench([board], { id: 'stk500v2', port });
  const programmer = stk500v2.create(context);
  await programmer.open();
  await programmer.initialize();
  await programmer.chipErase();
  const run = pages(3);
  await programmer.pagedWrite!(pagedFlash, run, () => {});
  const read: Uint8Array[] = [];
  await programmer.pagedRead!(pagedFlash, ranges(run), (index, data) => {
    read[index] = data;
  });
  await programmer.disable();
  await programmer.close();
  expect(read).toEqual(run.map(({ data }) => data));
  expect({ violations: board.violations, held: board.isp.held }).toEqual({ violations: [], held: false });
  expect(aloud(said)).toEqual([]);
});

test.each([
  [
    '6.4',
    [
      'info: avrdude: usbOpenDevice(): No device found\n',
      'info: avrdude: avrdoper_open(): Device not found.\n',
    ],
  ],
  ['7.1', ['ext-error: avrdude: no device found\n', 'ext-error: avrdude: Device not found\n']],
  ['8.2', ['ext-error: avrdude: no device found\n', 'ext-error: avrdude: USB device not found\n']],
] as const)('none, in the words of %s', async (release, words) => {
  const { context, said } = bench([], { id: 'stk500v2', release, port: 'avrdoper' });
  await expect(stk500v2.create(context).open()).rejects.toMatchObject({ code: 'ENODEV' });
  expect(aloud(said)).toEqual(words);
});

test('of several devices with these ids, the one that is called so', async () => {
  const other = new UsbBoard(spec);
  Object.assign(other.firmware.descriptors, { strings: ['other.example', 'USB relay'] });
  const board = new UsbBoard(spec);
  const { context } = bench([other, board], { id: 'stk500v2', port: 'avrdoper' });
  const programmer = stk500v2.create(context);
  await programmer.open();
  await programmer.close();
  expect([other.transfers, board.transfers > 0]).toEqual([0, true]);
});
