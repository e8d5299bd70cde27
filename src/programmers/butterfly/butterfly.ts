import { ProtocolError, TimeoutError, TransportError, UnsupportedError } from '../../model/errors.ts';
import { placeInSigrow } from '../../model/isp-instructions.ts';
import { memoryNamed } from '../../model/locate-memory.ts';
import type { Page, PageRange } from '../../model/page.ts';
import type { Memory } from '../../model/part.ts';
import { type Event, notice } from '../../output/events.ts';
import * as avr109 from '../../protocols/avr109/commands.ts';
import { Avr109Link, type BlockExchange } from '../../protocols/avr109/link.ts';
import { parseExtended } from '../extended/parameters.ts';
import { bitClockIgnored } from '../line/bit-clock-messages.ts';
import { pulse } from '../line/board-reset.ts';
import { drainTime, openSerialLine, SerialLine, stillnessOf } from '../line/serial-line.ts';
import { openPatiently, touchPort } from '../line/touch.ts';
import { readInStep } from '../pages/in-step.ts';
import type { Programmer, ProgrammerContext, ProgrammerType } from '../programmer.ts';
import { blocksOf, letterOf, wordLetterOf } from './blocks.ts';
import { askLoader, encodeBlockSize, greetLoader, type Loader, selectDevice } from './greeting.ts';
import * as words from './messages.ts';

/** A boot loader of application note AVR109: Butterfly, Caterina (Leonardo, Pro Micro), LUFA's CDC loader. */
export class Butterfly implements Programmer {
  readonly readsUnchecked = true;
  protected readonly context: ProgrammerContext;
  readonly #autoreset: boolean;
  #connection: { line: SerialLine; link: Avr109Link } | undefined;
  #loader: Loader = { movesOn: false, blockSize: 0, window: 1 };
  /** The word that a byte was read from last; its bytes are mostly wanted one after the other. */
  #word: { readonly letter: string; readonly address: number; readonly bytes: Uint8Array } | undefined;

  /** What has been said and is held back while a connection is tried; undefined when all is said at once. */
  #held: Event[] | undefined;

