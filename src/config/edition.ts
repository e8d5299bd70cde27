import { isReadOnlyKind } from '../model/memory-kind.ts';
import type { Memory, Part } from '../model/part.ts';
import { newMemory, newPart, type PartDraft } from './draft.ts';
import { applyPart, finishPart, type MemoryBlocks } from './part-settings.ts';
import { maskOf } from './prog-modes.ts';
import type { Setting } from './syntax.ts';

/** What a release's own avrdude.conf says of a part otherwise than `conf/` does. */
export interface EditionPart {
  /** Grows in the order in which the release defined its parts. */
  readonly place: number;
  /** As the release has it; `conf/` may have another. */
  readonly id: string;
  /** The id in `conf/`; empty if the part is not there (definitions that only others were made from, such as ".xmega"). */
  readonly baseId: string;
  /** Three bytes, if the release has another signature than `conf/`. */
  readonly signature: Uint8Array | undefined;
  /** Assignments that differ, and a block for each memory that the release knows, in its order. */
  readonly settings: readonly Setting[];
}

/**
 * A release's edition of the built-in database, as differences: which parts the release knows, in which order, and what its
 * avrdude.conf said of them that was printed.
 */
export interface Edition {
  /** Usually one; none if the release does not know the part. */
  partsMadeFrom(baseId: string): readonly EditionPart[];
  /** Parts that `conf/` does not have, by id or description. */
  strangersNamed(name: string): readonly EditionPart[];
  /** Parts that have this signature in this edition only. */
  partsWithSignature(signature: Uint8Array): readonly EditionPart[];
  /** The release's description of a programmer, by one of its ids, if it differs. */
  programmerDescription(id: string): string | undefined;
}

/** What data sheets say otherwise than `conf/`, for what is done to a chip. */
export interface Corrections {
  /** Assignments that differ. @param id as in `conf/` */
  ofPart(id: string): readonly Setting[];
}

/** What stands beside the definitions of the built-in database. */
export interface BuiltInFacts {
  /** What its definitions name as their file. */
  readonly file: string;
  /** The release's, if it has one. */
  readonly edition: Edition | undefined;
  readonly corrections: Corrections;
}

/**
 * The part under a release that knows it. Its names, the order of its memories, and memories that can only be read are the
 * release's; whatever is written goes by the facts of `conf/`, which are corrections. `described` has all the release's facts.
 * @param base as in `conf/`, if it is there
 */
export function partOfEdition(base: Part | undefined, { settings, id }: EditionPart): Part {
  const described = { ...describedPart(base?.described ?? base, settings), id };
  if (!base) return described;
  const matches = described.memories.map((memory) => counterpart(base, memory.name));
  const memories = [
    ...described.memories.map((memory, i) => memoryOfEdition(memory, matches[i])),
    ...base.memories
      .filter((memory) => !matches.includes(memory))
      .map((memory) => ({ ...memory, later: true })),
  ];
  const filedAs = id === base.id ? undefined : base.id;
  return { ...base, id, filedAs, desc: described.desc, memories, described };
}

/**
 * A part with what data sheets say otherwise (`conf/corrections`).
 * @returns the part itself if they say nothing; else what it was is `described`
 */
export function correctedPart(part: Part, settings: readonly Setting[]): Part {
  if (settings.length === 0) return part;
  const draft = draftFrom(part, part.memories);
  applyPart(draft, settings, 'extend', ignore);
  return { ...finishPart(draft, 'none'), variants: part.variants, described: part };
}

/** A part of the user's own that is made from a part of an edition. */
export function extendedPart(parent: Part, settings: readonly Setting[], memoryBlocks: MemoryBlocks): Part {
  const draft = draftFrom(parent, parent.memories);
  applyPart(draft, settings, memoryBlocks, ignore);
  const part = finishPart(draft, 'none');
  if (!parent.described) return part;
  return { ...part, described: extendedPart(parent.described, settings, memoryBlocks) };
}

/** All facts as the release printed them. */
function describedPart(base: Part | undefined, settings: readonly Setting[]): Part {
  const names = new Set(settings.flatMap((one) => (one.kind === 'memory' ? [one.name] : [])));
  const memories = [...names].map((name): Memory => {
    const match = base && counterpart(base, name);
    return match ? { ...match, name, aliases: [] } : newMemory(name);
  });
  const draft = draftFrom(base, memories);
  applyPart(draft, settings, 'extend', ignore);
  return finishPart(draft, 'none');
}

function draftFrom(base: Part | undefined, memories: readonly Memory[]): PartDraft {
  const draft = newPart(base ? maskOf(base.progModes) : 0);
  Object.assign(draft.part, base, {
    memories,
    variants: [],
    filedAs: undefined,
    described: undefined,
    isNewer: false,
  });
  draft.part.opcodes = { ...base?.opcodes };
  return draft;
}

/** The memory that a release may have called otherwise. */
function counterpart(base: Part, name: string): Memory | undefined {
  return (
    base.memories.find((memory) => memory.name === name) ??
    base.memories.find((memory) => memory.aliases.includes(name))
  );
}

function memoryOfEdition(described: Memory, base: Memory | undefined): Memory {
  if (!base) return described;
  const { name } = described;
  const others = [base.name, ...base.aliases].filter((alias) => alias !== name);
  const aliases = [...new Set([...described.aliases, ...others])];
  const aliasesAreLater = described.aliases.length === 0;
  if (!isReadOnlyKind(base)) return { ...base, name, aliases, aliasesAreLater };
  const { offset, size, paged, pageSize, numPages } = described;
  return { ...base, name, aliases, aliasesAreLater, offset, size, paged, pageSize, numPages };
}

/** What is wrong with settings was said when they were read. */
const ignore = (): void => {};
