import { expect, test } from 'vitest';
import type { Programmer, ProgrammerContext } from '../../../src/programmers/programmer.ts';
import { usbasp } from '../../../src/programmers/usbasp/type.ts';
import { usbtiny } from '../../../src/programmers/usbtiny/type.ts';
import type { ControlRequest, UsbTransport } from '../../../src/transports/usb-transport.ts';
import { TpiChip } from '../../sim/tpi-chip.ts';
import { t10 } from '../parts.ts';
import { aloud, bench } from '../usb-bench.ts';

/** A USBasp's TPI requests (firmware of 2011, main.c and tpi.S). */
function usbaspRequest(
  chip: TpiChip,
  state: { answer: number | undefined },
  request: ControlRequest,
): Uint8Array {
  const send = (...bytes: number[]) => bytes.map((byte) => chip.byte(byte)).at(-1);
  const pointTo = (address: number) => {
    send(0x68, address & 0xff);
    send(0x69, address >> 8);
  };
  const { value, data } = request;
  switch (request.request) {
    case 127:
      return Uint8Array.of(1, 0, 0, 0);
    case 11:
    case 12:
      chip.reset();
      return new Uint8Array(0);
    case 13:
      return Uint8Array.of(state.answer ?? 0xff);
    case 14:
      state.answer = send(value & 0xff);
      return new Uint8Array(0);
    case 15:
      pointTo(value);
      return Uint8Array.from({ length: Number(data) }, () => send(0x24) ?? 0xff);
    case 16:
      pointTo(value);
      send(0xf3, 0x1d);
      for (const byte of data as Uint8Array) send(0x64, byte);
      return new Uint8Array(0);
    default:
      throw new Error(`request ${request.request}`);
  }
}

/** A USBtiny shifts 32 bits out and in, most significant first, over one line. */
function usbtinyRequest(
  chip: TpiChip,
  linked: boolean,
  { request, value, index }: ControlRequest,
): Uint8Array {
  if (request !== 7) {
    if (request === 5 && index === 1) chip.reset();
    return new Uint8Array(0);
  }
  const out = [value & 0xff, value >> 8, index & 0xff, index >> 8];
  return Uint8Array.from(out, (byte) => {
    let read = 0;
    for (let bit = 7; bit >= 0; bit--) read = (read << 1) | (chip.bit((byte >> bit) & 1) & (linked ? 1 : 0));
    return read;
  });
}

function connect(id: 'usbasp' | 'usbtiny', chip: TpiChip, linked = true) {
  const { context, said } = bench([], { id, part: t10 });
  const state = { answer: undefined };
  const info = {
    ...{ vendorId: context.entry.usbvid, productId: context.entry.usbpid[0] ?? 0, bus: '001', device: '002' },
    ...{ vendor: context.entry.usbvendor, product: context.entry.usbproduct, serial: undefined },
  };
  const transport: UsbTransport = {
    info,
    control: async (request) =>
      id === 'usbasp' ? usbaspRequest(chip, state, request) : usbtinyRequest(chip, linked, request),
    bulkIn: async () => new Uint8Array(0),
    claim: async () => {},
    configure: async () => {},
    reset: async () => {},
    bulkOut: async () => {},
    close: async () => {},
  };
  const usb = {
    find: async () => [{ info, failure: undefined }],
    list: async () => [info],
    describe: () => Promise.reject(new Error('nobody asks')),
    open: async () => transport,
  };
  const whole = { ...context, open: { ...context.open, usb } } as ProgrammerContext;
  const programmer: Programmer = (id === 'usbasp' ? usbasp : usbtiny).create(whole);
  return { programmer, said };
}

const memoryOf = (name: string) => t10.memories.find((memory) => memory.name === name)!;

test.each(['usbasp', 'usbtiny'] as const)('%s programs an ATtiny10', async (id) => {
  const chip = new TpiChip();
  chip.memory.fill(0x12, 0x4000);
  const { programmer, said } = connect(id, chip);
  await programmer.open();
  await programmer.initialize();
  const signature: number[] = [];
  for (const at of [0, 1, 2]) signature.push(await programmer.readByte!(memoryOf('signature'), at));
  expect(signature).toEqual([0x1e, 0x90, 0x03]);

  await programmer.chipErase();
  const flash = memoryOf('flash');
  const run = [0, 128, 512].map((address, seed) => ({
    address,
    data: Uint8Array.from({ length: 128 }, (_, i) => (i * 7 + seed) & 0xff),
  }));
  const written: number[] = [];
  await programmer.pagedWrite!(flash, run, (index) => written.push(index));
  const read: Uint8Array[] = [];
  await programmer.pagedRead!(
    flash,
    run.map(({ address, data }) => ({ address, length: data.length })),
    (index, data) => {
      read[index] = data;
    },
  );
  await programmer.writeByte!(memoryOf('fuse'), 0, 0xfe);
  await programmer.writeByte!(memoryOf('lockbits'), 0, 0xfc);
  await programmer.disable();
  await programmer.close();

  expect(written).toEqual([0, 1, 2]);
  expect(read).toEqual(run.map(({ data }) => data));
  for (const { address, data } of run) {
    expect(chip.memory.slice(0x4000 + address, 0x4000 + address + 128)).toEqual(data);
  }
  expect([chip.memory[0x3f40], chip.memory[0x3f00]]).toEqual([0xfe, 0xfc]);
  expect(chip.counts).toEqual({ chipErases: 1, sectionErases: 1, wordWrites: 3 * 64 + 2 });
  expect(chip.violations).toEqual([]);
  expect(aloud(said)).toEqual([]);
});

test('usbtiny: the data lines are not tied together', async () => {
  const { programmer, said } = connect('usbtiny', new TpiChip(), false);
  await programmer.open();
  await expect(programmer.initialize()).rejects.toThrow('not tied together');
  await programmer.close();
  expect(aloud(said)).toEqual([
    'error: MOSI->MISO check failed (got 0x00 0x00 0x00 0x00)\n' +
      '\tPlease verify that MISO is connected directly to TPIDATA and\n' +
      '\tMOSI is connected to TPIDATA through a 1kOhm resistor.\n',
  ]);
});
