import { createHash } from 'node:crypto';
import type { ReleaseId } from '../../../src/model/release.ts';
import { buildElf } from '../../files/elf-builder.ts';
import type { DeviceSpec } from '../../sim/device.ts';

/** A file that cannot be used, or not for what it is given for, as it stands in a `-U`. */
export interface BrokenFile {
  readonly name: string;
  /** Behind `flash:w:`. */
  readonly flash: string;
  /** Behind `eeprom:w:`. */
  readonly eeprom: string;
}

/** What is in the folder of a run. */
export const files: Readonly<Record<string, string | Uint8Array>> = {
  'good.hex': hexOf(0, 150),
  'good.eep': hexOf(0, 6),
  'wrong-sum.hex': hexOf(0, 48).replace(/(.)\r\n/, (_, digit) => `${digit === '0' ? '1' : '0'}\r\n`),
  'late-sum.hex': hexOf(0, 48).replace(
    /(.)\r\n:00000001FF/,
    (_, digit) => `${digit === '0' ? '1' : '0'}\r\n:00000001FF`,
  ),
  'empty.hex': '',
  'blank.hex': '\n\n',
  'far-flash.hex': hexOf(0x7ff8, 16),
  'far-eeprom.hex': hexOf(0x3fe, 8),
  'no-end.hex': hexOf(0, 48).replace(':00000001FF\r\n', ''),
  'cut.hex': hexOf(0, 48).slice(0, 70),
  'letters.hex': hexOf(0, 16).replace(/^:10/, ':1G'),
  'text.hex': 'this is no program\n',
  'good.srec': 'S1130000000102030405060708090A0B0C0D0E0F74\nS9030000FC\n',
  'wrong-sum.srec': 'S1130000000102030405060708090A0B0C0D0E0F75\nS9030000FC\n',
  'numbers.txt': '1, 2, 300, 4\n',
  '64-bit.elf': buildElf([section('.text', 0)], { bits: 2 }),
  'other-machine.elf': buildElf([section('.text', 0)], { machine: 62 }),
  'big-endian.elf': buildElf([section('.text', 0)], { order: 2 }),
  'text-only.elf': buildElf([section('.text', 0)]),
  'eeprom-only.elf': buildElf([section('.eeprom', 0x810000)]),
  'cut.elf': buildElf([section('.text', 0)]).slice(0, 60),
  'locked.hex': hexOf(0, 16),
};

/** Folders among them. */
export const folders = ['folder'] as const;

/** Files that may not be read. */
export const unreadable = ['locked.hex'] as const;

/** The same for either memory. */
const both = (name: string, file: string): BrokenFile => ({ name, flash: file, eeprom: file });

export const brokenFiles: readonly BrokenFile[] = [
  both('missing', 'nosuch.hex:i'),
  both('missing, format to be found out', 'nosuch.hex:a'),
  both('of a wrong ELF class', '64-bit.elf:e'),
  both('of another machine', 'other-machine.elf:e'),
  both('of the other byte order', 'big-endian.elf:e'),
  both('with a broken checksum at the beginning', 'wrong-sum.hex:i'),
  both('with a broken checksum at the end', 'late-sum.hex:i'),
  both('with a broken checksum (S-record)', 'wrong-sum.srec:s'),
  both('empty', 'empty.hex:i'),
  both('empty, raw', 'empty.hex:r'),
  both('of blank lines', 'blank.hex:i'),
  { name: 'beyond the memory', flash: 'far-flash.hex:i', eeprom: 'far-eeprom.hex:i' },
  both('of a wrong letter: hex as S-record', 'good.hex:s'),
  both('of a wrong letter: hex as ELF', 'good.hex:e'),
  both('of a wrong letter: S-record as hex', 'good.srec:i'),
  both('of a wrong letter: numbers that do not fit', 'numbers.txt:d'),
  both('text, format to be found out', 'text.hex:a'),
  both('text as hex', 'text.hex:i'),
  both('unreadable', 'locked.hex:i'),
  both('a folder', 'folder:r'),
  both('without its end', 'no-end.hex:i'),
  both('cut off in a record', 'cut.hex:i'),
  both('with a letter in a record', 'letters.hex:i'),
  both('a cut-off ELF file', 'cut.elf:e'),
  { name: 'without a section for the memory', flash: 'eeprom-only.elf:e', eeprom: 'text-only.elf:e' },
];

