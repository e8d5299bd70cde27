import { ProtocolError } from '../../model/errors.ts';
import { type Emit, hushed } from '../../output/events.ts';
import { parameters } from '../../protocols/edbg/commands.ts';
import type { EdbgLink } from '../../protocols/edbg/link.ts';
import { tolerant } from '../../protocols/jtagmkii/tolerant.ts';

/** The fastest clock of a UPDI pin that has other functions, too (kHz), as the tool is told with the part. */
const fastest = 750;

/**
 * Does something at the fastest clock of UPDI, and says nothing of it. Where it fails, the tool gets back the clock that it had.
 * @returns what was done; undefined if that failed, or if the tool is as fast already
 * @throws what is no ProtocolError
 */
export function atFastestClock<Result>(
  link: EdbgLink,
  emit: Emit,
  work: () => Promise<Result>,
): Promise<Result | undefined> {
  return hushed(emit, async () => {
    const usual = await tolerant(link.getWord(parameters.clockPdi));
    if (usual === undefined || usual >= fastest) return undefined;
    try {
      await link.setWord(parameters.clockPdi, fastest);
      return await work();
    } catch (error) {
      if (!(error instanceof ProtocolError)) throw error;
      await tolerant(link.setWord(parameters.clockPdi, usual));
      return undefined;
    }
  });
}
