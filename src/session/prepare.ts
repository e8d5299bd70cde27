import { AvrdudeError, DisconnectedError, InterruptedError, UnsupportedError } from '../model/errors.ts';
import { LockedError } from '../model/locked-error.ts';
import { failedWith, succeeded, type Tried } from '../model/outcome.ts';
import { notice } from '../output/events.ts';
import type { SessionContext } from './context.ts';
import { erasedYetLocked, locked, unlockingByErase } from './locked-messages.ts';
import { StepFailure } from './step-failure.ts';

/** `-O`. @throws AvrdudeError if it fails, StepFailure if it cannot be done at all */
export async function calibrate({ programmer, emit }: SessionContext): Promise<void> {
  if (!programmer.performOsccal) {
    emit({ kind: 'osccal-unsupported' });
    throw new StepFailure({ kind: 'prepare' }, new UnsupportedError('the programmer cannot calibrate'));
  }
  emit({ kind: 'osccal-started' });
  try {
    await programmer.performOsccal();
  } catch (error) {
    if (!(error instanceof AvrdudeError)) throw error;
    emit({ kind: 'osccal-done', failed: true });
    throw error;
  }
  emit({ kind: 'osccal-done', failed: false });
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

/**
 * @returns whether the target answers, a failure only with `-F`; `erased` if it was locked until it had been erased
 * @throws AvrdudeError without
 */
export async function initialise(context: SessionContext): Promise<Tried | 'erased'> {
  const { programmer, plan, emit, entry, baudRate, bitClock } = context;
  try {
    await programmer.initialize();
    emit({ kind: 'initialised' });
    return succeeded;
  } catch (error) {
    if (!(error instanceof AvrdudeError) || error instanceof InterruptedError) throw error;
    if (error instanceof LockedError) {
      await eraseLocked(context, error);
      return 'erased';
    }
    emit({
      kind: 'initialisation-failed',
      error,
      forced: plan.force,
      entry,
      baudRate,
      bitClock,
    });
    if (!plan.force || error instanceof DisconnectedError) throw error;
    emit({ kind: 'initialised' });
    return failedWith(error);
  }
}

/** Erases a target that is locked, if that has been asked for, and meets it again. @throws AvrdudeError if it has not, or fails */
async function eraseLocked({ programmer, plan, emit }: SessionContext, refusal: LockedError): Promise<void> {
  if (plan.erase.kind !== 'asked' || plan.noWrite) {
    emit(notice(locked, { tasks: plan.steps.some(({ kind }) => kind === 'update') }));
    throw refusal;
  }
  emit(notice(unlockingByErase));
  await programmer.chipErase();
  try {
    await programmer.initialize();
  } catch (error) {
    if (error instanceof LockedError) emit(notice(erasedYetLocked));
    throw error;
  }
  emit({ kind: 'initialised' });
}
