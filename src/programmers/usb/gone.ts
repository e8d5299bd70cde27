import { DisconnectedError, TransportError } from '../../model/errors.ts';
import type { Behaviour } from '../../model/release.ts';

/**
 * Lets an instruction to a programmer that has been unplugged, or a reading, fail as on any other fault: whoever asked for it has
 * words for that, and soon comes to an end. (Writing: `failingAsWrite`.)
 */
export async function failingPlainly<Result>(work: Promise<Result>): Promise<Result> {
  try {
    return await work;
  } catch (error) {
    if (!(error instanceof DisconnectedError) || error.code !== 'ENODEV') throw error;
    throw new TransportError(error.message, error.code, { cause: error });
  }
}

/**
 * The same for writing, under a release that gives a write up at the first byte that fails. Others would go on to try all that is
 * left: there the DisconnectedError itself ends the run.
 */
export function failingAsWrite<Result>(
  work: Promise<Result>,
  { writing }: Pick<Behaviour, 'writing'>,
): Promise<Result> {
  return writing.failedByte === 'ends-write' ? failingPlainly(work) : work;
}
