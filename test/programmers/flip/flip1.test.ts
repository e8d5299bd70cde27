import { describe, expect, test } from 'vitest';
import { UsbBoard } from '../../sim/usb-device.ts';
import { inVirtualTime, type ProgramRun, runProgram } from '../../whole-run/run-program.ts';

inVirtualTime();

const sample = (length: number, seed = 11): Uint8Array =>
  Uint8Array.from({ length }, (_, i) => (i * 73 + (i >> 7) * 31 + (i >> 13) * 7 + seed) & 0xff);
const hints = { AVRDUDE_HINTS: 'always' };
const guards = { AVRDUDE_GUARDS: 'always' };

interface Settings extends Partial<ProgramRun> {
  readonly part?: string;
  readonly faults?: readonly string[];
  readonly options?: readonly string[];
  readonly memories?: Readonly<Record<string, Uint8Array>>;
}

function plugIn({ part = 'm32u4', faults = [], options = [], memories = {} }: Settings): UsbBoard {
  return new UsbBoard({ kind: 'flip1', part, faults, options, memories });
}

/** Runs `-c flip1` on a boot loader. @returns what came of it, and the board */
async function flip(args: string, settings: Settings = {}) {
  const board = plugIn(settings);
  const { part = 'm32u4' } = settings;
  const line = `-qq -c flip1 -p ${part} ${args}`.trim();
  const run = await runProgram({ release: '8.2', device: board, ...settings, args: line });
  return { ...run, board };
}

/** Requests of the boot loader, by name. */
const requests = ({ requests: { standard: _, ...own } }: UsbBoard) => own;
const total = (board: UsbBoard) => Object.values(requests(board)).reduce((sum, count) => sum + count, 0);
const same = (one: Uint8Array, other: Uint8Array) =>
  Buffer.compare(one.subarray(0, other.length), other) === 0;

describe('flash', () => {
  const files = { 'app.bin': sample(26_000) };

  test('26000 bytes go in blocks of 1024', async () => {
    const { status, board } = await flip('-U flash:w:app.bin:r', { files });
    expect({ status, there: same(board.chip.flash, sample(26_000)) }).toEqual({ status: 0, there: true });
    // 26 blocks out with a status each, 26 in with a command each (the rest of the last page is blank); three bytes of signature, an erase.
    expect(requests(board)).toEqual({ ABORT: 1, DNLOAD: 56, GETSTATUS: 33, UPLOAD: 29 });
    expect(board.violations).toEqual([]);
  });

  test.each(['atmel', 'lufa'])('%s: 120 KiB lie on both sides of 64 KiB, and come back', async (variant) => {
    const data = sample(0x1e000);
    const { status, board, read } = await flip('-U flash:w:all.bin:r -U flash:r:back.bin:r', {
      ...{ part: 'usb1286', options: [`variant=${variant}`], files: { 'all.bin': data } },
    });
    expect({
      status,
      there: same(board.chip.flash, data),
      back: same(read('back.bin')!, board.chip.flash),
      violations: board.violations,
    }).toEqual({ status: 0, there: true, back: true, violations: [] });
  });

  test('a block that is refused once goes again by pages', async () => {
    const { status, board } = await flip('-U flash:w:app.bin:r', { files, faults: ['stall-write=0x1480'] });
    expect({ status, there: same(board.chip.flash, sample(26_000)) }).toEqual({ status: 0, there: true });
    // The refused block, its status, and 7 more blocks.
    expect(total(board)).toBe(119 + 2 * 8);
  });

  test('a byte of flash leaves the rest of its page to a loader that erases pages', async () => {
    const old = sample(128, 3);
    const { board } = await flip('-t', {
      release: '6.4',
      options: ['variant=lufa'],
      memories: { flash: old },
      typed: ['write flash 5 0x12', 'quit'],
    });
    const wanted = old.slice();
    wanted[5] = 0x12;
    expect(board.chip.flash.slice(0, 128)).toEqual(wanted);
  });
});

describe('EEPROM', () => {
  test.each([
    ['lufa', 4],
    ['lufa', 32],
    ['lufa', 60],
    ['atmel', 4],
  ] as const)('%s: bytes from address %d on land there', async (variant, start) => {
    const before = sample(1024, 5);
    const { status, board } = await flip(`-U eeprom:w:ee.hex:i`, {
      options: [`variant=${variant}`, 'secure=0'],
      memories: { eeprom: before },
      files: { 'ee.hex': intelHex(start, sample(8, 99)) },
    });
    const wanted = before.slice();
    wanted.set(sample(8, 99), start);
    expect({ status, there: same(board.chip.eeprom, wanted), violations: board.violations }).toEqual({
      status: 0,
      there: true,
      violations: [],
    });
  });
});

