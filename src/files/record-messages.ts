import { defineMessage, type MessageDefinition, more, raw, said, type Words } from '../output/words.ts';

/** A record's place in a file. */
export interface RecordPlace {
  readonly line: number;
  readonly file: string;
}

/** A checksum as the file has it, and as it should be. */
export interface Sums extends RecordPlace {
  readonly found: number;
  readonly computed: number;
}

/** A record that ends outside the memory (up to 7.x). `address` is one more than its last, of so many hex digits in the file. */
export interface Outside extends RecordPlace {
  readonly address: number;
  readonly digits: number;
}

/** A record that begins before the memory. `fate` is set if `-F` lets the run go on. */
export interface Below extends Outside {
  readonly offset: number;
  readonly fate?: 'clipping' | 'ignoring';
}

/** A record outside the address space (8.x, where a record may lie anywhere in it). */
export interface Beyond extends RecordPlace {
  readonly first: number;
  readonly last: number;
  readonly highest: number;
  readonly fate?: 'clipping' | 'ignoring';
}

/** What is said of records that lie outside what can be addressed. */
export interface OutsideWords {
  readonly addressOutOfRange: MessageDefinition<Outside>;
  readonly addressBelowOffset: MessageDefinition<Below>;
  readonly recordOutOfRange: MessageDefinition<Beyond>;
}

/** `0x` and at least so many digits. */
export const hex = (value: number, digits: number): string => `0x${value.toString(16).padStart(digits, '0')}`;

export const sums = ({ found, computed }: Sums): string =>
  `checksum=${hex(found, 2)}, computed checksum=${hex(computed, 2)}\n`;

/** The manners in which a decoder speaks. @param where `function() file.c` of the release's source */
export function voices(where: string) {
  return {
    plain: (text: string): Words => said('info', text),
    error: (text: string): Words => said('error', text, where),
    warning: (text: string): Words => said('warning', text, where),
  };
}

/** What is said of every kind of record file alike. @param format as messages are called @param record what the format calls a record, and many of them */
export function recordWords(
  format: 'intel-hex' | 's-record',
  where: string,
  record: string,
  records: string,
) {
  const { plain, error, warning } = voices(where);
  return {
    checksumMismatch: defineMessage<Sums>(`files/${format}-checksum-mismatch`, {
      '6.4': (facts) => [
        plain(`ERROR: checksum mismatch at line ${facts.line} of "${facts.file}"\n`),
        plain(sums(facts)),
      ],
      '7.1': (facts) => [
        error(`checksum mismatch at line ${facts.line} of ${facts.file}\n`),
        more('error', sums(facts)),
      ],
    }),
    recordOutOfRange: defineMessage<Beyond>(`files/${format}-record-out-of-range`, {
      '8.2': ({ first, last, highest, line, file, fate }) => {
        const text = `${record} [${hex(first, 6)}, ${hex(last, 6)}] out of range [0, ${hex(highest, 6)}]`;
        return fate === undefined
          ? [error(`${text}\n`), more('error', `at line ${line} of ${file}; use -F to skip this check\n`)]
          : [warning(`${text}: `), raw('warning', `${fate} it\n`)];
      },
    }),
    noEndRecord: defineMessage<{ readonly file: string }>(`files/${format}-no-end-record`, {
      '6.4': ({ file }) => plain(`WARNING: no end of file record found for ${records} file "${file}"\n`),
      '7.1': ({ file }) => warning(`no end of file record found for ${records} file ${file}\n`),
    }),
  };
}
