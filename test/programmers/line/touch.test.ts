import { expect, test } from 'vitest';
import { touchOrSay } from '../../../src/programmers/line/touch.ts';
import { simulate } from '../../sim/kinds.ts';
import { serialBench } from '../serial-bench.ts';

const asleep = () => simulate({ kind: 'avr109', part: 'm32u4', options: ['touch=1'] });

test('a touched board comes back under another name', async () => {
  const usb = { vendor: 0x2341, product: 0x8036, name: 'a board', serialNumber: 'A1' };
  const bench = serialBench(asleep(), { id: 'avr109', release: '8.2' });
  const lists = [
    [{ port: '/dev/ttySim', ...usb }],
    [],
    [
      { port: '/dev/ttyOther', ...usb, serialNumber: 'B7' },
      { port: '/dev/ttySim1', ...usb, product: 0x36 },
    ],
  ];
  const open = {
    ...bench.context.open,
    ports: async () => (lists.length > 1 ? lists.shift() : lists[0]) ?? [],
  };
  expect(await touchOrSay({ ...bench.context, open })).toBe('/dev/ttySim1');
  expect(bench.opened.map(({ port, baudRate }) => `${port} ${baudRate}`)).toEqual(['/dev/ttySim 1200']);
});

/** As the three releases say of a port that cannot be opened; `-r` is 8.x's. */
test.each([
  [
    '6.4',
    [
      'info: avrdude: ser_open(): can\'t open device "/dev/ttySim": No such file or directory\n',
      'info: avrdude: opening programmer "avr109" on port "/dev/ttySim" failed\n',
    ],
  ],
  [
    '8.2',
    [
      'notice: avrdude: touching serial port /dev/ttySim at 1200 baud\n',
      'ext-error: avrdude: cannot open port /dev/ttySim: No such file or directory\n',
      'error: avrdude: touch_serialport() failed to open port /dev/ttySim at 1200 baud\n',
    ],
  ],
] as const)('a port that cannot be touched, %s', async (release, words) => {
  const bench = serialBench(asleep(), { id: 'avr109', release, openFailures: ['ENOENT'] });
  await expect(touchOrSay(bench.context)).rejects.toMatchObject({ code: 'ENOENT' });
  expect(bench.said.filter((line) => !line.startsWith('hint: '))).toEqual(words);
});
