import { AvrdudeError, returnCode } from '../model/errors.ts';
import type { SessionContext } from './context.ts';
import { eraseIsSafe, type Inputs } from './inputs.ts';

/** What a programmer answers that will erase later. */
const softFailure = -2;

/** Says whether and why the chip will be erased. */
export function announceErase({ plan, emit, part }: SessionContext): void {
  if (plan.erase.kind === 'auto') {
    const { memory, asked } = plan.erase;
    emit({ kind: 'auto-erase-announced', memory, asked });
  }
  if (plan.erase.kind === 'pages' && plan.erase.flash) emit({ kind: 'page-erase-announced', part });
  if (plan.erase.kind === 'withheld') emit({ kind: 'auto-erase-withheld' });
}

/**
 * Erases the chip if the plan says so.
 * @returns whether the programmer put it off until flash is written
 * @throws AvrdudeError if it fails, after saying so
 */
export async function erase(context: SessionContext, inputs: Inputs): Promise<boolean> {
  const { plan, emit, device, behaviour, programmer } = context;
  if (plan.erase.kind !== 'asked' && plan.erase.kind !== 'auto') return false;
  if (plan.noWrite) {
    emit({ kind: 'erase-conflicts-with-no-write', asked: plan.erase.kind === 'asked', locked: false });
    return false;
  }
  emit({ kind: 'erasing' });
  if (!eraseIsSafe(plan, inputs) && !programmer.erasesLater?.()) {
    emit({ kind: 'erased' });
    return false;
  }
  try {
    await device.chipErase();
    emit({ kind: 'erased' });
    return false;
  } catch (error) {
    if (!(error instanceof AvrdudeError)) throw error;
    if (behaviour.erasesLater && returnCode(error) === softFailure) {
      emit({ kind: 'erase-delayed' });
      return true;
    }
    emit({ kind: 'erase-failed' });
    throw error;
  }
}
