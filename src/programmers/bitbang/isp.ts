import { notice } from '../../output/events.ts';
import { exchangeBytes } from '../../protocols/bitbang/isp.ts';
import { neededInstruction } from '../isp/needed-instruction.ts';
import type { Programmer, ProgrammerContext } from '../programmer.ts';
import type { PinBoard, PinFamily } from './board.ts';
import * as say from './messages.ts';
import { enableAttempts, PinProgrammer, times, unlessLineFails } from './programmer.ts';

/** Serial programming over pins that are set one by one. */
export class BitbangIsp extends PinProgrammer implements Programmer {
  readonly spi?: (bytes: Uint8Array) => Promise<Uint8Array>;

  constructor(context: ProgrammerContext, board: PinBoard, family: PinFamily) {
    super(context, board);
    if (family.hasSpi) this.spi = (bytes) => this.#exchange(bytes, 'spi');
  }

  async initialize(): Promise<void> {
    const { part, emit } = this.context;
    emit(notice(say.calibrated, undefined));
    const started = await unlessLineFails(this.#bringIntoReset());
    if (started === undefined) this.notResponding();
    const enable = neededInstruction(this.context, 'pgm_enable', say.noEnableInstruction);
    for (let attempt = 0; attempt < enableAttempts; attempt++) {
      const answer = await unlessLineFails(this.command(enable));
      if (answer === undefined) break;
      if (part.isAt90s1200 || answer[2] === enable[1]) {
        await this.light({ rdyled: true });
        return;
      }
      if (part.retryPulse === 'none') break;
      await this.pulse(part.retryPulse);
    }
    this.notResponding();
  }

  async chipErase(): Promise<void> {
    const { part } = this.context;
    const erase = neededInstruction(this.context, 'chip_erase', say.noEraseInstruction);
    await this.light({ pgmled: true });
    await this.command(erase);
    await this.pause(part.chipEraseDelay / 1000);
    await this.initialize();
    await this.light({ pgmled: false });
  }

  command(instruction: Uint8Array): Promise<Uint8Array> {
    return this.#exchange(instruction, 'instruction');
  }

  /** SCK is low when RESET falls, or the target counts a bit that is none. */
  async #bringIntoReset(): Promise<true> {
    await this.board.powerUp?.();
    await this.pause(times.settle);
    await this.board.run([{ set: { sck: false } }, { set: { reset: false } }]);
    await this.pause(times.settle);
    await this.pulse('reset');
    return true;
  }

  async #exchange(sent: Uint8Array, operation: 'instruction' | 'spi'): Promise<Uint8Array> {
    const received = await exchangeBytes(this.board, sent);
    if (this.context.verbosity >= 2) this.context.emit(notice(say.exchanged, { sent, received, operation }));
    return received;
  }
}
