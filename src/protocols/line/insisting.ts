import { AvrdudeError, DisconnectedError } from '../../model/errors.ts';
import { type Emit, hushed } from '../../output/events.ts';

/** How often a farewell is said again to one that has not answered it. */
const attempts = 3;
/** How long its answer is waited for then (ms): it is a short one, and what matters is that it was heard. */
export const farewellTimeout = 300;

/**
 * Says a farewell again, whatever was heard before: a programmer whose answers do not come may hear all the same, and holds its
 * target until it is told to let go. Nothing is said of it.
 * @param after what the farewell failed with; nothing more is said on a line that is gone
 * @param farewell says it once, from a fresh start, and waits no longer than `farewellTimeout`
 * @returns whether it has been answered
 */
export async function insist(emit: Emit, after: unknown, farewell: () => Promise<unknown>): Promise<boolean> {
  if (isLost(after)) return false;
  return hushed(emit, async () => {
    for (let attempt = 1; attempt <= attempts; attempt++) {
      try {
        await farewell();
        return true;
      } catch (error) {
        if (isLost(error)) return false;
      }
    }
    return false;
  });
}

function isLost(error: unknown): boolean {
  return error instanceof DisconnectedError || (error !== undefined && !(error instanceof AvrdudeError));
}
