import { describe, expect, test } from 'vitest';
import { CommandError, DisconnectedError } from '../../src/model/errors.ts';
import { failedWith } from '../../src/model/outcome.ts';
import { bench, hex } from './bench.ts';

const page = (fill: number): number[] => new Array(128).fill(fill);

describe('what reaches the chip', () => {
  test('only touched pages travel, and verify reads no others', async () => {
    const { log, status } = await bench({
      files: { 'f.hex': hex([0, page(1)], [0x400, page(2)]) },
      updates: ['flash:w:f.hex:i'],
    });
    expect(status).toBe(0);
    expect(log).toEqual([
      'chip erase',
      'write flash 0',
      'write flash 1024',
      'read flash 0',
      'read flash 1024',
    ]);
  });

  test('pages of 0xff stay at home after an erase, and are verified all the same', async () => {
    const { log } = await bench({
      files: { 'f.hex': hex([0, page(1)], [128, page(0xff)], [256, page(3)]) },
      updates: ['flash:w:f.hex:i'],
    });
    expect(log).toEqual([
      'chip erase',
      'write flash 0',
      'write flash 256',
      'read flash 0',
      'read flash 128',
      'read flash 256',
    ]);
  });

  test('pages of 0xff travel when nothing was erased', async () => {
    const { log } = await bench({
      files: { 'f.hex': hex([0, page(0xff)], [128, page(1)]) },
      updates: ['flash:w:f.hex:i'],
      options: { autoErase: false, noErase: true },
    });
    expect(log).toEqual(['write flash 0', 'write flash 128', 'read flash 0', 'read flash 128']);
  });
});

