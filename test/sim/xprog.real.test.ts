import { type BesideReal, compareBesideReal } from './beside-real.ts';

// Real avrdude 7.1 and our binary, each with an AVRISP mkII or STK600 of its own: everything that they print and do is compared.

const write = ['-U', 'flash:w:firmware.bin:r'];
const cases: readonly BesideReal[] = [
  { kind: 'avrispmkII', id: 'avrispmkII', part: 'x16a4u', args: [...write, '-U', 'boot:w:firmware.bin:r'] },
  { kind: 'avrispmkII', id: 'avrispmkII', part: 'x16a4u', args: ['-U', 'fuse2:w:0xbf:m', '-v'] },
  { kind: 'avrispmkII', id: 'avrispmkII', part: 't10', args: [...write, '-U', 'fuse:w:0xfe:m'] },
  { kind: 'avrispmkII', id: 'avrispmkII', part: 't10', options: ['nodevice'], status: 1 },
  { kind: 'stk600', id: 'stk600', part: 'm328p', args: [...write, '-v'] },
  { kind: 'stk600', id: 'stk600', part: 'x16a4u', args: ['-e', ...write] },
  { kind: 'stk600', id: 'stk600', part: 'x16a4u', options: ['wrong-signature'], status: 1 },
  {
    kind: 'stk600',
    id: 'stk600',
    part: 'm328p',
    args: ['-t'],
    stdin: 'parms\nvtarg 3\nvaref 1 2\nfosc 2M\nsck 10\nparms\nquit\n',
  },
  { kind: 'stk600', id: 'stk600pp', part: 'm328p', args: [...write, '-U', 'hfuse:w:0xd8:m'] },
  { kind: 'stk600', id: 'stk600hvsp', part: 't85', args: [...write, '-U', 'lfuse:w:0xe2:m'] },
];

// We ask the device for one name more when it is opened.
compareBesideReal(cases, 2);
