import { expect, test } from 'vitest';
import type { ReleaseId } from '../../../src/model/release.ts';
import { serialupdi } from '../../../src/programmers/serialupdi/serialupdi.ts';
import { SerialUpdi } from '../../sim/serial-updi.ts';
import { updiPart } from '../../sim/updi-parts.ts';
import { aloud, rangesOf, samplePages, serialBench } from '../serial-bench.ts';
import { updi } from '../updi-parts.ts';

interface Setting {
  readonly extended?: string[];
  readonly options?: string[];
  readonly faults?: string[];
  readonly memories?: Record<string, Uint8Array | number>;
  readonly timing?: boolean;
  readonly force?: boolean;
  readonly release?: ReleaseId;
}

/** A programmer on a simulated part, not yet open. */
function bench(name: string, { extended = [], force = false, release = '7.1', ...spec }: Setting = {}) {
  const facts = updiPart(name)!;
  const part = updi(name);
  const device = new SerialUpdi({ kind: 'serialupdi', part: name, ...spec }, facts);
  const { context, said, lines } = serialBench(device, { id: 'serialupdi', part, release, extended, force });
  const named = (wanted: string) => part.memories.find((one) => one.name === wanted)!;
  return { device, said, lines, create: () => serialupdi.create(context), named, part };
}

async function started(name: string, setting: Setting = {}) {
  const made = bench(name, setting);
  const programmer = made.create();
  await programmer.open();
  await programmer.initialize();
  return { ...made, programmer };
}

test.each(['t1614', 'avr128da48', 'avr64ea48'])('all memories of %s are written and read', async (name) => {
  const { programmer, device, named, part } = await started(name, { timing: true });
  const [flash, eeprom, userRow] = [named('flash'), named('eeprom'), named('userrow')];
  const pages = [...samplePages(3, flash.pageSize), ...samplePages(1, flash.pageSize, 0x2000)];
  const rows = samplePages(1, userRow.size);
  const cells = samplePages(2, eeprom.pageSize, 64);
  await programmer.chipErase();
  const done: number[] = [];
  await programmer.pagedWrite!(flash, pages, (index) => done.push(index));
  await programmer.pagedWrite!(eeprom, cells, () => {});
  await programmer.pagedWrite!(userRow, rows, () => {});
  await programmer.writeByte!(named('fuse5'), 0, 0xc8);
  const read: Buffer[] = [];
  await programmer.pagedRead!(flash, rangesOf(pages), (index, data) => {
    read[index] = Buffer.from(data);
  });
  expect(await programmer.readByte!(named('fuse5'), 0)).toBe(0xc8);
  expect([...(await programmer.readSignature!(named('signature')))]).toEqual([...part.signature]);
  await programmer.disable();
  await programmer.close();
  expect(done).toEqual([0, 1, 2, 3]);
  expect(read).toEqual(pages.map(({ data }) => Buffer.from(data)));
  const { memories, meta } = device.dump();
  for (const { address, data } of cells)
    expect(memories.eeprom!.slice(address, address + data.length)).toEqual(data);
  expect(memories.userrow).toEqual(rows[0]!.data);
  expect(meta).toMatchObject({ violations: [], targetHeld: false, chip: { lostWrites: 0 } });
});

test('a page of flash is one turn, and so are 512 bytes that are read', async () => {
  const { programmer, device, named } = await started('t1614');
  const turns = () => device.dump().meta.turns;
  const pages = samplePages(64, 64);
  let before = turns();
  await programmer.pagedWrite!(named('flash'), pages, () => {});
  expect(turns() - before).toBe(64);
  before = turns();
  await programmer.pagedRead!(named('flash'), rangesOf(pages), () => {});
  // One more sees whether anything came besides.
  expect(turns() - before).toBe(8 + 1);
  await programmer.close();
});

test.each([
  ['t1614', 16],
  ['avr64ea48', 17],
  ['avr128da48', 33],
])('pages of %s are erased as they are written, 16 in %i turns', async (name, turns) => {
  const { programmer, device, named } = await started(name, { memories: { flash: new Uint8Array(0x2000) } });
  const pages = samplePages(16, named('flash').pageSize);
  const before = device.dump().meta.turns;
  await programmer.pagedRewrite!(named('flash'), pages, () => {});
  expect(device.dump().meta.turns - before).toBe(turns);
  await programmer.close();
  for (const { address, data } of pages)
    expect(device.dump().memories.flash!.slice(address, address + data.length)).toEqual(data);
  expect(device.dump().meta).toMatchObject({ violations: [], chip: { pageErases: 16, lostWrites: 0 } });
});

test('a target at another rate is woken by a double break', async () => {
  const { programmer, device } = await started('t1614', { options: ['need_break=1'] });
  await programmer.close();
  expect(device.dump().meta.rates).toEqual([115200, 300, 115200]);
});