/** Command lines, with `FLASH` and `EEPROM` in the place of a broken file. */
export const commandLines: readonly string[] = [
  '-U flash:w:FLASH',
  '-e -U flash:w:FLASH',
  '-D -U flash:w:FLASH',
  '-V -U flash:w:FLASH',
  '-n -U flash:w:FLASH',
  '-U flash:w:FLASH -t',
  '-U flash:v:FLASH',
  '-U flash:w:FLASH -U eeprom:w:good.eep:i',
  '-U eeprom:w:good.eep:i -U flash:w:FLASH',
  '-e -U lfuse:w:0x62:m -U flash:w:FLASH',
  '-V -U eeprom:w:EEPROM -U flash:w:good.hex:i',
  '-U flash:w:good.hex:i -U eeprom:w:EEPROM',
  '-e -U eeprom:w:EEPROM',
  '-D -V -U flash:w:good.hex:i -U eeprom:w:EEPROM -U lfuse:w:0xe2:m',
];

/** @returns what comes behind the program's name */
export function argumentsOf(line: string, broken: BrokenFile, port: string): string[] {
  const updates = line.replace('FLASH', broken.flash).replace('EEPROM', broken.eeprom);
  return `-q -q -c stk500v1 -p m328p -P ${port} ${updates}`.split(' ');
}

/** What is typed where there is a terminal. */
export const typed = ['quit'];

/** A chip that is not blank: everything that happens to it shows. */
const memories = {
  flash: Uint8Array.from({ length: 32768 }, (_, i) => (i * 29 + (i >> 8) * 13 + 3) & 0xff),
  eeprom: Uint8Array.from({ length: 1024 }, (_, i) => (i * 17 + 5) & 0xff),
};

/** The chip, behind a programmer that counts EEPROM as the release does: 6.4 in words, later ones in bytes. */
export function deviceOf(release: ReleaseId): DeviceSpec {
  const firmware = release === '6.4' ? 'arduinoisp' : 'stk500';
  return { kind: 'stk500v1', part: 'm328p', options: [`fw=${firmware}`], memories };
}

/** What a run came to. */
export interface Recorded {
  readonly release: ReleaseId;
  readonly file: string;
  readonly line: string;
  readonly status: number;
  readonly flash: string;
  readonly eeprom: string;
  readonly lfuse: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** @returns `old`, `blank`, or what tells contents from others */
export function contentsOf(name: 'flash' | 'eeprom', memory: Uint8Array): string {
  if (Buffer.compare(memory, memories[name]) === 0) return 'old';
  if (memory.every((byte) => byte === 0xff)) return 'blank';
  return createHash('sha256').update(memory).digest('hex').slice(0, 12);
}

function section(name: string, address: number) {
  return { name, address, data: Uint8Array.from({ length: 40 }, (_, i) => i * 3 + 1) };
}

/** Intel hex, as avr-objcopy writes it. */
function hexOf(start: number, length: number): string {
  const lines: string[] = [];
  for (let at = 0; at < length; at += 16) {
    const data = Array.from({ length: Math.min(16, length - at) }, (_, i) => ((at + i) * 73 + 1) & 0xff);
    const address = start + at;
    const bytes = [data.length, address >> 8, address & 0xff, 0, ...data];
    const sum = -bytes.reduce((all, byte) => all + byte, 0) & 0xff;
    lines.push(
      `:${Buffer.from([...bytes, sum])
        .toString('hex')
        .toUpperCase()}`,
    );
  }
  return `${[...lines, ':00000001FF'].join('\r\n')}\r\n`;
}
