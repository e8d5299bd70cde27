import { ConfigError } from '../model/errors.ts';
import {
  expandPart,
  expandProgrammer,
  type PartDefinition,
  type ProgrammerDefinition,
} from './collection.ts';
import { type Definitions, definitionsOf, hasId, isNamed, lastValues, variantNames } from './definitions.ts';
import { modesOfOldType } from './old-types.ts';
import { type Dialect, parseConfig } from './parser.ts';
import type { MemoryBlocks } from './part-settings.ts';
import type { Report } from './problem.ts';
import type { Block } from './syntax.ts';

/** A file to be read on top of what is known. */
export interface SourceFile {
  /** As messages and listings name it. */
  readonly name: string;
  /** One character a byte. */
  readonly text: string;
  /** Whether a word that no release knows ends the reading, or is skipped with a warning. */
  readonly unknownWords: 'refused' | 'skipped';
  /** How to read a file whose words do not tell which releases it was written for. */
  readonly fallbackDialect: Dialect;
  /** Whether a programmer that says nothing of its modes is warned of. */
  readonly missingModes: 'warned' | 'accepted';
}

export interface LoadResult {
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
  const parsed = parseConfig(source.text, {
    file: source.name,
    unknownWords: source.unknownWords,
    onUnknown: (word, line) => warn(line, `unknown word ${word} ignored`),
  });
  const dialect = parsed.dialect ?? source.fallbackDialect;
  const blocks = parsed.definitions.filter((one) => one.kind !== 'global');
  const globals = [...base.globals, ...parsed.definitions.filter((one) => one.kind === 'global')];
  if (blocks.length === 0) return { definitions: { ...base, globals }, warnings, failure: parsed.failure };
  const parts = [...base.parts];
  const programmers = [...base.programmers];
  const context: BlockContext = { file: source.name, dialect, missingModes: source.missingModes, warn };
  let { failure } = parsed;
  try {
    for (const block of blocks)
      if (block.kind === 'part') addPart(parts, block, context);
      else addProgrammer(programmers, block, context);
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    failure = error;
  }
  return { definitions: definitionsOf(parts, programmers, globals), warnings, failure };
}

interface BlockContext {
  readonly file: string;
  readonly dialect: Dialect;
  readonly missingModes: SourceFile['missingModes'];
  readonly warn: (line: number, text: string) => void;
}

function reporter(context: BlockContext): Report {
  return (severity, text, line) => {
    if (severity === 'warning') context.warn(line, text);
    else throw new ConfigError(text, { file: context.file, line });
  };
}

function addPart(parts: PartDefinition[], block: Block, context: BlockContext): void {
  const report = reporter(context);
  const { parentId, settings, line, endLine } = block;
  const parent = parentId === undefined ? undefined : parts.findLast((part) => isNamed(part, parentId));
  if (parentId !== undefined && !parent) report('error', "can't find parent part", line);
  const memoryBlocks: MemoryBlocks = context.dialect === 'before-7.1' ? 'replace' : 'extend';
  const text = (name: string) => lastValues(settings, name)?.[0];
  const signature = lastValues(settings, 'signature');
  const definition: PartDefinition = {
    id: String(text('id') ?? parent?.id ?? ''),
    desc: String(text('desc') ?? parent?.desc ?? ''),
    variantNames: variantNames(settings),
    signature: signature
      ? Uint8Array.from(signature, Number)
      : (parent?.signature ?? new Uint8Array([0xff, 0xff, 0xff])),
    parent,
    parentId,
    settings,
    memoryBlocks,
    file: context.file,
    line,
  };
  if (definition.id === '') report('error', 'required parameter id not specified', endLine);
  checkPages(definition, endLine, context);
  const existing = parts.findIndex((part) => isNamed(part, definition.id));
  const replaced = parts[existing];
  if (replaced) {
    context.warn(
      line,
      `part ${definition.id} overwrites previous definition ${replaced.file}:${replaced.line}.`,
    );
    parts.splice(existing, 1);
  }
  parts.push(definition);
}

/** Expands the part for what avrdude refuses: bad instructions, sizes that pages do not fill. */
function checkPages(definition: PartDefinition, endLine: number, context: BlockContext): void {
  const report = reporter(context);
  const part = expandPart(definition, report);
  for (const memory of part.memories) {
    if (!memory.paged) continue;
    const { name, size, pageSize } = memory;
    if (size <= 0) report('error', `must specify a positive size for paged memory ${name}`, endLine);
    if (pageSize <= 0) report('error', `must specify a positive page size for paged memory ${name}`, endLine);
    if (size % pageSize !== 0)
      report('error', `size must be a multiple of page size for paged memory ${name}`, endLine);
  }
}

function addProgrammer(programmers: ProgrammerDefinition[], block: Block, context: BlockContext): void {
  const report = reporter(context);
  const { parentId, settings, line, endLine, keyword } = block;
  const parent =
    parentId === undefined ? undefined : programmers.findLast((programmer) => hasId(programmer, parentId));
  if (parentId !== undefined && !parent) report('error', `parent programmer ${parentId} not found`, line);
  const text = (name: string) => lastValues(settings, name)?.[0];
  const ids = settings.flatMap((setting) =>
    setting.kind === 'value' && setting.name === 'id' ? setting.values.map(String) : [],
  );
  const [first, ...others] = ids;
  if (first === undefined) report('error', 'required parameter id not specified', endLine);
  const type = String(text('type') ?? parent?.type ?? '');
  if (type === '' && keyword !== 'serialadapter') report('error', 'programmer type not specified', endLine);
  const definition: ProgrammerDefinition = {
    ids: [first ?? '', ...others],
    desc: String(text('desc') ?? parent?.desc ?? ''),
    type,
    parent,
    parentId,
    settings,
    impliedModes: context.dialect === 'before-7.1' ? modesOfOldType(type) : 0,
    file: context.file,
    line,
  };
  const { progModes } = expandProgrammer(definition, report);
  if (progModes.length === 0 && keyword === 'programmer' && context.missingModes === 'warned')
    context.warn(endLine, `programmer ${definition.ids[0]} fails to specify prog_modes = PM_...;`);
  for (const id of ids) {
    const existing = programmers.findIndex((programmer) => hasId(programmer, id));
    const replaced = programmers[existing];
    if (!replaced) continue;
    context.warn(line, `programmer ${id} overwrites previous definition ${replaced.file}:${replaced.line}.`);
    programmers.splice(existing, 1);
  }
  programmers.push(definition);
}
