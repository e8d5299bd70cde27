import { RefusedError } from '../../model/errors.ts';
import { notice } from '../../output/events.ts';
import { fail } from '../../output/fail.ts';
import type { SessionContext } from '../context.ts';
import type { Input, Inputs, UpdateStep } from '../inputs.ts';
import { plannedWrites } from '../planned-writes.ts';
import * as words from './guard-messages.ts';
import { objectionTo, objectionToBytes, type WriteByHand } from './objections.ts';

type Guarded = Pick<SessionContext, 'guards' | 'plan'>;

/** Off for programs (see `SessionContext.guards`), with `-F` and with `-n`. */
function areUp({ guards, plan }: Guarded): boolean {
  return guards && !plan.force && !plan.noWrite;
}

/**
 * Looks at everything that is to be written for harm that avrdude would do without a word, before anything is erased.
 * @throws RefusedError if the run may not go on
 */
export async function passGuards(context: SessionContext, inputs: Inputs): Promise<void> {
  if (!areUp(context)) return;
  for (const write of plannedWrites(context, inputs)) {
    const objection = await objectionTo(context, write);
    if (objection === undefined) continue;
    fail(
      context.emit,
      objection,
      new RefusedError(`${write.file} is not to be written to ${write.memory.name}`),
    );
  }
}

/**
 * The same for a file that could not be read before its turn came. @throws RefusedError if it is not to be written
 */
export async function passGuardsLate(context: SessionContext, step: UpdateStep, input: Input): Promise<void> {
  await passGuards({ ...context, plan: { ...context.plan, steps: [step] } }, new Map([[step, input]]));
}

/**
 * The same for bytes that are written in the terminal. @param flashBehind whether the memory is in truth flash
 * @throws RefusedError if they are not to be written
 */
export async function passGuardsByHand(
  context: SessionContext,
  write: WriteByHand,
  flashBehind: boolean,
): Promise<void> {
  if (!areUp(context)) return;
  const objection = flashBehind
    ? notice(words.eepromIsFlash, { memory: write.memory.name })
    : await objectionToBytes(context, write);
  if (objection === undefined) return;
  fail(context.emit, objection, new RefusedError(`nothing is to be written to ${write.memory.name}`));
}
