import { ProtocolError, TimeoutError, UnsupportedError } from '../../model/errors.ts';
import { memoryKind } from '../../model/memory-kind.ts';
import type { Page, PageRange } from '../../model/page.ts';
import type { Memory } from '../../model/part.ts';
import { notice } from '../../output/events.ts';
import { fail } from '../../output/fail.ts';
import {
  type Avr32Port,
  blockLength,
  encodeChooseInstruction,
  encodeReadBlock,
  encodeWriteBlock,
  jtagInstructions,
  slaves,
} from '../../protocols/jtagmkii/avr32.ts';
import * as ice from '../../protocols/jtagmkii/commands.ts';
import type { JtagMkiiLink } from '../../protocols/jtagmkii/link.ts';
import type { Operation } from '../../protocols/jtagmkii/operation-messages.ts';
import type { ProgrammerContext } from '../programmer.ts';
import { type Avr32Debugger, scanned } from './avr32-debugger.ts';
import { failed, lastFacts, type Procedure } from './avr32-failure-messages.ts';
import { Avr32Flash } from './avr32-flash.ts';
import * as words from './avr32-messages.ts';
import * as iceWords from './messages.ts';

/** While a chip erase goes on, a scan of the instruction register gives these one after another. */
const erasureSigns = [0x01, 0x05, 0x01] as const;
const erasureScans = 1000;
/** How long a block may take (ms). */
const blockTimeout = 1000;

/** What the memories are reached by. */
interface Way {
  readonly port: Avr32Port;
  readonly link: JtagMkiiLink;
  readonly target: Avr32Debugger;
}

/** The flash of an AVR32 UC3 by pages, and the erasure of the chip; the target is stopped for it, and runs afterwards. */
export class Avr32Memory {
  readonly #context: ProgrammerContext;
  readonly #way: Way;
  readonly #flash: Avr32Flash;
  /** Something has been written, after which the target is not stopped to be read. */
  #written = false;

  constructor(context: ProgrammerContext, way: Way) {
    this.#context = context;
    this.#way = way;
    this.#flash = new Avr32Flash(way.port, context.emit);
  }

