import { called } from '../memory/called-messages.ts';
import { verifyMemory } from '../memory/verify.ts';
import { bitsInUse } from '../model/bits-in-use.ts';
import { AvrdudeError, CrashError, InterruptedError } from '../model/errors.ts';
import { usableBits } from '../model/isp-instructions.ts';
import { isReadOnlyKind } from '../model/memory-kind.ts';
import { failedWith, succeeded, type Tried } from '../model/outcome.ts';
import type { Memory, Part } from '../model/part.ts';
import { type Difference, type InputFacts, notice } from '../output/events.ts';
import { fail } from '../output/fail.ts';
import type { SessionContext } from './context.ts';
import { noteLockedContents } from './evidence/locked-contents.ts';

/** How many bytes that differ are named at `-v`; from `-v -v -v` on it is all of them. */
const mismatchesNamed = 10;

/** Moves whole memories for the operations of a session, under bars, and compares them. */
export class Transfers {
  readonly #context: SessionContext;

  constructor(context: SessionContext) {
    this.#context = context;
  }

  /** Whether work on a memory is shown by a bar; with `-q` none is. */
  underBar(memory: Memory): boolean {
    return this.#context.quell === 0 && this.#wantsBar(memory);
  }

  /** Runs a transfer under a bar, or without if it is too small. @throws what ends the run at once */
  async run<Result>(
    title: string,
    memory: Memory,
    transfer: () => Promise<Result>,
    shown = this.#wantsBar(memory),
  ): Promise<Tried<Result>> {
    const { emit, behaviour } = this.#context;
    if (shown) emit({ kind: 'progress', done: 0, total: 1, title });
    try {
      const value = await this.#shining(transfer);
      emit({ kind: 'progress', done: 1, total: 1 });
      return { ok: true, value };
    } catch (error) {
      if (!(error instanceof AvrdudeError) || error instanceof CrashError) throw error;
      if (error instanceof InterruptedError) throw error;
      if (behaviour.bars.endOnFailure) emit({ kind: 'progress', done: 1, total: 1 });
      return failedWith(error);
    }
  }

  /** Reads a memory into a file. `verbosity` counts for the bar where the release lets it. */
  read(memory: Memory) {
    const { device, behaviour } = this.#context;
    const { fromBytes, bySizeOnlyWhenReading } = behaviour.bars;
    const shown = bySizeOnlyWhenReading ? memory.size >= fromBytes : this.#wantsBar(memory);
    return this.run('Reading', memory, () => device.readMemory(memory), shown);
  }

  /**
   * Reads what the file sets and compares.
   * @param size bytes from address 0 on that are compared
   * @returns a failure if it is not the same, which has been said
   */
  async verify(facts: InputFacts, size: number, asked: boolean): Promise<Tried> {
    const { programmer } = this.#context;
    await programmer.light?.({ vfyled: true });
    const verified = await this.#verify(facts, size, asked);
    await programmer.light?.({ vfyled: false, ...(!verified.ok && { errled: true }) });
    return verified;
  }

  async #verify(facts: InputFacts, size: number, asked: boolean): Promise<Tried> {
    const { emit, device, part, programmer } = this.#context;
    const { memory, image } = facts;
    emit({ kind: 'verify-reading', memory });
    const reading = await this.run('Reading', memory, () => device.readMemory(memory, image));
    if (!reading.ok) {
      emit({ kind: 'memory-unreadable', memory, error: reading.error, verifying: true });
      return reading;
    }
    const contents = reading.value;
    emit({ kind: 'verify-comparing' });
    this.#stopWhereReleaseCrashes(facts, contents.image.data);
    const { behaviour, verbosity, programmerId } = this.#context;
    emit(notice(called, { operation: 'verify', programmer: programmerId, part, memory, size }));
    const several = behaviour.mismatches === 'several-at-verbose';
    const usedBits = behaviour.writing.bytes === 'used-bits' && !part.progModes.includes('ISP');
    const readOnly = behaviour.writing.bytes === 'used-bits' && isReadOnlyKind(memory);
    try {
      const verified = verifyMemory({
        memory,
        device: contents.image.data,
        wanted: image,
        size,
        bits: (address) => (usedBits ? bitsInUse(part, memory, address) : usableBits(memory)),
        isProtected: (address) => (several && readOnly) || programmer.isReadOnly?.(memory, address) === true,
        named: several ? (verbosity > 2 ? size : mismatchesNamed) : 1,
        goesOn: several && verbosity > 0,
        emit,
      });
      const unused = firstDifference(part, facts, contents.image.data);
      if (unused) emit({ kind: 'unused-bits-differ', memory, ...unused });
      emit({ kind: 'verified', ...facts, verified, asked, underBar: this.underBar(memory) });
      return succeeded;
    } catch (error) {
      if (!(error instanceof AvrdudeError)) throw error;
      await noteLockedContents(this.#context, memory, contents.image, undefined);
      emit({ kind: 'verify-failed', memory, first: firstDifference(part, facts, contents.image.data) });
      return failedWith(error);
    }
  }

  /** Shows what is being done by the programmer's lights, and that it has failed. */
  async #shining<Result>(work: () => Promise<Result>): Promise<Result> {
    const { programmer } = this.#context;
    if (!programmer.light) return work();
    await programmer.light({ pgmled: true, errled: false });
    let failed = true;
    try {
      const result = await work();
      failed = false;
      return result;
    } finally {
      await programmer.light({ pgmled: false, ...(failed && { errled: true }) });
    }
  }

  #wantsBar(memory: Memory): boolean {
    return memory.size >= this.#context.behaviour.bars.fromBytes || this.#context.verbosity > 1;
  }

  /** See `Behaviour.differingByteWithoutInstructions`. @throws CrashError */
  #stopWhereReleaseCrashes({ memory, image }: InputFacts, device: Uint8Array): void {
    const { behaviour, programmerType, part } = this.#context;
    const rule = behaviour.differingByteWithoutInstructions;
    if (rule === 'compared' || !rule.endsRunWith.includes(programmerType.id)) return;
    if (part.isNewer || memory.later) return;
    const { read, write } = memory.opcodes;
    if (memory.size !== 1 || (read && write) || !image.known[0] || image.data[0] === device[0]) return;
    const text = `${memory.name} cannot be written: it still is 0x${(device[0] ?? 0).toString(16)}. avrdude 6.4 crashes here.`;
    fail(this.#context.emit, { kind: 'hint', name: 'session/release-crashes', text }, new CrashError(text));
  }
}

function firstDifference(
  part: Part,
  { memory, image }: InputFacts,
  device: Uint8Array,
): Difference | undefined {
  const address = image.data.findIndex((byte, at) => image.known[at] === 1 && byte !== device[at]);
  if (address < 0) return undefined;
  const wanted = image.data[address] as number;
  return { address, device: device[address] as number, wanted, used: bitsInUse(part, memory, address) };
}
