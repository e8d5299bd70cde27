import { AvrdudeError, endsRun } from '../../model/errors.ts';

/** Reads what is only wanted as evidence. @returns undefined if it cannot be read; the release's own steps will say so */
export async function attempt<Result>(read: () => Promise<Result>): Promise<Result | undefined> {
  try {
    return await read();
  } catch (error) {
    if (!(error instanceof AvrdudeError) || endsRun(error)) throw error;
    return undefined;
  }
}
