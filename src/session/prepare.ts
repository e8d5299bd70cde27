import { AvrdudeError, DisconnectedError, InterruptedError, returnCode } from '../model/errors.ts';
import type { SessionContext } from './context.ts';
import { SessionEnd } from './session-end.ts';

/** `-O`: @returns the exit status, which for a failure is avrdude's -1 */
export async function calibrate({ programmer, emit }: SessionContext): Promise<number> {
  if (!programmer.performOsccal) {
    emit({ kind: 'osccal-unsupported' });
    return 1;
  }
  emit({ kind: 'osccal-started' });
  let failed = false;
  try {
    await programmer.performOsccal();
  } catch (error) {
    if (!(error instanceof AvrdudeError)) throw error;
    failed = true;
  }
  emit({ kind: 'osccal-done', failed });
  return failed ? 255 : 0;
}

/** What `-v` shows of part and programmer. */
export async function describe({
  emit,
  part,
  entry,
  verbosity,
  quell,
  behaviour,
  programmer,
  programmerType,
}: SessionContext): Promise<void> {
  if (verbosity > 0 && (quell < 2 || behaviour.describesWhenQuelled)) {
    emit({ kind: 'part-described', part, entry, verbosity });
    emit({ kind: 'programmer-described', entry, typeName: programmerType.name });
    await programmer.display?.();
  }
  emit({ kind: 'described' });
}

/** @returns whether the target answers; false only with `-F`. @throws SessionEnd without */
export async function initialise(context: SessionContext): Promise<boolean> {
  const { programmer, plan, emit, entry, baudRate, bitClock } = context;
  try {
    await programmer.initialize();
    emit({ kind: 'initialised' });
    return true;
  } catch (error) {
    if (!(error instanceof AvrdudeError) || error instanceof InterruptedError) throw error;
    emit({
      kind: 'initialisation-failed',
      rc: returnCode(error),
      forced: plan.force,
      entry,
      baudRate,
      bitClock,
    });
    if (!plan.force || error instanceof DisconnectedError) throw new SessionEnd(1);
    emit({ kind: 'initialised' });
    return false;
  }
}
