import { labelOf, type PartNames } from '../files/multi-memory.ts';
import { writeImage } from '../files/write-image.ts';
import { FileError, UsageError } from '../model/errors.ts';
import { imageStatistics } from '../model/image-statistics.ts';
import { extent } from '../model/memory-image.ts';
import { failedWith, succeeded, type Tried } from '../model/outcome.ts';
import type { Memory } from '../model/part.ts';
import { type InputFacts, notice } from '../output/events.ts';
import type { SessionContext } from './context.ts';
import { noteLockedContents } from './evidence/locked-contents.ts';
import { passGuardsLate } from './guards/guard.ts';
import { type Input, readInput, type UpdateStep } from './inputs.ts';
import { runListUpdate } from './list-update.ts';
import { leftToVerify, printInstead } from './no-write.ts';
import { notReadBack } from './not-read-back.ts';
import { preparedInput, toVerify } from './prepared-input.ts';
import { Transfers } from './transfers.ts';

/** Carries out one `-U`. */
export class UpdateRunner {
  readonly #context: SessionContext;
  readonly #transfers: Transfers;

  constructor(context: SessionContext) {
    this.#context = context;
    this.#transfers = new Transfers(context);
  }

  /**
   * @param early the input file as it was read before anything was sent; undefined if it has to be read now
   */
  async run(step: UpdateStep, early: Input | undefined): Promise<Tried> {
    const { emit, part, behaviour } = this.#context;
    const { target } = step;
    if (target.kind === 'unknown') {
      emit({ kind: 'memory-unknown', name: target.name, part });
      return behaviour.unknownMemory === 'skipped'
        ? succeeded
        : failedWith(new UsageError(`${part.desc} has no memory ${target.name}`));
    }
    if (target.kind === 'list') return runListUpdate(this.#context, this.#transfers, step, target, early);
    const { memory } = target;
    switch (step.update.operation) {
      case 'read':
        return this.#read(step, memory);
      case 'write':
        return this.#write(step, memory, early);
      case 'verify':
        return this.#verify(step, memory, early);
    }
  }

  async #read(step: UpdateStep, memory: Memory): Promise<Tried> {
    const { emit, fs, stdout, behaviour, part, database } = this.#context;
    const { file, format } = step.update;
    if (format === 'm') {
      emit({ kind: 'format-not-for-output', file });
      return failedWith(new FileError('nothing can be written in that format', file));
    }
    emit({ kind: 'reading-memory', memory });
    const reading = await this.#transfers.read(memory);
    if (!reading.ok) {
      emit({ kind: 'memory-unreadable', memory, error: reading.error, verifying: false });
      return reading;
    }
    const { length, image } = reading.value;
    await noteLockedContents(this.#context, memory, image, file);
    emit({ kind: 'writing-output', memory, file, length });
    const partNames: PartNames = (signature) => database.partsBySignature(signature).map(({ desc }) => desc);
    try {
      const segments = [{ address: 0, length }];
      const label = labelOf(memory, partNames);
      await writeImage({
        file,
        format,
        memory,
        part,
        data: image.data,
        segments,
        label,
        fs,
        stdout,
        behaviour,
        emit,
      });
      return succeeded;
    } catch (error) {
      if (!(error instanceof FileError)) throw error;
      emit({ kind: 'output-failed', file });
      return failedWith(error);
    }
  }

  async #write(step: UpdateStep, memory: Memory, early: Input | undefined): Promise<Tried> {
    const { emit, plan, device, behaviour, programmer } = this.#context;
    const { file } = step.update;
    emit({ kind: 'opening-input', file, memory });
    const input = await this.#takeInput(step, memory, early);
    if (!input.ok) return input;
    const facts = input.value;
    emit({ kind: 'input-read', ...facts });
    if (facts.size === 0 && behaviour.emptyInput === 'passed-over') return succeeded;
    emit({ kind: 'input-described', ...facts, among: false });
    const prepared = await preparedInput(this.#context, facts, false);
    if (!prepared.ok) return prepared;
    const ready = prepared.value;
    const { image, size } = ready;
    emit({ kind: 'writing-memory', ...ready });
    const writing = plan.noWrite
      ? await printInstead(this.#context, ready)
      : await this.#transfers.run('Writing', memory, () =>
          device.writeMemory(memory, image, size, plan.erase.kind === 'pages'),
        );
    if (!writing.ok) {
      emit({ kind: 'memory-unwritable', memory, error: writing.error });
      return writing;
    }
    const written = writing.value;
    const underBar = this.#transfers.underBar(memory);
    const verifying = step.verifyWrite && programmer.cannotBeRead?.(memory) !== true;
    emit({ kind: 'memory-written', ...ready, written, verifying, underBar });
    if (step.verifyWrite && !verifying) emit(notice(notReadBack, { memory: memory.name }));
    if (!verifying) return succeeded;
    emit({ kind: 'verify-begun', memory, file, asked: false });
    const last = extent(facts.image);
    return this.#transfers.verify(leftToVerify(this.#context, toVerify(ready, last)), last, false);
  }

  async #verify(step: UpdateStep, memory: Memory, early: Input | undefined): Promise<Tried> {
    const { emit, behaviour, programmer } = this.#context;
    if (step.ofWrite && programmer.cannotBeRead?.(memory)) {
      emit(notice(notReadBack, { memory: memory.name }));
      return succeeded;
    }
    emit({ kind: 'verify-begun', memory, file: step.update.file, asked: true });
    const input = await this.#takeInput(step, memory, early);
    if (!input.ok) return input;
    const facts = input.value;
    emit({ kind: 'verify-input-read', ...facts });
    if (facts.size === 0 && behaviour.emptyInput === 'passed-over') return succeeded;
    return this.#transfers.verify(facts, facts.size, true);
  }

  /** Says what there is to say of the input file. */
  async #takeInput(step: UpdateStep, memory: Memory, early: Input | undefined): Promise<Tried<InputFacts>> {
    const { emit } = this.#context;
    const input = early ?? (await readInput(this.#context, step, memory));
    for (const event of input.said) emit(event);
    if (!early) await passGuardsLate(this.#context, step, input);
    if (input.kind === 'usable') {
      const { name, image, size } = input.file;
      const statistics = imageStatistics(image, size, memory.pageSize);
      return { ok: true, value: { file: name, memory, image, size, statistics } };
    }
    const { error } = input;
    emit({ kind: 'input-failed', file: error instanceof FileError ? error.file : step.update.file });
    return failedWith(error);
  }
}
