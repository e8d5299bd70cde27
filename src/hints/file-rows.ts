import { type FileKind, fileKinds, isMistakenForRaw } from '../model/file-kind.ts';
import { hexWord as hex } from '../model/hex-text.ts';
import { isInFlash } from '../model/memory-kind.ts';
import type { RunFacts } from '../output/events.ts';
import type { Evidence } from './evidence.ts';
import { nearNames } from './near-names.ts';
import { type Row, row } from './row.ts';

/** Input files that are not there, not what they were said to be, or not whole. */
export const fileRows: readonly Row[] = [
  row('file/missing', 'file-missing', ({ file, format, neighbours }, { erased, touched, given }) => {
    const isNumber = /^(0x[0-9a-f]+|0b[01]+|[0-9]+)$/i.test(file);
    if (isNumber && format === 'a') {
      // What stands alone is told at the end.
      if (given.operands.some(({ text }) => text.startsWith(':'))) return undefined;
      return `${file} was taken for the name of a file. A value needs :m behind it, as in -U lfuse:w:${file}:m`;
    }
    const untouched = erased || touched.size > 0 ? '' : '; nothing was erased or written';
    const alike = nearNames(file.replace(/^.*\//, ''), neighbours);
    const similar = alike.length > 0 ? ` Similar, and there: ${alike.join(', ')}` : '';
    return `${file} is not there${untouched}.${similar}`;
  }),
  row('file/other-kind', 'file-recognised', aboutKind),
  row('file/for-eeprom', 'writing-memory', ({ file, memory }) =>
    isInFlash(memory) && /\.eep$/i.test(file)
      ? `${file} is for EEPROM, by its name: -U eeprom:w:${file}`
      : undefined,
  ),
  row('file/record-joined', 'record-joined', ({ file, line, next }) => {
    const place = next && ` (${next.bytes} bytes for ${hex(next.address)})`;
    return next
      ? `${file}: line ${line} holds two records; the second${place} was left out. Put a line end between them.`
      : `${file}: line ${line} is longer than its record says; what is behind it was left out. Is a line end missing, or did somebody edit it?`;
  }),
  row(
    'file/records-behind-end',
    'records-behind-end',
    ({ file, line, records, bytes }) =>
      `${file}: the end record in line ${line} is not the last record; ${records} data records (${bytes} bytes) behind it were left out. Delete line ${line} to use them, too.`,
  ),
  row(
    'file/cut-off',
    'record-cut-off',
    ({ file, line }) =>
      `${file} ends in the middle of the record in line ${line}: it was cut off. Download or build it again.`,
  ),
  row('file/no-end', 'end-record-missing', ({ file, end }) =>
    end === 0
      ? undefined
      : `${file} has no end record; its data end at ${hex(end)}. It may have been cut off: compare it with where it came from.`,
  ),
  row('file/data-outside', 'data-outside', ({ file, address, memory, part }) => {
    const meant = avrGccSpaces.find(({ from, to }) => address >= from && address < to);
    if (meant?.name === 'RAM')
      return `${file} has data at 0x${address.toString(16)}, which is RAM for avr-gcc. Make it with: avr-objcopy -O ihex -j .text -j .data FILE.elf ${file}; or give the ELF file itself (:e).`;
    if (meant)
      return `${file} has data at 0x${address.toString(16)}, where avr-gcc puts ${meant.name}: ${meant.advice}`;
    return `${file} has data at ${hex(address)}, and the ${memory.name} of ${part.desc} ends at ${hex(memory.size)}: is it for a larger part, or is -p ${part.id} another one?`;
  }),
];

/** Where avr-gcc's linker scripts put what is not flash. */
const avrGccSpaces = [
  { from: 0x800000, to: 0x810000, name: 'RAM', advice: '' },
  {
    from: 0x810000,
    to: 0x820000,
    name: 'EEPROM',
    advice:
      'make a file for it with avr-objcopy -j .eeprom --change-section-lma .eeprom=0, or give the ELF file (:e).',
  },
  {
    from: 0x820000,
    to: 0x830000,
    name: 'fuses',
    advice: 'leave them out (avr-objcopy -R .fuse), or give the ELF file (:e).',
  },
  {
    from: 0x830000,
    to: 0x840000,
    name: 'lock bits',
    advice: 'leave them out (avr-objcopy -R .lock), or give the ELF file (:e).',
  },
  {
    from: 0x840000,
    to: 0x850000,
    name: 'the signature',
    advice: 'leave it out (avr-objcopy -R .signature), or give the ELF file (:e).',
  },
] as const;

const formats: Readonly<Record<string, string>> = {
  i: 'Intel hex',
  I: 'Intel hex',
  s: 'S-record',
  r: 'raw',
  e: 'ELF',
};
const goodFor: Readonly<Record<string, readonly FileKind[]>> = {
  i: ['intel-hex'],
  I: ['intel-hex'],
  s: ['s-record'],
  e: ['elf'],
};

function aboutKind(
  { file, found, format, memory, usable, writing }: RunFacts['file-recognised'],
  { plan, touched }: Evidence,
): string | undefined {
  const { noun, advice } = fileKinds[found];
  if (format === 'r' && usable) {
    if (memory === undefined || !isMistakenForRaw(found, isInFlash(memory))) return undefined;
    // Said when it was written.
    if (!writing && touched.has(memory.name)) return undefined;
    const deed = writing && !plan?.noWrite ? '; its bytes as they stand were written' : '';
    return `${file} is ${noun}, not raw${deed}: ${advice}.`;
  }
  if (usable || goodFor[format]?.includes(found)) return undefined;
  const asked = formats[format];
  return `${file} is ${noun}${asked === undefined || found === 'empty' ? '' : `, not ${asked}`}: ${advice}.`;
}
