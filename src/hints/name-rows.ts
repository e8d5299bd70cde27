import { bareMemory } from '../model/bare-memory.ts';
import { memoryKind } from '../model/memory-kind.ts';
import type { Part } from '../model/part.ts';
import type { Step } from '../model/plan.ts';
import { isOdd } from './evidence.ts';
import { didYouMean, nearNames } from './near-names.ts';
import { type Row, row } from './row.ts';

/** Names that nothing has, and those that are like them. */
export const nameRows: readonly Row[] = [
  row('names/programmer', 'programmer-unknown', ({ id, database }, evidence) => {
    if (isOdd(evidence, 'c')) return undefined;
    if (database.programmer(id)?.progModes.length === 0)
      return `The configuration file does not say in which way ${id} programs: add the line prog_modes = PM_ISP; to it (or PM_TPI, PM_UPDI …).`;
    return didYouMean(
      nearNames(
        id,
        database.programmerCatalogue().map((line) => line.id),
      ),
    );
  }),
  row('names/part', 'part-unknown', ({ name, database }, evidence) => {
    if (isOdd(evidence, 'p')) return undefined;
    const catalogue = [...database.partCatalogue()];
    const names = catalogue.flatMap(({ id, desc }) => [id, desc]);
    const wanted = nearNames(name, names).map((near) => {
      const part = catalogue.find(({ id, desc }) => id === near || desc === near);
      return part === undefined || part.id === near ? near : `${part.desc} (-p ${part.id})`;
    });
    return didYouMean([...new Set(wanted)]);
  }),
  row('names/memory', 'ended', (_, { plan, part }) => {
    const [name] = (plan?.steps ?? []).flatMap(unknownNames);
    if (name === undefined || name === '' || part === undefined) return undefined;
    // Another part has it: nothing is mistyped, and a fuse that is there must not be offered for one that is not.
    if (memoryKind({ ...bareMemory, name }) !== 'other')
      return `${part.desc} has no ${name}.${fusesOf(name, part)}`;
    const names = part.memories.flatMap((memory) => [memory.name, ...memory.aliases]);
    return didYouMean(nearNames(name, names));
  }),
];

/** Which fuses there are, for somebody who asked for one. */
function fusesOf(name: string, { memories }: Part): string {
  const fuses = memories.filter((memory) => memoryKind(memory) === 'fuse').map((memory) => memory.name);
  return name.endsWith('fuse') && fuses.length > 0 ? ` Its fuses are ${fuses.sort().join(', ')}.` : '';
}

function unknownNames(step: Step): readonly string[] {
  if (step.kind !== 'update') return [];
  const { target } = step;
  return target.kind === 'unknown' ? [target.name] : target.kind === 'list' ? target.unknown : [];
}