  constructor(context: ProgrammerContext, autoreset: boolean) {
    this.#autoreset = autoreset;
    const emit = (event: Event): void => {
      if (this.#held) this.#held.push(event);
      else context.emit(event);
    };
    this.context = { ...context, emit };
  }

  async open(): Promise<void> {
    const { bitClock, emit, id } = this.context;
    if (bitClock !== undefined) emit(notice(bitClockIgnored, { id, by: 'butterfly' }));
    const line = await openSerialLine(this.context, { defaultBaudRate: 19200 });
    this.#connect(line);
    if (this.#autoreset) await this.#resetBoard(line);
    // A board that has been reset needs as long to start as avrdude waits for noise.
    await (this.#autoreset ? line.drain(drainTime) : this.link.drain());
  }

  async initialize(): Promise<void> {
    const { emit } = this.context;
    emit(notice(words.connecting));
    const id = await this.#greetOrTouch();
    const { link } = this;
    await link.drain();
    this.#loader = await askLoader(link, id, emit);
    await selectDevice(link, emit);
    await link.command(avr109.encodeLetter('P'), 'enter prog mode');
    await link.drain();
  }

  async disable(): Promise<void> {
    await this.#connection?.link.farewell('L', 'leave prog mode');
  }

  async close(): Promise<void> {
    // The loader starts the application here, and native USB vanishes with the answer.
    this.#connection?.line.expectHangUp();
    this.#connection?.link.expectHangUp();
    await this.#connection?.link.farewell('E', 'exit bootloader');
    await this.#connection?.line.close();
    this.#connection = undefined;
  }

  async chipErase(): Promise<void> {
    const { part } = this.context;
    const pages = memoryNamed(part, 'flash')?.numPages ?? 999;
    const timeout = Math.max(5000, (part.chipEraseDelay / 1000) * pages);
    await this.link.command(avr109.encodeLetter('e'), 'chip erase', timeout);
  }

  /** The loader gives the signature last byte first. */
  async readSignature(_memory: Memory): Promise<Uint8Array> {
    const bytes = await this.link.ask('s', 3, 'read-signature');
    return bytes.toReversed();
  }

  async readByte(memory: Memory, address: number): Promise<number> {
    const words = wordLetterOf(memory);
    if (words) return this.#readFromWord(memory, words, address);
    if (memory.name === 'eeprom') {
      await this.link.setAddress(address, false);
      await this.link.send(avr109.encodeReadBlock('E', 1));
      return this.link.receiveByte('read-eeprom-byte');
    }
    const letter = { lfuse: 'F', hfuse: 'N', efuse: 'Q', lock: 'r' }[memory.name];
    if (!letter) throw new UnsupportedError(`${memory.name} is not known to AVR109`);
    const [value = 0] = await this.link.ask(letter, 1, 'read-byte');
    if (value === avr109.unknown) throw new UnsupportedError(`loader does not read ${memory.name}`);
    return value;
  }

  async writeByte(memory: Memory, address: number, value: number): Promise<void> {
    if (memory.name === 'eeprom') {
      await this.link.setAddress(address, memory.opcodes.load_ext_addr !== undefined);
      await this.link.command(avr109.encodeWriteBlock('E', Uint8Array.of(value)), 'write byte');
    } else if (memory.name === 'lock') await this.link.command(avr109.encodeWriteLock(value), 'write byte');
    else throw new UnsupportedError(`${memory.name} is not written by AVR109`);
  }

  async pagedRead(
    memory: Memory,
    run: readonly PageRange[],
    onPage: (index: number, data: Uint8Array) => void,
  ): Promise<void> {
    const letter = letterOf(memory);
    const blocks = run.flatMap((page, index) => {
      const data = new Uint8Array(page.length);
      return blocksOf(page.length, this.#blockSizeFor(letter)).map(([from, to]) => ({
        address: page.address + from,
        length: to - from,
        request: avr109.encodeReadBlock(letter, to - from),
        receive: async () => {
          data.set(await this.link.receive(to - from, 'read-block'), from);
          if (to === page.length) onPage(index, data);
        },
      }));
    });
    const loader = this.#loader;
    const { link } = this;
    await readInStep(
      {
        inStep: () => link.answersAs('b', encodeBlockSize(loader.blockSize)),
        settle: () => link.drain(),
      },
      () => this.#exchange(memory, blocks),
    );
  }

  async pagedWrite(memory: Memory, run: readonly Page[], onPage: (index: number) => void): Promise<void> {
    const letter = letterOf(memory);
    this.#word = undefined;
    const blocks = run.flatMap((page, index) =>
      blocksOf(page.data.length, this.#blockSizeFor(letter)).map(([from, to]) => ({
        address: page.address + from,
        length: to - from,
        request: avr109.encodeWriteBlock(letter, page.data.subarray(from, to)),
        receive: async () => {
          await this.link.confirmation('write block');
          if (to === page.data.length) onPage(index);
        },
      })),
    );
    await this.#exchange(memory, blocks);
  }

  protected get link(): Avr109Link {
    if (!this.#connection) throw new ProtocolError('programmer is not open');
    return this.#connection.link;
  }

  #connect(line: SerialLine): void {
    const still = stillnessOf(this.context, line);
    const link = new Avr109Link(line, this.context.emit, 'butterfly', { still, quiet: line.quiet });
    this.#connection = { line, link };
  }

  /**
   * Greets the loader. If nothing answers, the application may be running: a board with native USB is asked for its loader by
   * touching the port, and greeted again. Nothing of the first greeting is said then.
   */
  async #greetOrTouch(): Promise<string> {
    const { port, touch, clock } = this.context;
    if (!this.mayBeTouched || touch || port.startsWith('net:')) return this.greet(this.link, 5000);
    this.#held = [];
    try {
      const id = await this.greet(this.link, 1500);
      this.#release();
      return id;
    } catch (error) {
      if (!(error instanceof TimeoutError) || !(await this.#touchAndReopen())) {
        this.#release();
        throw error;
      }
      this.#held = undefined;
    }
    await clock.sleep(50);
    return this.greet(this.link, 5000);
  }

  /** @returns whether the port is open again */
  async #touchAndReopen(): Promise<boolean> {
    const baudRate = this.context.baudRate || 19200;
    await this.#connection?.line.close();
    try {
      const port = await touchPort(this.context);
      const line = await openPatiently(this.context, { port, baudRate });
      this.#connect(new SerialLine(line, this.context.emit, baudRate));
      return true;
    } catch (error) {
      if (!(error instanceof TransportError)) throw error;
      return false;
    }
  }

  #release(): void {
    const events = this.#held ?? [];
    this.#held = undefined;
    for (const event of events) this.context.emit(event);
  }

  /** Wakes the loader and asks for its name. @param timeoutMs how long the first character may take */
  protected greet(link: Avr109Link, timeoutMs: number): Promise<string> {
    return greetLoader(link, this.context.emit, timeoutMs);
  }

  /** Whether this may be a board with native USB whose application knows how to start the loader. */
  protected get mayBeTouched(): boolean {
    return true;
  }

  async #readFromWord(memory: Memory, letter: avr109.BlockMemory, asked: number): Promise<number> {
    const address = asked + placeInSigrow(this.context.part, memory, asked);
    const wanted = address & ~1;
    if (this.#word?.letter !== letter || this.#word.address !== wanted) {
      try {
        await this.link.setAddress(address >> 1, memory.opcodes.load_ext_addr !== undefined);
      } catch (error) {
        // avrdude goes on and waits in vain once more.
        if (error instanceof TimeoutError) this.link.sayNotResponding('read-flash-byte');
        throw error;
      }
      await this.link.send(avr109.encodeReadBlock(letter, 2));
      const bytes = await this.link.receive(2, 'read-flash-byte');
      this.#word = { letter, address: wanted, bytes };
    }
    return this.#word.bytes[address & 1] ?? 0xff;
  }

  /** avrdude moves EEPROM byte by byte, for loaders that know no larger blocks of it; those behind USB do. */
  #blockSizeFor(letter: avr109.BlockMemory): number {
    const { blockSize, window } = this.#loader;
    return letter === 'E' && window === 1 ? 1 : Math.max(1, blockSize);
  }

  /** Sets the address where blocks do not follow each other, and exchanges those that do in one go. */
  async #exchange(memory: Memory, blocks: readonly (BlockExchange & PageRange)[]): Promise<void> {
    const { movesOn, window } = this.#loader;
    const unit = memory.name === 'eeprom' ? 1 : 2;
    const wide = memory.opcodes.load_ext_addr !== undefined;
    let stretch: BlockExchange[] = [];
    let next: number | undefined;
    for (const block of blocks) {
      if (block.address !== next || !movesOn) {
        await this.link.exchangeBlocks(stretch, window);
        stretch = [];
        await this.link.setAddress(Math.floor(block.address / unit), wide);
      }
      stretch.push(block);
      next = block.address + block.length;
    }
    await this.link.exchangeBlocks(stretch, window);
  }

  /** Lets a board that has its RESET on the control lines begin anew. */
  async #resetBoard(line: SerialLine): Promise<void> {
    const { clock, emit } = this.context;
    emit(notice(words.resetToggled));
    await pulse.reset(line, clock, { discharge: 250, pulsed: 100 });
  }
}

/** `-x autoreset`. @throws as parseExtended */
export function parseButterfly(context: ProgrammerContext): { readonly autoreset: boolean } {
  return parseExtended<{ readonly autoreset: boolean }>(context, {
    type: 'butterfly',
    initial: { autoreset: false },
    parameters: [{ pattern: /^autoreset$/, apply: () => ({ autoreset: true }) }],
    help: [['autoreset', 'Toggle RTS/DTR lines on port open to issue a hardware reset']],
  });
}

export const butterfly: ProgrammerType = {
  id: 'butterfly',
  name: 'butterfly',
  takesExtended: true,
  create: (context) => new Butterfly(context, parseButterfly(context).autoreset),
};
