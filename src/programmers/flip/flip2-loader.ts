import { AvrdudeError, InterruptedError, TargetError, TransportError } from '../../model/errors.ts';
import type { Page, PageRange } from '../../model/page.ts';
import { notice } from '../../output/events.ts';
import { fail } from '../../output/fail.ts';
import * as flip from '../../protocols/dfu/flip2.ts';
import { type DfuLink, isRefusal, programmingMs } from '../../protocols/dfu/link.ts';
import { dfuOk } from '../../protocols/dfu/requests.ts';
import { type Block, blocksOf, rangesOf } from '../pages/blocks.ts';
import type { ProgrammerContext } from '../programmer.ts';
import { readByBlocks, writeByBlocks } from './block-runs.ts';
import { applicationStarted } from './device-messages.ts';
import { Flip2Exchange } from './flip2-exchange.ts';
import * as say from './flip2-messages.ts';

/** What one page command reaches. */
const reach = 0x10000;
/** How long an erase may take, and how often it is asked for, in milliseconds. */
const eraseMs = 20_000;
const askEveryMs = 20;

/**
 * Commands to a boot loader of version 2. Blocks are as large as can be; where the loader refuses one, its pages go one by one, as
 * avrdude has them from the beginning, and what is refused then is told in its words.
 */
export class Flip2Loader {
  readonly #context: ProgrammerContext;
  readonly #exchange: Flip2Exchange;
  readonly #packetSize: number;
  /** What commands reach at the moment; undefined if that is not known. */
  #selected: { readonly unit: flip.Flip2Unit; readonly page: number } | undefined;

  /** @param packetSize of endpoint 0 */
  constructor(context: ProgrammerContext, link: DfuLink, packetSize: number) {
    this.#context = context;
    this.#exchange = new Flip2Exchange(link, context.emit);
    this.#packetSize = packetSize;
  }

  /** Erases the application section, and waits for the end of it. @throws TransportError, TargetError after saying so */
  async erase(): Promise<void> {
    const { emit, clock } = this.#context;
    const { link } = this.#exchange;
    emit(notice(say.erasing));
    const end = clock.now() + eraseMs;
    const erased = async (): Promise<void> => {
      await link.download(flip.encodeErase(), { timeoutMs: programmingMs });
      while (flip.isErasing(await this.#exchange.status())) {
        if (clock.now() >= end)
          fail(
            emit,
            notice(say.eraseEndless, { seconds: eraseMs / 1000 }),
            new TargetError('the erase does not end'),
          );
        await clock.sleep(askEveryMs);
      }
    };
    await this.#exchange.command(erased(), 'erase-chip');
  }

  /** Reads a few bytes. @throws TransportError, TargetError after saying so */
  async read(unit: flip.Flip2Unit, address: number, length: number): Promise<Uint8Array> {
    const access = { operation: 'read', unit, address, length } as const;
    this.#context.emit(notice(say.entered, access));
    return this.#readPlainly(access);
  }

  /** Writes a few bytes. @throws as `read` */
  async write(unit: flip.Flip2Unit, address: number, data: Uint8Array): Promise<void> {
    const access = { operation: 'write', unit, address, length: data.length } as const;
    this.#context.emit(notice(say.entered, access));
    await this.#writePlainly(access, data);
  }

  /** Reads a run of pages in rising order and reports each. @throws as `read` */
  async readPages(
    unit: flip.Flip2Unit,
    run: readonly PageRange[],
    onPage: (index: number, data: Uint8Array) => void,
  ): Promise<void> {
    const reading = {
      blocks: blocksOf(run, flip.blockSize, reach),
      enter: (next: PageRange | undefined) => this.#enter('read', unit, next),
      readBlock: (block: Block) => this.#readBlock(unit, block),
      readPage: ({ address, length }: PageRange) =>
        this.#readPlainly({ operation: 'read', unit, address, length }),
    };
    await readByBlocks(run, reading, onPage);
  }

  /** Writes a run of pages in rising order and reports each. @throws as `read` */
  async writePages(
    unit: flip.Flip2Unit,
    run: readonly Page[],
    onPage: (index: number) => void,
  ): Promise<void> {
    const writing = {
      blocks: blocksOf(rangesOf(run), flip.blockSize, reach),
      enter: (next: PageRange | undefined) => this.#enter('write', unit, next),
      writeBlock: (block: Block, pages: readonly Page[]) => this.#writeBlock(unit, block, pages),
      writePage: ({ address, data }: Page) =>
        this.#writePlainly({ operation: 'write', unit, address, length: data.length }, data),
    };
    await writeByBlocks(run, writing, onPage);
  }

  /** Leaves for the application. The loader may be gone before it has answered. */
  async startApplication(): Promise<void> {
    this.#context.emit(notice(applicationStarted));
    const { link } = this.#exchange;
    try {
      await link.download(flip.encodeStartByReset());
      await link.download(flip.encodeStartByReset(), { unsaid: 'all' });
    } catch (error) {
      if (!(error instanceof TransportError) || error instanceof InterruptedError) throw error;
    }
  }

  /** @returns undefined if the loader refuses it, of which nothing has been said */
  async #readBlock(unit: flip.Flip2Unit, { address, length }: Block): Promise<Uint8Array | undefined> {
    const { link } = this.#exchange;
    const access = { operation: 'read', unit, address, length } as const;
    await this.#select(access);
    try {
      await link.download(flip.encodeRead(address, length), { unsaid: 'refusal' });
      return await link.upload(length, { unsaid: 'refusal' });
    } catch (error) {
      if (!isRefusal(error)) return this.#failed(access, error);
      await this.#exchange.recover();
      return undefined;
    }
  }

