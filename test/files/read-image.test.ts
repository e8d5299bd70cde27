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
