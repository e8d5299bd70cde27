import { endsRun } from '../../model/errors.ts';
import { type Emit, notice } from '../../output/events.ts';
import type { MessageDefinition } from '../../output/words.ts';

/** Does what may fail, and says what a failure means here. Of an error that ends the run all is said elsewhere. */
export async function orComplain<Result>(
  emit: Emit,
  complaint: MessageDefinition<void>,
  work: () => Promise<Result>,
): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    if (!endsRun(error)) emit(notice(complaint));
    throw error;
  }
}
