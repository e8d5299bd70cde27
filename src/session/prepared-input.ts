import { AvrdudeError, endsRun } from '../model/errors.ts';
import { imageStatistics } from '../model/image-statistics.ts';
import { failedWith, type Tried } from '../model/outcome.ts';
import type { InputFacts } from '../output/events.ts';
import type { SessionContext } from './context.ts';

/**
 * A file for flash as the boot loader wants it written; any other as it is.
 * @param among one of several memories
 * @returns a failure if it must not be written, which has been said
 */
export async function preparedInput(
  { programmer, emit, fs }: SessionContext,
  facts: InputFacts,
  among: boolean,
): Promise<Tried<InputFacts>> {
  const { memory, file, statistics } = facts;
  if (!programmer.prepareFlash || memory.name !== 'flash') return { ok: true, value: facts };
  const found = file === '-' || file === '' ? undefined : fs.statSync(file, { throwIfNoEntry: false });
  const modified = found?.mtimeMs ?? Date.now();
  try {
    const { image, size } = await programmer.prepareFlash({
      image: facts.image,
      size: facts.size,
      file,
      modified,
    });
    const now = imageStatistics(image, size, memory.pageSize);
    const prepared = { ...facts, image, size, statistics: now, inFile: statistics };
    if (JSON.stringify(now) !== JSON.stringify(statistics)) emit({ kind: 'input-prepared', ...prepared });
    return { ok: true, value: prepared };
  } catch (error) {
    if (!(error instanceof AvrdudeError) || endsRun(error)) throw error;
    emit({ kind: 'input-refused', file, memory, among });
    return failedWith(error);
  }
}

/**
 * What is compared after a write: as much as the file has, of what was written.
 * @param size bytes from address 0 on
 */
export function toVerify(facts: InputFacts, size: number): InputFacts {
  if (!facts.inFile) return facts;
  return { ...facts, statistics: imageStatistics(facts.image, size, facts.memory.pageSize) };
}
