import { formatNames } from '../files/format-names.ts';
import { allMemories, labelsOf, MemoryGatherer, shareOf } from '../files/multi-memory.ts';
import { writeImage } from '../files/write-image.ts';
import { FileError } from '../model/errors.ts';
import { imageStatistics } from '../model/image-statistics.ts';
import { isReadOnlyKind, memoryKind } from '../model/memory-kind.ts';
import { memoryName } from '../model/memory-name.ts';
import { failedWith, succeeded, type Tried } from '../model/outcome.ts';
import type { Memory } from '../model/part.ts';
import type { MemoryTarget } from '../model/plan.ts';
import { type InputFacts, notice } from '../output/events.ts';
import type { SessionContext } from './context.ts';
import { passGuardsLate } from './guards/guard.ts';
import { type Input, readInput, type UpdateStep } from './inputs.ts';
import * as words from './list-messages.ts';
import { emptyList, skippedInList } from './memory-list-messages.ts';
import { leftToVerify, printInstead } from './no-write.ts';
import { notReadBack } from './not-read-back.ts';
import { preparedInput, toVerify } from './prepared-input.ts';
import type { Transfers } from './transfers.ts';

type ListTarget = Extract<MemoryTarget, { kind: 'list' }>;

/** Formats that hold several memories and can be read back. */
const readableFormats: readonly string[] = ['i', 'I', 's', 'e'];

/**
 * Carries out a `-U` on a list of memories with one file (8.x). What cannot be done for one memory is said, and the others go on.
 * @returns the first failure; memories that are merely absent are none
 */
export async function runListUpdate(
  context: SessionContext,
  transfers: Transfers,
  step: UpdateStep,
  target: ListTarget,
  early: Input | undefined,
): Promise<Tried> {
  const { emit, part } = context;
  const list = target.name;
  for (const name of target.unknown) emit(notice(skippedInList, { name, list }));
  if (target.memories.length === 0) {
    emit(notice(emptyList, { list, part: part.desc }));
    return succeeded;
  }
  const work = { context, transfers, step, memories: target.memories };
  return step.update.operation === 'read' ? readAll(work) : shareOut(work, early);
}

interface Work {
  readonly context: SessionContext;
  readonly transfers: Transfers;
  readonly step: UpdateStep;
  readonly memories: readonly Memory[];
}

async function readAll({ context, transfers, step, memories }: Work): Promise<Tried> {
  const { emit, device, part, fs, stdout, behaviour, database, program } = context;
  const { file, format } = step.update;
  if (format === 'm') {
    emit({ kind: 'format-not-for-output', file });
    return failedWith(new FileError('no format that holds several memories', file));
  }
  if (!readableFormats.includes(format)) {
    const name = formatNames[format];
    emit(notice(words.formatNotReadable, { format: name, program }));
  }
  emit(notice(words.readingSeveral, { what: nameOfAll(memories) }));
  const width = Math.max(...memories.map((memory) => memoryName(memory).length));
  const gatherer = new MemoryGatherer(part);
  let result: Tried = succeeded;
  for (const memory of memories) {
    const name = memoryName(memory);
    const read = () => device.readMemory(memory);
    const contents = await transfers.run(` - ${name.padEnd(width)}`, memory, read, true);
    if (!contents.ok) {
      emit(notice(words.skippedUnreadable, { memory: name, error: contents.error }));
      result = result.ok ? contents : result;
    } else if (!gatherer.add(memory, contents.value.image.data)) {
      emit(notice(words.skippedUnmapped, { memory: name, reading: true }));
      result = result.ok ? unmapped(memory, file) : result;
    }
  }
  const { data, segments } = gatherer;
  const bytes = segments.reduce((sum, { length }) => sum + length, 0);
  emit(notice(words.writingSeveral, { bytes, file: file === '-' ? '<stdout>' : file }));
  if (segments.length === 0) {
    emit(notice(words.nothingRead));
    return result;
  }
  const label = labelsOf(part, (signature) => database.partsBySignature(signature).map(({ desc }) => desc));
  const memory = allMemories;
  try {
    await writeImage({ file, format, memory, part, data, segments, label, fs, stdout, behaviour, emit });
    return result;
  } catch (error) {
    if (!(error instanceof FileError)) throw error;
    emit({ kind: 'output-failed', file });
    return failedWith(error);
  }
}

