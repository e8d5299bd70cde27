import { AvrdudeError } from '../model/errors.ts';
import type { RunStep } from '../model/outcome.ts';

/**
 * An error on its way up to the session, with the step that it ended. It is none of ours, so that nobody who can live with one
 * takes it for that.
 */
export class StepFailure extends Error {
  readonly step: RunStep;
  readonly error: AvrdudeError;
  constructor(step: RunStep, error: AvrdudeError) {
    super(`${step.kind}: ${error.message}`, { cause: error });
    this.name = 'StepFailure';
    this.step = step;
    this.error = error;
  }
}

/** Does what belongs to a step. @throws StepFailure in the place of an error; the innermost step counts */
export async function during<Value>(step: RunStep, deed: () => Value | Promise<Value>): Promise<Value> {
  try {
    return await deed();
  } catch (error) {
    throw error instanceof AvrdudeError ? new StepFailure(step, error) : error;
  }
}