test.each([
  ['garbled', 'garbage-at=9'],
  ['cut short', 'truncate=9'],
  ['short of a byte', 'drop=300'],
  ['long by a byte', 'dup=300'],
])('an answer that comes %s is asked for again', async (_, fault) => {
  const { programmer, device, named } = await started('t1614', { faults: [fault] });
  const pages = samplePages(8, 64);
  await programmer.pagedWrite!(named('flash'), pages, () => {});
  const read: Buffer[] = [];
  await programmer.pagedRead!(named('flash'), rangesOf(pages), (index, data) => {
    read[index] = Buffer.from(data);
  });
  await programmer.close();
  expect(read).toEqual(pages.map(({ data }) => Buffer.from(data)));
  expect(device.dump().meta.faultHits).not.toEqual({});
  expect(device.dump().meta.targetHeld).toBe(false);
});

test('noise before the first answer is passed over', async () => {
  const { programmer, device } = await started('t1614', { faults: ['garbage=7'] });
  await programmer.close();
  expect(device.dump().meta.faultHits).toEqual({ garbage: 1 });
});

test.each([
  ['nobody', ['silent'], []],
  ['no target', ['nodevice'], []],
  ['an adapter whose lines are not joined', [], ['noecho=1']],
])('%s is found out', async (_, faults, options) => {
  const { create, said } = bench('t1614', { faults, options });
  const programmer = create();
  await programmer.open();
  await expect(programmer.initialize()).rejects.toMatchObject({ name: 'ProtocolError' });
  await programmer.close();
  expect(aloud(said)).toEqual(['error: avrdude: UPDI link initialization failed\n']);
});

test('a target that falls silent is given up once and for all', async () => {
  const { programmer, named, said } = await started('t1614', { faults: ['timeout-after=600'] });
  const pages = samplePages(16, 64);
  await expect(programmer.pagedWrite!(named('flash'), pages, () => {})).rejects.toThrow('silent');
  const before = said.length;
  await expect(programmer.readByte!(named('flash'), 0)).rejects.toThrow('silent');
  expect(said.slice(before).filter((line) => line.includes('not responding'))).toEqual([]);
  await programmer.close();
  expect(aloud(said)[0]).toBe('error: avrdude: updi_nvm_wait_ready() failed\n');
});

test('a locked part tells what it is, and is unlocked by erasing it', async () => {
  const { programmer, named, device, said } = await started('t1614', { memories: { lock: 0 } });
  await expect(programmer.readSignature!(named('signature'))).rejects.toMatchObject({ rc: -3 });
  expect(await programmer.readSib!()).toBe('tinyAVR P:0D:0-3M2 (01.59B14.0)');
  await expect(programmer.chipErase()).rejects.toThrow('locked');
  await programmer.unlock!();
  expect([...(await programmer.readSignature!(named('signature')))]).toEqual([0x1e, 0x94, 0x22]);
  await programmer.close();
  expect(device.dump().meta).toMatchObject({ violations: [], targetHeld: false, chip: { chipErases: 1 } });
  expect(aloud(said)).toEqual([
    'error: avrdude: timeout waiting for device to unlock\n',
    'error: avrdude: unable to enter NVM programming mode: device is locked\n',
    'warning: avrdude: device is locked\n',
  ]);
});

test('-x rtsdtr holds the control lines', async () => {
  const { programmer, lines } = await started('t1614', { extended: ['rtsdtr=high'] });
  await programmer.close();
  expect(new Set(lines)).toEqual(new Set(['dtr false rts false']));
  const low = await started('t1614', { extended: ['rtsdtr=LOW'] });
  await low.programmer.close();
  expect(low.lines).toEqual(['dtr false rts false', 'dtr true rts true', 'dtr false rts false']);
});

test.each([
  ['rtsdtr=up', '7.1', 'error: avrdude: RTS/DTR mode must be LOW or HIGH\n'],
  ['nonsense', '7.1', "error: avrdude: invalid extended parameter 'nonsense'\n"],
  ['nonsense', '8.2', 'error: avrdude: invalid extended parameter -x nonsense\n'],
] as const)('-x %s under %s is refused', (text, release, words) => {
  const { create, said } = bench('t1614', { extended: [text], release });
  expect(create).toThrow('bad -x parameter');
  expect(said[0]).toBe(words);
});

test.each([
  ['7.1', [0x41, 0x42, 0x43, 0x44], 'error: avrdude: cmd ABCD[] not implemented yet\n'],
  ['8.2', [0x01, 0, 0x43, 0x44], 'error: avrdude: cmd \x01[] not implemented yet\n'],
] as const)('an instruction of the terminal is refused in the words of %s', async (release, bytes, words) => {
  const { programmer, said } = await started('t1614', { release });
  await expect(programmer.command!(Uint8Array.from(bytes))).rejects.toMatchObject({ name: 'TargetError' });
  await programmer.close();
  expect(aloud(said)).toEqual([words]);
});
