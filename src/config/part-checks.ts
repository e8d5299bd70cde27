import type { Memory, Part } from '../model/part.ts';
import { type BlockContext, reporter } from './block-context.ts';
import { expandPart, type PartDefinition } from './collection.ts';
import { faultRemarks, instructionRemarks } from './opcode-checks.ts';
import { ProblemError, type Report } from './problem.ts';
import { memoriesNamed, tellOfMemories, tellOfUnplaced, unplacedOf } from './unplaced-memories.ts';

/**
 * Puts a part together with its ancestors and looks for what avrdude refuses or remarks upon in its assignments.
 * @throws ProblemError for what ends the reading
 */
export function checkSettings(definition: PartDefinition, context: BlockContext): Part {
  tellOfMemories(memoriesNamed(definition.settings), context);
  const { settings, desc } = definition;
  try {
    const part = expandPart(definition, reporter(context));
    if (context.checksInstructions) instructionRemarks(settings, part).forEach(context.warn);
    return part;
  } catch (error) {
    const remarks = context.checksInstructions && faultRemarks(settings, desc);
    if (!remarks || !(error instanceof ProblemError)) throw error;
    instructionRemarks(remarks.settings, expandPart({ ...definition, settings: remarks.settings })).forEach(
      context.warn,
    );
    remarks.before.forEach(context.warn);
    throw new ProblemError(error.text, error, remarks.after);
  }
}

/** The same of a whole block, and what is looked for at its end. @throws ProblemError for what ends the reading */
export function checkPart(
  definition: PartDefinition,
  endLine: number,
  context: BlockContext,
  isUnknownChip: boolean,
): void {
  const report = reporter(context);
  const part = checkSettings(definition, context);
  if (isUnknownChip) checkMcuId(part, endLine, context);
  for (const memory of part.memories)
    if (memory.paged) checkPages(memory, endLine, context.checksInstructions, report);
  tellOfUnplaced(definition, unplacedOf(part, context), { endLine }, context);
}

/** Says what is wrong with the number of a part that the release has never heard of. */
export function checkMcuId(part: Part, endLine: number, context: BlockContext): void {
  const complaint = part.isAvr32 ? undefined : context.mcuIds?.complaint(part);
  if (complaint) context.warn({ line: endLine, text: complaint });
}

function checkPages(
  { name, size, pageSize, numPages }: Pick<Memory, 'name' | 'size' | 'pageSize' | 'numPages'>,
  line: number,
  needsPowers: boolean,
  report: Report,
): void {
  if (size <= 0) report('error', `must specify a positive size for paged memory ${name}`, line);
  if (pageSize <= 0) report('error', `must specify a positive page size for paged memory ${name}`, line);
  if (needsPowers && (pageSize & (pageSize - 1)) !== 0)
    report('error', `page size must be a power of 2 for paged memory ${name}`, line);
  if (size % pageSize !== 0) {
    const late = `size must be a multiple of page size for paged memory ${name}`;
    const early = `page size (${pageSize}) * num_pages (${numPages}) = ${pageSize * numPages} does not match memory size (${size})`;
    report('error', { '6.4': early, '7.1': late, '8.2': late }, line);
  }
}
