import { writeImage } from '../files/write-image.ts';
import { FileError } from '../model/errors.ts';
import { imageStatistics } from '../model/image-statistics.ts';
import { blankImage, type MemoryImage } from '../model/memory-image.ts';
import { failedWith, type Tried } from '../model/outcome.ts';
import type { InputFacts } from '../output/events.ts';
import type { SessionContext } from './context.ts';

/** `-n`: the image goes to stdout as Intel hex instead. @returns the bytes that count as written */
export async function printInstead(
  context: SessionContext,
  { memory, image, size }: InputFacts,
): Promise<Tried<number>> {
  const { behaviour, fs, stdout, emit, part } = context;
  const segments = [{ address: 0, length: size }];
  try {
    const { data } = image;
    await writeImage({ file: '-', format: 'i', memory, part, data, segments, fs, stdout, behaviour, emit });
    return { ok: true, value: size };
  } catch (error) {
    if (!(error instanceof FileError)) throw error;
    return failedWith(error);
  }
}

/** What a write has left to be verified: with `-n`, where the release forgets, nothing. */
export function leftToVerify({ plan, behaviour }: SessionContext, facts: InputFacts): InputFacts {
  if (!plan.noWrite || behaviour.noWrite === 'prints-image') return facts;
  const image = facts.inFile ? withoutFirst(facts) : blankImage(facts.memory.size);
  if (behaviour.noWrite === 'prints-and-forgets') return { ...facts, image };
  return { ...facts, image, statistics: imageStatistics(image, facts.size, facts.memory.pageSize) };
}

/** What a file has beyond what was printed: the part that was cut off for a boot loader. */
function withoutFirst({ image, size }: InputFacts): MemoryImage {
  return { data: image.data, known: image.known.slice().fill(0, 0, size) };
}
