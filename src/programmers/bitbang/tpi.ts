import { ProtocolError, TargetError } from '../../model/errors.ts';
import type { Page, PageRange } from '../../model/page.ts';
import type { Memory } from '../../model/part.ts';
import { notice } from '../../output/events.ts';
import { fail } from '../../output/fail.ts';
import { receiveTpi, sendTpi, wakeTpi } from '../../protocols/bitbang/tpi.ts';
import { guardTimes } from '../../protocols/tpi/instructions.ts';
import { TpiTarget } from '../../protocols/tpi/target.ts';
import type { Programmer, ProgrammerContext } from '../programmer.ts';
import { TpiMemories } from '../tpi/memories.ts';
import type { PinBoard } from './board.ts';
import * as say from './messages.ts';
import { enableAttempts, PinProgrammer, times, unlessLineFails } from './programmer.ts';

/** From RESET rising until the target runs, in milliseconds (data sheet of the ATtiny10: t_TOUT, 32 to 128 ms). */
const startUp = 128;

/** Programming of TPI parts over pins that are set one by one; SDO and SDI are tied together at TPIDATA. */
export class BitbangTpi extends PinProgrammer implements Programmer {
  readonly movesTpiWords = true;
  readonly #target: TpiTarget;
  readonly #memories: TpiMemories;

  constructor(context: ProgrammerContext, board: PinBoard) {
    super(context, board);
    this.#target = new TpiTarget((bytes, replyLength) => this.commandTpi(bytes, replyLength));
    this.#memories = new TpiMemories(context, this.#target);
  }

  async initialize(): Promise<void> {
    const { emit } = this.context;
    emit(notice(say.calibrated, undefined));
    await this.board.powerUp?.();
    await this.pause(times.settle);
    await this.board.run([{ set: { reset: true } }]);
    await this.pause(startUp);
    // A program on the target may drive the lines otherwise.
    await this.board.run([{ set: { reset: false } }]);
    await this.#checkLink();
    await this.board.run([{ set: { sck: false } }]);
    await this.pause(times.settle);
    await wakeTpi(this.board);
    if (!(await this.#identify()))
      fail(emit, notice(say.notATpiPart, undefined), new TargetError('the TPI identification is wrong'));
    await this.pause(times.settle);
    for (let attempt = 0; attempt < enableAttempts; attempt++) {
      if (await unlessLineFails(this.#opens())) {
        await this.light({ rdyled: true });
        return;
      }
    }
    this.notResponding();
  }

  async chipErase(): Promise<void> {
    await this.light({ pgmled: true });
    await this.#memories.chipErase();
    await this.light({ pgmled: false });
  }

  async commandTpi(bytes: Uint8Array, replyLength: number): Promise<Uint8Array> {
    await sendTpi(this.board, bytes);
    const received = new Uint8Array(replyLength);
    for (const index of received.keys()) {
      const byte = await receiveTpi(this.board);
      if (typeof byte !== 'number')
        fail(
          this.context.emit,
          notice(say.frameBroken, { fault: byte }),
          new ProtocolError(`TPI answer with wrong ${byte}`),
        );
      received[index] = byte;
    }
    if (this.context.verbosity >= 2)
      this.context.emit(notice(say.exchanged, { sent: bytes, received, operation: 'tpi' }));
    return received;
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

  /** Whether SDI follows SDO. */
  async #checkLink(): Promise<void> {
    const { emit } = this.context;
    emit(notice(say.linkLookedAt, { present: false }));
    for (const level of [0, 1] as const) {
      const [seen] = await this.board.run([{ set: { sdo: level === 1 }, read: 'sdi' }]);
      if (seen === (level === 1)) continue;
      fail(emit, notice(say.notLinked, { level }), new TargetError('the data lines are not tied together'));
    }
    emit(notice(say.linkLookedAt, { present: true }));
  }

  async #identify(): Promise<boolean> {
    return (await this.#answered(this.#target.identify(guardTimes.none))) === true;
  }

  async #opens(): Promise<boolean> {
    return (await this.#answered(this.#target.open(1))) === true;
  }

  /** @returns undefined where there was no answer, which has been said */
  async #answered<Result>(work: Promise<Result>): Promise<Result | undefined> {
    try {
      return await work;
    } catch (error) {
      if (error instanceof ProtocolError) return undefined;
      throw error;
    }
  }
}
