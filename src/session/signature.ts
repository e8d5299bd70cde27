import { called } from '../memory/messages.ts';
import { endsRun, returnCode } from '../model/errors.ts';
import type { Memory } from '../model/part.ts';
import { notice } from '../output/events.ts';
import type { SessionContext } from './context.ts';
import { SessionEnd } from './session-end.ts';

/** Milliseconds before each of the attempts to read a signature that is not all zeros or all ones (avrdude: 10 ms, then fivefold). */
const waits = [10, 50, 250] as const;

/**
 * Makes sure that the chip is the one that was named.
 * @param initialised whether the target answered at all; if not (`-F`), nothing can be read
 * @throws SessionEnd if it is another and `-F` was not given
 */
export async function checkSignature(context: SessionContext, initialised: boolean): Promise<void> {
  const { part, emit, plan } = context;
  if (part.isAvr32) return;
  const memory = part.memories.find((candidate) => candidate.name === 'signature');
  let signature: Uint8Array = new Uint8Array(memory?.size ?? 0);
  for (const [attempt, wait] of waits.entries()) {
    await context.clock.sleep(wait);
    if (initialised && memory) signature = await readSignature(context, memory);
    if (!memory) {
      emit({ kind: 'signature-undefined', part });
      return;
    }
    const blank = signature.every((byte) => byte === 0xff) || signature.every((byte) => byte === 0x00);
    const retrying = blank && attempt < waits.length - 1;
    const matches = signature.length >= 3 && part.signature.every((byte, i) => signature[i] === byte);
    const candidates = context.database.partsBySignature(signature);
    const { entry, verbosity } = context;
    emit({
      kind: 'signature-read',
      part,
      signature,
      candidates,
      matches,
      blank,
      retrying,
      forced: plan.force,
      entry,
      verbosity,
    });
    if (retrying) continue;
    if (blank && !plan.force) throw new SessionEnd(1);
    if (!matches) {
      emit({ kind: 'signature-mismatch', part, signature, forced: plan.force });
      if (!plan.force) throw new SessionEnd(1);
    }
    return;
  }
}

async function readSignature(context: SessionContext, memory: Memory): Promise<Uint8Array> {
  const { behaviour, emit, part, plan, verbosity } = context;
  const shown = behaviour.bars.signature === 'always' || verbosity > 1;
  emit(notice(called, { name: 'avr_signature', arguments: [context.programmerId, part.id] }));
  if (shown) emit({ kind: 'progress', done: 0, total: 1, title: 'Reading' });
  try {
    const { image } = await context.device.readMemory(memory);
    emit({ kind: 'progress', done: 1, total: 1 });
    return image.data;
  } catch (error) {
    if (endsRun(error)) throw error;
    if (behaviour.bars.endOnFailure) emit({ kind: 'progress', done: 1, total: 1 });
    emit({ kind: 'signature-unreadable', part, rc: returnCode(error), forced: plan.force });
    if (plan.force && !behaviour.needsSignature) return new Uint8Array(memory.size).fill(0xff);
    throw new SessionEnd(1);
  }
}
