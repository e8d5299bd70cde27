import { memoryKind } from '../model/memory-kind.ts';
import type { Memory, Part, ProgMode } from '../model/part.ts';
import { statedModes } from '../model/stated-modes.ts';
import type { BlockContext } from './block-context.ts';
import type { PartDefinition } from './collection.ts';
import type { KnownMemories, NamedMemory } from './named-memories.ts';
import type { Block, Setting } from './syntax.ts';

/** The memories that a block names. */
export function memoriesNamed(settings: readonly Setting[]): readonly NamedMemory[] {
  return settings.flatMap((setting): readonly NamedMemory[] => {
    const { kind, name } = setting;
    if (kind === 'memory') return [{ name, is: 'described' }];
    if (kind === 'memory-alias') return [{ name, is: 'alias' }];
    return kind === 'no-memory' ? [{ name, is: 'removed' }] : [];
  });
}

/** Tells once of each name that the release has not heard of. */
export function tellOfMemories(
  memories: readonly NamedMemory[],
  { knownMemories, warn }: Pick<BlockContext, 'knownMemories' | 'warn'>,
): void {
  for (const { name, is } of memories) {
    if (!knownMemories || is === 'removed') continue;
    const { names, told } = knownMemories;
    if (names.has(name) || told.has(name)) continue;
    told.add(name);
    warn({ kind: 'unknown-memory', line: 0, text: name });
  }
}

/** What was told of a part holds for those that are made from it. */
const known = new WeakMap<PartDefinition, readonly string[]>();

/** Tells of the memories that have no place in files that hold several. @param block is asked for its line only then */
export function tellOfUnplaced(
  definition: PartDefinition,
  names: readonly string[],
  block: Pick<Block, 'endLine'>,
  { warn }: Pick<BlockContext, 'warn'>,
): void {
  known.set(definition, names);
  for (const name of names)
    warn({ kind: 'unplaced-memory', line: block.endLine, text: `${definition.desc}'s ${name}` });
}

/** Those of a part that has been put together. */
export function unplacedOf(
  part: Part,
  { knownMemories }: Pick<BlockContext, 'knownMemories'>,
): readonly string[] {
  return knownMemories
    ? part.memories.filter((memory) => !isPlaced(part, memory, knownMemories)).map(({ name }) => name)
    : [];
}

/** Those of a part of which it is known what memories its block names. */
export function unplacedIn(
  { parent }: PartDefinition,
  memories: readonly NamedMemory[],
  { knownMemories }: Pick<BlockContext, 'knownMemories'>,
): readonly string[] {
  if (!knownMemories) return [];
  const removed = new Set(memories.filter(({ is }) => is === 'removed').map(({ name }) => name));
  const inherited = (parent && known.get(parent))?.filter((name) => !removed.has(name)) ?? [];
  const own = memories.filter(({ name, is }) => is === 'described' && !knownMemories.names.has(name));
  return [...new Set([...inherited, ...own.map(({ name }) => name)])];
}

const kindOf = (name: string) => memoryKind({ name });

const classic: readonly ProgMode[] = ['TPI', 'ISP', 'HVSP', 'HVPP', 'debugWIRE', 'JTAG', 'JTAGmkI'];

/** Whether 8.2 knows where in its flat space of addresses a memory belongs (`fileio_mem_offset`). */
function isPlaced(part: Part, { name }: Pick<Memory, 'name'>, { names }: KnownMemories): boolean {
  if (!names.has(name)) return false;
  const modes = statedModes(part);
  const isClassic = modes.some((mode) => classic.includes(mode));
  const has = (kind: string): boolean => part.memories.some((memory) => kindOf(memory.name) === kind);
  switch (kindOf(name)) {
    case 'application':
    case 'apptable':
    case 'boot':
      return has('flash');
    case 'signature':
      return isClassic || modes.includes('PDI') || (modes.includes('UPDI') && has('sigrow'));
    case 'calibration':
      return isClassic || ((modes.includes('PDI') || modes.includes('UPDI')) && has('sigrow'));
    case 'sigrow':
    case 'sigrow-value':
      return has('sigrow') && (isClassic || modes.includes('PDI') || modes.includes('UPDI'));
    default:
      return true;
  }
}
