import { expect, test } from 'vitest';
import { codecs } from '../../src/files/codecs.ts';
import type { ReleaseId } from '../../src/model/release.ts';
import { releaseIds } from '../../src/releases/all.ts';
import { behaviourOf, bytes, memory, part, said } from './fixtures.ts';

const flash = memory('flash', 0x100);

function decode(text: string, release: ReleaseId) {
  const { files } = behaviourOf(release);
  const decoding = codecs.s?.decode?.(bytes(text), {
    file: 'f.srec',
    part: part([flash]),
    memory: flash,
    behaviour: files,
    limit: files.layout === 'address-space' ? 0x870000 : 0x100,
    offset: 0,
    tolerant: false,
    force: false,
    detail: false,
  });
  const contents =
    decoding?.kind === 'contents'
      ? decoding.chunks
          .map(({ address, data }) => `${address.toString(16)}:${Buffer.from(data).toString('hex')}`)
          .join(' ')
      : 'unusable';
  return [contents, ...said(decoding?.events ?? [], release)];
}

const end = 'S9030000FC\n';

test.each<[string, string, string]>([
  ['16-bit addresses', `S0030000FC\nS1050010AABB85\n${end}`, '10:aabb'],
  ['24-bit addresses', 'S206000010AABB84\nS804000000FB\n', '10:aabb'],
  ['32-bit addresses', 'S30700000010AABB83\nS70500000000FA\n', '10:aabb'],
  ['a count of records', `S1050010AABB85\nS5030001FB\n${end}`, '10:aabb'],
  ['CR LF and other lines', `; x\r\nS1050010AABB85\r\n${end}`, '10:aabb'],
])('%s', (_name, text, contents) => {
  for (const release of releaseIds) expect(decode(text, release)).toEqual([contents]);
});

const plain = (text: string) => `info: ERROR: ${text}`;
const error = (text: string) => `error: ${text}`;

test.each<[string, string, Partial<Record<ReleaseId, readonly string[]>>]>([
  [
    'a record cut off',
    'S1050010AA\n',
    {
      '6.4': ['unusable', plain('invalid record at line 1 of "f.srec"\n')],
      '7.1': ['unusable', error('invalid record at line 1 of f.srec\n')],
    },
  ],
  [
    'a count that is too small',
    'S1020010\n',
    { '6.4': ['unusable', plain('invalid record at line 1 of "f.srec"\n')] },
  ],
  [
    'a wrong checksum',
    'S1050010AABB86\n',
    {
      '6.4': [
        'unusable',
        plain('checksum mismatch at line 1 of "f.srec"\n'),
        'info: checksum=0x86, computed checksum=0x85\n',
      ],
      '8.2': [
        'unusable',
        error('checksum mismatch at line 1 of f.srec\n'),
        'error+: checksum=0x86, computed checksum=0x85\n',
      ],
    },
  ],
  [
    'S4',
    'S4030000FC\n',
    {
      '6.4': ['unusable', plain('not supported record at line 1 of f.srec\n')],
      '7.1': ['unusable', error('not supported record at line 1 of f.srec\n')],
    },
  ],
  [
    'a wrong count of records',
    'S5030002FA\n',
    {
      '6.4': [
        'unusable',
        plain('count of transmitted data records mismatch at line 1 of "f.srec"\n'),
        'info: transmitted data records= 0, expected value= 2\n',
      ],
      '7.1': [
        'unusable',
        error('count of transmitted data records mismatch at line 1 of f.srec\n'),
        'error+: transmitted data records= 0, expected value= 2\n',
      ],
    },
  ],
  [
    'an address beyond the memory, as wide as the record has it',
    'S206000100AABB93\n',
    {
      '6.4': ['unusable', plain('address 0x000102 out of range at line 1 of f.srec\n')],
      '7.1': ['unusable', error('address 0x000102 out of range at line 1 of f.srec\n')],
    },
  ],
  [
    'an address beyond the address space',
    'S307FFFFFFFEAABB98\n',
    {
      '6.4': ['unusable', plain('address 0x100000000 out of range at line 1 of f.srec\n')],
      '8.2': [
        'unusable',
        error('Motorola S-Record [0xfffffffe, 0xffffffff] out of range [0, 0x86ffff]\n'),
        'error+: at line 1 of f.srec; use -F to skip this check\n',
      ],
    },
  ],
  [
    'no end record',
    'S1050010AABB85\n',
    {
      '6.4': ['10:aabb', 'info: WARNING: no end of file record found for Motorola S-Records file "f.srec"\n'],
      '7.1': ['10:aabb', 'warning: no end of file record found for Motorola S-Records file f.srec\n'],
    },
  ],
  [
    'records behind the first end record',
    `S1050010AABB85\n${end}S1050020AABB75\n${end}`,
    { '6.4': ['10:aabb'] },
  ],
])('%s', (_name, text, expected) => {
  for (const [release, words] of Object.entries(expected))
    expect(decode(text, release as ReleaseId)).toEqual(words);
});
