import { AnsweredError, LoaderUnknownError, ProtocolError, TargetError } from '../../model/errors.ts';
import { memoryNamed } from '../../model/locate-memory.ts';
import type { Page, PageRange } from '../../model/page.ts';
import type { Memory, Part } from '../../model/part.ts';
import { notice } from '../../output/events.ts';
import { fail } from '../../output/fail.ts';
import * as ur from '../../protocols/urboot/commands.ts';
import { bitClockIgnored } from '../line/bit-clock-messages.ts';
import { boardReset } from '../line/board-reset.ts';
import { lineDeeds } from '../line/deeds.ts';
import { openSerialLine, orClose, type SerialLine } from '../line/serial-line.ts';
import type { FlashInput, Programmer, ProgrammerContext, ProgrammerType } from '../programmer.ts';
import { agreedPart, connectedPart } from './chip.ts';
import { urclockDeeds } from './deeds.ts';
import { prepareInput } from './flash-input.ts';
import { extentFrom } from './kept.ts';
import { getSync, resetBoard, UrbootLink } from './link.ts';
import { findLoader, type Loader } from './loader.ts';
import { LoaderGuard } from './loader-guard.ts';
import * as loaderWords from './loader-messages.ts';
import * as words from './messages.ts';
import { parseParameters, type UrclockParameters } from './parameters.ts';
import { LoaderReach, pagedName } from './reach.ts';
import { readPages } from './reading.ts';
import { gather, shown, showsSomething } from './shown.ts';
import * as traces from './trace-messages.ts';

/** Milliseconds that a chip erase may take, and more for each page. */
const eraseTime = { least: 500, perPage: 20 } as const;
/** What avrdude gives back for an erase that it puts off until flash is written. */
const putOff = -2;

/** Urboot boot loaders, those started through a vector included. */
class Urclock implements Programmer {
  readonly #context: ProgrammerContext;
  readonly #parameters: UrclockParameters;
  #line: SerialLine | undefined;
  #opened: LoaderReach | undefined;
  /** The part that the loader has been built for. */
  #connected: Part;
  #guard: LoaderGuard | undefined;
  /** How much is kept about applications. */
  #extent: ReturnType<typeof extentFrom>;
  /** The next file for flash has to erase the rest, too. */
  #owesErase = false;
  /** The run ends because something has been shown: the lines stay as they are where it breaks off. */
  #answered = false;
  /** Nothing has been written since the erase. */
  #justErased = false;

  constructor(context: ProgrammerContext, parameters: UrclockParameters) {
    this.#context = context;
    this.#parameters = parameters;
    this.#connected = context.part;
    this.#extent = extentFrom(parameters);
  }

