import type { Page, PageRange } from '../../model/page.ts';
import type { Memory } from '../../model/part.ts';
import { blocksOf, rangesOf } from '../pages/blocks.ts';
import { resuming } from '../pages/resume.ts';
import type { Memories } from './memories.ts';

/** Reads a run of pages by as few scripts as it takes, and tells of each. @param recover after a failure */
export async function readPages(
  memories: Memories,
  memory: Memory,
  run: readonly PageRange[],
  onPage: (index: number, data: Uint8Array) => void,
  recover: () => Promise<void>,
): Promise<void> {
  const contents = new Uint8Array(memory.size);
  await resuming(
    run,
    async (rest, done) => {
      for (const { address, length, completes } of blocksOf(rest, memories.block(memory, 'read'))) {
        contents.set(await memories.read(memory, address, length), address);
        for (const index of completes) {
          const page = rest[index];
          if (page) onPage(done(index), contents.slice(page.address, page.address + page.length));
        }
      }
    },
    recover,
  );
}

/** Writes a run of pages likewise. */
export async function writePages(
  memories: Memories,
  memory: Memory,
  run: readonly Page[],
  onPage: (index: number) => void,
  recover: () => Promise<void>,
): Promise<void> {
  const contents = new Uint8Array(memory.size);
  for (const { address, data } of run) contents.set(data, address);
  await resuming(
    run,
    async (rest, done) => {
      const ranges = rangesOf(rest);
      for (const { address, length, completes } of blocksOf(ranges, memories.block(memory, 'write'))) {
        await memories.write(memory, address, contents.slice(address, address + length));
        for (const index of completes) onPage(done(index));
      }
    },
    recover,
  );
}
