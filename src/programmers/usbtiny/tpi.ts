import { ProtocolError, TargetError, TransportError } from '../../model/errors.ts';
import type { Page, PageRange } from '../../model/page.ts';
import type { Memory } from '../../model/part.ts';
import { notice } from '../../output/events.ts';
import { fail } from '../../output/fail.ts';
import { decodeTpiFrame, encodeTpiFrame } from '../../protocols/tpi/frame.ts';
import { guardTimes } from '../../protocols/tpi/instructions.ts';
import { TpiTarget } from '../../protocols/tpi/target.ts';
import type { Programmer, ProgrammerContext } from '../programmer.ts';
import { TpiMemories } from '../tpi/memories.ts';
import * as sayOfPart from '../tpi/messages.ts';
import { UsbtinyConnection, wakeUpMs } from './connection.ts';
import * as say from './tpi-messages.ts';

/** How often programming is enabled, with a pulse on RESET in between. */
const enableAttempts = 4;
/** Idle bits, which pad a frame to four bytes. */
const idle = [0xff, 0xff] as const;

/** Programming of TPI parts through a USBtiny whose data lines are tied together at TPIDATA. */
export class UsbtinyTpi implements Programmer {
  readonly #context: ProgrammerContext;
  readonly #connection: UsbtinyConnection;
  readonly #target: TpiTarget;
  readonly #memories: TpiMemories;

  constructor(context: ProgrammerContext) {
    this.#context = context;
    this.#connection = new UsbtinyConnection(context);
    this.#target = new TpiTarget((bytes, replyLength) => this.commandTpi(bytes, replyLength));
    this.#memories = new TpiMemories(context, this.#target);
  }

  open(): Promise<void> {
    return this.#connection.open();
  }

  async initialize(): Promise<void> {
    await this.#connection.powerUp();
    await this.#context.clock.sleep(wakeUpMs);
    await this.#checkLink();
    for (let attempt = 1; ; attempt++) {
      try {
        await this.#enableProgramming();
        return;
      } catch (error) {
        if (attempt === enableAttempts || error instanceof TransportError) throw error;
        await this.#connection.pulseReset(wakeUpMs);
      }
    }
  }

  async disable(): Promise<void> {}

  powerdown(): Promise<void> {
    return this.#connection.powerdown();
  }

  close(): Promise<void> {
    return this.#connection.close();
  }

  async display(): Promise<void> {
    this.#connection.display();
  }

  chipErase(): Promise<void> {
    return this.#memories.chipErase();
  }

  /** Instructions go two bytes a transfer; the last byte alone may be answered by one. */
  async commandTpi(bytes: Uint8Array, replyLength: number): Promise<Uint8Array> {
    for (let at = 0; at < bytes.length; at += 2) {
      const first = encodeTpiFrame(bytes[at] ?? 0);
      const second = bytes[at + 1];
      const answer = await this.#connection.shift(
        Uint8Array.from([...first, ...(second === undefined ? idle : encodeTpiFrame(second))]),
      );
      if (second === undefined && replyLength > 0) return this.#decodeAnswer(answer);
    }
    if (replyLength > 0) throw new ProtocolError('TPI answers come after an odd number of bytes only');
    return new Uint8Array(0);
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
    return this.#memories.pagedRead(memory, run, onPage);
  }

  pagedWrite(memory: Memory, run: readonly Page[], onPage: (index: number) => void): Promise<void> {
    return this.#memories.pagedWrite(memory, run, onPage);
  }

  setSckPeriod(seconds: number): Promise<void> {
    return this.#connection.setPeriod(seconds);
  }

  /** Whether what goes out on one data line comes back on the other; then keeps the line idle, which selects TPI. */
  async #checkLink(): Promise<void> {
    const { emit } = this.#context;
    const pattern = Uint8Array.of(0x12, 0x34, 0x56, 0x78);
    emit(notice(say.linkChecked));
    const received = await this.#connection.shift(pattern);
    if (received.some((byte, index) => byte !== pattern[index]))
      fail(
        emit,
        notice(say.notLinked, { received }),
        new TargetError('the data lines are not tied together'),
      );
    try {
      await this.#connection.shift(Uint8Array.from([...idle, ...idle]));
    } catch (error) {
      emit(notice(say.noTpiMode));
      throw error;
    }
  }

  #enableProgramming(): Promise<void> {
    return this.#target.enable(guardTimes.none, (check) =>
      this.#context.emit(notice(sayOfPart.notATpiPart, { check })),
    );
  }

  #decodeAnswer(answer: Uint8Array): Uint8Array {
    const decoded = decodeTpiFrame(answer[2] ?? 0, answer[3] ?? 0);
    if (typeof decoded === 'number') return Uint8Array.of(decoded);
    fail(
      this.#context.emit,
      notice(say.frameBroken, { fault: decoded }),
      new ProtocolError(`TPI answer with wrong ${decoded}`),
    );
  }
}
