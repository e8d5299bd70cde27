/** Bytes that a tool reads at a time at most. */
const most = 512;

/**
 * How many bytes to read at a time so that all of them take fewest reports: an answer that just does not fit its reports would cost
 * another for a few bytes.
 * @param unit the block is a multiple of so many bytes
 * @param exchangesFor how many reports an answer with so much data takes
 */
export function cheapestBlock(unit: number, exchangesFor: (length: number) => number): number {
  let best = Math.min(unit, most);
  for (let length = best; length <= most; length += unit) {
    // Asking takes a report, too.
    const isCheaper = (1 + exchangesFor(length)) / length <= (1 + exchangesFor(best)) / best;
    if (isCheaper) best = length;
  }
  return best;
}
