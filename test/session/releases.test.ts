import { describe, expect, test } from 'vitest';
import { TargetError } from '../../src/model/errors.ts';
import { type BenchOptions, bench, hex } from './bench.ts';

/** What 7.1 and 8.2 say and do where 6.4 does something else; the texts are avrdude's, as it prints them on the same chip. */

const page = (fill: number): number[] => new Array(128).fill(fill);
const small = { 'f.hex': hex([0, page(0x20)], [0x400, [1, 2, 3]]) };

const says = async (given: BenchOptions) => {
  const { status, stdout, stderr } = await bench(given);
  return { status, stdout, stderr };
};

describe('a write that verifies itself', () => {
  const given = { files: small, updates: ['flash:w:f.hex:i'] };

  test('in 7.1, with statistics of the file', async () => {
    expect(await says({ release: '7.1', ...given })).toEqual({
      status: 0,
      stdout: '',
      stderr: `
avrdude: AVR device initialized and ready to accept instructions
avrdude: device signature = 0x1e9587 (probably m32u4)
avrdude: Note: flash memory has been specified, an erase cycle will be performed.
         To disable this feature, specify the -D option.
avrdude: erasing chip
avrdude: reading input file /w/f.hex for flash
         with 131 bytes in 2 sections within [0, 0x402]
         using 2 pages and 125 pad bytes
avrdude: writing 131 bytes flash ...

Writing | ################################################## | 100% 0.00s

avrdude: 131 bytes of flash written
avrdude: verifying flash memory against /w/f.hex

Reading | ################################################## | 100% 0.00s

avrdude: 131 bytes of flash verified
`,
    });
  });

  test('in 8.2, with hardly a word', async () => {
    expect(await says({ release: '8.2', ...given })).toEqual({
      status: 0,
      stdout: '',
      stderr: `Reading 131 bytes for flash from input file f.hex
Writing 131 bytes to flash
Writing | ################################################## | 100% 0.00s
Reading | ################################################## | 100% 0.00s
131 bytes of flash verified
`,
    });
  });
});

test('8.2 puts a heading before each of several operations and spells short contents out', async () => {
  const updates = ['lfuse:w:0x62:m', 'hfuse:v:0x99:m'];
  expect((await says({ release: '8.2', updates })).stderr).toBe(`
Processing -U lfuse:w:0x62:m
Reading 1 byte for lfuse from input file 0x62
Writing 1 byte (0x62) to lfuse, 1 byte written, 1 verified

Processing -U hfuse:v:0x99:m
Verifying 1 byte of hfuse against input file 0x99
1 byte of hfuse verified
`);
});

describe('holes of a page', () => {
  const given: BenchOptions = {
    files: small,
    updates: ['flash:w:f.hex:i'],
    options: { autoErase: false, noErase: true },
    chip: (chip) => void chip.flash.fill(0x55, 0x410, 0x414),
  };
  const holes = async (release: '6.4' | '7.1' | '8.2') => {
    const { chip } = await bench({ release, ...given });
    return [...chip.flash.slice(0x410, 0x414)];
  };

  test('are read from the device and written as they were, from 7.1 on', async () => {
    const { log } = await bench({ release: '7.1', ...given });
    expect(log).toEqual([
      'read flash 1024',
      'write flash 0',
      'write flash 1024',
      'read flash 0',
      'read flash 1024',
    ]);
  });

  test('keep what they hold in every release, since nothing sets a bit but an erase', async () => {
    expect([await holes('6.4'), await holes('7.1'), await holes('8.2')]).toEqual(
      new Array(3).fill([0x55, 0x55, 0x55, 0x55]),
    );
  });
});

describe('-n', () => {
  const given: BenchOptions = { updates: ['lfuse:w:0x62:m'], options: { noWrite: true } };
  const image = ':0100000062 9D\n:00000001FF\n'.replace(' ', '');

  test('7.1 prints the image and verifies nothing, counting what was in the file', async () => {
    expect(await says({ release: '7.1', ...given })).toEqual({
      status: 0,
      stdout: image,
      stderr: `
avrdude: AVR device initialized and ready to accept instructions
avrdude: device signature = 0x1e9587 (probably m32u4)
avrdude: reading input file 0x62 for lfuse
         with 1 byte in 1 section within [0, 0]
avrdude: writing 1 byte lfuse ...
avrdude: 1 byte of lfuse written
avrdude: verifying lfuse memory against 0x62
avrdude: 1 byte of lfuse verified
`,
    });
  });

  test('8.2 counts nothing', async () => {
    expect(await says({ release: '8.2', ...given })).toEqual({
      status: 0,
      stdout: image,
      stderr: `Reading 1 byte for lfuse from input file 0x62
Writing 1 byte (0x62) to lfuse, 1 byte written, 0 verified
`,
    });
  });
});

describe('a file that does not match', () => {
  const given: BenchOptions = {
    files: small,
    updates: ['flash:v:f.hex:i'],
    chip: (chip) => void chip.flash.fill(0x20, 0, 100),
  };

  test('7.1 names the first byte', async () => {
    const { status, stderr } = await says({ release: '7.1', ...given });
    expect([status, stderr.slice(stderr.indexOf('avrdude warning'))]).toEqual([
      1,
      `avrdude warning: verification mismatch
        device 0xff != input 0x20 at addr 0x0064 (error)
avrdude error: verification mismatch
`,
    ]);
  });

  test('8.2 names ten at -v', async () => {
    const { status, stderr } = await says({ release: '8.2', ...given, options: { verbosity: 1 } });
    const bytes = Array.from(
      { length: 10 },
      (_, i) => `  device 0xff != input 0x20 at addr 0x00${(0x64 + i).toString(16)} (error)\n`,
    );
    expect([status, stderr.slice(stderr.indexOf('Warning'))]).toEqual([
      1,
      `Warning: flash verification mismatch
${bytes.join('')}  suppressing further verification errors
Error: flash verification mismatch
`,
    ]);
  });
});

describe('an erase that is put off', () => {
  const programmer = () => ({
    chipErase: () => Promise.reject(new TargetError('later', -2)),
  });

  test('is redeemed by a write to flash', async () => {
    const { status } = await says({ release: '7.1', files: small, updates: ['flash:w:f.hex:i'], programmer });
    expect(status).toBe(0);
  });

  test('is a failure without', async () => {
    const options = { erase: true, autoErase: false };
    expect(await says({ release: '8.2', options: { ...options, verbosity: 0 }, programmer })).toEqual({
      status: 1,
      stdout: '',
      stderr: '',
    });
    expect((await says({ release: '7.1', options, programmer })).stderr).toBe(`
avrdude: AVR device initialized and ready to accept instructions
avrdude: device signature = 0x1e9587 (probably m32u4)
avrdude: erasing chip
         delaying chip erase until first -U upload to flash
`);
  });
});

test('what an operation writes, the next one of the same run reads', async () => {
  const { status, fs } = await bench({
    release: '8.2',
    updates: ['lfuse:r:out.hex:i', 'hfuse:w:out.hex:i'],
    chip: (chip) => chip.writeFuse('lfuse', 0xd1),
  });
  expect([status, fs.readFileSync('/w/out.hex', 'latin1')]).toEqual([0, ':01000000D12E\n:00000001FF\n']);
});