describe('a chip is never erased for a file that cannot be used', () => {
  const keeps = (given: Parameters<typeof bench>[0]) =>
    bench({ ...given, chip: (chip) => void chip.flash.fill(0x42) });

  test.each([
    ['missing', {}, 'flash:w:f.hex:i'],
    ['empty', { 'f.hex': '' }, 'flash:w:f.hex:i'],
    ['not hex', { 'f.hex': 'hello' }, 'flash:w:f.hex:i'],
    ['a broken checksum', { 'f.hex': ':0100000001FF\n:00000001FF\n' }, 'flash:w:f.hex:i'],
    ['beyond the memory', { 'f.hex': hex([0x8000, page(1)]) }, 'flash:w:f.hex:i'],
  ])('%s', async (_name, files, update) => {
    const result = await keeps({ files, updates: [update] });
    expect(result.status).toBe(1);
    expect(result.chip.counts.chipErases).toBe(0);
    expect(result.chip.flash.every((byte) => byte === 0x42)).toBe(true);
  });

  // What real 7.1 and 8.2 left on an emulated chip: the run goes on, so what comes next needs the erase.
  test.each([
    ['7.1', ['eeprom:w:f.elf:e', 'flash:w:a.hex:i']],
    ['8.2', ['eeprom:w:f.elf:e', 'flash:w:a.hex:i']],
    ['7.1', ['flash:w:f.elf:e', 'flash:w:a.hex:i']],
    ['8.2', ['lfuse:w:f.elf:e', 'flash:w:a.hex:i']],
  ] as const)('%s: but for one that is passed over as empty: %o', async (release, updates) => {
    const { status, chip } = await keeps({
      release,
      files: { 'f.elf': 'no ELF file', 'a.hex': hex([0, [1, 2, 3]]) },
      updates,
      options: { verify: false },
    });
    expect([status, chip.counts.chipErases]).toEqual([0, 1]);
    expect([...chip.flash.subarray(0, 4), chip.flash.at(-1)]).toEqual([1, 2, 3, 0xff, 0xff]);
  });

  test('-e is carried out for a release that passes the file over', async () => {
    const { status, chip, stderr } = await keeps({
      release: '7.1',
      files: { 'f.elf': 'no ELF file' },
      updates: ['flash:w:f.elf:e'],
    });
    expect([status, chip.counts.chipErases, chip.flash[0]]).toEqual([0, 1, 0xff]);
    expect(stderr).toContain(
      'avrdude: erasing chip\navrdude error: cannot use /w/f.elf as an ELF input file\navrdude: reading input file /w/f.elf for flash\n',
    );
  });

  test('6.4 says all the same that it erases', async () => {
    const { stderr, log } = await keeps({ updates: ['flash:w:f.hex:i'] });
    expect(log).toEqual([]);
    expect(stderr).toBe(`
avrdude: AVR device initialized and ready to accept instructions

Reading | ################################################## | 100% 0.00s

avrdude: Device signature = 0x1e9587 (probably m32u4)
avrdude: NOTE: "flash" memory has been specified, an erase cycle will be performed
         To disable this feature, specify the -D option.
avrdude: erasing chip
avrdude: reading input file "/w/f.hex"
avrdude: can't open input file /w/f.hex: No such file or directory
avrdude: read from file '/w/f.hex' failed
`);
  });

  test('-e, fuses first, then a missing flash file: nothing is erased', async () => {
    const { chip } = await keeps({
      updates: ['lfuse:w:0xe2:m', 'flash:w:f.hex:i'],
      options: { erase: true, autoErase: false },
    });
    expect(chip.counts.chipErases).toBe(0);
  });

  test('what counts on an erase is not tried on old contents', async () => {
    const { chip, status } = await keeps({
      files: { 'a.hex': hex([0, page(1)]) },
      updates: ['eeprom:w:a.hex:i', 'flash:w:missing.hex:i'],
    });
    expect([status, chip.counts.chipErases]).toEqual([1, 1]);
  });

  test.each([
    ['7.1', ['flash:w:f.hex:i'], 'avrdude OS error: file /w/f.hex'],
    ['7.1', ['-t', 'flash:w:f.hex:i'], 'avrdude OS error: file /w/f.hex'],
    ['7.1', ['flash:w:f.hex:i', '-t'], 'avrdude OS error: file /w/f.hex'],
    ['8.2', ['flash:w:f.hex:i', '-t'], 'OS error: file f.hex'],
  ] as const)('%s: nothing is sent for a missing file: %o', async (release, updates, lead) => {
    const { log, status, stdout, stderr } = await keeps({ release, updates });
    expect([log, status, stdout]).toEqual([[], 1, '']);
    expect(stderr).toBe(`${lead} is not readable: No such file or directory\n`);
  });

  test('a file that only a later verify needs is no reason not to write', async () => {
    const { chip, status } = await keeps({
      files: { 'a.hex': hex([0, page(1)]) },
      updates: ['flash:w:a.hex:i', 'flash:v:b.hex:i'],
    });
    expect([status, chip.counts.chipErases, chip.flash[0]]).toEqual([1, 1, 1]);
  });
});

describe('what the terminal could not write', () => {
  // Real 7.1 tries it at the end of the terminal only; 8.2 goes on to try before and after each -U.
  test.each([
    ['7.1', ['terminal', 'forgotten', 'flush', 'write flash 0', 'flush']],
    ['8.2', ['terminal', 'flush']],
  ] as const)('%s: is not tried again over what came after', async (release, expected) => {
    const happened: string[] = [];
    const { log } = await bench({
      release,
      files: { 'a.hex': hex([0, page(1)]) },
      updates: ['-t', 'flash:w:a.hex:i'],
      options: { verify: false, autoErase: false, noErase: true },
      context: {
        runTerminal: async () => {
          happened.push('terminal');
          return failedWith(new CommandError('terminal', -1));
        },
        flushTerminal: async () => {
          happened.push('flush');
          return failedWith(new CommandError('flush', -1));
        },
        resetTerminal: () => {
          happened.push('forgotten');
        },
      },
      programmer: (plain) => ({
        pagedWrite: (m, run, onPage) => {
          happened.push(`write ${m.name} ${run[0]?.address}`);
          return plain.pagedWrite!(m, run, onPage);
        },
      }),
    });
    expect(happened).toEqual(expected);
    expect(log).toEqual(expected.filter((one) => one.startsWith('write')));
  });
});

