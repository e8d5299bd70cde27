import { AvrdudeError, CrashError, DisconnectedError, returnCode } from '../model/errors.ts';
import { checkSteps } from './check-steps.ts';
import type { SessionContext } from './context.ts';
import { eraseIsSafe, type Inputs, readInputs } from './inputs.ts';
import { Safemode } from './safemode.ts';
import { SessionEnd } from './session-end.ts';
import { checkSignature } from './signature.ts';
import { UpdateRunner } from './update.ts';

/** How a session ended. */
export interface SessionResult {
  /** Exit status. */
  readonly status: number;
  /** Whether the release breaks off without its closing words. */
  readonly abrupt: boolean;
}

/**
 * Carries a plan out on an open programmer: initialise, check the signature, erase, go through the steps. Whatever happens, the
 * target is released at the end; the caller closes the programmer.
 */
export async function runSession(context: SessionContext): Promise<SessionResult> {
  try {
    return { status: await carryOut(context), abrupt: false };
  } catch (error) {
    if (error instanceof SessionEnd) return error;
    if (error instanceof CrashError) return { status: error.status, abrupt: true };
    if (error instanceof AvrdudeError) return { status: 1, abrupt: false };
    throw error;
  }
}

async function carryOut(asked: SessionContext): Promise<number> {
  const steps = checkSteps(asked);
  if (!steps) return 1;
  const plan = { ...asked.plan, steps };
  const context = { ...asked, plan };
  if (plan.calibrate) return calibrate(context);
  await describe(context);
  const inputs = await readInputs(context);
  await context.programmer.enable?.();
  const initialised = await initialise(context);
  await checkSignature(context, initialised);

  const safemode = plan.safemode === 'off' ? undefined : new Safemode(context);
  if (initialised) await safemode?.remember();
  announceErase(context);
  if (initialised) await erase(context, inputs);
  const status = await runSteps(context, inputs, safemode, initialised);
  if (!initialised) return 1;
  const changed = (await safemode?.check()) ?? false;
  return changed ? 1 : status;
}

async function calibrate({ programmer, emit }: SessionContext): Promise<number> {
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
  return failed ? 1 : 0;
}

/** What `-v` shows of part and programmer. */
async function describe({
  emit,
  part,
  entry,
  verbosity,
  programmer,
  programmerType,
}: SessionContext): Promise<void> {
  if (verbosity > 0) {
    emit({ kind: 'part-described', part, entry, verbosity });
    emit({ kind: 'programmer-described', entry, typeName: programmerType.name });
    await programmer.display?.();
  }
  emit({ kind: 'described' });
}

/** @returns whether the target answers; false only with `-F`. @throws SessionEnd without */
async function initialise(context: SessionContext): Promise<boolean> {
  const { programmer, plan, emit, entry, baudRate, bitClock } = context;
  try {
    await programmer.initialize();
    emit({ kind: 'initialised' });
    return true;
  } catch (error) {
    if (!(error instanceof AvrdudeError)) throw error;
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

function announceErase({ plan, emit, part }: SessionContext): void {
  if (plan.erase.kind === 'auto') emit({ kind: 'auto-erase-announced', memory: plan.erase.memory });
  if (plan.erase.kind === 'pages') emit({ kind: 'page-erase-announced', part });
  if (plan.erase.kind === 'withheld') emit({ kind: 'auto-erase-withheld' });
}

async function erase(context: SessionContext, inputs: Inputs): Promise<void> {
  const { plan, emit, device } = context;
  if (plan.erase.kind !== 'asked' && plan.erase.kind !== 'auto') return;
  if (plan.noWrite) {
    emit({ kind: 'erase-conflicts-with-no-write', asked: plan.erase.kind === 'asked' });
    return;
  }
  emit({ kind: 'erasing' });
  if (!eraseIsSafe(plan, inputs)) {
    emit({ kind: 'erased' });
    return;
  }
  try {
    await device.chipErase();
    emit({ kind: 'erased' });
  } catch (error) {
    if (!(error instanceof AvrdudeError)) throw error;
    emit({ kind: 'erase-failed' });
    throw new SessionEnd(returnCode(error) & 0xff || 1);
  }
}

async function runSteps(
  context: SessionContext,
  inputs: Inputs,
  safemode: Safemode | undefined,
  initialised: boolean,
): Promise<number> {
  const { plan, emit } = context;
  const updates = new UpdateRunner(context, safemode);
  let status = 0;
  for (const step of plan.steps) {
    if (step.kind === 'terminal') {
      const ended = await context.runTerminal();
      if (ended !== 0) status = ended;
      continue;
    }
    if (!initialised) return 1;
    if (step.kind === 'command') {
      if ((await context.runCommand(step.line)) !== 0) return 1;
      continue;
    }
    emit({ kind: 'update-begun', text: step.update.text, of: plan.steps.length });
    if (!(await updates.run(step, inputs.get(step)))) return 1;
  }
  return status;
}
