import { endsRun, TargetError } from '../../model/errors.ts';
import { type Emit, notice } from '../../output/events.ts';
import { fail } from '../../output/fail.ts';
import type { UpdiDataSpace } from './data-space.ts';
import { busy, type NvmController, type NvmStep } from './nvm-controller.ts';
import * as words from './nvm-messages.ts';

/** How long a command may keep the controller busy (ms): avrdude's limit. */
const commandTimeout = 10_000;

/** A part's memory controller in its data space: carries out the steps of operations. */
export class UpdiNvm {
  readonly #data: UpdiDataSpace;
  readonly #nvm: NvmController;
  readonly #base: number;
  readonly #now: () => number;
  readonly #emit: Emit;

  /** @param base address of the controller's registers @param now milliseconds from some fixed moment */
  constructor(data: UpdiDataSpace, nvm: NvmController, base: number, now: () => number, emit: Emit) {
    this.#data = data;
    this.#nvm = nvm;
    this.#base = base;
    this.#now = now;
    this.#emit = emit;
  }

  get controller(): NvmController {
    return this.#nvm;
  }

  /**
   * Carries out steps. Where the data space does not ask before each, all up to the wait for a long command travels in one write: the
   * controller is idle at the beginning, and clearing a page buffer takes it less time than the next character.
   *
   * @throws TargetError if the controller reports an error or stays busy, ProtocolError, TimeoutError; all after saying so
   */
  async run(operation: words.NvmOperation, steps: readonly NvmStep[]): Promise<void> {
    for (const step of steps) {
      try {
        await this.#carryOut(operation, step);
      } catch (error) {
        if (!endsRun(error)) this.#sayFailed(operation, step);
        throw error;
      }
    }
  }

  async #carryOut(operation: words.NvmOperation, step: NvmStep): Promise<void> {
    const data = this.#data;
    const base = this.#base;
    const { link } = data;
    switch (step.kind) {
      case 'ready':
        if (step.long || data.asksBeforeCommands) await this.#waitUntilIdle();
        return;
      case 'command':
        link.show({
          kind: 'command',
          ...{ command: step.command, purpose: step.for, operation },
          direct: this.#nvm.data === 'direct',
        });
        await data.writeByte(base, step.command);
        return;
      case 'register':
        link.show({ kind: 'controller-register', name: step.name });
        await data.writeByte(base + step.register, step.value);
        return;
      case 'store':
        if (step.unit === 2) link.hurry();
        await data.write(step.address, step.data, step.unit);
    }
  }

  async #waitUntilIdle(): Promise<void> {
    const nvm = this.#nvm;
    const emit = this.#emit;
    const now = this.#now;
    const facts = { nvm, operation: 'wait' } as const;
    const deadline = now() + commandTimeout;
    do {
      const status = await this.#data.readByte(this.#base + nvm.status);
      if (status & nvm.errors)
        fail(
          emit,
          notice(words.nvmError, { ...facts, status }),
          new TargetError('memory controller reports an error'),
        );
      if (!(status & busy)) return;
    } while (now() < deadline);
    fail(emit, notice(words.nvmTimedOut, facts), new TargetError('memory controller stays busy'));
  }

  #sayFailed(operation: words.NvmOperation, step: NvmStep): void {
    const nvm = this.#nvm;
    const emit = this.#emit;
    const facts = { nvm, operation };
    if (step.kind === 'ready') emit(notice(words.nvmNotReady, facts));
    else if (step.kind === 'command') emit(notice(words.nvmCommandFailed, { ...facts, purpose: step.for }));
    else if (step.kind === 'register') emit(notice(words.nvmRegisterFailed, { ...facts, name: step.name }));
    else emit(notice(words.nvmDataFailed, { ...facts, words: step.unit === 2 }));
  }
}
