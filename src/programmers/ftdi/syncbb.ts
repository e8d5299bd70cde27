import { TargetError } from '../../model/errors.ts';
import { notice } from '../../output/events.ts';
import { fail } from '../../output/fail.ts';
import { guardTimes } from '../../protocols/tpi/instructions.ts';
import type { TpiRequest } from '../../protocols/tpi/target.ts';
import { SpiProgrammer } from '../isp/spi-programmer.ts';
import type { ProgrammerContext, ProgrammerType } from '../programmer.ts';
import { exchangeFrames, wakeUp } from '../tpi/bit-line.ts';
import { type TpiBoard, TpiProgrammer } from '../tpi/tpi-programmer.ts';
import { SyncbbBoard } from './syncbb-board.ts';
import * as say from './syncbb-messages.ts';

/** RESET has to be low and high for a moment, and low until the target can be spoken to (data sheets: at least 20 ms). */
const start = [
  { lines: { sck: false, vcc: true }, milliseconds: 0.1 },
  { lines: { reset: false }, milliseconds: 5 },
  { lines: { reset: true }, milliseconds: 5 },
  { lines: { reset: false }, milliseconds: 20 },
];

/** The same chip with SDO and SDI tied together at TPIDATA. */
class SyncbbTpi extends SyncbbBoard implements TpiBoard {
  readonly guardTime = guardTimes.none;
  readonly #context: ProgrammerContext;

  constructor(context: ProgrammerContext) {
    super(context);
    this.#context = context;
  }

  async wake(): Promise<void> {
    for (const { lines, milliseconds } of start) {
      await this.set(lines);
      await this.#context.clock.sleep(milliseconds);
    }
    await this.#checkLink();
    await this.shift(wakeUp);
  }

  exchangeTpi(requests: readonly TpiRequest[]): Promise<Uint8Array> {
    return exchangeFrames(this, requests, (fault, came) => {
      const bits = came.reduce((sum, bit, at) => sum | (bit ? 1 << at : 0), 0);
      this.#context.emit(notice(say.frameBroken, { fault, bits }));
    });
  }

  /** Whether SDI follows SDO. */
  async #checkLink(): Promise<void> {
    const { emit, force } = this.#context;
    let isLinked = true;
    for (const level of [0, 1] as const) {
      if ((await this.follows(level === 1)) === (level === 1)) continue;
      isLinked = false;
      const words = notice(say.notLinked, { level, goesOn: force });
      if (force) emit(words);
      else fail(emit, words, new TargetError('the data lines are not tied together'));
    }
    if (isLinked) emit(notice(say.linked));
  }
}

/** Boards with an FTDI chip in synchronous bit-bang mode. */
export const ftdiSyncbb: ProgrammerType = {
  id: 'ftdi_syncbb',
  name: 'ftdi_syncbb',
  create(context) {
    if (context.part.progModes.includes('TPI')) return new TpiProgrammer(context, new SyncbbTpi(context));
    return new SpiProgrammer(context, new SyncbbBoard(context), { start, ...say });
  },
};
