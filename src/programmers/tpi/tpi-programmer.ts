import type { Page, PageRange } from '../../model/page.ts';
import type { Memory } from '../../model/part.ts';
import { notice } from '../../output/events.ts';
import type { TpiRequest } from '../../protocols/tpi/target.ts';
import { TpiTarget } from '../../protocols/tpi/target.ts';
import type { SpiBoard } from '../isp/spi-board.ts';
import type { Programmer, ProgrammerContext } from '../programmer.ts';
import { failingAsWrite, failingPlainly } from '../usb/gone.ts';
import { TpiMemories } from './memories.ts';
import * as say from './messages.ts';

/** A board that drives the lines of TPI: TPIDATA by SDO and SDI, TPICLK by SCK, and RESET. */
export interface TpiBoard extends Pick<SpiBoard, 'open' | 'close' | 'display' | 'set'> {
  /** Takes the target into reset, selects TPI. @throws TargetError after saying so */
  wake(): Promise<void>;
  exchangeTpi(requests: readonly TpiRequest[]): Promise<Uint8Array>;
  /** One of `guardTimes`. */
  readonly guardTime: number;
  /** Said when the interface has been chosen, and when programming ends. */
  chosen?(): void;
  left?(): void;
}

/** Programming of TPI parts through a board that sends frames in rows. */
export class TpiProgrammer implements Programmer {
  readonly #context: ProgrammerContext;
  readonly #board: TpiBoard;
  readonly #target: TpiTarget;
  readonly #memories: TpiMemories;
  #isEnabled = false;

  constructor(context: ProgrammerContext, board: TpiBoard) {
    this.#context = context;
    this.#board = board;
    this.#target = new TpiTarget(
      (bytes, replyLength) => this.commandTpi(bytes, replyLength),
      (requests) => board.exchangeTpi(requests),
    );
    this.#memories = new TpiMemories(context, this.#target);
  }

  open(): Promise<void> {
    return this.#board.open();
  }

  async enable(): Promise<void> {
    await this.#board.set({ buff: true });
    this.#board.chosen?.();
  }

  async initialize(): Promise<void> {
    await this.#board.wake();
    await this.#target.enable(this.#board.guardTime, (check) =>
      this.#context.emit(notice(say.notATpiPart, { check })),
    );
    this.#isEnabled = true;
  }

  /** Programming ends (TPIPCR and the status register are reset with RESET, too). */
  async disable(): Promise<void> {
    if (this.#isEnabled) await this.#target.leave().catch(() => undefined);
    this.#isEnabled = false;
    this.#board.left?.();
  }

  async powerdown(): Promise<void> {
    await this.#board.set({ vcc: false }).catch(() => undefined);
  }

  close(): Promise<void> {
    return this.#board.close();
  }

  display(): Promise<void> {
    return this.#board.display();
  }

  chipErase(): Promise<void> {
    return this.#memories.chipErase();
  }

  commandTpi(bytes: Uint8Array, replyLength: number): Promise<Uint8Array> {
    return failingPlainly(this.#board.exchangeTpi([{ bytes, replyLength }]));
  }

  readByte(memory: Memory, address: number): Promise<number> {
    return this.#memories.readByte(memory, address);
  }

  writeByte(memory: Memory, address: number, value: number): Promise<void> {
    return this.#memories.writeByte(memory, address, value);
  }

  pagedRead(
    memory: Memory,
    run: readonly PageRange[],
    onPage: (index: number, data: Uint8Array) => void,
  ): Promise<void> {
    return failingPlainly(this.#memories.pagedRead(memory, run, onPage));
  }

  pagedWrite(memory: Memory, run: readonly Page[], onPage: (index: number) => void): Promise<void> {
    return failingAsWrite(this.#memories.pagedWrite(memory, run, onPage), this.#context.behaviour);
  }
}