/** Writes or verifies each memory's share of the file. */
async function shareOut(
  { context, transfers, step, memories }: Work,
  early: Input | undefined,
): Promise<Tried> {
  const { emit, part } = context;
  const { file, operation } = step.update;
  const input = early ?? (await readInput(context, step, allMemories));
  for (const event of input.said) emit(event);
  if (!early) await passGuardsLate(context, step, input);
  if (input.kind === 'unusable') {
    emit({ kind: 'input-failed', file });
    return failedWith(input.error);
  }
  const { image: all, size: allSize } = input.file;
  const memory = { ...allMemories, name: nameOfAll(memories) };
  const statistics = imageStatistics(all, allSize, 1);
  const whole: InputFacts = { file, memory, image: all, size: allSize, statistics };
  emit(operation === 'write' ? { kind: 'input-read', ...whole } : { kind: 'verify-input-read', ...whole });
  if (allSize === 0) return succeeded;
  let result: Tried = succeeded;
  for (const each of memories) {
    if (operation === 'write' && isLeftAlone(context, each)) continue;
    const share = shareOf(all, allSize, part, each);
    const name = memoryName(each);
    if (share.kind === 'unmapped') {
      emit(notice(words.skippedUnmapped, { memory: name, reading: false }));
      result = result.ok ? unmapped(each, file) : result;
    } else if (share.kind === 'absent') {
      emit(notice(words.skippedAbsent, { memory: name, file: file === '-' ? '<stdin>' : file }));
    } else {
      const { image, size } = share;
      const facts = {
        file,
        memory: each,
        image,
        size,
        statistics: imageStatistics(image, size, each.pageSize),
      };
      const done =
        operation === 'write'
          ? await writeShare(context, transfers, step, facts)
          : await transfers.verify(facts, size, true);
      result = result.ok ? done : result;
    }
  }
  return result;
}

/** Memories that only can be read, and what a boot loader cannot change, are passed over in silence. */
function isLeftAlone({ entry }: SessionContext, memory: Memory): boolean {
  const kind = memoryKind(memory);
  const isSetting = kind === 'fuse' || kind === 'fuses' || kind === 'lock';
  return isReadOnlyKind(memory) || (entry.progModes.includes('SPM') && isSetting);
}

async function writeShare(
  context: SessionContext,
  transfers: Transfers,
  step: UpdateStep,
  facts: InputFacts,
): Promise<Tried> {
  const { emit, plan, device } = context;
  const { memory } = facts;
  emit({ kind: 'input-described', ...facts, among: true });
  const prepared = await preparedInput(context, facts, true);
  if (!prepared.ok) {
    emit(notice(words.skippedUnwritable, { memory: memoryName(memory), error: prepared.error }));
    return prepared;
  }
  const input = prepared.value;
  const { image, size } = input;
  emit({ kind: 'writing-memory', ...input });
  const writing = plan.noWrite
    ? await printInstead(context, input)
    : await transfers.run('Writing', memory, () =>
        device.writeMemory(memory, image, size, plan.erase.kind === 'pages'),
      );
  if (!writing.ok) {
    emit(notice(words.skippedUnwritable, { memory: memoryName(memory), error: writing.error }));
    return writing;
  }
  const written = writing.value;
  const underBar = transfers.underBar(memory);
  const verifying = step.verifyWrite && context.programmer.cannotBeRead?.(memory) !== true;
  emit({ kind: 'memory-written', ...input, written, verifying, underBar });
  if (step.verifyWrite && !verifying) emit(notice(notReadBack, { memory: memory.name }));
  if (!verifying) return succeeded;
  return transfers.verify(leftToVerify(context, toVerify(input, facts.size)), facts.size, false);
}

function unmapped(memory: Memory, file: string): Tried {
  return failedWith(new FileError(`${memoryName(memory)} has no place in a file of several memories`, file));
}

function nameOfAll(memories: readonly Memory[]): string {
  const [only] = memories;
  return memories.length === 1 && only ? memoryName(only) : 'multiple memories';
}
