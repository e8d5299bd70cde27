import { type AvrdudeError, CommandError, CrashError, TargetError } from '../model/errors.ts';
import { isInFlash } from '../model/memory-kind.ts';
import { type Failure, type Outcome, outcomeOf } from '../model/outcome.ts';
import type { Step } from '../model/plan.ts';
import type { Outcome as CommandOutcome } from '../terminal/session.ts';
import { checkSteps } from './check-steps.ts';
import type { SessionContext } from './context.ts';
import { announceErase, erase } from './erase.ts';
import { bootSectionLoss } from './evidence/boot-section.ts';
import { noteEepromReach } from './evidence/eeprom-is-flash.ts';
import { passGuards } from './guards/guard.ts';
import { type Inputs, readInputs } from './inputs.ts';
import { calibrate, describe, initialise } from './prepare.ts';
import { Safemode } from './safemode.ts';
import { checkSignature } from './signature.ts';
import { during, StepFailure } from './step-failure.ts';
import { UpdateRunner } from './update.ts';

/**
 * Carries a plan out on an open programmer: initialise, check the signature, erase, go through the steps. Whatever happens, the
 * target is released at the end; the caller closes the programmer.
 */
export async function runSession(context: SessionContext): Promise<Outcome> {
  try {
    return (await carryOut(context)) ?? { kind: 'ok' };
  } catch (error) {
    if (!(error instanceof StepFailure)) throw error;
    // Ours lets the target go where the release crashes; what there is to say of that, it does not come to say.
    if (error.error instanceof CrashError) context.emit({ kind: 'hush', on: true });
    return outcomeOf(error.error, error.step);
  }
}

/** @returns what failed while the rest went on. @throws StepFailure for what ended the session at once */
async function carryOut(asked: SessionContext): Promise<Failure | undefined> {
  const steps = await during({ kind: 'check' }, () => checkSteps(asked));
  const plan = { ...asked.plan, steps };
  const context = { ...asked, plan };
  if (plan.calibrate) {
    await during({ kind: 'calibrate' }, () => calibrate(context));
    return undefined;
  }
  const inputs = await during({ kind: 'prepare' }, () => prepare(context));
  const answer = await during({ kind: 'initialise' }, () => initialise(context));
  const silence = answer === 'erased' || answer.ok ? undefined : answer.error;
  const initialised = silence === undefined;
  const unlocked = await during({ kind: 'signature' }, () => checkSignature(context, initialised));
  const erased = unlocked || answer === 'erased';

  const safemode = plan.safemode === 'off' ? undefined : new Safemode(context);
  if (initialised) {
    await during({ kind: 'safemode' }, () => safemode?.remember());
    await during({ kind: 'guard' }, () => passGuards(context, inputs));
  }
  const loss = await during({ kind: 'prepare' }, () => announce(context, inputs, initialised));
  const delayed = initialised && !erased && (await during({ kind: 'erase' }, () => erase(context, inputs)));
  const result = await runSteps(context, inputs, silence);
  if (loss && result.flashWritten) context.emit({ kind: 'boot-section-emptied', ...loss });
  const failure = delayed && !result.flashWritten ? eraseNeverCame(result.failure) : result.failure;
  if (silence && !context.behaviour.operatesUninitialised)
    return { kind: 'failed', error: silence, step: { kind: 'initialise' } };
  const changed = (await during({ kind: 'safemode' }, () => safemode?.check())) ?? false;
  return changed ? fuseHadChanged(failure) : failure;
}

async function prepare(context: SessionContext): Promise<Inputs> {
  await describe(context);
  const inputs = await readInputs(context);
  await context.programmer.enable?.();
  return inputs;
}

/** Says what the erase will do. @returns what it takes from the boot section, if somebody wants to know */
async function announce(context: SessionContext, inputs: Inputs, initialised: boolean) {
  if (initialised) await noteEepromReach(context);
  announceErase(context);
  return initialised && context.watched ? bootSectionLoss(context, inputs) : undefined;
}

