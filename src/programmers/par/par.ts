import { InterruptedError, ProtocolError, TransportError } from '../../model/errors.ts';
import { notice } from '../../output/events.ts';
import { fail } from '../../output/fail.ts';
import type { PinLevels, PinStep } from '../../protocols/bitbang/pins.ts';
import { claimPort, releasePort } from '../../protocols/linux/ppdev.ts';
import type { DeviceFile } from '../../transports/device-files.ts';
import { type PinBoard, pinsFor } from '../bitbang/board.ts';
import { pinsShown } from '../bitbang/display.ts';
import { overPins } from '../bitbang/over-pins.ts';
import { Pace } from '../bitbang/pace.ts';
import { lastOf, resetSpecs } from '../linux/exit-specs.ts';
import { deviceFiles, reasonOf } from '../linux/system.ts';
import type { ProgrammerContext, ProgrammerType } from '../programmer.ts';
import { parallelDeeds } from './deeds.ts';
import * as say from './messages.ts';
import { type Levels, PortRegisters } from './registers.ts';

/** From the supply being switched on until the target has it (ms). */
const supplyMs = 100;
/** From RESET falling until the other pins may reach the target (ms). */
const bufferMs = 1;

/** What `-E` may say, in 8.2's words. */
const exitSpecs = [
  ...resetSpecs,
  ['vcc', 'Programmer VCC pin(s) remain active after programming session'],
  ['novcc', 'Programmer VCC pin(s) turned off after programming session'],
  ['d_high', 'Set all 8 programmer data pins high after programming session'],
  ['d_low', 'Set all 8 programmer data pins low after programming session'],
] as const;

/** A cable on a parallel port. */
class ParallelBoard implements PinBoard {
  readonly #context: ProgrammerContext;
  #file: DeviceFile | undefined;
  #registers: PortRegisters | undefined;
  #pace: Pace | undefined;
  /** What the registers were found with. */
  #found: Levels = { data: 0, control: 0 };
  /** Whether the pins have been let through to the target. */
  #enabled = false;

  constructor(context: ProgrammerContext) {
    this.#context = context;
  }

  async open(): Promise<void> {
    const { bitClock, emit, id, port, ispDelay } = this.#context;
    if (bitClock !== undefined) emit(notice(say.useDelayInstead, { id }));
    const files = await deviceFiles(this.#context, 'a parallel port');
    const file = this.#tried(
      () => files.open(port, 'both'),
      (reason) => notice(say.portClosed, { port, reason }),
    );
    try {
      this.#tried(
        () => claimPort(file),
        (reason) => notice(say.portNotClaimed, { port, reason }),
      );
      this.#registers = new PortRegisters(file, this.#context);
    } catch (error) {
      file.close();
      throw error;
    }
    this.#file = file;
    this.#found = this.#registers.levels;
    this.#pace = new Pace(files, ispDelay);
  }

  /** RESET falls before the buffer lets the other pins through, lest the target's program drive them as well. */
  async enable(): Promise<void> {
    this.#enabled = true;
    await this.#set({ reset: false });
    await this.#context.clock.sleep(bufferMs);
    await this.#set({ buff: false });
  }

  async disable(): Promise<void> {
    await this.#set({ buff: true });
  }

  async powerUp(): Promise<void> {
    await this.#set({ vcc: true });
    await this.#context.clock.sleep(supplyMs);
  }

  async powerDown(): Promise<void> {
    await this.#set({ vcc: false });
  }

  run(steps: readonly PinStep[]): Promise<readonly boolean[]> {
    if (!this.#registers || !this.#pace) throw new ProtocolError('the parallel port is not open');
    return this.#pace.run(steps, this.#registers);
  }

  /** Leaves the port as it was found, the buffer off, but for what `-E` says. */
  async close(): Promise<void> {
    const file = this.#file;
    const registers = this.#registers;
    this.#file = undefined;
    this.#registers = undefined;
    if (!file || !registers) return;
    const { exitSpecs: exit } = this.#context;
    const reset = lastOf(exit, ['reset', 'noreset']);
    const data = lastOf(exit, ['d_high', 'd_low']);
    const vcc = lastOf(exit, ['vcc', 'novcc']);
    try {
      registers.write({ ...this.#found, data: this.#found.data | this.#leftHigh });
      registers.set({ buff: true, ...(reset && { reset: reset === 'noreset' }) });
      if (data) registers.write({ ...registers.levels, data: data === 'd_high' ? 0xff : 0x00 });
      if (vcc) registers.set({ vcc: vcc === 'vcc' });
    } catch (error) {
      if (!(error instanceof TransportError)) throw error;
    }
    try {
      releasePort(file);
    } catch (error) {
      if (!(error instanceof TransportError)) throw error;
      this.#context.emit(notice(say.portNotReleased, { reason: reasonOf(error) }));
    } finally {
      file.close();
    }
  }

  get #leftHigh(): number {
    const { behaviour, entry } = this.#context;
    return this.#enabled && pinsFor(entry.pins, 'buff').length === 0
      ? behaviour.of(parallelDeeds).leftHigh
      : 0;
  }

  display(): void {
    const { emit, entry } = this.#context;
    emit(notice(pinsShown, { pins: entry.pins }));
  }

  async #set(levels: PinLevels): Promise<void> {
    try {
      await this.run([{ set: levels }]);
    } catch (error) {
      // Whoever speaks to the target next finds out, and says so.
      if (!(error instanceof TransportError) || error instanceof InterruptedError) throw error;
    }
  }

  #tried<Result>(use: () => Result, wordsFor: (reason: string) => ReturnType<typeof notice>): Result {
    const { emit, port } = this.#context;
    try {
      return use();
    } catch (error) {
      if (!(error instanceof TransportError) || error instanceof InterruptedError) throw error;
      emit(wordsFor(reasonOf(error)));
      fail(emit, notice(say.openFailed, { port }), error);
    }
  }
}

export const par: ProgrammerType = {
  id: 'par',
  name: 'PPI',
  exitSpecs,
  create: (context) => overPins(context, new ParallelBoard(context), { hasSpi: true }),
};
