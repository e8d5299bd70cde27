import type { Board, Firmware, SerialKinds } from './device.ts';
import { HighVoltage } from './high-voltage.ts';
import type { Waiting } from './line.ts';
import { CMD, parameters, READ_ONLY, STATUS } from './stk500v2-commands.ts';
import { Frames } from './stk500v2-frames.ts';
import { IspCommands } from './stk500v2-isp.ts';

/**
 * An STK500 with firmware 2 (AVR068) and an ISP target; also its parallel and high voltage serial commands.
 * Option `id`: `STK500_2` or `AVRISP_2`.
 */
export class Stk500v2 implements Firmware {
  readonly resetsOnOpen = true;
  private readonly board: Board;
  private readonly highVoltage: HighVoltage;
  private readonly isp: IspCommands;

  constructor(board: Board) {
    const { chip, target, line } = board;
    this.board = board;
    this.highVoltage = new HighVoltage(chip);
    const programmer = {
      chip,
      target,
      violation: (text: string) => line.violation(text),
      *settle(): Waiting<void> {
        if (chip.timing) yield* line.pause(Math.ceil(chip.busyFor));
        chip.busyUntil = 0;
      },
    };
    this.isp = new IspCommands(programmer, board.option('id', 'STK500_2'), parameters(), READ_ONLY);
  }

  get holds(): boolean {
    return this.highVoltage.holds;
  }

  *run(): Waiting<void> {
    this.isp.restart();
    const frames = new Frames(this.board.line);
    for (;;) frames.answer(yield* this.command(yield* frames.next()));
  }

  /** Carries out one message. @returns the answer's body */
  *command(m: readonly number[]): Waiting<number[]> {
    const done = yield* this.isp.command(m);
    if (done) return done;
    const [id = 0] = m;
    if (id === CMD.setControlStack) return [id, STATUS.ok];
    if ((id >= 0x20 && id <= 0x2c) || (id >= 0x30 && id <= 0x3c)) {
      const { answer, advance } = this.highVoltage.command(m, this.isp.address);
      this.isp.address += advance;
      return answer;
    }
    this.board.line.violation(`unknown command 0x${id.toString(16).padStart(2, '0')}`);
    return [id, STATUS.unknown];
  }
}

export const serialKinds: SerialKinds = { stk500v2: (board) => new Stk500v2(board) };
