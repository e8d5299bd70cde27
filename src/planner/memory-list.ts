import { locateMemory } from '../model/locate-memory.ts';
import { isInFlash, memoryKind } from '../model/memory-kind.ts';
import { liesInSigrow } from '../model/memory-order.ts';
import type { Memory, Part } from '../model/part.ts';

/** What a `-U` memory string with a list stands for. */
export interface MemoryList {
  /** In the order in which they were first named. */
  readonly memories: readonly Memory[];
  /** Names that the part has no memory for. */
  readonly unknown: readonly string[];
}

/** What a list depends on besides its text. */
export interface ListContext {
  readonly part: Part;
  /** Memories that the programmer in use cannot reach; `all` leaves them out. */
  readonly excluded: (memory: Memory) => boolean;
}

/** Whether `-U` names several memories, or may do so (8.x): a list, `all`, `ALL`, `etc`, or something taken away. */
export function isMemoryList(text: string): boolean {
  return ['ALL', 'all', 'etc'].includes(text) || /[-,\\]/.test(text);
}

/**
 * Resolves a list such as `ee,fl,all,-cal,efuse` (8.x). `all` and `etc` are the memories that a backup wants, `ALL` all but I/O
 * space and RAM; a minus or backslash takes a memory away again.
 */
export function resolveMemoryList(text: string, { part, excluded }: ListContext): MemoryList {
  const memories: Memory[] = [];
  const unknown: string[] = [];
  for (const element of text.split(',')) {
    const [, minus, name = ''] = /^\s*([-\\]?)(.*?)\s*$/s.exec(element) ?? [];
    if (name === '') continue;
    const named = group(name, part, excluded) ?? single(name, part);
    if (named === undefined) {
      unknown.push(name);
      continue;
    }
    for (const memory of named) {
      const at = memories.indexOf(memory);
      if (minus === '' && at < 0) memories.push(memory);
      else if (minus !== '' && at >= 0) memories.splice(at, 1);
    }
  }
  return { memories, unknown };
}

function single(name: string, part: Part): readonly Memory[] | undefined {
  const memory = locateMemory(part, name, 'lists');
  return memory && [memory];
}

function group(name: string, part: Part, excluded: ListContext['excluded']): readonly Memory[] | undefined {
  const reachable = (memory: Memory) => !['io', 'sram'].includes(memoryKind(memory)) && !excluded(memory);
  if (name === 'ALL') return part.memories.filter(reachable);
  if (name !== 'all' && name !== 'etc') return undefined;
  const hasFuses = part.memories.some((memory) => memoryKind(memory) === 'fuses');
  return part.memories.filter((memory) => {
    const kind = memoryKind(memory);
    if (isInFlash(memory)) return kind === 'flash';
    if (liesInSigrow(part, memory)) return kind === 'sigrow';
    if (kind === 'fuse' || kind === 'fuses') return kind === 'fuses' || !hasFuses;
    return reachable(memory);
  });
}