describe('-E', () => {
  test.each([
    ['', false],
    ['-E reset', true],
    ['-E noreset', false],
    ['-E noreset,reset', true],
  ])('"%s": the application is started: %s', async (args, started) => {
    const { status, board, stderr } = await flip(args, { release: '6.4' });
    expect({ status, started: board.firmware.started, stderr }).toEqual({
      status: 0,
      started,
      stderr: started ? 'avrdude: starting application\n' : '',
    });
  });

  test('a program that is not all there is not started', async () => {
    const { status, board } = await flip('-E reset -U flash:w:app.bin:r', {
      release: '7.1',
      files: { 'app.bin': sample(0x7100) },
    });
    expect({ failed: status !== 0, started: board.firmware.started }).toEqual({
      failed: true,
      started: false,
    });
  });
});

describe("Atmel's loader, closed until the chip is erased", () => {
  test('reading says how to open it, once', async () => {
    const { status, stderr } = await flip('-U eeprom:r:-:h', { env: hints });
    expect({ status, stderr }).toEqual({
      status: 1,
      stderr: [
        'Error: DFU_UPLOAD failed: error sending control message: Broken pipe',
        'Error: maybe the device is in security mode and needs a chip erase first?',
        'Error: DFU_UPLOAD failed: error sending control message: Broken pipe',
        'Error: unable to read byte at address 0x0000',
        'Error: unable to read all of eeprom (rc = -2)',
        "hint: Atmel's boot loader keeps its memories closed, since it was started, until the chip is erased. A chip erase opens it: -e (the program goes, EEPROM stays).",
        '',
      ].join('\n'),
    });
  });

  test('the signature is told no more after an erase, of which a second run is told', async () => {
    const board = plugIn({});
    const first = await runProgram({ release: '8.2', device: board, args: '-qq -c flip1 -p m32u4 -e' });
    const run = { release: '8.2', device: board, env: hints } as const;
    const second = await runProgram({ ...run, args: '-qq -c flip1 -p m32u4' });
    expect({ first: first.status, second: second.status }).toEqual({ first: 0, second: 1 });
    expect(second.stderr.split('\n').filter((line) => line.startsWith('hint: '))).toEqual([
      "hint: Once the chip has been erased, Atmel's boot loader tells no signature until it is started anew: start it by the reset button, or unplug the board and plug it in again.",
    ]);
  });
});

describe('finding the board', () => {
  test('-x wait takes one that turns up later', async () => {
    const { status, took, stderr } = await flip('-x wait=30', { pluggedInAt: 20_000 });
    expect({ status, inTime: took >= 20_000 && took < 22_000, stderr }).toEqual({
      status: 0,
      inTime: true,
      stderr: '',
    });
  });

  test('-x wait has an end', async () => {
    const { status, took } = await flip('-x wait=3', { pluggedInAt: 20_000 });
    expect({ status, inTime: took >= 3000 && took < 5000 }).toEqual({ status: 1, inTime: true });
  });

  test('an interruption ends waiting', async () => {
    const { afterInterruption = Number.POSITIVE_INFINITY } = await flip('-x wait', {
      pluggedInAt: 500_000,
      interruptAt: { milliseconds: 7000 },
    });
    expect(afterInterruption).toBeLessThan(500);
  });

  test('an ATmega16U4 is found by the ids of the larger one, and the signature decides', async () => {
    const right = await flip('', { part: 'm16u4' });
    expect({ status: right.status, stderr: right.stderr }).toEqual({ status: 0, stderr: '' });
    const other = plugIn({ part: 'm32u4' });
    const wrong = await runProgram({ release: '8.2', device: other, args: '-qq -c flip1 -p m16u4 -e' });
    expect({ status: wrong.status, erased: other.chip.counts.chipErases, stderr: wrong.stderr }).toEqual({
      status: 1,
      erased: 0,
      stderr:
        'Error: expected signature for ATmega16U4 is 1E 94 88\n  - double check chip or use -F to carry on regardless\n',
    });
  });

  test('what is plugged in instead is named', async () => {
    const device = plugIn({ part: 'm16u2' });
    const run = { release: '8.2', device, env: hints } as const;
    const { status, stderr } = await runProgram({ ...run, args: '-qq -c flip1 -p m32u4' });
    expect({ status, hint: stderr.split('\n').filter((line) => line.startsWith('hint: ')) }).toEqual({
      status: 1,
      hint: [
        "hint: No USB device with the ids 03eb:2ff4 is plugged in. 03eb:2fef, an ATmega16U2's DFU boot loader, is there (-c flip1 -p m16u2); -p m32u4 was asked for.",
      ],
    });
  });
});

