import table from 'avrdude:database';
import { crc32 } from 'node:zlib';
import type { Host } from '../model/host.ts';
import type { Definitions } from './definitions.ts';
import { openTable } from './table.ts';

/** What the binary carries, and how to tell that a file says nothing else. */
export interface BuiltInDatabase {
  /** @param file what listings name as its file */
  open(file: string): Definitions;
  /** Whether a file is the avrdude.conf that we ship, to the byte. */
  isShippedAs(fs: Host['fs'], path: string): boolean;
}

/** The database that the binary carries. */
export const builtInDatabase: BuiltInDatabase = {
  open: (file) => openTable(table, file),
  isShippedAs(fs, path) {
    const { size, crc } = table.shipped;
    const stat = fs.statSync(path, { throwIfNoEntry: false });
    return stat?.size === size && crc32(fs.readFileSync(path)) === crc;
  },
};
