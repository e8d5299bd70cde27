import { ConfigError } from '../model/errors.ts';
import type { Memory, Part } from '../model/part.ts';
import type { ConfigBehaviour } from '../model/release.ts';
import { statedModes } from '../model/stated-modes.ts';
import {
  expandPart,
  expandProgrammer,
  type PartDefinition,
  type ProgrammerDefinition,
} from './collection.ts';
import { allValues, type Definitions, definitionsOf, lastValues, namesOfVariants } from './definitions.ts';
import { isListed, type McuIds } from './mcu-ids.ts';
import { unknownToken } from './messages.ts';
import { instructionRemarks } from './opcode-checks.ts';
import { parseConfig } from './parser.ts';
import type { MemoryBlocks } from './part-settings.ts';
import type { Report } from './problem.ts';
import type { MissingModes } from './prog-modes.ts';
import { skimConfig } from './skim.ts';
import type { Block, Setting } from './syntax.ts';

/** A file to be read on top of what is known. */
export interface SourceFile {
  /** As messages and listings name it. */
  readonly name: string;
  /** One character a byte. */
  readonly text: string;
  /** Whether a word that no release knows ends the reading, or is skipped with a warning. */
  readonly unknownWords: 'refused' | 'skipped';
  /** What a memory's block does in a file that 6.4 could have read; in others it extends what is inherited. */
  readonly memoryBlocks: MemoryBlocks;
  /**
   * Which problems are looked for. `each-part` puts every part together with its ancestors, as avrdude does; `each-block` looks
   * at what a block itself says, which is much quicker for a file of hundreds of parts.
   */
  readonly checks: 'each-part' | 'each-block';
  /** Whether blocks are read even if they need not be. */
  readonly readAll?: true;
  /** What becomes of blocks that say nothing of their modes. In a file with words that only earlier releases know, they are inferred. */
  readonly missingModes: ConfigBehaviour['missingModes'];
  readonly replacesProgrammer?: ConfigBehaviour['replacesProgrammer'];
  /** Whether instructions that lack bits are warned of. */
  readonly checksInstructions?: boolean;
  /** If the release has a list of chips. */
  readonly mcuIds?: McuIds | undefined;
}

export interface LoadResult {
  /** Whether it has words that releases after 7.1 refuse. */
  readonly isForeign: boolean;
  readonly definitions: Definitions;
  /** Warnings, each with the line it is about, in the order of the file. */
  readonly warnings: readonly { readonly line: number; readonly text: string }[];
  /** What ended the reading. */
  readonly failure: ConfigError | undefined;
}

/** Reads one configuration file on top of earlier definitions. Nothing is printed. */
export function loadFile(base: Definitions, source: SourceFile): LoadResult {
  const warnings: { line: number; text: string }[] = [];
  const warn = (line: number, text: string): void => {
    warnings.push({ line, text });
  };
  const unknown: { readonly word: string; readonly line: number }[] = [];
  const read = source.checks === 'each-block' && !source.readAll ? skimConfig : parseConfig;
  const parsed = read(source.text, {
    file: source.name,
    unknownWords: source.unknownWords,
    onUnknown: (word, line) => void unknown.push({ word, line }),
  });
  const blocks = parsed.definitions.filter((one) => one.kind !== 'global');
  const globals = [...base.globals, ...parsed.definitions.filter((one) => one.kind === 'global')];
  const isForeign = parsed.age.hasOldWords || unknown.length > 0;
  const [first] = unknown;
  // A file that cannot be read anyway fails where the release fails.
  const failed =
    parsed.failure && first
      ? new ConfigError(unknownToken, { file: source.name, line: first.line })
      : parsed.failure;
  if (!failed) for (const { word, line } of unknown) warn(line, `unknown word ${word} ignored`);
  if (blocks.length === 0) return { definitions: { ...base, globals }, warnings, failure: failed, isForeign };
  const parts = new NamedList(base.parts, namesOfPart);
  const programmers = new NamedList(base.programmers, ({ ids }) => ids);
  const { hasOldWords, hasNewWords } = parsed.age;
  // Whoever wrote a file for later releases has seen their warnings; of what the release would refuse it says nothing.
  const looksClosely =
    source.checksInstructions &&
    !(hasOldWords && source.missingModes === 'warned') &&
    (hasOldWords || !hasNewWords);
  const context: BlockContext = {
    file: source.name,
    memoryBlocks: hasNewWords ? 'extend' : source.memoryBlocks,
    missingModes: hasOldWords && source.missingModes === 'warned' ? 'inferred' : source.missingModes,
    checks: looksClosely ? 'each-part' : source.checks,
    replacesProgrammer: source.replacesProgrammer ?? 'by-any-id',
    checksInstructions: source.checksInstructions ?? false,
    mcuIds: source.mcuIds,
    warn,
  };
  let failure = failed;
  try {
    for (const block of blocks)
      if (block.kind === 'part') addPart(parts, block, context);
      else addProgrammer(programmers, block, context);
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    failure = error;
  }
  return {
    definitions: definitionsOf(parts.all(), programmers.all(), globals),
    warnings,
    failure,
    isForeign,
  };
}

