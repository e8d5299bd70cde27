const modulus = 2_147_483_647;

/**
 * The random numbers of the GNU C library's `rand()`: what `-x random` makes of a seed is what avrdude makes of it on Linux.
 * An additive feedback generator, x(i) = x(i-3) + x(i-31), over a table that a multiplicative one has filled.
 * @param seed 32 bits; 0 counts as 1
 * @returns gives the next number, 31 bits, at each call
 */
export function libraryRandom(seed: number): () => number {
  const table = [seed | 0 || 1];
  for (let i = 1; i < 31; i++) {
    const before = table[i - 1] ?? 0;
    // 16807 · x mod (2^31 - 1) by Schrage's method, whose remainder for negative seeds is the C language's.
    const next = 16_807 * (before % 127_773) - 2836 * Math.trunc(before / 127_773);
    table.push(next < 0 ? next + modulus : next);
  }
  let at = 3;
  const step = (): number => {
    const sum = ((table[at] ?? 0) + (table[(at + 28) % 31] ?? 0)) | 0;
    table[at] = sum;
    at = (at + 1) % 31;
    return sum >>> 1;
  };
  // Those that still show the seed are dropped.
  for (let i = 0; i < 310; i++) step();
  return step;
}