  /** @returns false if the loader refuses it, of which nothing has been said */
  async #writeBlock(unit: flip.Flip2Unit, block: Block, pages: readonly Page[]): Promise<boolean> {
    const { address, length } = block;
    const access = { operation: 'write', unit, address, length } as const;
    const data = new Uint8Array(length);
    for (const page of pages) data.set(page.data, page.address - address);
    await this.#select(access);
    try {
      await this.#exchange.link.download(flip.encodeProgram(address, data, this.#packetSize), {
        timeoutMs: programmingMs,
        unsaid: 'refusal',
      });
    } catch (error) {
      // The block's first page is the one that avrdude would be at.
      const [first] = pages;
      if (!isRefusal(error)) return this.#failed({ ...access, length: first?.data.length ?? length }, error);
      await this.#exchange.recover();
      return false;
    }
    const { status } = await this.#exchange.status();
    if (status === dfuOk) return true;
    await this.#exchange.link.clear();
    return false;
  }

  async #readPlainly(access: say.Access & { readonly operation: 'read' }): Promise<Uint8Array> {
    const { address, length } = access;
    await this.#select(access);
    const { link } = this.#exchange;
    const fetched = async (): Promise<Uint8Array> => {
      await link.download(flip.encodeRead(address, length));
      return link.upload(length);
    };
    return this.#accessed(access, fetched());
  }

  async #writePlainly(access: say.Access & { readonly operation: 'write' }, data: Uint8Array): Promise<void> {
    await this.#select(access);
    const command = flip.encodeProgram(access.address, data, this.#packetSize);
    await this.#accessed(access, this.#exchange.link.download(command, { timeoutMs: programmingMs }));
  }

  /** @throws as `read` */
  async #accessed<Result>(access: say.Access, work: Promise<Result>): Promise<Result> {
    const { operation, address, length } = access;
    const first = address % reach;
    try {
      return await this.#exchange.command(work, operation === 'read' ? 'read-block' : 'write-block', () =>
        notice(say.addressOutOfRange, { first, last: first + length - 1, operation }),
      );
    } catch (error) {
      this.#selected = undefined;
      if (error instanceof AvrdudeError && !(error instanceof InterruptedError))
        fail(this.#context.emit, notice(say.accessFailed, access), error);
      throw error;
    }
  }

  /** A block failed for another reason than a refusal. @throws the error that avrdude would end with, after its words */
  #failed(access: say.Access, error: unknown): Promise<never> {
    return this.#accessed(access, Promise.reject(error));
  }

  /** Chooses memory and 64 KiB of it. @throws as `read` */
  async #select(access: say.Access): Promise<void> {
    const { unit, address, operation } = access;
    const page = Math.floor(address / reach);
    const { emit } = this.#context;
    if (this.#selected?.unit !== unit) {
      this.#selected = undefined;
      await this.#sent(
        flip.encodeSelectUnit(unit),
        'select-unit',
        () => notice(say.unitUnknown, { unit }),
        () => emit(notice(say.unitNotSet, access)),
      );
    } else if (this.#selected.page === page) return;
    this.#selected = undefined;
    await this.#sent(
      flip.encodeSelectPage(page),
      'select-page',
      () => notice(say.pageOutOfRange, { page }),
      () => emit(notice(say.pageNotSet, { page, operation })),
    );
    this.#selected = { unit, page };
  }

  async #sent(
    command: Uint8Array,
    purpose: 'select-unit' | 'select-page',
    outOfRange: () => ReturnType<typeof notice>,
    complain: () => void,
  ): Promise<void> {
    try {
      await this.#exchange.command(this.#exchange.link.download(command), purpose, outOfRange);
    } catch (error) {
      if (error instanceof AvrdudeError && !(error instanceof InterruptedError)) complain();
      throw error;
    }
  }

  #enter(operation: 'read' | 'write', unit: flip.Flip2Unit, range: PageRange | undefined): void {
    if (range) this.#context.emit(notice(say.entered, { operation, unit, ...range }));
  }
}
