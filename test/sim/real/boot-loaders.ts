import type { BoardSpec } from './board.ts';
import { ATMEGABOOT, OPTIBOOT, type Recipe, STK500BOOT } from './compile.ts';

/** A boot loader in its chip, and how it is called. */
export const BOOT_LOADERS: readonly {
  recipe: Recipe;
  board: Omit<BoardSpec, 'firmware'>;
  args: readonly string[];
}[] = [
  {
    recipe: OPTIBOOT,
    board: { part: 'm328p', start: 0x7c00, resetsOnOpen: true },
    args: ['-c', 'arduino', '-b', '115200', '-p', 'm328p'],
  },
  {
    recipe: ATMEGABOOT,
    board: { part: 'm328p', start: 0x7800, resetsOnOpen: true },
    args: ['-c', 'arduino', '-b', '57600', '-p', 'm328p'],
  },
  {
    recipe: STK500BOOT,
    board: { part: 'm2560', start: 0x3e000, resetsOnOpen: true },
    args: ['-c', 'wiring', '-b', '115200', '-p', 'm2560'],
  },
];

/** A program that ends in the middle of a page and of a word. */
export const image = Uint8Array.from({ length: 1235 }, (_, i) => (i * 91 + (i >> 8) * 5 + 7) & 0xff);
/** Says on stderr why tests are left out, and answers whether they are. */
export function absent(what: string, why: string | undefined): boolean {
  if (why) process.stderr.write(`NOTICE: ${what} is not run in avr8js: ${why} is missing\n`);
  return why !== undefined;
}
