import { expect, test } from 'vitest';
import { type ReadRequest, readImage } from '../../src/files/read-image.ts';
import type { ReleaseId } from '../../src/model/release.ts';
import type { Event } from '../../src/output/events.ts';
import { behaviourOf, disk, input, memory, part, said } from './fixtures.ts';

const flash = memory('flash', 0x8000, { pageSize: 128 });
const lfuse = memory('lfuse', 1);
const eeprom = memory('eeprom', 64);

async function read(release: ReleaseId, request: Partial<ReadRequest>) {
  const events: Event[] = [];
  const whole: ReadRequest = {
    file: '/f',
    format: 'i',
    memory: flash,
    part: part([flash, eeprom, lfuse]),
    purpose: 'write',
    keepTrailingFf: false,
    force: false,
    detail: false,
    fs: disk(),
    stdin: input(''),
    behaviour: behaviourOf(release),
    emit: (event) => events.push(event),
    ...request,
  };
  try {
    const { image, size, format, name } = await readImage(whole);
    return {
      data: Buffer.from(image.data.subarray(0, size)).toString('hex'),
      size,
      format,
      name,
      said: said(events, release),
    };
  } catch (error) {
    return {
      error: (error as Error).name,
      file: (error as { file?: string }).file,
      said: said(events, release),
    };
  }
}

const twoBytes = ':02000000AABB99\n:00000001FF\n';

test('a hex file becomes an image', async () => {
  expect(await read('6.4', { fs: disk({ '/f': twoBytes }) })).toEqual({
    data: 'aabb',
    size: 2,
    format: 'i',
    name: '/f',
    said: [],
  });
});

test.each<[ReleaseId, string[]]>([
  ['6.4', ["info: can't open input file /none: No such file or directory\n"]],
  ['7.1', ['ext-error: cannot open input file /none: No such file or directory\n']],
])('a missing file in the words of %s', async (release, words) => {
  expect(await read(release, { file: '/none' })).toEqual({ error: 'FileError', file: '/none', said: words });
});

test.each<[ReleaseId, string[]]>([
  [
    '6.4',
    ['info: ERROR: checksum mismatch at line 1 of "/f"\n', 'info: checksum=0x98, computed checksum=0x99\n'],
  ],
  ['8.2', ['error: checksum mismatch at line 1 of /f\n', 'error+: checksum=0x98, computed checksum=0x99\n']],
])('a wrong checksum in the words of %s', async (release, words) => {
  expect(await read(release, { fs: disk({ '/f': ':02000000AABB98\n' }) })).toEqual({
    error: 'FileError',
    file: '/f',
    said: words,
  });
});

test('6.4 names immediate data by their first item once they have been read', async () => {
  expect(await read('6.4', { file: '0x11,0x22', format: 'm', memory: eeprom })).toEqual({
    data: '1122',
    size: 2,
    format: 'm',
    name: '0x11',
    said: [],
  });
});

test('standard input is read once', async () => {
  const stdin = input(twoBytes);
  expect(await read('6.4', { file: '-', stdin })).toMatchObject({ size: 2, said: [] });
  expect(await read('6.4', { file: '-', stdin })).toEqual({
    error: 'FileError',
    file: '-',
    said: ['info: ERROR: No valid record found in Intel Hex file "<stdin>"\n'],
  });
});

const even = Uint8Array.of(1, 2, 0xff, 0xff, 0xff);

test.each<[ReleaseId, 'write' | 'verify', number]>([
  ['6.4', 'write', 2],
  ['6.4', 'verify', 2],
  ['7.1', 'write', 2],
  ['7.1', 'verify', 5],
  ['8.2', 'write', 2],
  ['8.2', 'verify', 5],
])('trailing 0xff of flash in %s, to %s', async (release, purpose, size) => {
  expect(await read(release, { format: 'r', purpose, fs: disk({ '/f': even }) })).toMatchObject({
    size,
    said: [],
  });
  expect(
    await read(release, { format: 'r', purpose, memory: eeprom, fs: disk({ '/f': even }) }),
  ).toMatchObject({ size: 5 });
  expect(
    await read(release, { format: 'r', purpose, keepTrailingFf: true, fs: disk({ '/f': even }) }),
  ).toMatchObject({ size: 5 });
});

