import { defineMessage, type Words } from '../output/words.ts';
import type { RecordPlace } from './intel-hex-words.ts';

const where = 'srec2b() fileio.c';
const plain = (text: string): Words => ({ level: 'info', lead: 'program', text });
const error = (text: string): Words => ({ level: 'error', lead: 'program', text, where });
const warning = (text: string): Words => ({ level: 'warning', lead: 'program', text, where });
const more = (text: string): Words => ({ level: 'error', lead: 'indent', text });
const hex = (value: number, digits: number) => `0x${value.toString(16).padStart(digits, '0')}`;

export const invalidRecord = defineMessage<RecordPlace>({
  '6.4': ({ line, file }) => plain(`ERROR: invalid record at line ${line} of "${file}"\n`),
  '7.1': ({ line, file }) => error(`invalid record at line ${line} of ${file}\n`),
});

interface Sums extends RecordPlace {
  readonly found: number;
  readonly computed: number;
}
const sums = ({ found, computed }: Sums) =>
  `checksum=${hex(found, 2)}, computed checksum=${hex(computed, 2)}\n`;
export const checksumMismatch = defineMessage<Sums>({
  '6.4': (facts) => [
    plain(`ERROR: checksum mismatch at line ${facts.line} of "${facts.file}"\n`),
    plain(sums(facts)),
  ],
  '7.1': (facts) => [error(`checksum mismatch at line ${facts.line} of ${facts.file}\n`), more(sums(facts))],
});

/** S4 is somebody's extension. */
export const unsupportedRecord = defineMessage<RecordPlace>({
  '6.4': ({ line, file }) => plain(`ERROR: not supported record at line ${line} of ${file}\n`),
  '7.1': ({ line, file }) => error(`not supported record at line ${line} of ${file}\n`),
});

interface Counts extends RecordPlace {
  readonly count: number;
  readonly expected: number;
}
const counts = ({ count, expected }: Counts) =>
  `transmitted data records= ${count}, expected value= ${expected}\n`;
export const countMismatch = defineMessage<Counts>({
  '6.4': (facts) => [
    plain(`ERROR: count of transmitted data records mismatch at line ${facts.line} of "${facts.file}"\n`),
    plain(counts(facts)),
  ],
  '7.1': (facts) => [
    error(`count of transmitted data records mismatch at line ${facts.line} of ${facts.file}\n`),
    more(counts(facts)),
  ],
});

/** `type` is the character behind the S; it is printed as its code. */
export const unknownRecordType = defineMessage<RecordPlace & { readonly type: number }>({
  '6.4': ({ type, line, file }) =>
    plain(`ERROR: don't know how to deal with rectype S${type} at line ${line} of ${file}\n`),
  '7.1': ({ type, line, file }) =>
    error(`do not know how to deal with rectype S${type} at line ${line} of ${file}\n`),
});

/** Up to 7.x; `digits` is the width of the record's address. */
interface Outside extends RecordPlace {
  readonly address: number;
  readonly digits: number;
}
export const addressOutOfRange = defineMessage<Outside>({
  '6.4': ({ address, digits, line, file }) =>
    plain(`ERROR: address ${hex(address, digits)} out of range at line ${line} of ${file}\n`),
  '7.1': ({ address, digits, line, file }) =>
    error(`address ${hex(address, digits)} out of range at line ${line} of ${file}\n`),
});

interface Below extends Outside {
  readonly offset: number;
  readonly fate?: 'clipping' | 'ignoring';
}
export const addressBelowOffset = defineMessage<Below>({
  '6.4': ({ address, digits, line, file }) =>
    plain(
      `ERROR: address ${hex(address, digits)} out of range (below fileoffset) at line ${line} of ${file}\n`,
    ),
  '7.1': ({ address, digits, line, file }) =>
    error(`address ${hex(address, digits)} out of range (below fileoffset) at line ${line} of ${file}\n`),
  '8.2': ({ address, digits, offset, line, file, fate }) => {
    const text = `address ${hex(address, digits)} below memory offset 0x${offset.toString(16)} at line ${line} of ${file}`;
    return fate === undefined
      ? [error(`${text}\n`), more('use -F to skip this check\n')]
      : [warning(`${text}: `), { level: 'warning', text: `${fate} record\n` }];
  },
});

interface Beyond extends RecordPlace {
  readonly first: number;
  readonly last: number;
  readonly highest: number;
  readonly fate?: 'clipping' | 'ignoring';
}
export const recordOutOfRange = defineMessage<Beyond>({
  '8.2': ({ first, last, highest, line, file, fate }) => {
    const text = `Motorola S-Record [${hex(first, 6)}, ${hex(last, 6)}] out of range [0, ${hex(highest, 6)}]`;
    return fate === undefined
      ? [error(`${text}\n`), more(`at line ${line} of ${file}; use -F to skip this check\n`)]
      : [warning(`${text}: `), { level: 'warning', text: `${fate} it\n` }];
  },
});

export const noEndRecord = defineMessage<{ readonly file: string }>({
  '6.4': ({ file }) => plain(`WARNING: no end of file record found for Motorola S-Records file "${file}"\n`),
  '7.1': ({ file }) => warning(`no end of file record found for Motorola S-Records file ${file}\n`),
});
