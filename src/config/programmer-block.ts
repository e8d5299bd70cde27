import { statedModes } from '../model/stated-modes.ts';
import { type BlockContext, modesOf, reporter } from './block-context.ts';
import { expandProgrammer, type ProgrammerDefinition } from './collection.ts';
import { allValues, lastValues } from './definitions.ts';
import type { NamedList } from './named-list.ts';
import type { Block } from './syntax.ts';

/** Adds what a programmer's block defines. @throws ProblemError */
export function addProgrammer(
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
      context.warn({
        line: block.endLine,
        text: `programmer ${definition.ids[0]} fails to specify prog_modes = PM_...;`,
      });
  }
  for (const id of context.replacesProgrammer === 'by-any-id' ? ids : ids.slice(0, 1)) {
    const replaced = programmers.find(id);
    if (!replaced) continue;
    context.warn({
      line: block.line,
      text: `programmer ${id} overwrites previous definition ${replaced.file}:${replaced.line}.`,
    });
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