  /** @throws ProtocolError after saying so */
  async eraseChip(): Promise<void> {
    const { port, target } = this.#way;
    this.#context.emit(notice(words.erasing));
    await this.#within('chip-erase', 0, () => target.bring('erase'));
    await this.#awaitErasure();
    await this.#within('chip-erase', 4, () => target.resetAfterErase());
    const value = await this.#within('chip-erase', 5, () => port.readWord(slaves.service, 0x10));
    if (value !== 0) this.#fail('chip-erase', 5, 0, value);
    const mode = Uint8Array.of(ice.emulatorModes.highVoltage);
    const answer = await this.#within('chip-erase', 6, () =>
      port.exchange(ice.encodeSetParameter(ice.parameters.emulatorMode, mode)),
    );
    if (answer[0] !== ice.responses.ok) this.#fail('chip-erase', 6, answer.length, 0);
  }

  /**
   * The last page counts as done when the target runs again.
   * @throws UnsupportedError for another memory than flash; ProtocolError after saying so
   */
  async pagedRead(
    memory: Memory,
    run: readonly PageRange[],
    onPage: (index: number, data: Uint8Array) => void,
  ): Promise<void> {
    refuseAllButFlash(memory);
    const { emit } = this.#context;
    const { target } = this.#way;
    for (const group of this.#groups(run)) {
      const length = group.reduce((sum, { range }) => sum + range.length, 0);
      const operation = 'read-page-avr32';
      emit(notice(iceWords.pageAsked, { operation, memory: memory.name, pageSize: memory.pageSize, length }));
      if (!this.#written) await this.#within('paged-load', 0, () => target.bring('read'));
      await this.#within('paged-load', 1, () => target.prepare());
      let report = () => {};
      for (const { index, range } of group) {
        report();
        const data = await this.#readPage(memory, range);
        report = () => onPage(index, data);
      }
      await this.#within('paged-load', 4, () => target.bring('run'));
      report();
    }
  }

  /** @throws UnsupportedError for another memory than flash; ProtocolError after saying so */
  async pagedWrite(memory: Memory, run: readonly Page[], onPage: (index: number) => void): Promise<void> {
    refuseAllButFlash(memory);
    const { target } = this.#way;
    for (const group of this.#groups(run)) {
      await this.#within('paged-write', 0, () => target.bring('write'));
      this.#written = true;
      await this.#within('paged-write', 1, () => target.prepare());
      let report = () => {};
      for (const { index, range } of group) {
        report();
        await this.#writePage(memory, range);
        report = () => onPage(index);
      }
      await this.#within('paged-write', 8, () => target.bring('run'));
      report();
    }
  }

  async #readPage(memory: Memory, { address, length }: PageRange): Promise<Uint8Array> {
    const page = new Uint8Array(length);
    for (let at = 0; at < length; at += blockLength) {
      const data = await this.#block(
        ...(['read-page-avr32', 'paged-load', 3] as const),
        ...([address + at, encodeReadBlock(memory.offset + address + at), ice.responses.scanned] as const),
      );
      page.set(data.subarray(1, 1 + Math.min(blockLength, length - at)), at);
    }
    return page;
  }

  async #writePage(memory: Memory, { address, data }: Page): Promise<void> {
    const flash = this.#flash;
    const number = Math.trunc(address / memory.pageSize);
    await this.#within('paged-write', 2, () => flash.unlock(number));
    await this.#within('paged-write', 3, () => flash.erase(number));
    await this.#within('paged-write', 4, () => flash.clearPageBuffer());
    for (let at = 0; at < data.length; at += blockLength) {
      const block = encodeWriteBlock(memory.offset + address + at, data.subarray(at, at + blockLength));
      await this.#block('write-page-avr32', 'paged-write', 6, address + at, block, ice.responses.ok);
    }
    await this.#within('paged-write', 7, () => flash.write(number));
  }

  /** @throws ProtocolError after saying so */
  async #block(
    operation: Operation,
    procedure: Procedure,
    check: number,
    address: number,
    message: Uint8Array,
    wanted: number,
  ): Promise<Uint8Array> {
    const { emit } = this.#context;
    const { port, link } = this.#way;
    emit(notice(iceWords.blockAsked, { operation, address, length: blockLength }));
    const answer = await this.#within(procedure, check, () => port.exchange(message, blockTimeout));
    link.sayAnswer(answer);
    const code = answer[0] ?? 0;
    if (code === wanted) return answer;
    fail(emit, notice(words.blockRefused, { operation, code }), new ProtocolError('a block is refused'));
  }

  /** Pages that are moved while the target is stopped once. */
  #groups<R>(run: readonly R[]): readonly (readonly { readonly index: number; readonly range: R }[])[] {
    const all = run.map((range, index) => ({ index, range }));
    return this.#isShown ? all.map((one) => [one]) : [all];
  }

  async #awaitErasure(): Promise<void> {
    const { port } = this.#way;
    const message = encodeChooseInstruction(jtagInstructions.eraseChip);
    let seen = 0;
    for (let scan = 1; scan <= erasureScans && seen < erasureSigns.length; scan++) {
      const answer = await this.#within('chip-erase', 2, () => port.exchange(message));
      const sign = scanned(answer, 2);
      if (sign === undefined) this.#fail('chip-erase', 2, answer.length, 0);
      if (sign === erasureSigns[seen]) seen++;
    }
    if (seen < erasureSigns.length) this.#fail('chip-erase', 3, 2, 0);
  }

  /** @throws ProtocolError, as which a failure inside is passed on, after saying what it broke off */
  async #within<T>(procedure: Procedure, check: number, work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      if (error instanceof ProtocolError || error instanceof TimeoutError)
        this.#fail(procedure, check, -1, 0, error);
      throw error;
    }
  }

  #fail(procedure: Procedure, check: number, status: number, value: number, cause?: Error): never {
    fail(
      this.#context.emit,
      notice(failed, { procedure, check, facts: lastFacts(status, value) }),
      new ProtocolError(`${procedure} fails`, -1, { cause }),
    );
  }

  /** Exchanges are shown from `-v` on. */
  get #isShown(): boolean {
    return this.#context.verbosity > 0;
  }
}

function refuseAllButFlash(memory: Memory): void {
  if (memoryKind(memory) !== 'flash') throw new UnsupportedError(`${memory.name} is not reached in an AVR32`);
}
