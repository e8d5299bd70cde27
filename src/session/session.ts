import { AnsweredError, AvrdudeError, CrashError } from '../model/errors.ts';
import { isInFlash } from '../model/memory-kind.ts';
import type { Step } from '../model/plan.ts';
import { checkSteps } from './check-steps.ts';
import type { SessionContext } from './context.ts';
import { announceErase, erase } from './erase.ts';
import { bootSectionLoss } from './evidence/boot-section.ts';
import { noteEepromReach } from './evidence/eeprom-is-flash.ts';
import { passesGuards } from './guards/guard.ts';
import { type Inputs, readInputs } from './inputs.ts';
import { calibrate, describe, initialise } from './prepare.ts';
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
    if (error instanceof SessionEnd || error instanceof CrashError) {
      const abrupt = error instanceof CrashError || error.abrupt;
      // Ours lets the target go where the release crashes; what there is to say of that, it does not come to say.
      if (abrupt) context.emit({ kind: 'hush', on: true });
      return { status: error.status, abrupt };
    }
    if (error instanceof AnsweredError) return { status: 0, abrupt: endsAbruptly(context) };
    if (error instanceof AvrdudeError) return { status: 1, abrupt: false };
    throw error;
  }
}

function endsAbruptly({ behaviour }: SessionContext): boolean {
  return behaviour.serial.urclock.endsShowing === 'abruptly';
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
  const erased = await checkSignature(context, initialised);

  const safemode = plan.safemode === 'off' ? undefined : new Safemode(context);
  if (initialised) await safemode?.remember();
  if (initialised && !(await passesGuards(context, inputs))) return 1;
  if (initialised) await noteEepromReach(context);
  announceErase(context);
  const loss = initialised && context.watched ? await bootSectionLoss(context, inputs) : undefined;
  const delayed = initialised && !erased && (await erase(context, inputs));
  const result = await runSteps(context, inputs, initialised);
  if (loss && result.flashWritten) context.emit({ kind: 'boot-section-emptied', ...loss });
  const status = delayed && !result.flashWritten ? 1 : result.status;
  if (!initialised && !context.behaviour.operatesUninitialised) return 1;
  const changed = (await safemode?.check()) ?? false;
  return changed ? 1 : status;
}

/** What came of the steps. */
interface StepsResult {
  readonly status: number;
  /** Whether flash has been written, as a delayed erase promised. */
  readonly flashWritten: boolean;
}

async function runSteps(context: SessionContext, inputs: Inputs, initialised: boolean): Promise<StepsResult> {
  const { plan, emit, behaviour } = context;
  const updates = new UpdateRunner(context);
  const inOrder = behaviour.terminalComes === 'in-order';
  let status = 0;
  let flashWritten = false;
  let warned = false;
  let written = false;
  for (const step of plan.steps) {
    if (step.kind !== 'terminal' && !initialised && !behaviour.operatesUninitialised)
      return { status: 1, flashWritten };
    if (inOrder && step.kind !== 'update' && plan.noWrite && !warned) {
      emit({ kind: 'terminal-ignores-no-write' });
      warned = true;
    }
    if (step.kind === 'update') {
      await context.flushTerminal();
      written ||= step.update.operation === 'write';
    } else if (written) {
      context.resetTerminal();
      written = false;
    }
    emit({ kind: 'update-begun', text: optionOf(step), of: plan.steps.length });
    if (step.kind === 'terminal') {
      const ended = await context.runTerminal();
      // Its end was the last try for what did not reach the device: stale pages must not come after what follows.
      if (!inOrder) context.resetTerminal();
      if (ended !== 0) status = inOrder ? 1 : ended;
      if (ended !== 0 && inOrder) break;
    } else if (step.kind === 'command') {
      if ((await context.runCommand(step.line)) === 0) continue;
      status = 1;
      break;
    } else {
      if (await updates.run(step, inputs.get(step))) {
        flashWritten ||= writesFlash(step);
        continue;
      }
      status = 1;
      break;
    }
  }
  // What a terminal command has written goes to the device whatever went wrong after it.
  await context.flushTerminal();
  return { status, flashWritten };
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
