import { expect, test } from 'vitest';
import type { Part } from '../../../src/model/part.ts';
import { avr910 } from '../../../src/programmers/avr910/avr910.ts';
import { simulate } from '../../sim/kinds.ts';
import { classic } from '../parts.ts';
import { rangesOf, samplePages, serialBench } from '../serial-bench.ts';

const part = { ...classic, id: 'm32', desc: 'ATmega32', avr910Devcode: 0x72 } as Part;
const [flash, eeprom] = part.memories;
const device = (options: string[] = []) => simulate({ kind: 'avr910', part: 'm32', options });

test.each([
  ['byte by byte', []],
  ['byte by byte, without an address that moves on', ['autoinc=0']],
  ['in blocks', ['block=128']],
])('flash and EEPROM travel %s', async (_, options) => {
  const chip = device(options);
  const { context } = serialBench(chip, { id: 'avr910', part });
  const programmer = avr910.create(context);
  await programmer.open();
  await programmer.initialize();
  const run = [...samplePages(2, 128), ...samplePages(1, 128, 0x1000)];
  await programmer.pagedWrite!(flash!, run, () => {});
  await programmer.pagedWrite!(eeprom!, samplePages(2, 4, 12), () => {});
  const read: Buffer[] = [];
  await programmer.pagedRead!(flash!, rangesOf(run), (index, data) => {
    read[index] = Buffer.from(data);
  });
  await programmer.disable();
  await programmer.close();
  expect(read).toEqual(run.map(({ data }) => Buffer.from(data)));
  for (const { address, data } of samplePages(2, 4, 12))
    expect(Buffer.from(chip.chip.eeprom.slice(address, address + 4))).toEqual(Buffer.from(data));
  expect(chip.dump().meta.violations).toEqual([]);
});

test('a part that the programmer does not know is refused, and with -F its first device is taken', async () => {
  const other = { ...part, avr910Devcode: 0x33 } as Part;
  const strict = serialBench(device(), { id: 'avr910', part: other });
  const programmer = avr910.create(strict.context);
  await programmer.open();
  await expect(programmer.initialize()).rejects.toMatchObject({ name: 'ProtocolError' });
  expect(strict.said.at(-1)).toBe(
    'info: avrdude: error: selected device is not supported by programmer: m32\n',
  );
  const forced = serialBench(device(), { id: 'avr910', part: other, force: true, release: '8.2' });
  const again = avr910.create(forced.context);
  await again.open();
  await again.initialize();
  expect(forced.said.filter((line) => /^(warning|notice): /.test(line)).slice(-2)).toEqual([
    'warning: avrdude: selected device ATmega32 is not supported by programmer avr910\n',
    'notice: avrdude: avr910_devcode selected: 0x13\n',
  ]);
});

test.each([
  ['devcode=0x72', undefined],
  ['devcode=300', "info: avrdude: avr910_parseextparms(): invalid devcode 'devcode=300'\n"],
  ['nonsense', "info: avrdude: avr910_parseextparms(): invalid extended parameter 'nonsense'\n"],
])('-x %s', (text, words) => {
  const { context, said } = serialBench(device(), { id: 'avr910', part, extended: [text] });
  if (words === undefined) avr910.create(context);
  else expect(() => avr910.create(context)).toThrow('bad -x parameter');
  expect(said.filter((line) => line.startsWith('info'))).toEqual(words === undefined ? [] : [words]);
});
