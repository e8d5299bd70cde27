import type { DeedsByRelease } from '../../model/release.ts';

/** What releases do with a parallel port. */
export interface ParallelDeeds {
  /**
   * Bits of the data register that are high at the end, where the entry has no buffer and `-E` says nothing: 8.x means to cut off
   * a buffer all the same and takes "no pins", 1001, for pins 3 and 5 to 9. It is done at the end only, when it lets RESET go; 8.x
   * does the same with the supply, which cuts off the buffer of other cables (STK200) for good.
   */
  readonly leftHigh: number;
}

export const parallelDeeds: DeedsByRelease<ParallelDeeds> = {
  '6.4': { leftHigh: 0x00 },
  '8.2': { leftHigh: 0xfa },
};
