import { allMemories } from '../files/multi-memory.ts';
import { type ImageFile, readImage } from '../files/read-image.ts';
import { AvrdudeError, endsRun } from '../model/errors.ts';
import { memoryKind } from '../model/memory-kind.ts';
import type { Memory } from '../model/part.ts';
import type { Plan, Step } from '../model/plan.ts';
import type { Event } from '../output/events.ts';
import type { SessionContext } from './context.ts';

/** A file as it was found before anything was sent: what was said while reading it, and what it holds or why it cannot be used. */
export type Input = { readonly said: readonly Event[] } & (
  | { readonly kind: 'usable'; readonly file: ImageFile }
  | { readonly kind: 'unusable'; readonly error: AvrdudeError }
);

export type UpdateStep = Extract<Step, { kind: 'update' }>;
export type Inputs = ReadonlyMap<Step, Input>;

type InputContext = Pick<
  SessionContext,
  'plan' | 'part' | 'database' | 'behaviour' | 'fs' | 'stdin' | 'verbosity'
>;

/**
 * Reads the input files of the plan in order. Nothing is said yet: each step replays what there was to say. Files that an
 * earlier step may write, and what somebody has yet to type, are left for their turn.
 */
export async function readInputs(context: InputContext): Promise<Inputs> {
  const inputs = new Map<Step, Input>();
  const written = new Set<string>();
  const pipes = new Map<string, Input>();
  let terminal = false;
  for (const step of context.plan.steps) {
    if (step.kind !== 'update') {
      terminal = true;
      continue;
    }
    const { operation, file, format } = step.update;
    if (operation === 'read') written.add(file);
    const memory = memoryOf(step);
    if (operation === 'read' || memory === undefined) continue;
    const typed = file === '-' && context.stdin.isTerminal;
    if (format !== 'm' && (terminal || typed || written.has(file))) continue;
    const pipe = `${file}\0${memory.name}`;
    const input = pipes.get(pipe) ?? (await readInput(context, step, memory));
    if (format !== 'm' && isPipe(context, file)) pipes.set(pipe, input);
    inputs.set(step, input);
  }
  return inputs;
}

/** A named pipe gives its contents once; opening it again would wait for somebody to write to it for ever. */
function isPipe({ fs }: InputContext, file: string): boolean {
  return file !== '-' && (fs.statSync(file, { throwIfNoEntry: false })?.isFIFO() ?? false);
}

function memoryOf({ target }: UpdateStep): Memory | undefined {
  if (target.kind === 'list') return target.memories.length > 0 ? allMemories : undefined;
  return target.kind === 'memory' ? target.memory : undefined;
}

/** Reads one input file, saying nothing. */
export async function readInput(context: InputContext, step: UpdateStep, memory: Memory): Promise<Input> {
  const said: Event[] = [];
  try {
    const file = await readImage({
      file: step.update.file,
      format: step.update.format,
      purpose: step.update.operation === 'verify' ? 'verify' : 'write',
      memory,
      part: context.part,
      fs: context.fs,
      stdin: context.stdin,
      behaviour: context.behaviour,
      keepTrailingFf: context.plan.keepTrailingFf,
      force: context.plan.force,
      detail: context.verbosity > 2,
      partNames: (signature) => context.database.partsBySignature(signature).map(({ desc }) => desc),
      emit: (event) => said.push(event),
    });
    return { kind: 'usable', said, file };
  } catch (error) {
    if (!(error instanceof AvrdudeError) || endsRun(error)) throw error;
    return { kind: 'unusable', said, error };
  }
}

/**
 * Whether the chip may be erased: not when the run is bound to end at a write whose file cannot be used, and nothing before it
 * counts on erased memories. The words stay the release's; the harm is left out. A file of which a release merely says that it
 * holds nothing ends no run.
 */
export function eraseIsSafe({ steps }: Plan, inputs: Inputs): boolean {
  const end = steps.findIndex((step) => inputs.get(step)?.kind === 'unusable');
  const last = steps[end];
  if (last?.kind !== 'update' || last.update.operation !== 'write') return true;
  return !steps.slice(0, end).every(mindsNoErase);
}

/** Whether a step comes to the same with old contents in what a chip erase erases. */
function mindsNoErase(step: Step): boolean {
  if (step.kind !== 'update') return false;
  const { target, update } = step;
  if (update.operation === 'read' || target.kind === 'unknown') return true;
  const memories = target.kind === 'list' ? target.memories : [target.memory];
  return memories.every((memory) => ['fuse', 'fuses'].includes(memoryKind(memory)));
}
