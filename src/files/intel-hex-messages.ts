import { defineMessage, more, raw, said } from '../output/words.ts';
import {
  type Below,
  hex,
  type Outside,
  type RecordPlace,
  recordWords,
  type Sums,
  sums,
  voices,
} from './record-messages.ts';

const where = 'ihex2b() fileio.c';
const { plain, error, warning } = voices(where);

export const { checksumMismatch, recordOutOfRange, noEndRecord } = recordWords(
  'intel-hex',
  where,
  'Intel Hex record',
  'Intel Hex',
);

export const invalidRecord = defineMessage<RecordPlace>('files/intel-hex-invalid-record', {
  '6.4': ({ line, file }) => plain(`invalid record at line ${line} of "${file}"\n`),
  '7.1': ({ line, file }) => error(`invalid record at line ${line} of ${file}\n`),
});

/** Format `I` goes on with what the record says. 6.4 does not know that format. */
export const checksumIgnored = defineMessage<Sums>('files/checksum-ignored', {
  '6.4': (facts) => [
    said('notice', `checksum mismatch at line ${facts.line} of "${facts.file}"\n`),
    said('notice', sums(facts)),
  ],
  '7.1': (facts) => [
    said('notice', `checksum mismatch at line ${facts.line} of ${facts.file}\n`, where),
    more('notice', sums(facts)),
  ],
});

export const addressOutOfRange = defineMessage<Outside>('files/intel-hex-address-out-of-range', {
  '6.4': ({ address, line, file }) =>
    plain(`ERROR: address ${hex(address, 4)} out of range at line ${line} of ${file}\n`),
  '7.1': ({ address, line, file }) =>
    error(`address ${hex(address, 4)} out of range at line ${line} of ${file}\n`),
});

export const addressBelowOffset = defineMessage<Below>('files/intel-hex-address-below-offset', {
  '6.4': ({ address, offset, line, file }) =>
    plain(
      `ERROR: address ${hex(address, 4)} out of range (below fileoffset 0x${offset.toString(16)}) at line ${line} of ${file}\n`,
    ),
  '7.1': ({ address, offset, line, file }) =>
    error(
      `address ${hex(address, 4)} out of range (below fileoffset 0x${offset.toString(16)}) at line ${line} of ${file}\n`,
    ),
  '8.2': ({ address, offset, line, file, fate }) => {
    const text = `address ${hex(address, 6)} below memory offset 0x${offset.toString(16)} at line ${line} of ${file}`;
    return fate === undefined
      ? [error(`${text};\n`), more('error', 'use -F to skip this check\n')]
      : [warning(`${text}: `), raw('warning', `${fate} record\n`)];
  },
});

export const unknownRecordType = defineMessage<RecordPlace & { readonly type: number }>(
  'files/intel-hex-unknown-record-type',
  {
    '6.4': ({ type, line, file }) =>
      plain(`don't know how to deal with rectype=${type} at line ${line} of ${file}\n`),
    '7.1': ({ type, line, file }) =>
      error(`do not know how to deal with rectype=${type} at line ${line} of ${file}\n`),
  },
);

export const noValidRecord = defineMessage<{ readonly file: string }>('files/no-valid-record', {
  '6.4': ({ file }) => plain(`ERROR: No valid record found in Intel Hex file "${file}"\n`),
  '7.1': ({ file }) => error(`no valid record found in Intel Hex file ${file}\n`),
});

/** Said of every record at `-v -v -v` by 8.x. */
interface RecordRead {
  readonly type: number;
  readonly address: number;
  readonly length: number;
  readonly found: number;
  readonly computed: number;
}
export const recordRead = defineMessage<RecordRead>('files/record-read', {
  '8.2': ({ type, address, length, found, computed }) =>
    said(
      'debug',
      `read ihex record type ${hex(type, 2)} at ${hex(address, 4)} with ${String(length).padStart(2)} bytes and chksum ${hex(found, 2)} (${hex(computed, 2)})\n`,
      'ihex_readrec() fileio.c',
    ),
});