function eraseNeverCame(before: Failure | undefined): Failure {
  const error = new TargetError('the erase was put off, and no flash was written', -1, {
    cause: before?.error,
  });
  return { kind: 'failed', error, step: { kind: 'delayed-erase' } };
}

function fuseHadChanged(before: Failure | undefined): Failure {
  const error = new TargetError('a fuse had changed', -1, { cause: before?.error });
  return { kind: 'failed', error, step: { kind: 'safemode' } };
}

/** What came of the steps. */
interface StepsResult {
  /** The last that failed. */
  readonly failure: Failure | undefined;
  /** Whether flash has been written, as a delayed erase promised. */
  readonly flashWritten: boolean;
}

/** @param silence why the target does not answer, with which (`-F`) only some releases go on; undefined if it does */
async function runSteps(
  context: SessionContext,
  inputs: Inputs,
  silence: AvrdudeError | undefined,
): Promise<StepsResult> {
  const { plan, emit, behaviour } = context;
  const updates = new UpdateRunner(context);
  const inOrder = behaviour.terminalComes === 'in-order';
  let failure: Failure | undefined;
  let flashWritten = false;
  let warned = false;
  let written = false;
  for (const step of plan.steps) {
    if (step.kind !== 'terminal' && silence && !behaviour.operatesUninitialised)
      return { failure: { kind: 'failed', error: silence, step }, flashWritten };
    if (inOrder && step.kind !== 'update' && plan.noWrite && !warned) {
      emit({ kind: 'terminal-ignores-no-write' });
      warned = true;
    }
    if (step.kind === 'update') {
      await during(step, () => context.flushTerminal());
      written ||= step.update.operation === 'write';
    } else if (written) {
      context.resetTerminal();
      written = false;
    }
    await during(step, () => context.programmer.stepBegins?.());
    emit({ kind: 'update-begun', text: optionOf(step), of: plan.steps.length });
    if (step.kind === 'terminal') {
      const ended = await during(step, () => context.runTerminal());
      // Its end was the last try for what did not reach the device: stale pages must not come after what follows.
      if (!inOrder) context.resetTerminal();
      if (ended.ok) continue;
      failure = { kind: 'failed', error: ended.error, step };
      if (inOrder) break;
    } else if (step.kind === 'command') {
      const { line } = step;
      const error = errorOf(line, await during(step, () => context.runCommand(line)));
      if (!error) continue;
      failure = { kind: 'failed', error, step };
      break;
    } else {
      const result = await during(step, () => updates.run(step, inputs.get(step)));
      if (result.ok) {
        flashWritten ||= writesFlash(step);
        continue;
      }
      failure = { kind: 'failed', error: result.error, step };
      break;
    }
  }
  // What a terminal command has written goes to the device whatever went wrong after it.
  await during({ kind: 'terminal' }, () => context.flushTerminal());
  return { failure, flashWritten };
}

/** Only a command that did what it should lets the next step have its turn; `quit` does not. */
function errorOf(line: string, command: CommandOutcome): AvrdudeError | undefined {
  if (command.kind === 'failed') return command.error;
  return command.kind === 'quit' ? new CommandError(`-T "${line}" ends the run`, 1) : undefined;
}

function writesFlash(step: Extract<Step, { kind: 'update' }>): boolean {
  return step.update.operation === 'write' && step.target.kind === 'memory' && isInFlash(step.target.memory);
}

/** A step as the option that asks for it. */
function optionOf(step: Step): string {
  if (step.kind === 'terminal') return '-t interactive terminal';
  if (step.kind === 'command') return `-T ${step.line}`;
  const { update, target } = step;
  const memory = update.memory ?? (target.kind === 'memory' ? target.memory.name : target.name);
  return `-U ${memory}:${update.operation.charAt(0)}:${update.file}:${update.format}`;
}