test('an odd image becomes even in 6.4, even if the file ends before', async () => {
  const odd = disk({ '/f': Uint8Array.of(1, 2, 3) });
  expect(await read('6.4', { format: 'r', fs: odd })).toMatchObject({ size: 4 });
  expect(await read('7.1', { format: 'r', fs: odd })).toMatchObject({ size: 3 });
});

test('up to 7.x a lone byte at address 0 is overlooked', async () => {
  const lone = disk({ '/f': Uint8Array.of(1, 0xff, 0xff) });
  expect(await read('6.4', { format: 'r', fs: lone })).toMatchObject({ size: 0 });
  expect(await read('7.1', { format: 'r', fs: lone })).toMatchObject({ size: 0 });
  expect(await read('8.2', { format: 'r', fs: lone })).toMatchObject({ size: 2 });
});

test('8.x leaves out what lies beyond the memory, and we say so', async () => {
  const fs = disk({ '/f': ':02800000AABB19\n:00000001FF\n' });
  expect(await read('8.2', { fs })).toEqual({
    data: '',
    size: 0,
    format: 'i',
    name: '/f',
    said: [
      'warning: no flash data found in Intel Hex file /f\n',
      'hint: /f: 2 bytes lie beyond the 32768 bytes of flash and are not used.',
    ],
  });
});

test('one memory out of a file that holds several', async () => {
  const fs = disk({
    '/f': ':0100000011EE\n:02000004008179\n:02000000AABB99\n:02000004008278\n:0100000062 9D\n:00000001FF\n'.replace(
      ' ',
      '',
    ),
  });
  expect(await read('8.2', { fs })).toMatchObject({ data: '11', said: [] });
  expect(await read('8.2', { fs, memory: eeprom })).toMatchObject({ data: 'aabb', said: [] });
  expect(await read('8.2', { fs, memory: lfuse })).toMatchObject({ data: '62', said: [] });
});

test('8.x refuses a file that was made for another part, but not under -F', async () => {
  const fs = disk({ '/f': ':0100000011EE\n:02000004008476\n:030000001E950F3B\n:00000001FF\n' });
  const partNames = () => ['ATmega328P'];
  expect(await read('8.2', { fs, partNames })).toEqual({
    error: 'FileError',
    file: '/f',
    said: [
      "error: signature of ATtest incompatible with file's (ATmega328P);\n",
      'error+: use -F to override this check\n',
    ],
  });
  expect(await read('8.2', { fs, partNames, force: true })).toMatchObject({ data: '11', said: [] });
});

test('an address that is set twice is a hint only', async () => {
  const fs = disk({ '/f': ':02000000AABB99\n:01000100CC32\n:00000001FF\n' });
  expect(await read('6.4', { fs })).toMatchObject({
    data: 'aacc',
    said: ['hint: /f sets address 0x0001 of flash twice, to different values; the later one is used.'],
  });
  expect(
    await read('6.4', { fs: disk({ '/f': ':02000000AABB99\n:01000100BB43\n:00000001FF\n' }) }),
  ).toMatchObject({ data: 'aabb', said: [] });
});

test('UTF-16 is neither hex nor anything else', async () => {
  const fs = disk({ '/f': Buffer.from('\ufeff:0100000011EE\n:00000001FF\n', 'utf16le') });
  expect(await read('6.4', { fs })).toEqual({
    error: 'FileError',
    file: '/f',
    said: ['info: ERROR: No valid record found in Intel Hex file "/f"\n'],
  });
  expect(await read('6.4', { fs, format: 'a' })).toEqual({
    error: 'FileError',
    file: '/f',
    said: ["info: can't determine file format for /f, specify explicitly\n"],
  });
});

