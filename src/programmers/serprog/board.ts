import {
  AvrdudeError,
  DisconnectedError,
  PortError,
  ProtocolError,
  UnsupportedError,
} from '../../model/errors.ts';
import { type Event, notice } from '../../output/events.ts';
import { fail } from '../../output/fail.ts';
import { insist } from '../../protocols/line/insisting.ts';
import * as serprog from '../../protocols/serprog/commands.ts';
import { SerprogLink } from '../../protocols/serprog/link.ts';
import { type BoardLines, pollsAt, type SpiBoard } from '../isp/spi-board.ts';
import { openSerialLine, orClose, type SerialLine } from '../line/serial-line.ts';
import type { ProgrammerContext } from '../programmer.ts';
import * as say from './messages.ts';

const defaultBaudRate = 115_200;
/** A part's clock where it is not known, and by how much SPI has to be slower. */
const usualClock = 1_000_000;
const slowness = 4;
/** Bytes of an operation at most, and where the programmer does not say how many it can take. */
const longest = { known: 1024, unknown: 256 } as const;
const adjustableClock = 64;
/** How long a step of the farewell is waited for when it is said again (ms). */
const againTimeout = 300;

/** A programmer for flash chips whose select line is wired to RESET. */
export class SerprogBoard implements SpiBoard {
  readonly #context: ProgrammerContext;
  readonly #select: number;
  readonly instructionsAtOnce = longest.known / 4;
  #line: SerialLine | undefined;
  #commands = new Uint8Array(32);
  #longest: number | undefined;
  #hertz = 0;

  /** @param select number of the select line */
  constructor(context: ProgrammerContext, select: number) {
    this.#context = context;
    this.#select = select;
  }

