import { hex } from '../session/bench.ts';
import {
  app,
  type HintCase,
  isp32u4,
  isp328,
  joined,
  optiboot,
  sketch,
  small,
  uno,
  update,
} from './situations.ts';

const device = sketch('m328p');
const page = '<!DOCTYPE html>\n<html><head><title>app.hex</title></head><body></body></html>\n';
const elf = Uint8Array.from([0x7f, 0x45, 0x4c, 0x46, 1, 1, 1, ...new Array(89).fill(0)]);
const zip = Uint8Array.from([0x50, 0x4b, 3, 4, 20, 0, 0, 0, 8, 0, ...new Array(40).fill(0xc5)]);
const gzip = Uint8Array.from([0x1f, 0x8b, 8, 0, ...new Array(40).fill(0xc5)]);
const uf2 = Uint8Array.from([...Buffer.from('UF2\nWQ]\x9e', 'latin1'), ...new Array(504).fill(0x5a)]);
const binary = Uint8Array.from([0x0c, 0x94, 0x34, 0x00, 0x0c, 0x94, 0x51, 0x00, 0xfe, 0xc0]);
const srec = 'S1050000AABB95\nS9030000FC\n';
const utf16 = Uint8Array.from(Buffer.from(`\ufeff${small}`, 'utf16le'));
/** One byte at an address of avr-gcc's RAM. */
const ram = ':020000040080' + '7a\n:01006000AAF5\n:00000001FF\n';

/** A file that cannot be used as what it was said to be. */
const refused = (name: string, file: string, contents: string | Uint8Array, hint: string): HintCase => ({
  name,
  args: [...isp328, ...update(`flash:w:${file}`)],
  files: { [file.replace(/:.$/, '')]: contents },
  device,
  hints: [hint],
  silentIf: [],
});