test('detection says what it found', async () => {
  const fs = disk({ '/f': twoBytes });
  expect(await read('6.4', { fs, format: 'a' })).toMatchObject({
    format: 'i',
    said: ['info: input file /f auto detected as Intel Hex\n'],
  });
  expect(await read('7.1', { fs, format: 'a' })).toMatchObject({
    said: ['notice: input file /f auto detected as Intel Hex\n'],
  });
  expect(await read('6.4', { file: '/none', format: 'a' })).toEqual({
    error: 'FileError',
    file: '/none',
    said: [
      'info: error opening /none: No such file or directory\n',
      "info: can't determine file format for /none, specify explicitly\n",
    ],
  });
  expect(await read('6.4', { file: '-', format: 'a' })).toEqual({
    error: 'FileError',
    file: '-',
    said: [
      "info: can't auto detect file format when using stdin/out.\n",
      'info+:   Please specify a file format and try again.\n',
    ],
  });
});

test.each<[ReleaseId, string]>([
  ['6.4', 'info: fileio: invalid operation=0\n'],
  ['7.1', "error: invalid file format 'octal' for input\n"],
])('number lists cannot be read in %s', async (release, words) => {
  expect(await read(release, { format: 'o', fs: disk({ '/f': '1 2' }) })).toEqual({
    error: 'FileError',
    file: '/f',
    said: [words],
  });
});

// As avrdude 8.2 with -c dryrun.
test.each([
  ['1 2\0 3\n4\n', '010204'],
  ['1 \0\n', '01'],
  ['0x12\x0034 5\n', '12'],
  ['1,2,0x0x00,3\n', '0102000003'],
])('number list %j', async (text, data) => {
  const got = await read('8.2', { format: 'd', memory: eeprom, fs: disk({ '/f': text }) });
  expect(got).toMatchObject({ data, said: [] });
});

test('number lists of 8.x', async () => {
  const fs = disk({ '/f': '# data\n0x11 022 33 # more\n"A"\n' });
  expect(await read('8.2', { format: 'd', memory: eeprom, fs })).toMatchObject({
    data: '1112214100',
    said: [],
  });
  expect(await read('8.2', { format: 'd', memory: eeprom, fs: disk({ '/f': '1 zwei' }) })).toEqual({
    error: 'FileError',
    file: '/f',
    said: ['error: invalid data zwei in number :[hdob] format: cannot parse\n'],
  });
});

test.each<[ReleaseId, string]>([
  ['6.4', 'info: invalid byte value (0x1G) specified for immediate mode\n'],
  ['7.1', 'error: invalid byte value (0x1G) specified for immediate mode\n'],
  ['8.2', 'error: invalid data 0x1G in immediate mode: cannot parse\n'],
])('immediate data that are none, in the words of %s', async (release, words) => {
  expect(await read(release, { file: '0x1G', format: 'm', memory: lfuse })).toEqual({
    error: 'FileError',
    file: '0x1G',
    said: [words],
  });
});

test('a gigabyte is not read to the end', async () => {
  let given = 0;
  const line = Buffer.from('; nothing\n'.repeat(6554));
  const fs = {
    ...disk(),
    openSync: () => 3,
    closeSync: () => undefined,
    readSync: (_descriptor: number, target: Uint8Array) => {
      const count = Math.min(target.length, line.length, 0x40000000 - given);
      target.set(line.subarray(0, count));
      given += count;
      return count;
    },
  } as unknown as ReadRequest['fs'];
  expect(await read('6.4', { fs })).toEqual({
    error: 'FileError',
    file: '/f',
    said: ['info: ERROR: /f is larger than 32 MB\n'],
  });
  expect(given).toBeLessThan(0x2100000);
  given = 0;
  expect(await read('6.4', { fs, format: 'r' })).toMatchObject({ size: 32768 });
  expect(given).toBe(32769);
});

test('a file that is no ELF file fails in 6.4 and passes as empty later', async () => {
  const fs = disk({ '/f': 'no ELF file' });
  expect(await read('6.4', { fs, format: 'e' })).toEqual({
    error: 'FileError',
    file: '/f',
    said: ['info: ERROR: Cannot use "/f" as an ELF input file\n'],
  });
  expect(await read('7.1', { fs, format: 'e' })).toMatchObject({
    size: 0,
    said: ['error: cannot use /f as an ELF input file\n'],
  });
});
