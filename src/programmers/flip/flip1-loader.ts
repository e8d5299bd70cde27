import { InterruptedError, TransportError } from '../../model/errors.ts';
import type { Page, PageRange } from '../../model/page.ts';
import { type Event, notice } from '../../output/events.ts';
import * as flip from '../../protocols/dfu/flip1.ts';
import { type DfuLink, isRefusal, programmingMs } from '../../protocols/dfu/link.ts';
import { dfuOk } from '../../protocols/dfu/requests.ts';
import { type Block, blocksOf, rangesOf } from '../pages/blocks.ts';
import type { ProgrammerContext } from '../programmer.ts';
import { readByBlocks, writeByBlocks } from './block-runs.ts';
import { applicationStarted } from './device-messages.ts';
import { Flip1Exchange } from './flip1-exchange.ts';
import * as say from './flip1-messages.ts';
import { signatureSpent } from './hints.ts';

/** Bytes of EEPROM that are written at a time: 3.4 ms for each. */
const eepromBlock = 256;
/** What one page command reaches. */
const reach = 0x10000;

/**
 * Commands to a boot loader of version 1. Blocks are as large as can be; where the loader refuses one, its pages go one by one, as
 * avrdude has them from the beginning, and what is refused then is told in its words.
 */
export class Flip1Loader {
  readonly #context: ProgrammerContext;
  readonly #exchange: Flip1Exchange;
  readonly #byAtmel: boolean;
  /** The 64 KiB that are selected; undefined if that is not known. */
  #page: number | undefined;

  /** @param byAtmel whether it is Atmel's own, not one of LUFA's kind */
  constructor(context: ProgrammerContext, link: DfuLink, byAtmel: boolean) {
    this.#context = context;
    this.#exchange = new Flip1Exchange(link, context.emit, byAtmel);
    this.#byAtmel = byAtmel;
  }

  /** Whether nothing more can be said to it. */
  get isGone(): boolean {
    return this.#exchange.isGone;
  }

  /** LUFA's loader erases the pages that it writes to. */
  get erasesPages(): boolean {
    return !this.#byAtmel;
  }

  /** Makes the loader idle. That it cannot be has been said, and will be told by what comes. */
  async abort(): Promise<void> {
    await this.#tolerated(this.#exchange.link.abort());
  }

