import { type CheckContext, checkUpdate } from '../files/check-update.ts';
import { UsageError } from '../model/errors.ts';
import { mistypedMemory } from '../model/mistyped-memory.ts';
import type { MemoryTarget, Step } from '../model/plan.ts';
import { notice } from '../output/events.ts';
import type { SessionContext } from './context.ts';
import { mistyped } from './memory-list-messages.ts';

/**
 * Looks for serious mistakes in the steps before anything is programmed, as 7.x and later do: names that no memory has, and files
 * that cannot be used.
 * @returns the steps, with formats that have been found out
 * @throws UsageError if the run ends here; all mistakes have been said
 */
export function checkSteps(
  context: Pick<SessionContext, 'plan' | 'fs' | 'behaviour' | 'emit'>,
): readonly Step[] {
  const { plan, fs, behaviour, emit } = context;
  const commands: string[] = [];
  let terminal = false;
  const files: CheckContext = {
    fs,
    behaviour: behaviour.files,
    emit,
    written: new Set(),
    mayBeWritten: (file) => terminal || commands.some((line) => line.includes(file)),
  };
  let ok = true;
  const steps = plan.steps.map((step): Step => {
    // Where the terminal always comes first, nothing in it writes files.
    if (step.kind === 'terminal') terminal = behaviour.terminalComes === 'in-order';
    if (step.kind === 'command') commands.push(step.line);
    if (step.kind !== 'update') return step;
    if (step.update.memory === undefined && behaviour.opensBeforePartCheck) {
      const { operation, file } = step.update;
      emit({ kind: 'memory-defaulted', operation, file, memory: targetName(step.target) });
    }
    const name = step.update.memory ?? targetName(step.target);
    const unknown = mistypedMemory(name, behaviour.memoryVocabulary, behaviour.memoryNames === 'lists');
    if (unknown !== undefined) emit(notice(mistyped, { name: unknown, list: name }));
    const checked = checkUpdate(step.update, files);
    ok &&= checked.ok === 'all-the-same' || (checked.ok && unknown === undefined);
    return { ...step, update: checked.update };
  });
  if (!ok) throw new UsageError('steps with mistakes in them');
  return steps;
}

function targetName(target: MemoryTarget): string {
  return target.kind === 'memory' ? target.memory.name : target.name;
}
