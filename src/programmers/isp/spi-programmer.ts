import { concatBytes } from '../../model/bytes.ts';
import { TargetError, TransportError, UnsupportedError } from '../../model/errors.ts';
import type { Page, PageRange } from '../../model/page.ts';
import type { Memory } from '../../model/part.ts';
import { notice } from '../../output/events.ts';
import { fail } from '../../output/fail.ts';
import type { MessageDefinition } from '../../output/words.ts';
import { blocksOf, rangesOf } from '../pages/blocks.ts';
import type { Lights, Programmer, ProgrammerContext } from '../programmer.ts';
import { failingAsWrite, failingPlainly } from '../usb/gone.ts';
import { neededInstruction } from './needed-instruction.ts';
import { decodeReads, pollReady, readsOf, writesOf, writeWay } from './page-instructions.ts';
import { GroupWriter } from './page-writing.ts';
import type { BoardLines, SpiBoard } from './spi-board.ts';

/** What a type has of its own over one board or another. */
export interface SpiHabits {
  /** What is done with the lines before the target is spoken to, each for so many milliseconds. */
  readonly start: readonly { readonly lines: BoardLines; readonly milliseconds: number }[];
  /** What is said when the target has not echoed. @param last whether it is not tried again */
  readonly enableFailed: MessageDefinition<{ last: boolean }>;
  readonly targetSilent: MessageDefinition<void>;
  readonly noEnableInstruction: MessageDefinition<{ part: string }>;
  readonly noEraseInstruction: MessageDefinition<{ part: string }>;
  /** How often programming is enabled, 4 times unless it is told. */
  readonly attempts?: number;
  /** The number that avrdude prints for a target that does not answer, -1 unless it is told. */
  readonly silentRc?: number;
  /** Flash pages of nothing but 0xff are not sent: to program such bytes changes nothing. This is said of them. */
  readonly emptyPage?: MessageDefinition<void>;
  /** What is said of each page of flash before and after it is written. */
  readonly pageWritten?: MessageDefinition<{ bytes: number; pollAddress: number; pollValue: number }>;
}

/** How often programming is enabled, with a pulse on RESET in between. */
const usualAttempts = 4;
/** How long that pulse takes, and what the target needs after it (data sheets: at least 20 ms), in milliseconds. */
const pulseMs = 0.02;
const settleMs = 20;

/** Serial programming through a board that is an SPI master. */
export class SpiProgrammer implements Programmer {
  readonly #context: ProgrammerContext;
  readonly #board: SpiBoard;
  readonly #habits: SpiHabits;

  constructor(context: ProgrammerContext, board: SpiBoard, habits: SpiHabits) {
    this.#context = context;
    this.#board = board;
    this.#habits = habits;
  }

  open(): Promise<void> {
    return this.#board.open();
  }

  async enable(): Promise<void> {
    await this.#board.set({ buff: true });
  }

  async initialize(): Promise<void> {
    const { clock } = this.#context;
    for (const { lines, milliseconds } of this.#habits.start) {
      await this.#board.set(lines);
      await clock.sleep(milliseconds);
    }
    await this.#enableProgramming();
    await this.light({ rdyled: true });
  }

  async disable(): Promise<void> {
    await this.light({ rdyled: false });
    await this.#board.set({ buff: false }).catch(() => undefined);
  }

