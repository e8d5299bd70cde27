import { writeImage } from '../files/write-image.ts';
import { verifyMemory } from '../memory/verify.ts';
import { AvrdudeError, endsRun, FileError, returnCode } from '../model/errors.ts';
import type { Memory } from '../model/part.ts';
import type { InputFacts } from '../output/events.ts';
import type { SessionContext } from './context.ts';
import type { Input, UpdateStep } from './inputs.ts';
import type { Safemode } from './safemode.ts';
import { SessionEnd } from './session-end.ts';

/** What a shell reports of a program that died of a segmentation fault. */
const crashStatus = 139;

/** Carries out one `-U`. */
export class UpdateRunner {
  private readonly context: SessionContext;
  private readonly safemode: Safemode | undefined;

  constructor(context: SessionContext, safemode: Safemode | undefined) {
    this.context = context;
    this.safemode = safemode;
  }

  /** @returns whether it succeeded; a failure has been said */
  async run(step: UpdateStep, input: Input | undefined): Promise<boolean> {
    const { emit, part, behaviour } = this.context;
    if (step.target.kind === 'unknown') {
      emit({ kind: 'memory-unknown', name: step.target.name, part });
      return behaviour.unknownMemory === 'skipped';
    }
    if (step.target.kind === 'list') throw new Error('memory lists are not carried out here');
    const { memory } = step.target;
    const { file } = step.update;
    switch (step.update.operation) {
      case 'read':
        return this.read(step, memory);
      case 'write':
        return this.write(step, memory, input);
      case 'verify': {
        emit({ kind: 'verify-begun', memory, file, asked: true });
        const facts = this.replay(file, memory, input);
        if (!facts) return false;
        emit({ kind: 'verify-input-read', ...facts });
        return this.verify(facts, facts.size, true);
      }
    }
  }

  private async read(step: UpdateStep, memory: Memory): Promise<boolean> {
    const { emit, device, fs, stdout, behaviour, part } = this.context;
    const { file, format } = step.update;
    if (format === 'm') {
      emit({ kind: 'format-not-for-output', file });
      return false;
    }
    emit({ kind: 'reading-memory', memory });
    const contents = await this.withBar('Reading', memory, () => device.readMemory(memory));
    if (typeof contents === 'number') {
      emit({ kind: 'memory-unreadable', memory, rc: contents });
      return false;
    }
    emit({ kind: 'writing-output', memory, file, length: contents.length });
    try {
      const segments = [{ address: 0, length: contents.length }];
      writeImage({
        file,
        format,
        memory,
        part,
        data: contents.image.data,
        segments,
        fs,
        stdout,
        behaviour,
        emit,
      });
      return true;
    } catch (error) {
      if (!(error instanceof FileError)) throw error;
      emit({ kind: 'output-failed', file });
      return false;
    }
  }

  private async write(step: UpdateStep, memory: Memory, input: Input | undefined): Promise<boolean> {
    const { emit, plan, device } = this.context;
    const { file } = step.update;
    emit({ kind: 'opening-input', file, memory });
    const facts = this.replay(file, memory, input);
    if (!facts) return false;
    emit({ kind: 'input-read', ...facts });
    emit({ kind: 'writing-memory', ...facts });
    const written = plan.noWrite
      ? await this.printInstead(facts)
      : await this.withBar('Writing', memory, () =>
          device.writeMemory(memory, facts.image, facts.size, plan.erase.kind === 'pages'),
        );
    if (typeof written !== 'number' || written < 0) {
      emit({ kind: 'memory-unwritable', memory, rc: written ?? -1 });
      return false;
    }
    if (facts.image.known[0] && !plan.noWrite) this.safemode?.written(memory, facts.image.data[0] ?? 0xff);
    emit({ kind: 'memory-written', ...facts, written, verifying: step.verifyWrite });
    if (!step.verifyWrite) return true;
    emit({ kind: 'verify-begun', memory, file, asked: false });
    return this.verify(facts, facts.image.known.lastIndexOf(1) + 1, false);
  }

  private async verify(facts: InputFacts, size: number, asked: boolean): Promise<boolean> {
    const { emit, device } = this.context;
    const { memory, image } = facts;
    emit({ kind: 'verify-reading', memory });
    const contents = await this.withBar('Reading', memory, () => device.readMemory(memory, image));
    if (typeof contents === 'number') {
      emit({ kind: 'memory-unreadable', memory, rc: contents });
      return false;
    }
    emit({ kind: 'verify-comparing' });
    this.stopWhereReleaseCrashes(facts, contents.image.data);
    try {
      const verified = verifyMemory(memory, contents.image.data, image, size, emit);
      emit({ kind: 'verified', ...facts, verified, asked });
      return true;
    } catch (error) {
      if (!(error instanceof AvrdudeError)) throw error;
      emit({ kind: 'verify-failed', memory });
      return false;
    }
  }

  /** See `Behaviour.differingByteWithoutInstructions`. @throws SessionEnd */
  private stopWhereReleaseCrashes({ memory, image }: InputFacts, device: Uint8Array): void {
    if (this.context.behaviour.differingByteWithoutInstructions !== 'ends-run') return;
    const { read, write } = memory.opcodes;
    if (memory.size !== 1 || (read && write) || !image.known[0] || image.data[0] === device[0]) return;
    const text = `${memory.name} cannot be written: it still is 0x${(device[0] ?? 0).toString(16)}. avrdude 6.4 crashes here.`;
    this.context.emit({ kind: 'hint', text });
    throw new SessionEnd(crashStatus, true);
  }

  /** `-n`: the image goes to stdout as Intel hex where the release does that. */
  private async printInstead(facts: InputFacts): Promise<number> {
    const { behaviour, fs, stdout, emit, part } = this.context;
    if (behaviour.noWrite === 'prints-image') {
      const { memory, image, size } = facts;
      const segments = [{ address: 0, length: size }];
      writeImage({
        file: '-',
        format: 'i',
        memory,
        part,
        data: image.data,
        segments,
        fs,
        stdout,
        behaviour,
        emit,
      });
    }
    return facts.size;
  }

  /** Says what was said when the file was read. @returns undefined if the file cannot be used */
  private replay(file: string, memory: Memory, input: Input | undefined): InputFacts | undefined {
    const { emit } = this.context;
    for (const event of input?.said ?? []) emit(event);
    if (input?.kind === 'usable')
      return { file: input.file.name, memory, image: input.file.image, size: input.file.size };
    emit({ kind: 'input-failed', file: input?.error instanceof FileError ? input.error.file : file });
    return undefined;
  }

  /** Runs a transfer under a bar. @returns its result, or the release's rc if it failed */
  private async withBar<Result>(
    title: string,
    memory: Memory,
    transfer: () => Promise<Result>,
  ): Promise<Result | number> {
    const { emit, behaviour, verbosity } = this.context;
    const shown = memory.size >= behaviour.progressFromBytes || verbosity > 1;
    if (shown) emit({ kind: 'progress', done: 0, total: 1, title });
    try {
      const result = await transfer();
      if (shown) emit({ kind: 'progress', done: 1, total: 1 });
      return result;
    } catch (error) {
      if (endsRun(error)) throw error;
      return returnCode(error);
    }
  }
}