export const fileCases: readonly HintCase[] = [
  {
    name: 'a file for compilers',
    args: [...isp328, ...update('flash:w:prog.hex:i')],
    files: { 'prog.hex': elf },
    device,
    hints: ['prog.hex is an ELF file, not Intel hex: use :e.'],
    silentIf: [
      { why: 'it is hex', files: { 'prog.hex': small } },
      { why: 'it is hex behind a comment', files: { 'prog.hex': `; made by hand\n${small}` } },
    ],
  },
  refused('an ELF file as hex', 'prog.elf:i', elf, 'prog.elf is an ELF file, not Intel hex: use :e.'),
  refused(
    'a web page as hex',
    'page.hex:i',
    page,
    "page.hex is a web page, not Intel hex: use the site's raw download.",
  ),
  refused(
    'a web page, format unknown',
    'page.hex',
    page,
    "page.hex is a web page: use the site's raw download.",
  ),
  refused(
    'a zip archive as hex',
    'fw.hex:i',
    zip,
    'fw.hex is a zip archive, not Intel hex: unpack it first.',
  ),
  refused(
    'gzip as hex',
    'fw.hex:i',
    gzip,
    'fw.hex is compressed (gzip), not Intel hex: unpack it first (gunzip).',
  ),
  refused(
    'UF2 as hex',
    'fw.hex:i',
    uf2,
    'fw.hex is a UF2 file, not Intel hex: look for a .hex of the same program.',
  ),
  refused(
    'a raw image as hex',
    'fw.hex:i',
    binary,
    'fw.hex is binary, not Intel hex: if it is a raw image use :r.',
  ),
  refused('S-records as hex', 'fw.hex:i', srec, 'fw.hex is a Motorola S-record file, not Intel hex: use :s.'),
  refused(
    'JSON as hex',
    'fw.hex:i',
    '{"keyboard":"planck/rev6","layers":[]}',
    'fw.hex is JSON, not Intel hex: the program has to be compiled to a .hex first.',
  ),
  refused('an empty file as hex', 'fw.hex:i', '', 'fw.hex is empty: download or build it again.'),
  refused(
    'a sketch as hex',
    'fw.ino:i',
    '#include <Servo.h>\nvoid setup() {}\nvoid loop() {}\n',
    'fw.ino is source code, not Intel hex: it has to be compiled to a .hex first.',
  ),
  refused(
    'an error page of plain text',
    'fw.hex:i',
    '404: Not Found',
    'fw.hex is text, not Intel hex: look for a .hex of the program.',
  ),
  refused(
    'UTF-16 as hex',
    'u.hex:i',
    utf16,
    'u.hex is UTF-16 text, not Intel hex: save it as plain text (ASCII or UTF-8).',
  ),
  refused(
    'UTF-16, format unknown',
    'u.hex',
    utf16,
    'u.hex is UTF-16 text: save it as plain text (ASCII or UTF-8).',
  ),
  refused(
    'a download that broke off',
    'cut.hex:i',
    small.slice(0, 30),
    'cut.hex ends in the middle of the record in line 1: it was cut off. Download or build it again.',
  ),
  {
    name: 'hex as S-records',
    args: [...isp328, ...update('flash:w:fw.hex:s')],
    files: { 'fw.hex': small },
    device,
    releases: ['7.1', '8.2'],
    hints: ['fw.hex is Intel hex, not S-record: use :i.'],
    silentIf: [],
  },
  {
    name: 'Intel hex as raw bytes',
    args: [...isp328, ...update('flash:w:fw.bin:r')],
    files: { 'fw.bin': app },
    device,
    hints: ['fw.bin is Intel hex, not raw; its bytes as they stand were written: use :i.'],
    silentIf: [
      { why: 'it is binary', files: { 'fw.bin': binary } },
      {
        why: 'EEPROM is to hold a text',
        args: [...isp328, ...update('eeprom:w:fw.bin:r')],
        files: { 'fw.bin': 'Hello, world' },
      },
    ],
  },
  {
    name: 'a zip archive that looks raw',
    args: [...isp328, ...update('flash:w:fw.zip')],
    files: { 'fw.zip': zip },
    device,
    hints: ['fw.zip is a zip archive, not raw; its bytes as they stand were written: unpack it first.'],
    silentIf: [],
  },
  {
    name: 'a file without end record',
    args: [...isp328, ...update('flash:w:fw.hex:i')],
    files: { 'fw.hex': small.replace(/:00000001ff\n/i, '') },
    device,
    hints: [
      'fw.hex has no end record; its data end at 0x0020. It may have been cut off: compare it with where it came from.',
    ],
    silentIf: [{ why: 'it has one', files: { 'fw.hex': small } }],
  },
  {
    name: 'a file for EEPROM to flash',
    args: [...isp328, ...update('flash:w:main.eep:i')],
    files: { 'main.eep': small },
    device,
    hints: ['main.eep is for EEPROM, by its name: -U eeprom:w:main.eep'],
    silentIf: [{ why: 'it goes to EEPROM', args: [...isp328, ...update('eeprom:w:main.eep:i')] }],
  },
  {
    name: 'RAM addresses in a hex file',
    args: [...isp328, ...update('flash:w:data.hex:i')],
    files: { 'data.hex': ram },
    device,
    hints: [
      'data.hex has data at 0x800060, which is RAM for avr-gcc. Make it with: avr-objcopy -O ihex -j .text -j .data FILE.elf data.hex; or give the ELF file itself (:e).',
    ],
    silentIf: [{ why: 'there are none', files: { 'data.hex': small } }],
  },
  {
    name: 'a program for a larger part',
    args: [...isp328, ...update('flash:w:big.hex:i')],
    files: { 'big.hex': hex([0x7ff0, new Array(16).fill(1)], [0x8000, new Array(16).fill(2)]) },
    device,
    releases: ['6.4', '7.1'],
    hints: [
      'big.hex has data at 0x8000, and the flash of ATmega328P ends at 0x8000: is it for a larger part, or is -p m328p another one?',
    ],
    silentIf: [],
  },
  {
    name: 'two records in a line',
    args: [...isp32u4, ...update('flash:w:joined.hex:i')],
    files: { 'joined.hex': joined },
    device: sketch('m32u4'),
    hints: [
      'joined.hex: line 3 holds two records; the second (16 bytes for 0x7000) was left out. Put a line end between them.',
    ],
    silentIf: [
      {
        why: 'a comment follows the record',
        files: { 'joined.hex': small.replace('\n', ' ; reset vector\n') },
      },
      { why: 'the line ends are those of Windows', files: { 'joined.hex': small.replaceAll('\n', '\r\n') } },
    ],
  },
  {
    name: 'a record that is longer than it says',
    args: [...isp328, ...update('flash:w:long.hex:i')],
    files: { 'long.hex': small.replace('\n', 'AABB\n') },
    device,
    hints: [
      'long.hex: line 1 is longer than its record says; what is behind it was left out. Is a line end missing, or did somebody edit it?',
    ],
    silentIf: [],
  },
  {
    name: 'records behind the end record',
    args: [...isp32u4, ...update('flash:w:two.hex:i')],
    files: { 'two.hex': small + small },
    device: sketch('m32u4'),
    hints: [
      'two.hex: the end record in line 3 is not the last record; 2 data records (32 bytes) behind it were left out. Delete line 3 to use them, too.',
    ],
    silentIf: [],
  },
  {
    name: 'a file that is not there',
    args: [...isp328, ...update('flash:w:frimware.hex:i')],
    files: { 'firmware.hex': small, 'notes.txt': '' },
    device,
    hints: ['frimware.hex is not there; nothing was erased or written. Similar, and there: firmware.hex'],
    silentIf: [{ why: 'it is there', args: [...isp328, ...update('flash:w:firmware.hex:i')] }],
  },
  {
    name: 'a second file that is not there',
    args: [...uno, '-D', ...update('flash:w:firmware.hex:i', 'eeprom:w:ee.hex:i')],
    files: { 'firmware.hex': small },
    device: optiboot([]),
    releases: ['6.4'],
    hints: ['ee.hex is not there.'],
    silentIf: [],
  },
];