  /** @throws TransportError, TargetError after saying so */
  async erase(): Promise<void> {
    this.#context.emit(notice(say.erasing));
    await this.#exchange.command(flip.encodeErase(), { timeoutMs: programmingMs }, (status) =>
      notice(say.notErased, { status }),
    );
  }

  /** @throws TransportError, TargetError after saying so */
  async readSignature(): Promise<Uint8Array> {
    const signature = new Uint8Array(3);
    for (const [byte, place] of flip.signaturePlaces.entries()) {
      await this.#identify(place, byte);
      signature.set(
        await this.#exchange.brought(1, (status) =>
          notice(say.signatureRefused, { step: 'read', byte, status }),
        ),
        byte,
      );
    }
    if (this.#byAtmel && signature.every((byte) => byte === 0xff)) this.#context.emit(signatureSpent);
    return signature;
  }

  /** Reads a run of pages in rising order and reports each. @throws TransportError, TargetError after saying so */
  async readPages(
    memory: flip.Flip1Memory,
    run: readonly PageRange[],
    onPage: (index: number, data: Uint8Array) => void,
  ): Promise<void> {
    const reading = {
      blocks: blocksOf(run, flip.blockSize, reach),
      enter: (next: PageRange | undefined) => this.#enter('read', memory, next),
      readBlock: (block: Block) => this.#readBlock(memory, block),
      readPage: ({ address, length }: PageRange) => this.#readPlainly(memory, address, length),
    };
    await readByBlocks(run, reading, onPage);
  }

  /** Writes a run of pages in rising order and reports each. @throws as `readPages` */
  async writePages(
    memory: flip.Flip1Memory,
    run: readonly Page[],
    onPage: (index: number) => void,
  ): Promise<void> {
    const [size, border] = memory === 'flash' ? [flip.blockSize, reach] : [eepromBlock, eepromBlock];
    const writing = {
      blocks: blocksOf(rangesOf(run), size, border),
      enter: (next: PageRange | undefined) => this.#enter('write', memory, next),
      writeBlock: (block: Block, pages: readonly Page[]) => this.#writeBlock(memory, block, pages),
      writePage: ({ address, data }: Page) => this.#writePlainly(memory, address, data),
    };
    await writeByBlocks(run, writing, onPage);
  }

  /** @throws as `readPages` */
  async readByte(memory: flip.Flip1Memory, address: number): Promise<number> {
    this.#enter('read', memory, { address, length: 1 });
    // LUFA's loader gives whole words of flash only.
    const word = !this.#byAtmel && memory === 'flash';
    const [low = 0xff, high = 0xff] = await this.#readPlainly(
      memory,
      word ? address & ~1 : address,
      word ? 2 : 1,
    );
    return word && address % 2 === 1 ? high : low;
  }

  /** Writes a few bytes. @throws as `readPages` */
  async write(memory: flip.Flip1Memory, address: number, data: Uint8Array): Promise<void> {
    this.#enter('write', memory, { address, length: data.length });
    await this.#writePlainly(memory, address, data);
  }

  /** Leaves for the application. The loader may be gone before it has answered. */
  async startApplication(): Promise<void> {
    this.#context.emit(notice(applicationStarted));
    try {
      await this.#exchange.link.download(flip.encodeStartByReset());
    } catch (error) {
      if (!(error instanceof TransportError)) throw error;
      return;
    }
    await this.#tolerated(this.#exchange.link.download(new Uint8Array(0), { unsaid: 'all' }));
  }

  /** Asks for a byte of identification, and again if an error from before is still in the way. */
  async #identify(place: number, byte: number): Promise<void> {
    const command = flip.encodeIdentify(place);
    const refused = (status: number): Event => notice(say.signatureRefused, { step: 'ask', byte, status });
    if (byte > 0) return this.#exchange.command(command, {}, refused);
    await this.#exchange.link.download(command).catch((error) => this.#exchange.giveUp(error));
    const status = await this.#exchange.status();
    if (status.status === dfuOk) return;
    await this.#exchange.link.clear();
    await this.#exchange.command(command, {}, refused);
  }

  /** @returns undefined if the loader refuses it, of which nothing has been said */
  async #readBlock(memory: flip.Flip1Memory, { address, length }: Block): Promise<Uint8Array | undefined> {
    try {
      await this.#select(memory, address);
      await this.#exchange.link.download(flip.encodeRead(memory, address, length), {
        timeoutMs: programmingMs,
        unsaid: 'refusal',
      });
      return await this.#exchange.link.upload(length, { unsaid: 'refusal' });
    } catch (error) {
      if (isRefusal(error)) return undefined;
      return this.#exchange.giveUp(error);
    }
  }

  /** @returns false if the loader refuses it, of which nothing has been said */
  async #writeBlock(memory: flip.Flip1Memory, block: Block, pages: readonly Page[]): Promise<boolean> {
    const data = new Uint8Array(block.length);
    for (const page of pages) data.set(page.data, page.address - block.address);
    const { address, content } = await this.#aligned(memory, block.address, data);
    try {
      await this.#select(memory, address);
      await this.#exchange.link.download(flip.encodeProgram(memory, address, content), {
        timeoutMs: programmingMs,
        unsaid: 'refusal',
      });
    } catch (error) {
      if (!isRefusal(error)) return this.#exchange.giveUp(error);
      await this.#exchange.recover(await this.#exchange.status());
      return false;
    }
    const status = await this.#exchange.status(programmingMs);
    await this.#exchange.recover(status);
    return status.status === dfuOk;
  }

  /** As avrdude does it, with its words. */
  async #readPlainly(memory: flip.Flip1Memory, address: number, length: number): Promise<Uint8Array> {
    const access = { operation: 'read', memory, address, length } as const;
    await this.#select(memory, address);
    await this.#exchange.command(
      flip.encodeRead(memory, address, length),
      { timeoutMs: programmingMs },
      (status) => notice(say.accessRefused, { ...access, status, second: false }),
    );
    return this.#exchange.brought(length, (status) =>
      notice(say.accessRefused, { ...access, status, second: true }),
    );
  }

  async #writePlainly(memory: flip.Flip1Memory, address: number, data: Uint8Array): Promise<void> {
    const access = { operation: 'write', memory, address, length: data.length } as const;
    const whole = await this.#aligned(memory, address, data);
    await this.#select(memory, address);
    const command = flip.encodeProgram(memory, whole.address, whole.content);
    await this.#exchange.command(command, { timeoutMs: programmingMs }, (status) =>
      notice(say.accessRefused, { ...access, status, second: false }),
    );
  }

  /**
   * LUFA's loader puts data one place too far that do not begin at the border of a packet: what stands before them goes with them.
   */
  async #aligned(
    memory: flip.Flip1Memory,
    address: number,
    data: Uint8Array,
  ): Promise<{ readonly address: number; readonly content: Uint8Array }> {
    const before = address % flip.packetSize;
    if (this.#byAtmel || before === 0) return { address, content: data };
    const content = new Uint8Array(before + data.length);
    content.set(await this.#readPlainly(memory, address - before, before));
    content.set(data, before);
    return { address: address - before, content };
  }

  /** Selects the 64 KiB of flash that an address lies in, on parts that have more than that. */
  async #select(memory: flip.Flip1Memory, address: number): Promise<void> {
    const { part } = this.#context;
    const size = part.memories.find(({ name }) => name === 'flash')?.size ?? 0;
    const page = Math.floor(address / reach);
    if (memory !== 'flash' || size <= reach || page === this.#page) return;
    this.#page = undefined;
    await this.#exchange.command(flip.encodeSelectPage(page), {}, (status) =>
      notice(say.pageRefused, { status }),
    );
    this.#page = page;
  }

  async #tolerated(work: Promise<void>): Promise<void> {
    try {
      await work;
    } catch (error) {
      if (!(error instanceof TransportError) || error instanceof InterruptedError) throw error;
    }
  }

  #enter(operation: 'read' | 'write', memory: flip.Flip1Memory, range: PageRange | undefined): void {
    if (range) this.#context.emit(notice(say.entered, { operation, memory, ...range }));
  }
}
