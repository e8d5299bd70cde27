import { expect, test } from 'vitest';
import { codecs } from '../../src/files/codecs.ts';
import type { DecodeContext } from '../../src/files/decoding.ts';
import type { ReleaseId } from '../../src/model/release.ts';
import { releaseIds } from '../../src/releases/all.ts';
import { behaviourOf, bytes, memory, part, said } from './fixtures.ts';

const flash = memory('flash', 0x100);

function decode(text: string, release: ReleaseId, more: Partial<DecodeContext> = {}) {
  const { files } = behaviourOf(release);
  const decoding = codecs.i?.decode?.(bytes(text), {
    file: 'f.hex',
    part: part([flash]),
    memory: flash,
    behaviour: files,
    limit: files.layout === 'address-space' ? 0x870000 : 0x100,
    offset: 0,
    tolerant: false,
    force: false,
    detail: false,
    ...more,
  });
  const contents =
    decoding?.kind === 'contents'
      ? decoding.chunks
          .map(({ address, data }) => `${address.toString(16)}:${Buffer.from(data).toString('hex')}`)
          .join(' ')
      : 'unusable';
  return [contents, ...said(decoding?.events ?? [], release)];
}

const end = ':00000001FF\n';

test.each<[string, string, string]>([
  ['records of any width, one behind the other', `:020000000102FB\n:0100020003FA\n${end}`, '0:010203'],
  ['gaps', `:01000000AA55\n:01001000BB34\n${end}`, '0:aa 10:bb'],
  ['lower-case digits', ':01000000aa55\n:00000001ff\n', '0:aa'],
  ['CR LF', ':01000000AA55\r\n:00000001FF\r\n', '0:aa'],
  ['CR alone', ':01000000AA55\r:01000100BB43\r:00000001FF\r', '0:aabb'],
  ['comments and blank lines', `; made by hand\n\n:01000000AA55 // 00000> .\n${end}`, '0:aa'],
  ['a UTF-8 byte order mark', `\xef\xbb\xbf:01000000AA55\n${end}`, '0:aa'],
  ['a segment address', `:020000020001FB\n:01000000AA55\n${end}`, '10:aa'],
  ['start addresses', `:0400000300000000F9\n:0400000500000000F7\n:01000000AA55\n${end}`, '0:aa'],
  ['a record without data', `:0000000000\n:01000000AA55\n${end}`, '0:aa'],
  ['nothing but an end record', end, ''],
])('%s', (_name, text, contents) => {
  for (const release of releaseIds) expect(decode(text, release)).toEqual([contents]);
});

test('a record of 255 bytes', () => {
  const record = `:FF000000${'00'.repeat(255)}01\n`;
  expect(decode(record + end, '6.4')).toEqual([`0:${'00'.repeat(255)}`]);
});

test('a linear address may lead to anywhere in the address space of 8.x, and nowhere else', () => {
  const text = `:02000004008179\n:01000000AA55\n${end}`;
  expect(decode(text, '6.4')).toEqual([
    'unusable',
    'info: ERROR: address 0x810001 out of range at line 2 of f.hex\n',
  ]);
  expect(decode(text, '8.2')).toEqual(['810000:aa']);
});

const plain = (text: string) => `info: ${text}`;
const error = (text: string) => `error: ${text}`;

test.each<[string, string, Partial<Record<ReleaseId, readonly string[]>>]>([
  [
    'a digit that is none',
    ':0100000GAA55\n',
    {
      '6.4': ['unusable', plain('invalid record at line 1 of "f.hex"\n')],
      '7.1': ['unusable', error('invalid record at line 1 of f.hex\n')],
    },
  ],
  [
    'an odd number of digits',
    ':01000000AA5\n',
    { '6.4': ['unusable', plain('invalid record at line 1 of "f.hex"\n')] },
  ],
  [
    'a record cut off',
    ':10000000AABB\n',
    { '6.4': ['unusable', plain('invalid record at line 1 of "f.hex"\n')] },
  ],
  ['a record mark alone', '\n:\n', { '6.4': ['unusable', plain('invalid record at line 2 of "f.hex"\n')] }],
  [
    'an address record without address',
    ':00000004FC\n',
    { '8.2': ['unusable', error('invalid record at line 1 of f.hex\n')] },
  ],
  [
    'a wrong checksum',
    ':01000000AA56\n',
    {
      '6.4': [
        'unusable',
        plain('ERROR: checksum mismatch at line 1 of "f.hex"\n'),
        plain('checksum=0x56, computed checksum=0x55\n'),
      ],
      '7.1': [
        'unusable',
        error('checksum mismatch at line 1 of f.hex\n'),
        'error+: checksum=0x56, computed checksum=0x55\n',
      ],
    },
  ],
  [
    'a type that is none',
    ':00000006FA\n',
    {
      '6.4': ['unusable', plain("don't know how to deal with rectype=6 at line 1 of f.hex\n")],
      '7.1': ['unusable', error('do not know how to deal with rectype=6 at line 1 of f.hex\n')],
    },
  ],
  [
    'an address beyond the memory',
    ':0100FF00AA56\n:01010000AA54\n',
    {
      '6.4': ['unusable', plain('ERROR: address 0x0101 out of range at line 2 of f.hex\n')],
      '7.1': ['unusable', error('address 0x0101 out of range at line 2 of f.hex\n')],
      '8.2': ['ff:aaaa', 'warning: no end of file record found for Intel Hex file f.hex\n'],
    },
  ],
  [
    'an address that would wrap around',
    ':02000004FFFFFC\n:10FFF0000000000000000000000000000000000001\n',
    {
      '6.4': ['unusable', plain('ERROR: address 0x100000000 out of range at line 2 of f.hex\n')],
      '8.2': [
        'unusable',
        error('Intel Hex record [0xfffffff0, 0xffffffff] out of range [0, 0x86ffff]\n'),
        'error+: at line 2 of f.hex; use -F to skip this check\n',
      ],
    },
  ],
  [
    'no record at all',
    'hello\n',
    {
      '6.4': ['unusable', plain('ERROR: No valid record found in Intel Hex file "f.hex"\n')],
      '7.1': ['unusable', error('no valid record found in Intel Hex file f.hex\n')],
    },
  ],
  [
    'no end record',
    ':01000000AA55\n',
    {
      '6.4': ['0:aa', plain('WARNING: no end of file record found for Intel Hex file "f.hex"\n')],
      '7.1': ['0:aa', 'warning: no end of file record found for Intel Hex file f.hex\n'],
    },
  ],
  [
    'records behind the first end record',
    `:01000000AA55\n${end}:02001000BBCC67\n${end}`,
    { '6.4': ['0:aa'] },
  ],
])('%s', (_name, text, expected) => {
  for (const [release, words] of Object.entries(expected))
    expect(decode(text, release as ReleaseId)).toEqual(words);
});

