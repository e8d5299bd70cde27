import { InterruptedError, TargetError, TransportError } from '../../model/errors.ts';
import type { PinName } from '../../model/programmer-entry.ts';
import { notice } from '../../output/events.ts';
import { fail } from '../../output/fail.ts';
import type { Lights, ProgrammerContext } from '../programmer.ts';
import { type PinBoard, pinsFor } from './board.ts';
import * as say from './messages.ts';

/** How long RESET and the supply need, in milliseconds. */
export const times = { settle: 20, pulse: 5 } as const;
/** How often programming is enabled, each time after a pulse on the pin that the part wants. */
export const enableAttempts = 65;

/** Pins without which nothing goes, in the order in which avrdude looks for them, and what it calls them. */
const needed = [
  ['reset', 'AVR RESET', 'AVR RESET'],
  ['sck', 'AVR SCK', 'AVR SCK'],
  ['sdi', 'AVR SDI', 'AVR MISO'],
  ['sdo', 'AVR SDO', 'AVR MOSI'],
] as const;

/** What programming over pins has in common, whatever is spoken over them. */
export abstract class PinProgrammer {
  readonly display: () => Promise<void>;
  protected readonly context: ProgrammerContext;
  protected readonly board: PinBoard;

  constructor(context: ProgrammerContext, board: PinBoard) {
    this.context = context;
    this.board = board;
    this.display = async () => board.display?.();
  }

  async open(): Promise<void> {
    const { entry, emit } = this.context;
    for (const [name, pin, oldPin] of needed)
      if (pinsFor(entry.pins, name).length === 0)
        fail(emit, notice(say.pinMissing, { pin, oldPin }), new TransportError(`no pin for ${name}`));
    await this.board.open();
    await this.light({ rdyled: false, errled: false });
  }

  async enable(): Promise<void> {
    await this.board.enable?.();
  }

  async disable(): Promise<void> {
    await this.board.disable?.();
  }

  async powerdown(): Promise<void> {
    await this.board.powerDown?.();
  }

  async close(): Promise<void> {
    await this.light({ rdyled: false, pgmled: false, vfyled: false });
    await this.board.close();
  }

  /** Switches lights, which hang between their pins and the supply. A light is no reason to fail. */
  async light(lights: Lights): Promise<void> {
    const { entry } = this.context;
    const levels = Object.entries(lights)
      .filter(([name]) => pinsFor(entry.pins, name as PinName).length > 0)
      .map(([name, on]) => [name, !on]);
    if (levels.length === 0) return;
    await this.board.run([{ set: Object.fromEntries(levels) }]).catch((error: unknown) => {
      if (!(error instanceof TransportError)) throw error;
    });
  }

  async setReset(high: boolean): Promise<void> {
    await this.board.run([{ set: { reset: high } }]);
  }

  protected pause(milliseconds: number): Promise<void> {
    return this.context.clock.sleep(milliseconds);
  }

  /** A pulse on a pin, and the time that the target needs after one on RESET. */
  protected async pulse(pin: 'reset' | 'sck'): Promise<void> {
    await this.board.run([{ set: { [pin]: true } }]);
    if (pin === 'reset') await this.pause(times.pulse);
    await this.board.run([{ set: { [pin]: false } }]);
    if (pin === 'reset') await this.pause(times.settle);
  }

  protected notResponding(cause?: unknown): never {
    fail(
      this.context.emit,
      notice(say.notResponding, undefined),
      new TargetError('the target does not enter programming mode', -1, { cause }),
    );
  }
}

/** @returns what came of it; undefined where the line failed, which avrdude takes for a target that does not answer */
export async function unlessLineFails<Result>(work: Promise<Result>): Promise<Result | undefined> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof TransportError && !(error instanceof InterruptedError)) return undefined;
    throw error;
  }
}
