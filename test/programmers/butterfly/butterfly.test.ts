import { describe, expect, test } from 'vitest';
import { butterfly } from '../../../src/programmers/butterfly/butterfly.ts';
import { simulate } from '../../sim/kinds.ts';
import { classic } from '../parts.ts';
import { aloud, rangesOf, samplePages, serialBench } from '../serial-bench.ts';

const [flash, eeprom] = classic.memories;
const loader = (more: object = {}) => simulate({ kind: 'avr109', part: 'm32u4', ...more });

async function opened(device = loader(), settings: object = {}) {
  const bench = serialBench(device, { id: 'avr109', ...settings });
  const programmer = butterfly.create(bench.context);
  await programmer.open();
  await programmer.initialize();
  return { ...bench, device, programmer };
}

test.each([
  ['caterina', 'whole', 130],
  ['caterina', 'bytes', 130],
  ['butterfly', 'whole', 430],
] as const)('26000 bytes through %s (%s) take at most %d turns', async (firmware, pieces, most) => {
  const { device, programmer, said } = await opened(loader({ options: [`fw=${firmware}`] }), { pieces });
  await programmer.chipErase();
  const run = samplePages(204, 128);
  const written: number[] = [];
  await programmer.pagedWrite!(flash!, run, (index) => written.push(index));
  const read: Buffer[] = [];
  await programmer.pagedRead!(flash!, rangesOf(run), (index, data) => {
    read[index] = Buffer.from(data);
  });
  await programmer.disable();
  await programmer.close();
  const { meta } = device.dump();
  expect(read).toEqual(run.map(({ data }) => Buffer.from(data)));
  expect(written).toEqual(run.map((_, index) => index));
  expect(meta.turns).toBeLessThanOrEqual(most);
  expect(meta.violations).toEqual([]);
  expect(said.filter((line) => /avrdude: error|not respond/.test(line))).toEqual([]);
});

test('what 6.4 says while it connects', async () => {
  const { programmer, said } = await opened();
  await programmer.close();
  expect(aloud(said).join('')).toBe(
    'info: Connecting to programmer: ext-error: .ext-error: \n' +
      'info: Found programmer: Id = "CATERIN"; type = S\n' +
      'info:     Software Version = 1.0; info: No Hardware Version given.\n' +
      'info: Programmer supports auto addr increment.\n' +
      'info: Programmer supports buffered memory access with buffersize=128 bytes.\n' +
      'info: \nProgrammer supports the following devices:\ninfo:     Device code: 0x44\ninfo: \n',
  );
});

test('EEPROM, fuses, lock and signature', async () => {
  const { device, programmer } = await opened();
  await programmer.pagedWrite!(eeprom!, samplePages(4, 4, 8), () => {});
  expect(Buffer.from(device.chip.eeprom.slice(8, 24))).toEqual(
    Buffer.concat(samplePages(4, 4, 8).map(({ data }) => data)),
  );
  await programmer.writeByte!(eeprom!, 30, 0x5a);
  expect(await programmer.readByte!(eeprom!, 30)).toBe(0x5a);
  const byte = (name: string) => programmer.readByte!({ name, opcodes: {} } as never, 0);
  expect([await byte('lfuse'), await byte('hfuse'), await byte('efuse'), await byte('lock')]).toEqual([
    0x5e, 0x99, 0xf3, 0xff,
  ]);
  await expect(byte('calibration')).rejects.toMatchObject({ name: 'UnsupportedError' });
  expect([...(await programmer.readSignature!({} as never))]).toEqual([0x1e, 0x95, 0x87]);
  await programmer.close();
});

test('a gap in a run sets the address anew', async () => {
  const { device, programmer } = await opened();
  const run = [...samplePages(2, 128), ...samplePages(2, 128, 0x2000)];
  await programmer.pagedWrite!(flash!, run, () => {});
  await programmer.close();
  for (const { address, data } of run)
    expect(Buffer.from(device.chip.flash.slice(address, address + 128))).toEqual(Buffer.from(data));
});

describe('bad days', () => {
  test.each([
    ['6.4', 'info: avrdude: butterfly_recv(): programmer is not responding\n'],
    ['7.1', 'error: avrdude: programmer is not responding\n'],
    ['8.2', 'error: avrdude: butterfly_recv(pgm, &c, 1) failed\n'],
  ] as const)('silence is said once, as %s says it', async (release, words) => {
    const bench = serialBench(loader({ faults: ['silent'] }), { id: 'avr109', release });
    const programmer = butterfly.create(bench.context);
    await programmer.open();
    await expect(programmer.initialize()).rejects.toMatchObject({ name: 'TimeoutError' });
    expect(aloud(bench.said).filter((line) => line.includes('avrdude: '))).toEqual([words]);
  });

  test('a refusal in the middle of a run ends it', async () => {
    const { programmer, said } = await opened(loader({ faults: ['nak-once=20'] }));
    await expect(programmer.pagedWrite!(flash!, samplePages(30, 128), () => {})).rejects.toMatchObject({
      name: 'ProtocolError',
    });
    expect(said.at(-1)).toBe('info: avrdude: error: programmer did not respond to command: write block\n');
  });

  test('a port that vanishes with the farewell is as it should be', async () => {
    const { programmer, said } = await opened(loader({ options: ['exit=disconnect'] }));
    const before = said.length;
    await programmer.disable();
    await programmer.close();
    expect(aloud(said.slice(before))).toEqual([]);
  });
});

describe('a board whose application is running', () => {
  const asleep = () => loader({ options: ['touch=1'] });

  test('is touched at 1200 baud without a word, also when its port is busy at first', async () => {
    const settings = { openFailures: ['', '', 'EBUSY', 'EACCES'] };
    const { device, programmer, said, opened: asked } = await opened(asleep(), settings);
    expect(asked.map(({ baudRate }) => baudRate)).toEqual([19200, 1200, 19200, 19200, 19200]);
    expect([...(await programmer.readSignature!({} as never))]).toEqual([0x1e, 0x95, 0x87]);
    await programmer.close();
    expect(said.filter((line) => /not respond|error/.test(line.replace('ext-error', '')))).toEqual([]);
    expect(device.dump().meta.rates).toEqual([19200, 1200, 19200]);
  });
});
