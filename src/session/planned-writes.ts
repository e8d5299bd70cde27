import { shareOf } from '../files/multi-memory.ts';
import type { MemoryImage } from '../model/memory-image.ts';
import type { Memory } from '../model/part.ts';
import type { FormatLetter } from '../model/update.ts';
import type { Event } from '../output/events.ts';
import type { SessionContext } from './context.ts';
import type { Inputs } from './inputs.ts';

/** One memory that is to be written, as far as its contents are known before anything is sent. */
export interface PlannedWrite {
  readonly memory: Memory;
  readonly image: MemoryImage;
  readonly size: number;
  readonly file: string;
  /** Given or detected. */
  readonly format: FormatLetter;
  /** What there is to say of the file. */
  readonly said: readonly Event[];
}

/** Everything that a plan writes from files that can be used, in order. */
export function plannedWrites(
  { plan, part }: Pick<SessionContext, 'plan' | 'part'>,
  inputs: Inputs,
): readonly PlannedWrite[] {
  return plan.steps.flatMap((step): PlannedWrite[] => {
    if (step.kind !== 'update' || step.update.operation !== 'write') return [];
    const input = inputs.get(step);
    if (input?.kind !== 'usable') return [];
    const { image, size, format } = input.file;
    const from = { file: step.update.file, format, said: input.said };
    if (step.target.kind === 'memory') return [{ ...from, memory: step.target.memory, image, size }];
    if (step.target.kind !== 'list') return [];
    return step.target.memories.flatMap((memory) => {
      const share = shareOf(image, size, part, memory);
      return share.kind === 'present' ? [{ ...from, memory, image: share.image, size: share.size }] : [];
    });
  });
}
