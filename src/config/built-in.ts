import table, { shippedFile } from 'avrdude:database';
import facts from 'avrdude:facts';
import type { Host } from '../model/host.ts';
import type { Definitions } from './definitions.ts';
import type { Corrections, Edition } from './edition.ts';
import { openEdition } from './edition-table.ts';
import { type Chip, chipIn } from './mcu-ids.ts';
import { openTable } from './table.ts';

/** What the binary carries, and how to tell that a file says nothing else. */
export interface BuiltInDatabase {
  /** @param file what listings name as its file */
  open(file: string): Definitions;
  /** The numbers of chips, in the order of the parts. */
  chips(): readonly Chip[];
  /** @param name of a file in `conf/editions`; undefined if the release has none. @throws if there is no such edition */
  edition(name: string | undefined): Edition | undefined;
  /** The comments of the file that it was made from, with the words to which they belong. */
  comments(): string;
  /** What data sheets say otherwise. */
  corrections(): Corrections;
  /**
   * Whether a file has nothing to add to what the binary carries: it is the avrdude.conf that we ship, to the byte, or, unless it
   * was asked for by name, one that the C program was installed with and nobody has changed.
   */
  holds(host: Pick<Host, 'fs' | 'crc32'>, file: { readonly path: string; readonly given: boolean }): boolean;
}

interface Fingerprint {
  /** Bytes. */
  readonly size: number;
  /** CRC-32. */
  readonly crc: number;
}

/** The avrdude.conf of 6.4, of 7.1 as Debian installs it, and of 8.2. */
const stockFiles: readonly Fingerprint[] = [
  { size: 524944, crc: 1210944880 },
  { size: 536804, crc: 4052710085 },
  { size: 921938, crc: 4078244425 },
];

/** The database that the binary carries. */
export const builtInDatabase: BuiltInDatabase = {
  open: (file) => openTable(table, file),
  chips: () => table.chips.split('\n').map(chipIn),
  edition(name) {
    if (name === undefined) return undefined;
    const stored = table.editions[name];
    if (!stored) throw new Error(`the database holds no edition ${name}`);
    return openEdition(stored, table);
  },
  comments: () => facts.comments,
  corrections() {
    const stored = openEdition(table.corrections, table);
    return { ofPart: (id) => stored.partsMadeFrom(id).flatMap(({ settings }) => settings) };
  },
  holds({ fs, crc32 }, { path, given }) {
    const size = fs.statSync(path, { throwIfNoEntry: false })?.size;
    const shipped = shippedFile();
    if (size === shipped.length && shipped.equals(fs.readFileSync(path))) return true;
    const candidates = given ? [] : stockFiles.filter((one) => one.size === size);
    if (!crc32 || candidates.length === 0) return false;
    const crc = crc32(fs.readFileSync(path));
    return candidates.some((one) => one.crc === crc);
  },
};
