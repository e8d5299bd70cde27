import type { Part } from '../model/part.ts';
import type { ProgrammerEntry } from '../model/programmer-entry.ts';
import {
  copyPart,
  copyProgrammer,
  newPart,
  newProgrammer,
  type PartDraft,
  type ProgrammerDraft,
} from './draft.ts';
import { applyPart, finishPart, type MemoryBlocks } from './part-settings.ts';
import type { Report } from './problem.ts';
import type { MissingModes } from './prog-modes.ts';
import { applyProgrammer, finishProgrammer } from './programmer-settings.ts';
import type { Setting } from './syntax.ts';

/** A part as defined, not yet expanded. What listings and look-ups need is at hand. */
export interface PartDefinition {
  readonly id: string;
  readonly desc: string;
  /** Names of the variants in lower case, each between tabs; empty if there are none. */
  readonly variantNames: string;
  readonly signature: Uint8Array;
  readonly parent: PartDefinition | undefined;
  /** As the block names it: an id, description or variant of the parent. */
  readonly parentId: string | undefined;
  readonly settings: readonly Setting[];
  /** What listings show, where it is known without the settings. */
  readonly listed?: {
    readonly variants: readonly string[];
    /** The bits of `prog_modes`, inherited or its own. */
    readonly modeMask: number;
  };
  readonly memoryBlocks: MemoryBlocks;
  readonly missingModes: MissingModes;
  readonly file: string;
  readonly line: number;
}

/** A programmer as defined, not yet expanded. */
export interface ProgrammerDefinition {
  readonly ids: readonly [string, ...string[]];
  readonly desc: string;
  readonly type: string;
  readonly parent: ProgrammerDefinition | undefined;
  readonly parentId: string | undefined;
  readonly settings: readonly Setting[];
  readonly missingModes: MissingModes;
  readonly file: string;
  readonly line: number;
}

/** Builds a part from its own block and those of its ancestors. */
export function expandPart(definition: PartDefinition, report: Report = ignore): Part {
  return finishPart(draftPart(definition, report), definition.missingModes);
}

/** Drafts are copied before they are changed, so a parent's is made once for all its children. */
const partDrafts = new WeakMap<PartDefinition, PartDraft>();

function draftPart(definition: PartDefinition, report: Report): PartDraft {
  const known = partDrafts.get(definition);
  if (known) return known;
  const { parent, parentId, settings, memoryBlocks, missingModes, file, line } = definition;
  const draft = parent
    ? copyPart(draftPart(parent, ignore))
    : newPart(missingModes === 'none' ? 0 : undefined);
  partDrafts.set(definition, draft);
  draft.part.parentId = parentId;
  draft.part.source = { file, line };
  applyPart(draft, settings, memoryBlocks, report);
  return draft;
}

/** Builds a programmer from its own block and those of its ancestors. */
export function expandProgrammer(definition: ProgrammerDefinition, report: Report = ignore): ProgrammerEntry {
  return finishProgrammer(draftProgrammer(definition, report), definition.missingModes);
}

function draftProgrammer(definition: ProgrammerDefinition, report: Report): ProgrammerDraft {
  const { parent, parentId, settings, file, line } = definition;
  const draft = parent ? copyProgrammer(draftProgrammer(parent, ignore)) : newProgrammer();
  draft.parentId = parentId;
  draft.source = { file, line };
  applyProgrammer(draft, settings, report);
  return draft;
}

/** What is wrong with a definition was said when it was read. */
const ignore: Report = () => {};
