import { locateMemory } from '../model/locate-memory.ts';
import type { Step as AskedStep, Options } from '../model/options.ts';
import type { Memory, Part } from '../model/part.ts';
import type { EraseDecision, MemoryTarget, Plan, Step } from '../model/plan.ts';
import type { Behaviour } from '../model/release.ts';
import type { Update } from '../model/update.ts';
import { isMemoryList, resolveMemoryList } from './memory-list.ts';

/** What the planner looks at. */
export interface PlanRequest {
  readonly options: Options;
  readonly part: Part;
  readonly behaviour: Behaviour;
  /** `default_safemode` of the configuration. */
  readonly defaultSafemode: boolean | undefined;
  /** Safemode asks questions, so without a terminal it stays off unless it is silent. */
  readonly stdinIsTerminal: boolean;
  /** Whether the programmer can erase single pages. */
  readonly erasesPages: boolean;
  /** Memories that this programmer cannot reach; `all` leaves them out. */
  readonly excluded: (memory: Memory) => boolean;
}

/** Turns what was asked for into what will be done, in order. Pure: nothing is opened or read. */
export function planRun(request: PlanRequest): Plan {
  const { options, part, behaviour } = request;
  const steps = orderSteps(options.steps, behaviour).flatMap((step) => planStep(step, request));
  return {
    erase: decideErase(request, steps),
    noWrite: options.noWrite,
    force: options.force,
    calibrate: options.calibrate,
    safemode: decideSafemode(request),
    keepTrailingFf: options.keepTrailingFf,
    steps,
  };
}

/** The memory that `-U file` writes: `application` on PDI parts, `flash` elsewhere. */
export function defaultMemory(part: Part): string {
  return part.progModes.includes('PDI') ? 'application' : 'flash';
}

function orderSteps(steps: readonly AskedStep[], behaviour: Behaviour): readonly AskedStep[] {
  if (behaviour.terminalComes === 'in-order') return steps;
  const terminal = steps.filter((step) => step.kind !== 'update');
  return [...terminal, ...steps.filter((step) => step.kind === 'update')];
}

function planStep(step: AskedStep, request: PlanRequest): Step[] {
  if (step.kind !== 'update') return [step];
  const { update } = step;
  const { behaviour } = request;
  const target = findTarget(update, request);
  const verifies = step.verify && update.operation === 'write';
  const first: Step = {
    kind: 'update',
    update,
    target,
    verifyWrite: verifies && behaviour.verify === 'within-write',
  };
  if (!verifies || behaviour.verify === 'within-write') return [first];
  return [first, { kind: 'update', update: { ...update, operation: 'verify' }, target, verifyWrite: false }];
}

function findTarget(update: Update, { part, behaviour, excluded }: PlanRequest): MemoryTarget {
  const name = update.memory ?? defaultMemory(part);
  if (behaviour.memoryNames === 'lists' && isMemoryList(name)) {
    return { kind: 'list', name, ...resolveMemoryList(name, { part, excluded }) };
  }
  const memory = locateMemory(part, name, behaviour.memoryNames);
  return memory ? { kind: 'memory', memory } : { kind: 'unknown', name };
}

function decideErase({ options, part, erasesPages }: PlanRequest, steps: readonly Step[]): EraseDecision {
  if (options.autoErase) {
    if (part.progModes.includes('PDI') && erasesPages && steps.length > 0) return { kind: 'pages' };
    const flash = defaultMemory(part);
    const writesFlash = steps.some(
      (step) =>
        step.kind === 'update' &&
        step.update.operation === 'write' &&
        step.target.kind === 'memory' &&
        step.target.memory.name === flash,
    );
    if (writesFlash) return { kind: 'auto', memory: flash };
  }
  return options.erase ? { kind: 'asked' } : { kind: 'none' };
}

function decideSafemode({
  options,
  part,
  behaviour,
  defaultSafemode,
  stdinIsTerminal,
}: PlanRequest): Plan['safemode'] {
  const { wanted, silent } = options.safemode;
  const protectable = !part.isAvr32 && !part.progModes.some((mode) => mode === 'PDI' || mode === 'TPI');
  // A configuration that turns safemode off turns the meaning of -u around (avrdude 6.4's manual).
  const on = defaultSafemode === false ? wanted === 'off' : wanted !== 'off';
  if (!behaviour.safemode || !on || !protectable || (!stdinIsTerminal && !silent)) return 'off';
  return silent ? 'silent' : 'ask';
}
