import {
  app,
  isp32u4,
  isp328,
  joined,
  optiboot,
  program,
  type Situation,
  sketch,
  small,
  uno,
  update,
} from './situations.ts';

/** What is refused where guards are up, with the words. */
export interface GuardCase extends Situation {
  readonly name: string;
  readonly words: readonly [string, string];
}

const anyway = 'use -F or set AVRDUDE_GUARDS=never';

export const guardCases: readonly GuardCase[] = [
  {
    name: 'EEPROM through a boot loader that knows none',
    args: [...uno, '-D', ...update('eeprom:w:ee.hex:i')],
    files: { 'ee.hex': small },
    device: optiboot(['eeprom=0'], program),
    words: [
      'this boot loader knows no EEPROM: eeprom and flash read the same through it, and writing eeprom would overwrite the program',
      `nothing has been written; use an ISP programmer, or a sketch that writes EEPROM; to write all the same ${anyway}`,
    ],
  },
  {
    name: 'two records in a line',
    args: [...isp32u4, ...update('flash:w:joined.hex:i')],
    files: { 'joined.hex': joined },
    device: sketch('m32u4'),
    words: [
      'line 3 of joined.hex goes on behind its record: what is there would be left out',
      `nothing has been written; put a line end between the records; to write the rest all the same ${anyway}`,
    ],
  },
  {
    name: 'Intel hex as raw bytes',
    args: [...isp328, ...update('flash:w:fw.bin:r')],
    files: { 'fw.bin': app },
    device: sketch('m328p'),
    words: [
      'fw.bin is Intel hex, not raw: as it stands it is no program',
      `nothing has been written; use :i; to write it all the same ${anyway}`,
    ],
  },
  {
    name: 'a file for EEPROM to flash',
    args: [...isp328, ...update('flash:w:main.eep:i')],
    files: { 'main.eep': small },
    device: sketch('m328p'),
    words: [
      'main.eep is for EEPROM, by its name: flash would hold no program then',
      `nothing has been written; use -U eeprom:w:main.eep; to write it to flash all the same ${anyway}`,
    ],
  },
  {
    name: 'EEPROM by hand through a boot loader that knows none',
    args: [...uno, '-D', '-T', 'write eeprom 0 1 2 3'],
    device: optiboot(['eeprom=0'], program),
    words: [
      'this boot loader knows no EEPROM: eeprom and flash read the same through it, and writing eeprom would overwrite the program',
      `nothing has been written; use an ISP programmer, or a sketch that writes EEPROM; to write all the same ${anyway}`,
    ],
  },
  {
    name: 'a fuse by hand that takes the clock away',
    args: [...isp328, '-T', 'write lfuse 0 0xe0'],
    device: sketch('m328p'),
    words: [
      'lfuse 0xe0 makes the part wait for an external clock (CKSEL): this programmer could not reach the part any more',
      `nothing has been written; to write it all the same ${anyway}`,
    ],
  },
  {
    name: 'a file behind a terminal command',
    args: [...isp328, '-T', 'part', ...update('flash:w:fw.bin:r')],
    files: { 'fw.bin': app },
    device: sketch('m328p'),
    words: [
      'fw.bin is Intel hex, not raw: as it stands it is no program',
      `nothing has been written; use :i; to write it all the same ${anyway}`,
    ],
  },
];
