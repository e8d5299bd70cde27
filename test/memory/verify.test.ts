import { describe, expect, test } from 'vitest';
import { type VerifyRequest, verifyMemory } from '../../src/memory/verify.ts';
import { VerifyError } from '../../src/model/errors.ts';
import { blankImage } from '../../src/model/memory-image.ts';
import { lineageOf, type ReleaseId } from '../../src/model/release.ts';
import { Console } from '../../src/output/console.ts';
import { releases } from '../../src/releases/all.ts';
import { memory } from '../programmers/parts.ts';

const cells = memory({ name: 'eeprom', size: 32 });

interface Given extends Partial<Omit<VerifyRequest, 'memory' | 'device' | 'wanted'>> {
  readonly device: readonly number[];
  readonly file: readonly (number | undefined)[];
}

/** What is said, and the bytes that count as verified; undefined if they differ. */
function compared(release: ReleaseId, { device, file, ...more }: Given, verbosity = 0) {
  const texts: string[] = [];
  const sink = { isTerminal: false, write: (text: string) => void texts.push(text), writeBytes: () => {} };
  const { console: style, wording } = releases[release];
  const lineage = lineageOf(release);
  const settings = { style, wording, lineage, program: 'avrdude', quell: 0, advise: undefined, now: () => 0 };
  const { emit } = new Console({ ...settings, verbosity, stdout: sink, stderr: sink });
  const wanted = blankImage(cells.size);
  for (const [address, value] of file.entries()) {
    if (value === undefined) continue;
    wanted.data[address] = value;
    wanted.known[address] = 1;
  }
  const request: VerifyRequest = {
    memory: cells,
    device: Uint8Array.from({ length: cells.size }, (_, i) => device[i] ?? 0xff),
    wanted,
    size: file.length,
    bits: () => 0xff,
    isProtected: () => false,
    named: 10,
    goesOn: false,
    emit,
    ...more,
  };
  try {
    const verified = verifyMemory(request);
    return { verified, said: texts.join('') };
  } catch (error) {
    if (!(error instanceof VerifyError)) throw error;
    return { verified: undefined, said: texts.join('') };
  }
}

test('bytes that no file sets may be anything', () => {
  expect(compared('6.4', { device: [1, 9, 3], file: [1, undefined, 3] })).toEqual({ verified: 3, said: '' });
});

test.each([
  ['6.4', 'avrdude: verification error, first mismatch at byte 0x0001\n         0x09 != 0x02\n'],
  [
    '7.1',
    'avrdude warning: verification mismatch\n        device 0x09 != input 0x02 at addr 0x0001 (error)\n',
  ],
  ['8.2', 'Warning: eeprom verification mismatch\n  device 0x09 != input 0x02 at addr 0x0001 (error)\n'],
] as const)('%s names a byte that differs', (release, said) => {
  const given = { device: [1, 9, 9], file: [1, 2, 3] };
  expect(compared(release, given)).toEqual({ verified: undefined, said });
});

test('more of them if it goes on, and then that there are more still', () => {
  expect(compared('8.2', { device: [], file: [1, 2, 3], goesOn: true, named: 1 }).said).toBe(
    `Warning: eeprom verification mismatch
  device 0xff != input 0x01 at addr 0x0000 (error)
  suppressing further verification errors
`,
  );
});

describe('bits that a fuse does not have', () => {
  const given = { device: [0xfb], file: [0xcb], bits: () => 0x0f };
  test.each([
    [
      '6.4',
      0,
      `avrdude: WARNING: ignoring mismatch in unused bits of "eeprom"
         (0xfb != 0xcb). To prevent this warning set unused bits
         to 1 when writing (double check with your datasheet first).
`,
    ],
    [
      '7.1',
      0,
      `avrdude warning: ignoring mismatch in unused bits of eeprom
        (device 0xfb != input 0xcb); to prevent this warning set
        unused bits to 1 when writing (double check with datasheet)
`,
    ],
    ['8.2', 0, ''],
    [
      '8.2',
      3,
      `Ignoring mismatch in unused bits of eeprom
(device 0xfb != input 0xcb); to prevent this warning set
unused bits to 1 when writing (double check with datasheet)
`,
    ],
  ] as const)('are no error in %s (verbosity %i)', (release, verbosity, said) => {
    expect(compared(release, given, verbosity)).toEqual({ verified: 1, said });
  });
});

test('a difference where nothing can be written is told and forgiven', () => {
  expect(compared('7.1', { device: [9], file: [1], isProtected: () => true })).toEqual({
    verified: 1,
    said: `avrdude warning: verification mismatch
        device 0x09 != input 0x01 at addr 0x0000 (read only location)
`,
  });
});

test('a file longer than the memory', () => {
  const file = new Array(33).fill(0xff);
  expect(compared('8.2', { device: [], file: file.slice(0, 32), size: 33 })).toEqual({
    verified: 32,
    said: `Warning: requested verification for 33 bytes but
eeprom memory region only contains 32 bytes;
only 32 bytes will be verified
`,
  });
});
