import { defaultMemory, locateMemory } from '../model/locate-memory.ts';
import { isInFlash } from '../model/memory-kind.ts';
import type { Step as AskedStep, Options } from '../model/options.ts';
import type { Memory, Part } from '../model/part.ts';
import type { EraseDecision, MemoryTarget, Plan, Step } from '../model/plan.ts';
import type { Behaviour } from '../model/release.ts';
import type { Operation, Update } from '../model/update.ts';
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
  /** Whether flash may not be blank after a chip erase, so that trailing 0xff have to be written. */
  readonly writesOverOldFlash?: boolean;
  /** Memories that this programmer cannot reach; `all` leaves them out. */
  readonly excluded: (memory: Memory) => boolean;
}

/** Turns what was asked for into what will be done, in order. Pure: nothing is opened or read. */
export function planRun(request: PlanRequest): Plan {
  const { options, behaviour } = request;
  const steps = orderSteps(options.steps, behaviour)
    .map((step) => reachedByVerify(step, options, behaviour))
    .flatMap((step) => planStep(step, request));
  const erase = decideErase(request, steps);
  const byPages = erase.kind === 'pages' && erase.flash && behaviour.autoErase === 'before-flash-unread';
  return {
    erase,
    noWrite: options.noWrite,
    force: options.force,
    calibrate: options.calibrate,
    safemode: decideSafemode(request),
    keepTrailingFf: options.keepTrailingFf || byPages || request.writesOverOldFlash === true,
    steps,
  };
}

function orderSteps(steps: readonly AskedStep[], behaviour: Behaviour): readonly AskedStep[] {
  if (behaviour.terminalComes === 'in-order') return steps;
  const terminal = steps.filter((step) => step.kind !== 'update');
  return [...terminal, ...steps.filter((step) => step.kind === 'update')];
}

/** Where writes verify themselves, `-V` reaches all of them, wherever it stands. */
function reachedByVerify(step: AskedStep, { verify }: Options, behaviour: Behaviour): AskedStep {
  return step.kind === 'update' && behaviour.verify === 'within-write' ? { ...step, verify } : step;
}

/** Plans one step; a write that is verified apart gives two. */
export function planStep(
  step: AskedStep,
  request: Pick<PlanRequest, 'part' | 'behaviour' | 'excluded'>,
): Step[] {
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
  return [
    first,
    { kind: 'update', update: { ...update, operation: 'verify' }, target, verifyWrite: false, ofWrite: true },
  ];
}

function findTarget(
  update: Update,
  { part, behaviour, excluded }: Pick<PlanRequest, 'part' | 'behaviour' | 'excluded'>,
): MemoryTarget {
  const name = update.memory ?? defaultMemory(part);
  if (behaviour.memoryNames === 'lists' && isMemoryList(name)) {
    return { kind: 'list', name, ...resolveMemoryList(name, { part, excluded }) };
  }
  const memory = locateMemory(part, name, behaviour.memoryNames);
  return memory ? { kind: 'memory', memory } : { kind: 'unknown', name };
}

function decideErase(request: PlanRequest, steps: readonly Step[]): EraseDecision {
  const { options, behaviour } = request;
  const byDefault =
    options.autoErase &&
    (behaviour.autoErase === 'before-flash' ? eraseBeforeFlash : eraseBeforeUnreadFlash)(request, steps);
  return byDefault || (options.erase ? { kind: 'asked' } : { kind: 'none' });
}

function eraseBeforeFlash(
  { part, erasesPages }: PlanRequest,
  steps: readonly Step[],
): EraseDecision | undefined {
  if (part.progModes.includes('PDI') && erasesPages && steps.some((step) => step.kind === 'update'))
    return { kind: 'pages', flash: true };
  const memory = defaultMemory(part);
  const writer = steps.find(
    (step) =>
      isUpdate(step, ['write']) && step.target.kind === 'memory' && step.target.memory.name === memory,
  );
  return writer && { kind: 'auto', memory, asked: memory };
}

/** 8.x: not if a step before might want to read what is in flash, nor if a terminal command erases the chip first. */
function eraseBeforeUnreadFlash(
  { part, erasesPages }: PlanRequest,
  steps: readonly Step[],
): EraseDecision | undefined {
  const byPages = part.progModes.some((mode) => mode === 'PDI' || mode === 'UPDI') && erasesPages;
  let mayRead = false;
  for (const step of steps) {
    if (step.kind === 'command' && !byPages && /^e(r(a(se?)?)?)?$/.test(step.line.trimStart()))
      return undefined;
    mayRead ||= step.kind !== 'update' || (isUpdate(step, ['read', 'verify']) && isOnFlash(step));
    if (!isUpdate(step, ['write']) || !isOnFlash(step)) continue;
    if (byPages) return { kind: 'pages', flash: true };
    const memory = defaultMemory(part);
    return mayRead ? { kind: 'withheld' } : { kind: 'auto', memory, asked: step.update.memory ?? memory };
  }
  return byPages && steps.some((step) => isUpdate(step, ['write']))
    ? { kind: 'pages', flash: false }
    : undefined;
}

type UpdateStep = Extract<Step, { kind: 'update' }>;

function isUpdate(step: Step, operations: readonly Operation[]): step is UpdateStep {
  return step.kind === 'update' && operations.includes(step.update.operation);
}

function isOnFlash({ target }: UpdateStep): boolean {
  if (target.kind === 'list') return target.memories.some(isInFlash);
  return target.kind === 'memory' && isInFlash(target.memory);
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