test('format I goes on behind a wrong checksum', () => {
  const text = `:01000000AA56\n${end}`;
  expect(decode(text, '7.1', { tolerant: true })).toEqual([
    '0:aa',
    'notice: checksum mismatch at line 1 of f.hex\n',
    'notice+: checksum=0x56, computed checksum=0x55\n',
  ]);
});

test('8.x reports every record at -v -v -v', () => {
  expect(decode(`:01000000AA55\n${end}`, '8.2', { detail: true })).toEqual([
    '0:aa',
    'debug: read ihex record type 0x00 at 0x0000 with  1 bytes and chksum 0x55 (0x55)\n',
    'debug: read ihex record type 0x01 at 0x0000 with  0 bytes and chksum 0xff (0xff)\n',
  ]);
});

test('addresses of AVR32 files count from the memory', () => {
  const text = `:0200000480007A\n:01000000AA55\n${end}`;
  expect(decode(text, '6.4', { offset: 0x80000000 })).toEqual(['0:aa']);
  expect(decode(`:01000000AA55\n${end}`, '7.1', { offset: 0x80000000 })).toEqual([
    'unusable',
    error('address 0x0000 out of range (below fileoffset 0x80000000) at line 1 of f.hex\n'),
  ]);
});

test('8.x clips under -F', () => {
  const below = `:100FF8000102030405060708090A0B0C0D0E0F1061\n${end}`;
  expect(decode(below, '8.2', { offset: 0x1000, force: true })).toEqual([
    '0:090a0b0c0d0e0f10',
    'warning: address 0x000ff8 below memory offset 0x1000 at line 1 of f.hex: ',
    'warning: clipping record\n',
  ]);
  const beyond = `:02000004008674\n:04FFFE0001020304F5\n${end}`;
  expect(decode(beyond, '8.2', { force: true })).toEqual([
    '86fffe:0102',
    'warning: Intel Hex record [0x86fffe, 0x870001] out of range [0, 0x86ffff]: ',
    'warning: clipping it\n',
  ]);
});

// What avrdude 8.2 made of these with -c dryrun; fields go through strtoul in every release.
test.each<[string, string, string?]>([
  ['a blank for a 0', ':0300000001 203F7', '0:010203'],
  ['a plus for a 0', ':03000000+10203F7', '0:010203'],
  ['blanks in the address', ':03  0000010203F7', '0:010203'],
  ['a blank in the type', ':030000 0010203F7', '0:010203'],
  ['a blank for another digit', ':0300000011 203F7', 'checksum mismatch'],
  ['a minus', ':03000000-10203F7', 'checksum mismatch'],
  ['0x in the address', ':030x10000102031A', 'checksum mismatch'],
  ['a blank in the checksum', ':03000000010203 7', 'checksum mismatch'],
  ['a digit too few', ':0300000001020', 'invalid record'],
  ['a blank behind a digit', ':03000000010 03F7', 'invalid record'],
  ['a carriage return for a digit', ':03000000010203F\r', 'invalid record'],
  ['0x for a byte', ':030000000102030xF7', 'invalid record'],
])('%s', (_, record, expected) => {
  for (const release of releaseIds) {
    const [contents, problem = ''] = decode(`${record}\n${end}`, release);
    const got = contents === 'unusable' ? /checksum mismatch|invalid record/.exec(problem)?.[0] : contents;
    expect([release, got]).toEqual([release, expected]);
  }
});
