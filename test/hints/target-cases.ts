import {
  app,
  type HintCase,
  isp32u4,
  isp328,
  program,
  sketch,
  small,
  update,
  withLoader,
} from './situations.ts';

const files = { 'app.hex': app, 'small.hex': small };
const locked = sketch('m32u4', { memories: { flash: program, lock: 0xfc } });
const updi = { kind: 'serialupdi', part: 't1614' };
const serialupdi = ['-c', 'serialupdi', '-P', '/dev/ttySim', '-p', 't1614'];
const back =
  'To put one in, without erasing: -D -U flash:w:BOOTLOADER.hex:i. To keep it next time, join both into one file, or flash through the boot loader.';

export const targetCases: readonly HintCase[] = [
  {
    name: 'v for w, with -e',
    args: [...isp328, '-V', '-e', ...update('flash:v:small.hex:i')],
    files,
    device: sketch('m328p'),
    hints: ['-U flash:v only compares; -U flash:w writes. The chip has been erased (-e) and is empty now.'],
    silentIf: [
      {
        why: 'it is the same',
        args: [...isp328, ...update('flash:v:small.hex:i')],
        device: sketch('m328p', { memories: { flash: program } }),
      },
      { why: 'it is written', args: [...isp328, ...update('flash:w:small.hex:i')] },
    ],
  },
  {
    name: 'v alone',
    args: [...isp328, ...update('flash:v:small.hex:i')],
    files,
    device: sketch('m328p'),
    hints: ['-U flash:v only compares; -U flash:w writes.'],
    silentIf: [],
  },
  {
    name: '-n, which 6.4 verifies all the same',
    args: [...isp328, '-n', ...update('flash:w:small.hex:i')],
    files,
    device: sketch('m328p'),
    releases: ['6.4'],
    hints: ['-n writes nothing, so there is nothing to verify: leave out -n to write, or add -V.'],
    silentIf: [{ why: '-V', args: [...isp328, '-n', '-V', ...update('flash:w:small.hex:i')] }],
  },
  {
    name: 'a bit that does not hold',
    args: [...isp328, ...update('flash:w:small.hex:i')],
    files,
    device: sketch('m328p', { faults: ['bad-verify=0x10'] }),
    hints: [
      'The flash does not hold what was written. Bits that differ now and then come from the wires, the power or a clock that is too fast (-B).',
    ],
    silentIf: [{ why: 'it holds', device: sketch('m328p') }],
  },
  {
    name: 'old bits under new ones',
    args: [...isp328, '-D', ...update('flash:w:small.hex:i')],
    files,
    device: sketch('m328p', { memories: { flash: new Uint8Array(512).fill(0x01) } }),
    hints: [
      'The flash does not hold what was written, and was not erased before: writing alone cannot turn a 0 into a 1. Leave out -D, or add -e.',
    ],
    silentIf: [{ why: 'it is erased', args: [...isp328, ...update('flash:w:small.hex:i')] }],
  },
  {
    name: 'a backup of a locked chip',
    args: [...isp32u4, ...update('flash:r:backup.hex:i')],
    device: locked,
    hints: [
      'lock 0xfc: this chip does not let its flash be read; backup.hex holds addresses, not the program.\n      A chip erase (-e, or writing flash) unlocks it; the program is lost then.',
    ],
    silentIf: [
      { why: 'it is not locked', device: sketch('m32u4', { memories: { flash: program } }) },
      {
        why: 'only writing is forbidden',
        device: sketch('m32u4', { memories: { flash: program, lock: 0xfe } }),
      },
      { why: 'it is blank', device: sketch('m32u4') },
    ],
  },
  {
    name: 'a locked chip is compared',
    args: [...isp32u4, ...update('flash:v:app.hex:i')],
    files,
    device: locked,
    hints: [
      'lock 0xfc: this chip does not let its flash be read; what was read is addresses, not the program.\n      A chip erase (-e, or writing flash) unlocks it; the program is lost then.',
    ],
    silentIf: [],
  },
  {
    name: 'a locked chip is shown in the terminal',
    args: [...isp32u4, '-T', 'dump flash 0 128'],
    device: locked,
    hints: [
      'lock 0xfc: this chip does not let its flash be read; what was read is addresses, not the program.\n      A chip erase (-e, or writing flash) unlocks it; the program is lost then.',
    ],
    silentIf: [
      { why: 'it is not locked', device: sketch('m32u4', { memories: { flash: program } }) },
      { why: 'fuses can be read', args: [...isp32u4, '-T', 'dump lfuse 0 1'] },
    ],
  },
  {
    name: 'a locked chip is saved in the terminal',
    args: [...isp32u4, '-T', 'save flash backup.hex:i'],
    device: locked,
    releases: ['8.2'],
    hints: [
      'lock 0xfc: this chip does not let its flash be read; backup.hex holds addresses, not the program.\n      A chip erase (-e, or writing flash) unlocks it; the program is lost then.',
    ],
    silentIf: [{ why: 'it is not locked', device: sketch('m32u4', { memories: { flash: program } }) }],
  },
  {
    name: 'bits of a fuse that are not there',
    args: [...isp32u4, ...update('efuse:w:0xC3:m')],
    device: sketch('m32u4'),
    hints: [
      '0xf3 and 0xc3 are the same on this chip: of efuse it uses only the bits 0x0f. Nothing is wrong.',
    ],
    silentIf: [{ why: 'those bits are given as ones', args: [...isp32u4, ...update('efuse:w:0xF3:m')] }],
  },
  {
    name: 'a boot loader goes',
    args: [...isp32u4, ...update('flash:w:app.hex:i')],
    files,
    device: sketch('m32u4', { memories: { flash: withLoader(), hfuse: 0x98 } }),
    hints: [
      `0x7000 held a boot loader, where the chip starts (hfuse 0x98, BOOTRST); it has been erased, and app.hex has none: the chip has no boot loader any more.\n      ${back}`,
    ],
    silentIf: [
      {
        why: 'the file brings one',
        files: { 'app.hex': app.replace(/:00000001ff\n/i, ':02700000AABB29\n:00000001FF\n') },
      },
      { why: 'nothing is erased', args: [...isp32u4, '-D', '-V', ...update('flash:w:app.hex:i')] },
      { why: 'there was none', device: sketch('m32u4', { memories: { flash: program, hfuse: 0x99 } }) },
      { why: 'flash is only read', args: [...isp32u4, ...update('flash:r:-:h')] },
    ],
  },
  {
    name: 'a boot loader goes that the chip does not start in',
    args: [...isp32u4, ...update('flash:w:app.hex:i')],
    files,
    device: sketch('m32u4', { memories: { flash: withLoader(), hfuse: 0x99 } }),
    hints: [
      `0x7000 held a boot loader; it has been erased, and app.hex has none: the chip has no boot loader any more.\n      ${back}`,
    ],
    silentIf: [],
  },
  {
    name: 'an empty boot section in which the chip starts',
    args: [...isp32u4, ...update('flash:w:app.hex:i')],
    files,
    device: sketch('m32u4', { memories: { hfuse: 0xd8 } }),
    hints: [
      `The chip starts in its boot section at 0x7000 (hfuse 0xd8, BOOTRST), which is empty: app.hex has no boot loader.\n      ${back}`,
    ],
    silentIf: [
      {
        why: 'the same run changes the fuse',
        args: [...isp32u4, ...update('flash:w:app.hex:i', 'hfuse:w:0xD9:m')],
      },
    ],
  },
  {
    name: 'another chip of which there is a clone',
    args: ['-c', 'avrisp', '-b', '19200', '-P', '/dev/ttySim', '-p', 'm8'],
    device: sketch('m328p'),
    hints: ['The chip that answers is an ATmega328P: -p m328p.'],
    silentIf: [{ why: 'it is the one', args: isp328 }],
  },
  {
    name: 'only zeros',
    args: isp328,
    device: sketch('m328p', { faults: ['wrong-signature=000000'] }),
    hints: [
      'Only zeros came from the target: MISO is not connected or held low, the target has no power, its clock is missing (a crystal that the fuses ask for), or SCK is too fast for it (-B).',
    ],
    silentIf: [],
  },
  {
    name: 'only ones',
    args: isp328,
    device: sketch('m328p', { faults: ['wrong-signature=ffffff'] }),
    hints: [
      "Only ones came from the target: its MISO is not connected, its RESET is not the programmer's, or it has no power.",
    ],
    silentIf: [],
  },
  {
    name: 'garbage for a signature',
    args: isp328,
    device: sketch('m328p', { faults: ['wrong-signature=1f850f'] }),
    hints: [
      'No known chip has this signature: look at the wires (short ones, a GND that both boards share) and try a slower SCK (-B).',
    ],
    silentIf: [],
  },
  {
    name: 'a target that does not answer',
    args: ['-c', 'stk500v2', '-P', '/dev/ttySim', '-p', 'm328p'],
    device: { kind: 'stk500v2', part: 'm328p', faults: ['nodevice'] },
    hints: [
      [
        'The target does not answer. Look, in this order, at',
        '  its power: VCC, and a GND that both boards share',
        "  the wires: MOSI to MOSI, MISO to MISO, SCK to SCK, and the programmer's reset output to the target's RESET",
        '  its clock: a chip that is set to an external clock or a crystal needs it; a slow one needs a slower SCK (-B)',
      ].join('\n'),
    ],
    silentIf: [],
  },
  {
    name: 'a locked part with UPDI',
    args: serialupdi,
    device: { ...updi, memories: { lock: 0x00 } },
    hints: [
      'The chip is locked: nothing of it can be read. -e unlocks it, and erases all that it holds (flash, and EEPROM unless a fuse keeps it).',
    ],
    silentIf: [
      { why: '-e is given', args: [...serialupdi, '-e'] },
      { why: 'it is not locked', device: updi },
    ],
  },
  {
    name: 'a memory that is spelt wrong',
    args: [...isp328, ...update('flsh:w:small.hex:i')],
    files,
    device: sketch('m328p'),
    hints: ['did you mean flash?'],
    silentIf: [],
  },
  {
    name: 'a fuse that this part does not have',
    args: ['-c', 'avrisp', '-b', '19200', '-P', '/dev/ttySim', '-p', 't13', ...update('efuse:w:0xff:m')],
    device: sketch('m328p', { faults: ['wrong-signature=1e9007'] }),
    hints: ['ATtiny13 has no efuse. Its fuses are hfuse, lfuse.'],
    silentIf: [],
  },
];
