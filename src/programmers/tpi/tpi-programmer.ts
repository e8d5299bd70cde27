import { UnsupportedError } from '../../model/errors.ts';
import { memoryNamed } from '../../model/locate-memory.ts';
import type { Page, PageRange } from '../../model/page.ts';
import type { Memory } from '../../model/part.ts';
import { notice } from '../../output/events.ts';
import { fail } from '../../output/fail.ts';
import type { TpiRequest } from '../../protocols/tpi/target.ts';
import { TpiTarget } from '../../protocols/tpi/target.ts';
import type { SpiBoard } from '../isp/spi-board.ts';
import type { Programmer, ProgrammerContext } from '../programmer.ts';
import { failingAsWrite, failingPlainly } from '../usb/gone.ts';
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
  #isEnabled = false;

  constructor(context: ProgrammerContext, board: TpiBoard) {
    this.#context = context;
    this.#board = board;
    this.#target = new TpiTarget(
      (bytes, replyLength) => this.commandTpi(bytes, replyLength),
      (requests) => board.exchangeTpi(requests),
    );
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

  async chipErase(): Promise<void> {
    const { part, emit } = this.#context;
    const flash = memoryNamed(part, 'flash');
    if (!flash)
      fail(emit, notice(say.noFlash, { part: part.desc }), new UnsupportedError(`${part.desc} has no flash`));
    await this.#target.chipErase(flash.offset);
  }

  commandTpi(bytes: Uint8Array, replyLength: number): Promise<Uint8Array> {
    return failingPlainly(this.#board.exchangeTpi([{ bytes, replyLength }]));
  }

  async readByte(memory: Memory, address: number): Promise<number> {
    const [value = 0xff] = await this.#target.read(memory.offset + address, 1);
    return value;
  }

  async writeByte(memory: Memory, address: number, value: number): Promise<void> {
    const pointer = memory.offset + address;
    if (isFuse(memory)) await this.#target.eraseSection(pointer);
    await this.#target.write(pointer, Uint8Array.of(value, value), 2);
  }

  async pagedRead(
    memory: Memory,
    run: readonly PageRange[],
    onPage: (index: number, data: Uint8Array) => void,
  ): Promise<void> {
    for (const [index, { address, length }] of run.entries())
      onPage(index, await failingPlainly(this.#target.read(memory.offset + address, length)));
  }

  async pagedWrite(memory: Memory, run: readonly Page[], onPage: (index: number) => void): Promise<void> {
    if (memory.name !== 'flash') throw new UnsupportedError(`${memory.name} is written by bytes`);
    const chunk = memory.nWordWrites > 0 ? 2 * memory.nWordWrites : 2;
    for (const [index, { address, data }] of run.entries()) {
      const writing = this.#target.write(memory.offset + address, data, chunk);
      await failingAsWrite(writing, this.#context.behaviour);
      onPage(index);
    }
  }
}

function isFuse(memory: Memory): boolean {
  return memory.name === 'fuse' || memory.name === 'fuses';
}