describe('a file that holds application and boot loader', () => {
  const production = new Uint8Array(0x7100).fill(0xff);
  production.set(sample(600), 0);
  production.set(sample(0x100, 77), 0x7000);
  const files = { 'all.bin': production };

  test('is refused before anything is erased', async () => {
    const { status, board, stderr } = await flip('-U flash:w:all.bin:r', { files, env: guards });
    expect({ status, erased: board.chip.counts.chipErases, stderr }).toEqual({
      status: 1,
      erased: 0,
      stderr: [
        'Error: the file reaches into the boot loader that is to write it: flash 0x7000, and the boot section begins at 0x7000 or before',
        'nothing has been written; use a file without boot loader, or leave that part out (-x keep-boot); to send this one all the same use -F or set AVRDUDE_GUARDS=never',
        '',
      ].join('\n'),
    });
  });

  test('-x keep-boot leaves the boot loader out, with a word', async () => {
    const board = plugIn({});
    const args = '-q -c flip1 -p m32u4 -x keep-boot -U flash:w:all.bin:r';
    const { status, stderr } = await runProgram({ release: '6.4', device: board, files, env: guards, args });
    const there = same(board.chip.flash, production.subarray(0, 0x7000));
    expect({ status, there, violations: board.violations }).toEqual({
      status: 0,
      there: true,
      violations: [],
    });
    expect(stderr.split('\n').filter((line) => line.includes('boot'))).toEqual([
      'avrdude: leaving out 256 bytes for the boot loader section from 0x7000 on',
      'avrdude: preparing flash input for device bootloader',
    ]);
  });

  test('one with nothing but a boot loader is refused with -x keep-boot', async () => {
    const only = { 'boot.hex': intelHex(0x7000, sample(16)) };
    const { status, board } = await flip('-D -x keep-boot -U flash:w:boot.hex:i', { files: only });
    expect({ failed: status !== 0, requests: requests(board).UPLOAD }).toEqual({ failed: true, requests: 3 });
  });

  test('in the terminal a byte there is refused, too', async () => {
    const { status, board } = await flip('-t', {
      options: ['variant=lufa'],
      env: guards,
      typed: ['write flash 0x7010 0x12', 'quit'],
    });
    expect({ status, byte: board.chip.flash[0x7010], violations: board.violations }).toMatchObject({
      byte: 0xb0,
      violations: [],
    });
  });
});

describe('a board that goes away or refuses', () => {
  test.each(['6.4', '7.1', '8.2'] as const)(
    '%s: unplugged while writing is status 1, with a word',
    async (release) => {
      const { status, stderr } = await flip('-V -U flash:w:app.bin:r', {
        ...{ release, env: hints, files: { 'app.bin': sample(26_000) }, faults: ['unplug-write=0x3000'] },
      });
      expect(status).toBe(1);
      expect(stderr.split('\n').filter((line) => /^hint: |bytes of flash written/.test(line))).toEqual([
        'hint: The board is no longer there. Its boot loader is not lost: start it again (reset button, or plug it in) and repeat the command.',
      ]);
    },
  );

  test.each(['6.4', '7.1', '8.2'] as const)(
    '%s: a section that it keeps is status 1, even with -V',
    async (release) => {
      const { status } = await flip('-V -U flash:w:app.bin:r', {
        ...{ release, files: { 'app.bin': sample(0x7100) } },
      });
      expect(status).toBe(1);
    },
  );
});

/** One record of Intel hex, and the end. */
function intelHex(address: number, data: Uint8Array): string {
  const record = [data.length, address >> 8, address & 0xff, 0, ...data];
  const sum = -record.reduce((total, byte) => total + byte, 0) & 0xff;
  return `:${Buffer.from([...record, sum])
    .toString('hex')
    .toUpperCase()}\n:00000001FF\n`;
}
