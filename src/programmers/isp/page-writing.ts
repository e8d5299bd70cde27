import type { Clock } from '../../model/clock.ts';
import { TargetError } from '../../model/errors.ts';
import type { Memory } from '../../model/part.ts';
import { decodeReads, pollReady, readsOfBytes, saysReady, type WriteGroup } from './page-instructions.ts';

/** How many polls follow a write at once, and how many instructions are asked at a time afterwards. */
export interface Polls {
  readonly first: number;
  readonly further: number;
}
/** How often bytes that do not read as they were written are read again, each time after the longest write delay (as avrdude does). */
const readBacks = 5;

/**
 * Sends instructions of which the last makes the part busy, waits for it, and reads EEPROM back. Only a part that has said that it is
 * busy is believed when it says that it no longer is; one without a ready flag is asked for what was written, which it does not
 * give before it is done; where that cannot be told from "busy", it gets the longest time that its data sheet gives.
 *
 * @param exchange sends instructions and gives what came back, four bytes for each
 * @throws TransportError; TargetError with rc -6 if the memory does not take what is written
 */
export async function writeGroup(
  exchange: (instructions: readonly Uint8Array[]) => Promise<Uint8Array>,
  clock: Clock,
  memory: Memory,
  { instructions, written }: WriteGroup,
  polls: Polls,
): Promise<void> {
  const reads = readsOfBytes(memory, written);
  const readings = reads.map(({ bytes }) => bytes);
  const taken = (answer: Uint8Array): boolean =>
    decodeReads(reads, answer).every((value, index) => value === written[index]?.value);
  const byReady = saysReady(memory);
  const byData =
    !byReady && written.length > 0 && !written.some(({ value }) => memory.readback.includes(value));

  const first = await exchange([...instructions, ...pollsOf(byReady ? polls.first : 0)]);
  const end = clock.now() + memory.maxWriteDelay / 1000;
  let busy = byReady ? isBusy(first, instructions.length) : byData;
  const told = busy;
  while (busy && clock.now() < end) {
    const asked = byReady ? Math.max(1, polls.further - reads.length) : 0;
    const answer = await exchange([...pollsOf(asked), ...readings]);
    busy = byReady ? isBusy(answer, asked - 1) : true;
    if (!(byReady && busy) && taken(answer.subarray(4 * asked))) return;
  }
  if (!told || busy) await clock.sleep(Math.max(0, end - clock.now()));
  for (let attempt = 0; reads.length > 0 && !taken(await exchange(readings)); attempt++) {
    if (attempt === readBacks) throw new TargetError(`${memory.name} does not take what is written`, -6);
    await clock.sleep(memory.maxWriteDelay / 1000);
  }
}

function pollsOf(count: number): readonly Uint8Array[] {
  return Array<Uint8Array>(count).fill(pollReady);
}

/** @param place of the poll among the instructions that were sent */
function isBusy(answer: Uint8Array, place: number): boolean {
  return ((answer[4 * place + 3] ?? 0) & 1) === 1;
}