  async light(lights: Lights): Promise<void> {
    await this.#board.set(lights).catch((error: unknown) => {
      if (!(error instanceof TransportError)) throw error;
    });
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
    const { part, clock } = this.#context;
    await this.#board.exchange(
      neededInstruction(this.#context, 'chip_erase', this.#habits.noEraseInstruction, true),
    );
    await clock.sleep(part.chipEraseDelay / 1000);
    await this.initialize();
  }

  command(instruction: Uint8Array): Promise<Uint8Array> {
    return failingPlainly(this.#board.exchange(instruction));
  }

  spi(bytes: Uint8Array): Promise<Uint8Array> {
    return this.command(bytes);
  }

  async pagedRead(
    memory: Memory,
    run: readonly PageRange[],
    onPage: (index: number, data: Uint8Array) => void,
  ): Promise<void> {
    if (memory.name !== 'flash' && memory.name !== 'eeprom')
      throw new UnsupportedError(`${memory.name} is not read by pages`);
    await failingPlainly(this.#readPages(memory, run, onPage));
  }

  async pagedWrite(memory: Memory, run: readonly Page[], onPage: (index: number) => void): Promise<void> {
    const whole = writeWay(memory) === 'whole-pages';
    await failingAsWrite(
      whole ? this.#writeFlash(memory, run, onPage) : this.#writeChanged(memory, run, onPage),
      this.#context.behaviour,
    );
  }

  setReset(high: boolean): Promise<void> {
    return this.#board.set({ reset: high });
  }

  async #writeFlash(memory: Memory, run: readonly Page[], onPage: (index: number) => void): Promise<void> {
    const { emit } = this.#context;
    const writer = this.#writer(memory);
    const { emptyPage, pageWritten } = this.#habits;
    for (const [index, page] of run.entries()) {
      const last = page.data.findLastIndex((byte) => byte !== 0xff);
      if (last < 0 && emptyPage) emit(notice(emptyPage));
      if (last >= 0) {
        await this.#writeWhole(writer, memory, page);
        const pollValue = page.data[last] ?? 0xff;
        if (pageWritten)
          emit(
            notice(pageWritten, {
              bytes: 4 * page.data.length + 4,
              pollAddress: page.address + last,
              pollValue,
            }),
          );
      }
      onPage(index);
    }
    // What was sent without an answer has been heard when this is answered.
    if (this.#board.send) await this.#board.exchange(pollReady);
  }

  async #writeWhole(writer: GroupWriter, memory: Memory, page: Page): Promise<void> {
    const { send } = this.#board;
    for (const group of writesOf(memory, page, undefined))
      if (!send) await writer.write(group);
      else await send(concatBytes(group.instructions), memory.maxWriteDelay / 1000);
  }

  /** Of EEPROM only what changes is written. */
  async #writeChanged(memory: Memory, run: readonly Page[], onPage: (index: number) => void): Promise<void> {
    const present: Uint8Array[] = [];
    const ranges = rangesOf(run);
    await this.#readPages(memory, ranges, (index, data) => {
      present[index] = data;
    });
    const writer = this.#writer(memory);
    for (const [index, page] of run.entries()) {
      for (const group of writesOf(memory, page, present[index])) await writer.write(group);
      onPage(index);
    }
  }

  #writer(memory: Memory): GroupWriter {
    const exchange = (sent: readonly Uint8Array[]) => this.#board.exchange(concatBytes(sent));
    return new GroupWriter(exchange, this.#context.clock, memory, this.#board.polls);
  }

  async #readPages(
    memory: Memory,
    run: readonly PageRange[],
    onPage: (index: number, data: Uint8Array) => void,
  ): Promise<void> {
    const contents = new Uint8Array(memory.size);
    for (const block of blocksOf(run, this.#board.instructionsAtOnce)) {
      const sent = readsOf(memory, block);
      const answer = await this.#board.exchange(concatBytes(sent.map(({ bytes }) => bytes)));
      contents.set(decodeReads(sent, answer), block.address);
      for (const index of block.completes) {
        const page = run[index];
        if (page) onPage(index, contents.slice(page.address, page.address + page.length));
      }
    }
  }

  async #enableProgramming(): Promise<void> {
    const { part, clock, emit } = this.#context;
    const enable = neededInstruction(this.#context, 'pgm_enable', this.#habits.noEnableInstruction);
    const { attempts = usualAttempts, silentRc = -1 } = this.#habits;
    for (let attempt = 1; attempt <= attempts; attempt++) {
      const answer = await this.#board.exchange(enable);
      const echoAt = part.pollindex - 1;
      if (echoAt < 0 || echoAt >= answer.length || answer[echoAt] === part.pollvalue) return;
      emit(notice(this.#habits.enableFailed, { last: attempt === attempts }));
      await this.#board.set({ reset: true });
      await clock.sleep(pulseMs);
      await this.#board.set({ reset: false });
      if (attempt < attempts) await clock.sleep(settleMs);
    }
    fail(
      emit,
      notice(this.#habits.targetSilent),
      new TargetError('the target does not enter programming mode', silentRc),
    );
  }
}
