import { type BlockContext, modesOf, reporter } from './block-context.ts';
import { expandPart, type PartDefinition } from './collection.ts';
import { allValues, lastValues, namesOfVariants } from './definitions.ts';
import { isListed } from './mcu-ids.ts';
import type { NamedList } from './named-list.ts';
import type { Outline } from './outline.ts';
import { checkMcuId, checkPart, checkSettings } from './part-checks.ts';
import type { Block, Setting } from './syntax.ts';
import { constantValue } from './token.ts';
import { tellOfMemories, tellOfUnplaced, unplacedIn } from './unplaced-memories.ts';

/** All names of a part: id, description, variants. */
export function namesOfPart({ id, desc, variantNames: variants }: PartDefinition): readonly string[] {
  return variants === '' ? [id, desc] : [id, desc, ...variants.slice(1, -1).split('\t')];
}

/** Adds what a part's block defines, after looking for what avrdude refuses or remarks upon. @throws ProblemError */
export function addPart(parts: NamedList<PartDefinition>, block: Block, context: BlockContext): void {
  const report = reporter(context);
  const { outline } = block;
  const { definition, mcuid } = definitionOf(parts, block, context);
  if (definition.id === '') report('error', 'required parameter id not specified', block.endLine);
  const isUnknownChip = context.mcuIds !== undefined && mcuid === undefined && isListed(definition);
  if (context.checks === 'each-part' || !outline)
    checkPart(definition, block.endLine, context, isUnknownChip);
  else {
    tellOfMemories(outline.memories, context);
    if (isUnknownChip) checkMcuId(expandPart(definition), block.endLine, context);
    tellOfUnplaced(definition, unplacedIn(definition, outline.memories, context), block, context);
  }
  const replaced = parts.find(definition.id);
  if (replaced) {
    context.warn({
      line: block.line,
      text: `part ${definition.id} overwrites previous definition ${replaced.file}:${replaced.line}.`,
    });
    parts.remove(replaced);
  }
  parts.add(definition);
}

/** Looks for what is wrong with a block that has no end. @throws ProblemError for what ends the reading before that */
export function checkUnfinishedPart(
  parts: NamedList<PartDefinition>,
  block: Block,
  context: BlockContext,
): void {
  checkSettings(definitionOf(parts, block, context).definition, context);
}

function definitionOf(
  parts: NamedList<PartDefinition>,
  block: Block,
  context: BlockContext,
): { readonly definition: PartDefinition; readonly mcuid: number | undefined } {
  const { parentId, outline } = block;
  const parent = parentId === undefined ? undefined : parts.find(parentId);
  if (parentId !== undefined && !parent) reporter(context)('error', "can't find parent part", block.line);
  const { id, desc, variants, signature } = outline ? { ...outline, id: outline.ids[0] } : partHead(block);
  const names = { id: id ?? parent?.id ?? '', desc: desc ?? parent?.desc ?? '' };
  const mcuid = isListed(names) ? context.mcuIds?.ofChip(names.desc) : undefined;
  const definition: PartDefinition = {
    ...names,
    ...listedOf(outline, parent),
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
  return { definition, mcuid };
}

/** Old words change the modes; they follow from other things if no block gives them. */
function listedOf(
  outline: Outline | undefined,
  parent: PartDefinition | undefined,
): Pick<PartDefinition, 'listed'> {
  if (!outline || outline.isOld) return {};
  const modeMask = outline.modes
    ? outline.modes.reduce((mask, flag) => mask | (constantValue(flag) ?? 0), 0)
    : parent?.listed?.modeMask;
  return modeMask === undefined ? {} : { listed: { variants: outline.variants, modeMask } };
}

/** What look-ups need of a part's block. */
function partHead({ settings }: Block) {
  const text = (name: string): string | undefined =>
    lastValues(settings, name)?.find((value) => typeof value === 'string');
  const signature = lastValues(settings, 'signature');
  return {
    id: text('id'),
    desc: text('desc'),
    variants: allValues(settings, 'variants').map(String),
    signature: signature && Uint8Array.from(signature, Number),
  };
}
