import { DisconnectedError, ProtocolError, TransportError } from '../../model/errors.ts';

/** How often a run of pages is taken up again. */
const attempts = 3;

/**
 * Carries out a run of pages and, when a transfer fails, takes it up again at the first page that is not done. (avrdude goes over
 * to single bytes then, from the beginning.)
 *
 * @param carryOut does the rest of the run and tells each page by its place in that rest, in order
 * @param recover makes the programmer ready again; also called after the last attempt
 * @throws the last failure; DisconnectedError at once
 */
export async function resuming<Page>(
  run: readonly Page[],
  carryOut: (rest: readonly Page[], done: (index: number) => number) => Promise<void>,
  recover: () => Promise<void>,
): Promise<void> {
  let finished = 0;
  for (let attempt = 1; ; attempt++) {
    const start = finished;
    try {
      await carryOut(run.slice(start), (index) => {
        finished = start + index + 1;
        return start + index;
      });
      return;
    } catch (error) {
      if (!(error instanceof TransportError || error instanceof ProtocolError)) throw error;
      if (error instanceof DisconnectedError) throw error;
      await recover();
      if (attempt === attempts) throw error;
    }
  }
}
