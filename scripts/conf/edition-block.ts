import { isDeepStrictEqual } from 'node:util';
import { type EditionPart, partOfEdition } from '../../src/config/edition.ts';
import { maskOf } from '../../src/config/prog-modes.ts';
import type { Block, Setting, Value } from '../../src/config/syntax.ts';
import type { Memory, Part } from '../../src/model/part.ts';

/** What releases print of a part, or go by in printing it, by its word. */
const partWords: Readonly<Record<string, (part: Part) => readonly Value[]>> = {
  desc: ({ desc }) => [desc],
  family_id: ({ familyId }) => [familyId],
  signature: ({ signature }) => [...signature],
  chip_erase_delay: ({ chipEraseDelay }) => [chipEraseDelay],
  pagel: ({ pagel }) => [pagel],
  bs2: ({ bs2 }) => [bs2],
  reset: ({ resetDisposition }) => [resetDisposition],
  retry_pulse: ({ retryPulse }) => [retryPulse],
  serial: ({ serial }) => [['no', 'yes', 'pseudo'].indexOf(serial)],
  parallel: ({ parallel }) => [['no', 'yes', 'pseudo'].indexOf(parallel)],
  timeout: ({ timeout }) => [timeout],
  stabdelay: ({ stabdelay }) => [stabdelay],
  cmdexedelay: ({ cmdexedelay }) => [cmdexedelay],
  synchloops: ({ synchloops }) => [synchloops],
  bytedelay: ({ bytedelay }) => [bytedelay],
  pollindex: ({ pollindex }) => [pollindex],
  pollvalue: ({ pollvalue }) => [pollvalue],
};

/** What releases print of a memory, and where it lies. */
const memoryWords: Readonly<Record<string, (memory: Memory) => readonly Value[]>> = {
  mode: ({ mode }) => [mode],
  delay: ({ delay }) => [delay],
  blocksize: ({ blocksize }) => [blocksize],
  pollindex: ({ pollindex }) => [pollindex],
  paged: ({ paged }) => [Number(paged)],
  size: ({ size }) => [size],
  page_size: ({ pageSize }) => [pageSize],
  // Follows from the sizes of a paged memory.
  num_pages: ({ paged, numPages }) => (paged ? [] : [numPages]),
  offset: ({ offset }) => [offset],
  min_write_delay: ({ minWriteDelay }) => [minWriteDelay],
  max_write_delay: ({ maxWriteDelay }) => [maxWriteDelay],
  readback: ({ readback }) => [...readback],
};

/** Words that are a part's own: a part with one is no model for others. */
const ownWords: readonly string[] = ['desc', 'signature', 'prog_modes'];

/**
 * How the release's part differs from the one of `conf/`.
 * @param base undefined if `conf/` does not have it
 */
export function differences(part: Part, base: Part | undefined): readonly Setting[] {
  const bare = part.memories.map(({ name }): Setting => ({ kind: 'memory', name, settings: [], line: 0 }));
  const start = described(base, bare);
  const memories = part.memories.flatMap((memory, i) => {
    const { name, aliases } = memory;
    const before = start.memories[i];
    if (!before) throw new Error(`${part.id}: two memories ${name}`);
    return [
      { kind: 'memory', name, settings: differing(memoryWords, before, memory), line: 0 } as const,
      ...aliases.map((alias) => ({ kind: 'memory-alias', name: alias, of: name, line: 0 }) as const),
    ];
  });
  const modes = base ? [] : [value('prog_modes', [maskOf(part.progModes)])];
  return [...differing(partWords, start, part), ...modes, ...memories];
}

/** @throws if settings do not make of the part of `conf/` what the release has */
export function checkDifferences(part: Part, base: Part | undefined, settings: readonly Setting[]): void {
  const made = described(base, settings);
  const facts = (of: Part): unknown => [
    Object.values(partWords).map((word) => word(of)),
    of.memories.map((memory) => [
      memory.name,
      memory.aliases,
      memory.numPages,
      Object.values(memoryWords).map((word) => word(memory)),
    ]),
  ];
  if (!isDeepStrictEqual(facts(made), facts(part)))
    throw new Error(`${part.id}: its differences do not lead to it`);
}

function described(base: Part | undefined, settings: readonly Setting[]): Part {
  const entry: EditionPart = { place: 0, id: '', baseId: '', signature: undefined, settings };
  const part = partOfEdition(base, entry);
  return part.described ?? part;
}

function differing<T>(
  words: Readonly<Record<string, (of: T) => readonly Value[]>>,
  before: T,
  after: T,
): Setting[] {
  return Object.entries(words).flatMap(([word, of]) => {
    const now = of(after);
    return now.length === 0 || isDeepStrictEqual(of(before), now) ? [] : [value(word, now)];
  });
}

function value(name: string, values: readonly Value[]): Setting {
  return { kind: 'value', name, values, line: 0 };
}

/** A part's differences as they stand in the file, and taken together with those of its model. */
export interface EditionBlock {
  readonly block: Block;
  readonly settings: readonly Setting[];
}

/** Writes a part's differences as what they have beyond those of an earlier part, if there is one that has nothing else. */
export function editionBlock(
  id: string,
  settings: readonly Setting[],
  earlier: readonly EditionBlock[],
): EditionBlock {
  const own = facts(settings);
  let model: EditionBlock | undefined;
  for (const one of earlier)
    if (one.settings.length > (model?.settings.length ?? 0) && isModel(one.settings, settings, own))
      model = one;
  const beyond = model ? without(settings, facts(model.settings)) : settings;
  const parentId = model && idOf(model.block);
  const block: Block = {
    kind: 'part',
    keyword: 'part',
    parentId,
    settings: [value('id', [id]), ...beyond],
    line: 0,
    endLine: 0,
  };
  return { block, settings };
}

function isModel(model: readonly Setting[], settings: readonly Setting[], own: ReadonlySet<string>): boolean {
  const listed = memoryNames(model);
  return (
    model.every((one) => one.kind !== 'value' || !ownWords.includes(one.name)) &&
    isDeepStrictEqual(memoryNames(settings).slice(0, listed.length), listed) &&
    [...facts(model)].every((fact) => own.has(fact))
  );
}

function memoryNames(settings: readonly Setting[]): readonly string[] {
  return settings.flatMap((one) => (one.kind === 'memory' ? [one.name] : []));
}

/** Each assignment, memory and alias as a text that tells it from all others. */
function facts(settings: readonly Setting[]): ReadonlySet<string> {
  return new Set(
    settings.flatMap((one) =>
      one.kind === 'memory'
        ? [`memory ${one.name}`, ...one.settings.map((inner) => inside(one.name, inner))]
        : [JSON.stringify(one)],
    ),
  );
}

const inside = (memory: string, setting: Setting): string => `${memory} ${JSON.stringify(setting)}`;

function without(settings: readonly Setting[], known: ReadonlySet<string>): readonly Setting[] {
  return settings.flatMap((one): Setting[] => {
    if (one.kind !== 'memory') return known.has(JSON.stringify(one)) ? [] : [one];
    const left = one.settings.filter((inner) => !known.has(inside(one.name, inner)));
    return left.length === 0 && known.has(`memory ${one.name}`) ? [] : [{ ...one, settings: left }];
  });
}

function idOf(block: Block): string {
  const [id] = block.settings;
  return id?.kind === 'value' ? String(id.values[0]) : '';
}