  async open(): Promise<void> {
    const context = this.#context;
    if (context.bitClock) context.emit(notice(bitClockIgnored, { id: context.id, by: 'urclock' }));
    const { emit, clock, port } = context;
    emit(notice(traces.opening, { port }));
    const line = await openSerialLine(context, { defaultBaudRate: 115200 });
    await orClose(line, async () => {
      await resetBoard(context, line, this.#parameters);
      const identity = await getSync(context, line, this.#parameters, context.part);
      this.#connected = connectedPart(context, identity);
      emit(notice(traces.ready, { now: clock.now() }));
      const { size: flashSize, pageSize } = this.#flash;
      const link = new UrbootLink(context, line, identity, { flashSize, pageSize });
      this.#opened = new LoaderReach(link, this.#parameters, context.emit);
      this.#line = line;
    });
  }

  async display(): Promise<void> {
    this.#context.emit(notice(words.protocol, { part: this.#connected.desc }));
  }

  async initialize(): Promise<void> {
    await this.#exchange(ur.enter, 'enable-programming');
  }

  async disable(): Promise<void> {
    const line = this.#line;
    if (!line || !this.#opened) return;
    const { leavesSlowLines } = this.#context.behaviour.of(urclockDeeds);
    if (leavesSlowLines && line.baudRate < 115000) return;
    try {
      await this.#exchange(ur.leave, 'disable');
    } catch {
      // The application runs now, or has been spoken of.
    }
  }

  async close(): Promise<void> {
    const line = this.#line;
    this.#line = undefined;
    this.#opened = undefined;
    if (!line) return;
    const { behaviour } = this.#context;
    if (!this.#answered || behaviour.endsShowing === 'as-always')
      await boardReset(behaviour.of(lineDeeds).boardReset).release(line);
    await line.close();
  }

  async keepAlive(): Promise<void> {
    await this.#exchange(ur.getSync, 'keep-alive');
  }

  /** The loader has no ISP instructions: as avrdude does, it is made to look as if they had been carried out. */
  async command(instruction: Uint8Array): Promise<Uint8Array> {
    return Uint8Array.of(...instruction.subarray(1, 4), 0xff);
  }

  /** Loaders without a chip erase erase pages as they write them: all of them with the next file. */
  async chipErase(): Promise<void> {
    const [flash, context] = [this.#flash, this.#context];
    this.#justErased = true;
    if (this.erasesLater()) {
      this.#owesErase = true;
      if (context.behaviour.erasesLater) throw new TargetError('flash is erased as it is written', putOff);
      return;
    }
    context.emit(notice(words.erasing));
    const time = eraseTime.least + Math.trunc(flash.size / flash.pageSize) * eraseTime.perPage;
    await this.#connection.exchange(ur.chipErase, 0, 'erase-chip', time);
    const guard = this.#guard;
    if (!guard?.isPatched) return;
    // The loader must be reached without an application, too.
    const page = new Uint8Array(flash.pageSize).fill(0xff);
    page.set(guard.resetJump);
    await this.#connection.write('flash', 0, page);
  }

  erasesLater(): boolean {
    const version = this.#opened?.loader?.version ?? 0;
    const cannot = !this.#has(ur.features.chipErase) || (version > 0 && version < 0o76);
    return cannot || this.#parameters.flags.has('emulate_ce');
  }

  async readSignature(_memory: Memory): Promise<Uint8Array> {
    const context = this.#context;
    const parameters = this.#parameters;
    const reach = this.#reach;
    if (!reach.loader) {
      this.#connected = agreedPart(context, this.#connected);
      const loader = await this.#findLoader();
      if (showsSomething(parameters)) {
        const flash = this.#flash;
        const eeprom = this.#eeprom;
        const read = reach.readPiece.bind(reach);
        const part = this.#connected.desc;
        const facts = await gather({ context, parameters, loader, flash, eeprom, part, read });
        context.emit(notice(shown, facts));
        this.#answered = true;
        throw new AnsweredError('what was asked for has been shown');
      }
      reach.loader = loader;
      this.#guard = new LoaderGuard(loader, this.#flash, context.behaviour.of(urclockDeeds), context.emit);
    }
    return this.#connected.signature;
  }

  async readByte(memory: Memory, address: number): Promise<number> {
    const name = pagedName(memory);
    if (name === undefined)
      fail(
        this.#context.emit,
        notice(loaderWords.cannotRead, { memory: memory.name }),
        new ProtocolError(`${memory.name} is out of a boot loader's reach`),
      );
    return (await this.#reach.readPiece(name, address, 1))[0] ?? 0xff;
  }

  async writeByte(memory: Memory): Promise<void> {
    fail(
      this.#context.emit,
      notice(loaderWords.noByteWrite, { memory: memory.name }),
      new ProtocolError(`${memory.name} cannot be written by bytes`),
    );
  }

  async pagedRead(
    memory: Memory,
    run: readonly PageRange[],
    onPage: (index: number, data: Uint8Array) => void,
  ): Promise<void> {
    const name = this.#reach.toRead(memory);
    const read = (address: number, length: number) =>
      this.#connection.read(name, address, length, 'read-page');
    await readPages(run, this.#context.verbosity, read, async (index, { address, length }, data) => {
      const first = name === 'flash' && address === 0 && length === this.#flash.pageSize;
      const mended = first ? this.#guard?.mended(data) : undefined;
      // Reset has to lead to a vector boot loader, whoever has written what is there.
      if (mended) await this.#connection.write('flash', 0, mended);
      onPage(index, mended ?? data);
    });
  }

  async pagedWrite(memory: Memory, run: readonly Page[], onPage: (index: number) => void): Promise<void> {
    const name = this.#reach.toWrite(memory);
    if (name === 'flash') this.#guard?.spare(run);
    for (const [index, page] of run.entries()) {
      const first = name === 'flash' && page.address === 0;
      const data = first ? this.#guard?.withReset(page.data) : undefined;
      await this.#connection.write(name, page.address, data ?? page.data);
      onPage(index);
    }
  }

  async prepareFlash(input: FlashInput): Promise<Pick<FlashInput, 'image' | 'size'>> {
    const context = this.#context;
    const parameters = this.#parameters;
    const loader = this.#opened?.loader;
    const flash = this.#flash;
    if (!loader) return input;
    const readsFlash = this.#has(ur.features.readsFlash);
    const prepared = await prepareInput(input, {
      context,
      parameters,
      behaviour: context.behaviour.of(urclockDeeds),
      loader,
      flash,
      extent: this.#extent,
      erasesAll: this.#owesErase,
      blankHoles: this.#justErased || this.#has(ur.features.norFlash),
      readsFlash,
      read: (address, length) => this.#reach.readPiece('flash', address, length),
    });
    this.#extent = prepared.extent;
    this.#owesErase = false;
    this.#justErased = false;
    return prepared;
  }

  isReadOnly(memory: Memory, address: number): boolean {
    const guard = this.#guard;
    return guard ? guard.isOwn(memory, address) : pagedName(memory) === undefined;
  }

  get #flash(): Memory {
    const flash = memoryNamed(this.#context.part, 'flash');
    if (!flash) throw new ProtocolError(`${this.#context.part.desc} has no flash`);
    return flash;
  }

  get #eeprom(): Memory | undefined {
    return memoryNamed(this.#context.part, 'eeprom');
  }

  get #reach(): LoaderReach {
    if (!this.#opened) throw new ProtocolError('programmer is not open');
    return this.#opened;
  }

  get #connection(): UrbootLink {
    return this.#reach.link;
  }

  #has(feature: number): boolean {
    return this.#opened?.has(feature) ?? false;
  }

  async #exchange(command: Uint8Array, operation: words.Operation): Promise<void> {
    await this.#connection.exchange(command, 0, operation);
  }

  /** @throws LoaderUnknownError, after saying so */
  async #findLoader(): Promise<Loader> {
    const context = this.#context;
    const parameters = this.#parameters;
    const flash = this.#flash;
    const connected = this.#connected;
    try {
      return await findLoader({
        context,
        parameters,
        part: context.part,
        flash,
        readsFlash: this.#has(ur.features.readsFlash),
        read: (address, length) => this.#reach.readPiece('flash', address, length),
      });
    } catch (error) {
      if (!(error instanceof ProtocolError)) throw error;
      throw new LoaderUnknownError(error.message, connected.signature, { cause: error });
    }
  }
}

export const urclock: ProgrammerType = {
  id: 'urclock',
  name: 'Urclock',
  takesExtended: true,
  keepsTrailingFf: true,
  create: (context) => {
    context.emit(notice(words.interactive));
    return new Urclock(context, parseParameters(context));
  },
};
