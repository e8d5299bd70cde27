import { TargetError } from '../../model/errors.ts';
import type { MpsseCommands } from '../../protocols/ftdi/mpsse.ts';
import { decodeDr, exchangeDr, repliesOf, resetTap, shiftDr, shiftIr } from '../../protocols/ftdi/tap.ts';
import * as jtag from '../../protocols/jtag/programming.ts';
import type { MpsseBoard } from './mpsse-board.ts';

/** Polls that follow a write in the same transfer, and how often they are repeated. */
const polls = { row: 16, rows: 500 } as const;
const pollReplies = repliesOf(jtag.lengths.command);

/** Programming commands of an AVR over an MPSSE engine, each row of them in one transfer. */
export class JtagPort {
  readonly #board: Pick<MpsseBoard, 'carryOut'>;

  constructor(board: Pick<MpsseBoard, 'carryOut'>) {
    this.#board = board;
  }

  /** Stops the target and opens it for programming. */
  async enable(): Promise<void> {
    await this.#board.carryOut([
      resetTap,
      shiftIr(jtag.instructions.avrReset),
      shiftDr(1, jtag.lengths.reset),
      shiftIr(jtag.instructions.programEnable),
      shiftDr(jtag.enableKey, jtag.lengths.enable),
    ]);
  }

  /** Ends programming and lets the target run. */
  async disable(): Promise<void> {
    await this.#board.carryOut(leaving());
  }

  /** Sends commands, then asks with the last of them until the chip is done. @throws TargetError if it never is */
  async write(row: readonly MpsseCommands[], strobes: readonly number[]): Promise<void> {
    const last = strobes.at(-1) ?? 0;
    const asking = Array<MpsseCommands>(polls.row).fill(exchangeDr(last, jtag.lengths.command));
    let answer = await this.#board.carryOut([...row, ...strobes.map(command), ...asking]);
    for (let rows = 1; rows < polls.rows; rows++) {
      if (decodeDr(answer.subarray(-pollReplies), jtag.lengths.command) & jtag.readyBit) return;
      answer = await this.#board.carryOut(asking);
    }
    throw new TargetError('the target does not end its write');
  }

  /** @returns for each group of commands the low byte of the answer to its last */
  async read(before: readonly MpsseCommands[], groups: readonly (readonly number[])[]): Promise<Uint8Array> {
    const rows = groups.flatMap((group) => [
      ...group.slice(0, -1).map(command),
      exchangeDr(group.at(-1) ?? 0, jtag.lengths.command),
    ]);
    const answer = await this.#board.carryOut([...before, ...rows]);
    return Uint8Array.from(
      groups,
      (_, at) =>
        decodeDr(answer.subarray(at * pollReplies, (at + 1) * pollReplies), jtag.lengths.command) & 0xff,
    );
  }

  /** Reads flash from the address that the commands in front load. */
  async readPage(before: readonly MpsseCommands[], length: number): Promise<Uint8Array> {
    const row = Array<MpsseCommands>(length).fill(exchangeDr(0, jtag.lengths.page));
    const answer = await this.#board.carryOut([...before, shiftIr(jtag.instructions.pageRead), ...row]);
    const size = repliesOf(jtag.lengths.page);
    return Uint8Array.from({ length }, (_, at) =>
      decodeDr(answer.subarray(at * size, (at + 1) * size), jtag.lengths.page),
    );
  }
}

/** One programming command. */
export function command(value: number): MpsseCommands {
  return shiftDr(value, jtag.lengths.command);
}

/** Chooses the command register and fills it with one after another. */
export function commands(values: readonly number[]): readonly MpsseCommands[] {
  return [shiftIr(jtag.instructions.programCommands), ...values.map(command)];
}

/** What ends programming and lets the target run. */
export function leaving(): readonly MpsseCommands[] {
  return [
    ...commands(jtag.noOperation),
    shiftIr(jtag.instructions.programEnable),
    shiftDr(0, jtag.lengths.enable),
    shiftIr(jtag.instructions.avrReset),
    shiftDr(0, jtag.lengths.reset),
  ];
}