  get polls() {
    return pollsAt(this.#hertz || usualClock / slowness);
  }

  /** The frequency of SPI that the programmer has set. */
  get hertz(): number {
    return this.#hertz;
  }

  async open(): Promise<void> {
    const line = await openSerialLine(this.#context, { defaultBaudRate });
    this.#line = line;
    await orClose(line, () => this.#greet());
  }

  async close(): Promise<void> {
    const line = this.#line;
    this.#line = undefined;
    await line?.close();
  }

  async display(): Promise<void> {}

  /** Takes the target into reset, ready to be spoken to. @throws AvrdudeError after saying so */
  async prepare(): Promise<void> {
    if (this.#has('setSpiFrequency')) await this.#setClock();
    if (this.#has('setChipSelect'))
      await this.#step('chipSelect', serprog.encodeSetting('setChipSelect', this.#select));
    await this.#step('fullDuplex', serprog.encodeSetting('setSpiMode', serprog.spiModes.fullDuplex));
    if (this.#has('setPinState')) await this.#step('pinState', serprog.encodeSetting('setPinState', 1));
    await this.#step('select', serprog.encodeSetting('setSelectMode', serprog.selectModes.selected));
  }

  /** Lets the target go and leaves the programmer as it was; a step that fails is said, and all are said again. */
  async release(): Promise<void> {
    const { emit } = this.#context;
    const steps = [
      ['select', serprog.encodeSetting('setSelectMode', serprog.selectModes.auto)],
      ...(this.#has('setPinState') ? ([['pinState', serprog.encodeSetting('setPinState', 0)]] as const) : []),
      ['halfDuplex', serprog.encodeSetting('setSpiMode', serprog.spiModes.halfDuplex)],
      ...(this.#has('setChipSelect')
        ? ([['chipSelect', serprog.encodeSetting('setChipSelect', 0)]] as const)
        : []),
    ] as const;
    let failure: unknown;
    for (const [step, command] of steps) {
      try {
        await this.#link.exchange(command);
      } catch (error) {
        if (!(error instanceof AvrdudeError)) throw error;
        failure = error;
        if (error instanceof DisconnectedError) break;
        emit(notice(say.farewellFailed, { step }));
      }
    }
    if (failure === undefined || failure instanceof UnsupportedError) return;
    await insist(emit, failure, async () => {
      for (const [, command] of steps) await this.#link.exchange(command, againTimeout);
    });
  }

  async set({ reset }: BoardLines): Promise<void> {
    if (reset === undefined) return;
    const { selected, deselected } = serprog.selectModes;
    await this.#link.exchange(serprog.encodeSetting('setSelectMode', reset ? deselected : selected));
  }

  async exchange(bytes: Uint8Array): Promise<Uint8Array> {
    const most = bytes.length > longest.unknown ? await this.#longestOperation() : longest.unknown;
    const answer = new Uint8Array(bytes.length);
    for (let at = 0; at < bytes.length; at += most)
      answer.set(await this.#link.exchange(serprog.encodeDuplex(bytes.subarray(at, at + most))), at);
    return answer;
  }

  /** @throws AvrdudeError after saying so */
  async setPeriod(seconds: number): Promise<void> {
    try {
      await this.#setHertz(Math.trunc(1 / seconds));
    } catch (error) {
      if (error instanceof AvrdudeError) this.#context.emit(notice(say.periodRefused));
      throw error;
    }
  }

  get #link(): SerprogLink {
    if (!this.#line) throw new ProtocolError('the serprog programmer is not open');
    return new SerprogLink(this.#line);
  }

  async #greet(): Promise<void> {
    const { emit, id } = this.#context;
    const synced = await this.#orSay(notice(say.cannotSync), () =>
      this.#link.sync(serprog.encodeQuery('syncNop')),
    );
    if (!synced) this.#refuse(notice(say.cannotSync));
    this.#commands = Uint8Array.from(await this.#query('queryCommands', notice(say.noCommandMap)));
    if (!this.#has('queryVersion')) this.#refuse(notice(say.noVersion));
    const version = serprog.decodeNumber(await this.#query('queryVersion', notice(say.noVersion)));
    if (version !== serprog.protocolVersion) this.#refuse(notice(say.versionUnsupported, { version }));
    emit(notice(say.versionFound, { version }));
    if (this.#has('queryName')) {
      const name = serprog.decodeName(await this.#query('queryName', notice(say.noName)));
      emit(notice(say.nameFound, { name }));
    }
    const needs = [
      ['spiOperation', 'SPI operations'],
      ['setSelectMode', 'setting the CS mode'],
      ['setSpiMode', 'setting the SPI mode'],
      ...(this.#select > 0 ? ([['setChipSelect', 'changing the CS']] as const) : []),
    ] as const;
    for (const [name, what] of needs) if (!this.#has(name)) this.#refuse(notice(say.lacks, { id, what }));
  }

  #query(name: Parameters<typeof serprog.encodeQuery>[0], words: Event): Promise<Uint8Array> {
    return this.#orSay(words, () => this.#link.exchange(serprog.encodeQuery(name)));
  }

  #has(name: keyof typeof serprog.commandCodes): boolean {
    return serprog.isSupported(this.#commands, name);
  }

  #refuse(words: Event): never {
    const { emit, port } = this.#context;
    fail(emit, words, new PortError('no serprog programmer that can be used', port));
  }

  async #setClock(): Promise<void> {
    const { emit, entry, part, bitClock } = this.#context;
    if (bitClock && !(entry.extraFeatures & adjustableClock)) emit(notice(say.bitClockNotAdjustable));
    const hertz = Math.trunc(bitClock ? 1 / bitClock : (part.factoryFcpu || usualClock) / slowness);
    await this.#orSay(notice(say.frequencyRefused, { hertz }), () => this.#setHertz(hertz));
  }

  async #setHertz(hertz: number): Promise<void> {
    this.#hertz = serprog.decodeNumber(await this.#link.exchange(serprog.encodeFrequency(hertz)));
  }

  async #step(step: 'chipSelect' | 'fullDuplex' | 'pinState' | 'select', command: serprog.SerprogCommand) {
    await this.#orSay(notice(say.stepFailed, { step }), () => this.#link.exchange(command));
  }

  async #orSay<Result>(words: Event, work: () => Promise<Result>): Promise<Result> {
    try {
      return await work();
    } catch (error) {
      if (error instanceof AvrdudeError && !(error instanceof DisconnectedError)) this.#context.emit(words);
      throw error instanceof UnsupportedError
        ? new ProtocolError(error.message, -1, { cause: error })
        : error;
    }
  }

  /** Bytes that an operation may have; asked for once. 0 stands for more than anybody wants. */
  async #longestOperation(): Promise<number> {
    if (this.#longest !== undefined) return this.#longest;
    let most: number = longest.known;
    const told = (['queryLongestWrite', 'queryLongestRead'] as const).filter((name) => this.#has(name));
    for (const name of told) {
      const length = serprog.decodeNumber(await this.#link.exchange(serprog.encodeQuery(name)));
      if (length > 0) most = Math.min(most, Math.max(4, length & ~3));
    }
    this.#longest = told.length > 0 ? most : longest.unknown;
    return this.#longest;
  }
}
