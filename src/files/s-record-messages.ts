import { defineMessage, more, raw } from '../output/words.ts';
import { type Below, hex, type Outside, type RecordPlace, recordWords, voices } from './record-messages.ts';

const where = 'srec2b() fileio.c';
const { plain, error, warning } = voices(where);

export const { checksumMismatch, recordOutOfRange, noEndRecord } = recordWords(
  's-record',
  where,
  'Motorola S-Record',
  'Motorola S-Records',
);

export const invalidRecord = defineMessage<RecordPlace>('files/s-record-invalid-record', {
  '6.4': ({ line, file }) => plain(`ERROR: invalid record at line ${line} of "${file}"\n`),
  '7.1': ({ line, file }) => error(`invalid record at line ${line} of ${file}\n`),
});

/** S4 is somebody's extension. */
export const unsupportedRecord = defineMessage<RecordPlace>('files/unsupported-record', {
  '6.4': ({ line, file }) => plain(`ERROR: not supported record at line ${line} of ${file}\n`),
  '7.1': ({ line, file }) => error(`not supported record at line ${line} of ${file}\n`),
});

interface Counts extends RecordPlace {
  readonly count: number;
  readonly expected: number;
}
const counts = ({ count, expected }: Counts) =>
  `transmitted data records= ${count}, expected value= ${expected}\n`;
export const countMismatch = defineMessage<Counts>('files/count-mismatch', {
  '6.4': (facts) => [
    plain(`ERROR: count of transmitted data records mismatch at line ${facts.line} of "${facts.file}"\n`),
    plain(counts(facts)),
  ],
  '7.1': (facts) => [
    error(`count of transmitted data records mismatch at line ${facts.line} of ${facts.file}\n`),
    more('error', counts(facts)),
  ],
});

/** `type` is the character behind the S; it is printed as its code. */
export const unknownRecordType = defineMessage<RecordPlace & { readonly type: number }>(
  'files/s-record-unknown-record-type',
  {
    '6.4': ({ type, line, file }) =>
      plain(`ERROR: don't know how to deal with rectype S${type} at line ${line} of ${file}\n`),
    '7.1': ({ type, line, file }) =>
      error(`do not know how to deal with rectype S${type} at line ${line} of ${file}\n`),
  },
);

export const addressOutOfRange = defineMessage<Outside>('files/s-record-address-out-of-range', {
  '6.4': ({ address, digits, line, file }) =>
    plain(`ERROR: address ${hex(address, digits)} out of range at line ${line} of ${file}\n`),
  '7.1': ({ address, digits, line, file }) =>
    error(`address ${hex(address, digits)} out of range at line ${line} of ${file}\n`),
});

export const addressBelowOffset = defineMessage<Below>('files/s-record-address-below-offset', {
  '6.4': ({ address, digits, line, file }) =>
    plain(
      `ERROR: address ${hex(address, digits)} out of range (below fileoffset) at line ${line} of ${file}\n`,
    ),
  '7.1': ({ address, digits, line, file }) =>
    error(`address ${hex(address, digits)} out of range (below fileoffset) at line ${line} of ${file}\n`),
  '8.2': ({ address, digits, offset, line, file, fate }) => {
    const text = `address ${hex(address, digits)} below memory offset 0x${offset.toString(16)} at line ${line} of ${file}`;
    return fate === undefined
      ? [error(`${text}\n`), more('error', 'use -F to skip this check\n')]
      : [warning(`${text}: `), raw('warning', `${fate} record\n`)];
  },
});
