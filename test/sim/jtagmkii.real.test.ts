import { type BesideReal, compareBesideReal } from './beside-real.ts';

// Real avrdude 7.1 and our binary, each with a JTAGICE mkII or an AVR Dragon of its own: everything that they print and do is compared.

const write = ['-U', 'flash:w:firmware.bin:r'];
const fuse = ['-U', 'lfuse:w:0xe2:m'];
const cases: readonly BesideReal[] = [
  { kind: 'dragon', id: 'dragon_pp', part: 'm328p', args: [...write, ...fuse] },
  { kind: 'dragon', id: 'dragon_hvsp', part: 't85', args: [...write, ...fuse, '-v'] },
  { kind: 'dragon', id: 'dragon_hvsp', part: 't85', options: ['nodevice'], status: 1 },
  { kind: 'dragon', id: 'dragon_dw', part: 'm328p', args: write, options: ['dwen=1'] },
  { kind: 'jtagmkii_usb', id: 'jtag2dw', part: 'm328p', args: ['-v'], options: ['dwen=1'] },
  { kind: 'jtagmkii_usb', id: 'jtag2dw', part: 'm328p', status: 1 },
  { kind: 'dragon', id: 'dragon_isp', part: 'm328p', args: fuse, options: ['dwen=1'] },
  { kind: 'dragon', id: 'dragon_pdi', part: 'x128a4u', args: [...write, '-U', 'boot:w:firmware.bin:r'] },
  { kind: 'jtagmkii_usb', id: 'jtag2pdi', part: 'x16a4u', args: ['-e', ...write, '-v'] },
  { kind: 'jtagmkii_usb', id: 'jtag2pdi', part: 'x16a4u', options: ['wrong-signature'], status: 1 },
  { kind: 'jtagmkii_usb', id: 'jtag2', part: 'x128a1', args: [...write, '-U', 'fuse2:w:0xbf:m', '-v'] },
  { kind: 'dragon', id: 'dragon_jtag', part: 'x128a1', args: write, options: ['fw=6.11'] },
  { kind: 'dragon', id: 'dragon_jtag', part: 'x128a1', options: ['nodevice'], status: 1 },
  // avrdude writes no second page: it goes on to unlock and erase 2^23 of them.
  { kind: 'jtagmkii_usb', id: 'jtag2avr32', part: 'uc3a0512', args: ['-U', 'flash:w:short.bin:r'] },
  {
    kind: 'jtagmkii_usb',
    id: 'jtag2avr32',
    part: 'uc3a0512',
    args: ['-v', '-D', '-U', 'flash:w:short.bin:r'],
  },
  { kind: 'jtagmkii_usb', id: 'jtag2avr32', part: 'uc3a0512', options: ['nodevice'], status: 1 },
];

// We ask the device for one name more when it is opened; and a target whose opening breaks off is let go.
compareBesideReal(cases, 6);
