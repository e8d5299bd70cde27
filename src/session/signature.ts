import { called } from '../memory/called-messages.ts';
import {
  AnsweredError,
  AvrdudeError,
  endsRun,
  LoaderUnknownError,
  returnCode,
  TargetError,
} from '../model/errors.ts';
import { memoryNamed } from '../model/locate-memory.ts';
import type { Memory } from '../model/part.ts';
import { notice } from '../output/events.ts';
import type { SessionContext } from './context.ts';
import { during } from './step-failure.ts';

/** Milliseconds before each of the attempts to read a signature that is not all zeros or all ones (avrdude: 10 ms, then fivefold). */
const waits = [10, 50, 250] as const;
/** What a locked UPDI part's signature is refused with; the other is what 6.4 makes of a tool's own code for it. */
const lockedPart: readonly number[] = [-3, -0x44];

/**
 * Makes sure that the chip is the one that was named. A locked UPDI part tells nothing: it is unlocked by erasing it, if that was
 * asked for.
 *
 * @param initialised whether the target answered at all; if not (`-F`), nothing can be read
 * @returns whether the chip has been erased
 * @throws AvrdudeError if it is another and `-F` was not given, after saying so
 */
export async function checkSignature(context: SessionContext, initialised: boolean): Promise<boolean> {
  const { part, emit, plan } = context;
  if (part.isAvr32) return false;
  const memory = memoryNamed(part, 'signature');
  let signature: Uint8Array = new Uint8Array(memory?.size ?? 0);
  let lock: Lock = 'unknown';
  let attempt = 0;
  for (;;) {
    await context.clock.sleep(waits[attempt] ?? 0);
    if (initialised && memory) {
      const read = await readSignature(context, memory, lock);
      if (read === 'unlocked') {
        lock = 'lifted';
        attempt = 1;
        continue;
      }
      if (read.locked && lock === 'unknown') attempt++;
      if (read.locked) lock = 'kept';
      signature = read.signature;
    }
    if (!memory) {
      emit({ kind: 'signature-undefined', part });
      return false;
    }
    const blank = signature.every((byte) => byte === 0xff) || signature.every((byte) => byte === 0x00);
    const retrying = blank && ++attempt < waits.length;
    const matches = signature.length >= 3 && part.signature.every((byte, i) => signature[i] === byte);
    const candidates = context.database.partsBySignature(signature);
    const { entry, verbosity } = context;
    const forced = plan.force;
    emit({
      kind: 'signature-read',
      part,
      signature,
      candidates,
      matches,
      blank,
      retrying,
      forced,
      entry,
      verbosity,
    });
    if (retrying) continue;
    if (blank && !plan.force) throw new TargetError('the signature is blank');
    if (!matches) {
      emit({ kind: 'signature-mismatch', part, signature, forced });
      if (!plan.force) throw new TargetError('the signature is of another part');
    }
    return lock === 'lifted';
  }
}

/** What is known of a part's lock: nothing, that it stays, or that it has been lifted. */
type Lock = 'unknown' | 'kept' | 'lifted';

async function readSignature(
  context: SessionContext,
  memory: Memory,
  lock: Lock,
): Promise<'unlocked' | { readonly signature: Uint8Array; readonly locked: boolean }> {
  const { behaviour, emit, part, plan, verbosity } = context;
  const shown = behaviour.bars.signature === 'always' || verbosity > 1;
  emit(notice(called, { operation: 'read-signature', programmer: context.programmerId, part }));
  if (shown) emit({ kind: 'progress', done: 0, total: 1, title: 'Reading' });
  try {
    const { image } = await context.device.readMemory(memory);
    emit({ kind: 'progress', done: 1, total: 1 });
    return { signature: image.data, locked: false };
  } catch (error) {
    const closes = behaviour.endsShowing === 'as-always';
    if (error instanceof AnsweredError && closes) emit({ kind: 'progress', done: 1, total: 1 });
    if (!(error instanceof AvrdudeError) || endsRun(error)) throw error;
    // A type that reads it as a whole leaves the bar where it is.
    const byBytes = context.programmer.readSignature === undefined;
    if (behaviour.bars.endOnFailure && byBytes) emit({ kind: 'progress', done: 1, total: 1 });
    const locked =
      lockedPart.includes(returnCode(error)) && part.progModes.includes('UPDI') && lock !== 'lifted';
    if (locked && lock === 'unknown' && (await unlocked(context, error))) return 'unlocked';
    emit({
      kind: 'signature-unreadable',
      part,
      error,
      forced: plan.force,
      locked: locked && lock === 'unknown',
    });
    if (plan.force && !behaviour.needsSignature) {
      if (error instanceof LoaderUnknownError) return { signature: error.signature, locked };
      return { signature: new Uint8Array(memory.size).fill(locked ? 0x00 : 0xff), locked };
    }
    throw error;
  }
}

/**
 * Lifts the lock if the plan asks for an erase.
 * @returns false if it stays, and the run goes on nevertheless. @throws AvrdudeError if not
 */
async function unlocked(
  { programmer, part, plan, emit }: SessionContext,
  refusal: AvrdudeError,
): Promise<boolean> {
  const sib = await programmer.readSib?.();
  emit({ kind: 'part-locked', part, error: refusal, sib });
  if (plan.erase.kind === 'asked') {
    if (plan.noWrite) emit({ kind: 'erase-conflicts-with-no-write', asked: true, locked: true });
    else if (programmer.unlock) {
      emit({ kind: 'unlocking' });
      await during({ kind: 'unlock' }, () => programmer.unlock?.());
      emit({ kind: 'unlocked' });
      return true;
    }
  }
  if (plan.force) return false;
  emit({ kind: 'stays-locked', part, error: refusal, sib });
  throw refusal;
}
