import { defineMessage, type Words } from '../output/words.ts';

/** A record's place in a file. */
export interface RecordPlace {
  readonly line: number;
  readonly file: string;
}

const where = 'ihex2b() fileio.c';
const plain = (text: string): Words => ({ level: 'info', lead: 'program', text });
const error = (text: string): Words => ({ level: 'error', lead: 'program', text, where });
const warning = (text: string): Words => ({ level: 'warning', lead: 'program', text, where });
const more = (text: string): Words => ({ level: 'error', lead: 'indent', text });

export const invalidRecord = defineMessage<RecordPlace>({
  '6.4': ({ line, file }) => plain(`invalid record at line ${line} of "${file}"\n`),
  '7.1': ({ line, file }) => error(`invalid record at line ${line} of ${file}\n`),
});

interface Sums extends RecordPlace {
  readonly found: number;
  readonly computed: number;
}
const sums = ({ found, computed }: Sums) =>
  `checksum=0x${found.toString(16).padStart(2, '0')}, computed checksum=0x${computed.toString(16).padStart(2, '0')}\n`;

export const checksumMismatch = defineMessage<Sums>({
  '6.4': (facts) => [
    plain(`ERROR: checksum mismatch at line ${facts.line} of "${facts.file}"\n`),
    plain(sums(facts)),
  ],
  '7.1': (facts) => [error(`checksum mismatch at line ${facts.line} of ${facts.file}\n`), more(sums(facts))],
});

/** Format `I` goes on with what the record says. 6.4 does not know that format. */
export const checksumIgnored = defineMessage<Sums>({
  '6.4': (facts) => [
    {
      level: 'notice',
      lead: 'program',
      text: `checksum mismatch at line ${facts.line} of "${facts.file}"\n`,
    },
    { level: 'notice', lead: 'program', text: sums(facts) },
  ],
  '7.1': (facts) => [
    {
      level: 'notice',
      lead: 'program',
      text: `checksum mismatch at line ${facts.line} of ${facts.file}\n`,
      where,
    },
    { level: 'notice', lead: 'indent', text: sums(facts) },
  ],
});

/** Up to 7.x; `address` is one more than the record's last. */
export const addressOutOfRange = defineMessage<RecordPlace & { readonly address: number }>({
  '6.4': ({ address, line, file }) =>
    plain(
      `ERROR: address 0x${address.toString(16).padStart(4, '0')} out of range at line ${line} of ${file}\n`,
    ),
  '7.1': ({ address, line, file }) =>
    error(`address 0x${address.toString(16).padStart(4, '0')} out of range at line ${line} of ${file}\n`),
});

/** `fate` is set if `-F` lets the run go on. */
interface Below extends RecordPlace {
  readonly address: number;
  readonly offset: number;
  readonly fate?: 'clipping' | 'ignoring';
}
export const addressBelowOffset = defineMessage<Below>({
  '6.4': ({ address, offset, line, file }) =>
    plain(
      `ERROR: address 0x${address.toString(16).padStart(4, '0')} out of range (below fileoffset 0x${offset.toString(16)}) at line ${line} of ${file}\n`,
    ),
  '7.1': ({ address, offset, line, file }) =>
    error(
      `address 0x${address.toString(16).padStart(4, '0')} out of range (below fileoffset 0x${offset.toString(16)}) at line ${line} of ${file}\n`,
    ),
  '8.2': ({ address, offset, line, file, fate }) => {
    const text = `address 0x${address.toString(16).padStart(6, '0')} below memory offset 0x${offset.toString(16)} at line ${line} of ${file}`;
    return fate === undefined
      ? [error(`${text};\n`), more('use -F to skip this check\n')]
      : [warning(`${text}: `), { level: 'warning', text: `${fate} record\n` }];
  },
});

/** 8.x, where a record may lie anywhere in the address space. */
interface Beyond extends RecordPlace {
  readonly first: number;
  readonly last: number;
  readonly highest: number;
  readonly fate?: 'clipping' | 'ignoring';
}
export const recordOutOfRange = defineMessage<Beyond>({
  '8.2': ({ first, last, highest, line, file, fate }) => {
    const [a, b, c] = [first, last, highest].map((n) => `0x${n.toString(16).padStart(6, '0')}`);
    const text = `Intel Hex record [${a}, ${b}] out of range [0, ${c}]`;
    return fate === undefined
      ? [error(`${text}\n`), more(`at line ${line} of ${file}; use -F to skip this check\n`)]
      : [warning(`${text}: `), { level: 'warning', text: `${fate} it\n` }];
  },
});

export const unknownRecordType = defineMessage<RecordPlace & { readonly type: number }>({
  '6.4': ({ type, line, file }) =>
    plain(`don't know how to deal with rectype=${type} at line ${line} of ${file}\n`),
  '7.1': ({ type, line, file }) =>
    error(`do not know how to deal with rectype=${type} at line ${line} of ${file}\n`),
});

export const noValidRecord = defineMessage<{ readonly file: string }>({
  '6.4': ({ file }) => plain(`ERROR: No valid record found in Intel Hex file "${file}"\n`),
  '7.1': ({ file }) => error(`no valid record found in Intel Hex file ${file}\n`),
});

export const noEndRecord = defineMessage<{ readonly file: string }>({
  '6.4': ({ file }) => plain(`WARNING: no end of file record found for Intel Hex file "${file}"\n`),
  '7.1': ({ file }) => warning(`no end of file record found for Intel Hex file ${file}\n`),
});

/** Said of every record at `-v -v -v` by 8.x. */
interface RecordRead {
  readonly type: number;
  readonly address: number;
  readonly length: number;
  readonly found: number;
  readonly computed: number;
}
const hex = (value: number, digits: number) => value.toString(16).padStart(digits, '0');
export const recordRead = defineMessage<RecordRead>({
  '8.2': ({ type, address, length, found, computed }) => ({
    level: 'debug',
    lead: 'program',
    where: 'ihex_readrec() fileio.c',
    text: `read ihex record type 0x${hex(type, 2)} at 0x${hex(address, 4)} with ${String(length).padStart(2)} bytes and chksum 0x${hex(found, 2)} (0x${hex(computed, 2)})\n`,
  }),
});