test('6.4 ends the line of a bar of nothing: an .eep without data', async () => {
  const { stderr, status } = await bench({
    files: { 'main.eep': ':00000001FF\n' },
    updates: ['eeprom:v:main.eep:i'],
  });
  expect(status).toBe(0);
  expect(
    stderr.slice(stderr.indexOf('avrdude: input file')),
  ).toBe(`avrdude: input file /w/main.eep contains 0 bytes
avrdude: reading on-chip eeprom data:

Reading | ################################################## | 100% 0.00s

avrdude: verifying ...
avrdude: 0 bytes of eeprom verified
`);
});

describe('safemode', () => {
  const drifting = { chip: (chip: object) => void Object.assign(chip, { drift: { hfuse: 0xd1 } }) };
  const files = { 'f.hex': hex([0, page(1)]) };
  const updates = ['flash:w:f.hex:i'];

  test('is off without a terminal', async () => {
    const { status, chip, stdout } = await bench({ files, updates, ...drifting });
    expect([status, chip.fuses.hfuse, stdout]).toEqual([0, 0xd1, '']);
  });

  test('asks on a terminal and puts the fuse back', async () => {
    const { status, chip, stdout, stderr } = await bench({
      files,
      updates,
      ...drifting,
      terminal: true,
      answers: ['y'],
    });
    expect([status, chip.fuses.hfuse]).toEqual([1, 0x99]);
    expect(stdout).toBe('Would you like this fuse to be changed back? [y/n] ');
    expect(stderr.slice(stderr.indexOf('\navrdude: safemode'))).toBe(`
avrdude: safemode: hfuse changed! Was 99, and is now d1
avrdude: safemode: and is now rescued
avrdude: safemode: Fuses OK (E:F3, H:D1, L:5E)
`);
  });

  test('leaves it when the answer is no, or there is none', async () => {
    for (const answers of [['n'], []]) {
      const { chip } = await bench({ files, updates, ...drifting, terminal: true, answers });
      expect(chip.fuses.hfuse).toBe(0xd1);
    }
  });

  test('a fuse written on purpose is the new truth', async () => {
    const { status, chip } = await bench({ updates: ['hfuse:w:0xd9:m'], terminal: true });
    expect([status, chip.fuses.hfuse]).toEqual([0, 0xd9]);
  });
});

describe('days that end early', () => {
  test('an interrupted write stops at the next page', async () => {
    const stop = new AbortController();
    const { status, log } = await bench({
      files: { 'f.hex': hex([0, page(1)], [128, page(2)], [256, page(3)]) },
      updates: ['flash:w:f.hex:i'],
      interrupted: stop.signal,
      programmer: (plain) => ({
        pagedWrite: (m, run, onPage) =>
          plain.pagedWrite!(m, run, (i) => {
            if (i === 1) stop.abort();
            onPage(i);
          }),
      }),
    });
    expect(status).toBe(1);
    expect(log).toEqual(['chip erase', 'write flash 0', 'write flash 128']);
  });

  test('a line that is gone is not tried byte by byte', async () => {
    let instructions = 0;
    const { status } = await bench({
      files: { 'f.hex': hex([0, page(1)]) },
      updates: ['flash:w:f.hex:i'],
      programmer: (plain) => ({
        pagedWrite: async () => {
          instructions = 0;
          throw new DisconnectedError('gone');
        },
        command: (bytes) => {
          instructions++;
          return plain.command!(bytes);
        },
      }),
    });
    expect([status, instructions]).toEqual([1, 0]);
  });

  test('another chip: nothing is erased without -F', async () => {
    const { status, log } = await bench({
      files: { 'f.hex': hex([0, page(1)]) },
      updates: ['flash:w:f.hex:i'],
      chip: (chip) => chip.signature.set([0x1e, 0x95, 0x0f]),
    });
    expect([status, log]).toEqual([1, []]);
  });

  test('no chip at all: the signature is not even asked for', async () => {
    const { status, stderr } = await bench({ chip: (chip) => void Object.assign(chip, { absent: true }) });
    expect(status).toBe(1);
    expect(stderr).toBe(`
avrdude: initialization failed, rc=-1
         Double check connections and try again, or use -F to override
         this check.

`);
  });
});
