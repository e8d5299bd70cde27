import { argumentRows } from './argument-rows.ts';
import { bootLoaderRows } from './boot-loader-rows.ts';
import { fileRows } from './file-rows.ts';
import { lineRows } from './line-rows.ts';
import { nameRows } from './name-rows.ts';
import type { Row } from './row.ts';
import { targetRows } from './target-rows.ts';
import { verifyRows } from './verify-rows.ts';

/** Every hint that follows from what happened. Several may apply to one event; they are said in this order. */
export const table: readonly Row[] = [
  ...nameRows,
  ...fileRows,
  ...lineRows,
  ...targetRows,
  ...verifyRows,
  ...bootLoaderRows,
  ...argumentRows,
];
