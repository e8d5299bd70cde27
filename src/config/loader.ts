import { ConfigError } from '../model/errors.ts';
import type { ConfigBehaviour } from '../model/release.ts';
import type { BlockContext } from './block-context.ts';
import type { PartDefinition, ProgrammerDefinition } from './collection.ts';
import { type Definitions, definitionsOf } from './definitions.ts';
import type { McuIds } from './mcu-ids.ts';
import { NamedList } from './named-list.ts';
import type { KnownMemories } from './named-memories.ts';
import { type ParsedFile, parseConfig } from './parser.ts';
import { addPart, checkUnfinishedPart, namesOfPart } from './part-block.ts';
import type { MemoryBlocks } from './part-settings.ts';
import { ProblemError, type Warning } from './problem.ts';
import { addProgrammer } from './programmer-block.ts';
import { skimConfig } from './skim.ts';
import type { Block } from './syntax.ts';
import { type IntegerRules, unknownToken } from './token.ts';

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
  /** Whether a string for a number ends the reading; it does not unless given. */
  readonly mismatchedValues?: ConfigBehaviour['mismatchedValues'];
  readonly integers?: IntegerRules;
  /** If the release tells of names of memories that it has not heard of. */
  readonly knownMemories?: KnownMemories | undefined;
}

export interface LoadResult {
  /** Whether it has words that releases after 7.1 refuse. */
  readonly isForeign: boolean;
  readonly definitions: Definitions;
  /** In the order of the file. */
  readonly warnings: readonly Warning[];
  /** What ended the reading. */
  readonly failure: ConfigError | undefined;
  /** What is said after that. */
  readonly afterFailure: readonly Warning[];
}

/** Reads one configuration file on top of earlier definitions. Nothing is printed. */
export function loadFile(base: Definitions, source: SourceFile): LoadResult {
  const warnings: Warning[] = [];
  const unknown: { readonly word: string; readonly line: number }[] = [];
  const read = source.checks === 'each-block' && !source.readAll ? skimConfig : parseConfig;
  const parsed = read(source.text, {
    file: source.name,
    unknownWords: source.unknownWords,
    onUnknown: (word, line) => void unknown.push({ word, line }),
    ...(source.integers && { integers: source.integers }),
  });
  const [first] = unknown;
  // A file that cannot be read anyway fails where the release fails.
  const stop = parsed.failure && first;
  const blocks = parsed.definitions
    .filter((one) => one.kind !== 'global')
    .filter((one) => !stop || one.endLine < stop.line);
  const globals = [...base.globals, ...parsed.definitions.filter((one) => one.kind === 'global')];
  const isForeign = parsed.age.hasOldWords || unknown.length > 0;
  if (!parsed.failure)
    for (const { word, line } of unknown) warnings.push({ line, text: `unknown word ${word} ignored` });
  let failure: ConfigError | undefined = stop
    ? new ProblemError(unknownToken, { file: source.name, line: stop.line })
    : parsed.failure;
  const afterFailure: Warning[] = [];
  if (blocks.length === 0 && !parsed.atFailure?.unfinished)
    return {
      definitions: { ...base, globals },
      warnings,
      failure: inWordsOf(failure, parsed, source),
      afterFailure,
      isForeign,
    };
  const parts = new NamedList(base.parts, namesOfPart);
  const programmers = new NamedList<ProgrammerDefinition>(base.programmers, ({ ids }) => ids);
  const context = contextOf(source, parsed, (warning) => void warnings.push(warning));
  try {
    for (const block of blocks) addBlock(block, parts, programmers, context);
    if (!stop) addUnfinished(parsed, parts, programmers, context);
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    failure = error;
    if (error instanceof ProblemError) afterFailure.push(...error.after);
  }
  return {
    definitions: definitionsOf(parts.all(), programmers.all(), globals),
    warnings,
    failure: inWordsOf(failure, parsed, source),
    afterFailure,
    isForeign,
  };
}

/** 6.4 goes no further than the first word that it does not know. */
function inWordsOf(
  failure: ConfigError | undefined,
  { sawNewWord }: ParsedFile,
  { name, missingModes }: SourceFile,
): ConfigError | undefined {
  if (!failure || !sawNewWord || missingModes !== 'inferred') return failure;
  return new ProblemError(unknownToken, { file: name, line: failure.line });
}

function contextOf(source: SourceFile, { age }: ParsedFile, warn: BlockContext['warn']): BlockContext {
  const { hasOldWords, hasNewWords } = age;
  // Whoever wrote a file for later releases has seen their warnings; of what the release would refuse it says nothing.
  const isRefused = hasOldWords && source.missingModes === 'warned';
  const looksClosely = source.checksInstructions && !isRefused && (hasOldWords || !hasNewWords);
  return {
    file: source.name,
    memoryBlocks: hasNewWords ? 'extend' : source.memoryBlocks,
    missingModes: isRefused ? 'inferred' : source.missingModes,
    checks: looksClosely ? 'each-part' : source.checks,
    replacesProgrammer: source.replacesProgrammer ?? 'by-any-id',
    mismatchedValues: source.mismatchedValues ?? 'warned',
    checksInstructions: source.checksInstructions ?? false,
    mcuIds: source.mcuIds,
    knownMemories: isRefused ? undefined : source.knownMemories,
    warn,
  };
}

type Parts = NamedList<PartDefinition>;
type Programmers = NamedList<ProgrammerDefinition>;

function addBlock(block: Block, parts: Parts, programmers: Programmers, context: BlockContext): void {
  if (block.kind === 'part') addPart(parts, block, context);
  else addProgrammer(programmers, block, context);
}

/** What is wrong with the block in which the reading ended is said before the reason for that. */
function addUnfinished(
  { atFailure }: ParsedFile,
  parts: Parts,
  programmers: Programmers,
  context: BlockContext,
): void {
  if (!atFailure?.unfinished) return;
  const { block, isWhole } = atFailure.unfinished;
  if (isWhole) addBlock(block, parts, programmers, context);
  else if (block.kind === 'part') checkUnfinishedPart(parts, block, context);
}