interface BlockContext {
  readonly file: string;
  readonly memoryBlocks: MemoryBlocks;
  readonly missingModes: SourceFile['missingModes'];
  readonly checks: SourceFile['checks'];
  readonly replacesProgrammer: ConfigBehaviour['replacesProgrammer'];
  readonly checksInstructions: boolean;
  readonly mcuIds: McuIds | undefined;
  readonly warn: (line: number, text: string) => void;
}

const modesOf = ({ missingModes }: BlockContext): MissingModes =>
  missingModes === 'inferred' ? 'inferred' : 'inferred-unseen';

function reporter(context: BlockContext): Report {
  return (severity, text, line) => {
    if (severity === 'warning') context.warn(line, text);
    else throw new ConfigError(text, { file: context.file, line });
  };
}

/** Definitions in their order, found by any of their names in any case of letters. */
class NamedList<T extends object> {
  readonly #definitions: Set<T>;
  readonly #byName = new Map<string, T>();
  readonly #namesOf: (definition: T) => readonly string[];

  constructor(definitions: readonly T[], namesOf: (definition: T) => readonly string[]) {
    this.#namesOf = namesOf;
    this.#definitions = new Set();
    for (const definition of definitions) this.add(definition);
  }

  add(definition: T): void {
    this.#definitions.add(definition);
    for (const name of this.#namesOf(definition)) this.#byName.set(name.toLowerCase(), definition);
  }

  /** The last one added with that name, if it has not been removed. */
  find(name: string): T | undefined {
    const found = this.#byName.get(name.toLowerCase());
    return found && this.#definitions.has(found) ? found : undefined;
  }

  remove(definition: T): void {
    this.#definitions.delete(definition);
  }

  all(): readonly T[] {
    return [...this.#definitions];
  }
}

function namesOfPart({ id, desc, variantNames: variants }: PartDefinition): readonly string[] {
  return variants === '' ? [id, desc] : [id, desc, ...variants.slice(1, -1).split('\t')];
}

function addPart(parts: NamedList<PartDefinition>, block: Block, context: BlockContext): void {
  const report = reporter(context);
  const { parentId, outline } = block;
  const parent = parentId === undefined ? undefined : parts.find(parentId);
  if (parentId !== undefined && !parent) report('error', "can't find parent part", block.line);
  const { id, desc, variants, signature } = outline ? { ...outline, id: outline.ids[0] } : partHead(block);
  const names = { id: id ?? parent?.id ?? '', desc: desc ?? parent?.desc ?? '' };
  const mcuid = isListed(names) ? context.mcuIds?.ofChip(names.desc) : undefined;
  const definition: PartDefinition = {
    ...names,
    variantNames: namesOfVariants(variants),
    signature: signature ?? parent?.signature ?? new Uint8Array([0xff, 0xff, 0xff]),
    parent,
    parentId,
    get settings() {
      if (mcuid === undefined) return block.settings;
      const known: Setting = { kind: 'value', name: 'mcuid', values: [mcuid], line: block.line };
      return [...block.settings, known];
    },
    memoryBlocks: context.memoryBlocks,
    missingModes: modesOf(context),
    file: context.file,
    get line() {
      return block.line;
    },
  };
  if (definition.id === '') report('error', 'required parameter id not specified', block.endLine);
  const isUnknownChip = context.mcuIds !== undefined && mcuid === undefined && isListed(names);
  if (context.checks === 'each-part' || !outline)
    checkPart(definition, block.endLine, context, isUnknownChip);
  else if (isUnknownChip) checkMcuId(expandPart(definition), block.endLine, context);
  const replaced = parts.find(definition.id);
  if (replaced) {
    context.warn(
      block.line,
      `part ${definition.id} overwrites previous definition ${replaced.file}:${replaced.line}.`,
    );
    parts.remove(replaced);
  }
  parts.add(definition);
}

/** What look-ups need of a part's block. */
function partHead({ settings }: Block) {
  const text = (name: string): string | undefined => lastValues(settings, name)?.map(String)[0];
  const signature = lastValues(settings, 'signature');
  return {
    id: text('id'),
    desc: text('desc'),
    variants: allValues(settings, 'variants').map(String),
    signature: signature && Uint8Array.from(signature, Number),
  };
}

function checkPages(
  { name, size, pageSize }: Pick<Memory, 'name' | 'size' | 'pageSize'>,
  line: number,
  report: Report,
): void {
  if (size <= 0) report('error', `must specify a positive size for paged memory ${name}`, line);
  if (pageSize <= 0) report('error', `must specify a positive page size for paged memory ${name}`, line);
  if (size % pageSize !== 0)
    report('error', `size must be a multiple of page size for paged memory ${name}`, line);
}

/** Puts the part together with its ancestors and looks for what avrdude refuses. */
function checkPart(
  definition: PartDefinition,
  endLine: number,
  context: BlockContext,
  isUnknownChip: boolean,
): void {
  const report = reporter(context);
  const part = expandPart(definition, report);
  if (context.checksInstructions)
    for (const { line, text } of instructionRemarks(definition.settings, part)) context.warn(line, text);
  if (isUnknownChip) checkMcuId(part, endLine, context);
  for (const memory of part.memories) if (memory.paged) checkPages(memory, endLine, report);
}

function checkMcuId(part: Part, endLine: number, context: BlockContext): void {
  const complaint = part.isAvr32 ? undefined : context.mcuIds?.complaint(part);
  if (complaint) context.warn(endLine, complaint);
}

function addProgrammer(
  programmers: NamedList<ProgrammerDefinition>,
  block: Block,
  context: BlockContext,
): void {
  const report = reporter(context);
  const { parentId, keyword, outline } = block;
  const parent = parentId === undefined ? undefined : programmers.find(parentId);
  if (parentId !== undefined && !parent)
    report('error', `parent programmer ${parentId} not found`, block.line);
  const { ids, desc, type = parent?.type ?? '', hasModes } = outline ?? programmerHead(block);
  const [first, ...others] = ids;
  if (first === undefined) report('error', 'required parameter id not specified', block.endLine);
  const mayLackType = context.missingModes === 'warned' && !hasModes;
  if (type === '' && keyword !== 'serialadapter' && !mayLackType)
    report('error', 'programmer type not specified', block.endLine);
  const definition: ProgrammerDefinition = {
    ids: [first ?? '', ...others],
    desc: desc ?? parent?.desc ?? '',
    type,
    parent,
    parentId,
    get settings() {
      return block.settings;
    },
    // 8.2 takes such a programmer for one that can program nothing, which a hint explains.
    missingModes: context.missingModes === 'warned' ? 'none' : modesOf(context),
    file: context.file,
    get line() {
      return block.line;
    },
  };
  const modesWanted = keyword === 'programmer' && context.missingModes === 'warned';
  if (!outline || (modesWanted && !hasModes)) {
    const entry = expandProgrammer(definition, report);
    if (modesWanted && statedModes(entry).length === 0)
      context.warn(block.endLine, `programmer ${definition.ids[0]} fails to specify prog_modes = PM_...;`);
  }
  for (const id of context.replacesProgrammer === 'by-any-id' ? ids : ids.slice(0, 1)) {
    const replaced = programmers.find(id);
    if (!replaced) continue;
    context.warn(
      block.line,
      `programmer ${id} overwrites previous definition ${replaced.file}:${replaced.line}.`,
    );
    programmers.remove(replaced);
  }
  programmers.add(definition);
}

/** What look-ups need of a programmer's block. */
function programmerHead({ settings }: Block) {
  const text = (name: string): string | undefined => lastValues(settings, name)?.map(String)[0];
  const hasModes = lastValues(settings, 'prog_modes') !== undefined;
  return { ids: allValues(settings, 'id').map(String), desc: text('desc'), type: text('type'), hasModes };
}
