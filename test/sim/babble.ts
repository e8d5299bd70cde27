import type { Board, Firmware, SerialKinds } from './device.ts';
import { garbage } from './faults.ts';
import type { Waiting } from './line.ts';

/** Something that is no programmer and never stops talking, as a sketch that logs does. It hears nothing. */
export class Babble implements Firmware {
  readonly resetsOnOpen = true;
  private readonly board: Board;

  constructor(board: Board) {
    this.board = board;
  }

  *run(): Waiting<void> {
    const { line } = this.board;
    const noise = garbage();
    for (;;) {
      yield* line.pause(10);
      for (let i = 0; i < 16; i++) line.put(noise.next().value);
    }
  }
}

export const serialKinds: SerialKinds = { babble: (board) => new Babble(board) };
