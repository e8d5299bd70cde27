import table from 'avrdude:database';
import type { Definitions } from './definitions.ts';
import { openTable } from './table.ts';

/**
 * The database that the binary carries.
 * @param file what listings name as its file
 */
export function builtInDefinitions(file: string): Definitions {
  return openTable(table, file);
}
