import { type AvrdudeError, CommandError } from '../model/errors.ts';
import { failedWith, succeeded, type Tried } from '../model/outcome.ts';
import type { Memory, Part } from '../model/part.ts';
import { hushed, notice } from '../output/events.ts';
import { fail } from '../output/fail.ts';
import type { MessageDefinition } from '../output/words.ts';
import {
  cacheMismatch,
  cacheUnavailable,
  cycleNeeded,
  eraseFailed,
  pageUnwritable,
  readAfterEraseFailed,
  synched,
  synching,
} from './cache-messages.ts';
import type { CacheName, Caches } from './caches.ts';
import { readPage, writePage } from './page-access.ts';
import { isBlank, type PageCache } from './page-cache.ts';
import { attempt, type TerminalContext } from './session.ts';

/** A memory whose bits can only be cleared by writing needs its pages erased first, or the chip. */
type Erasure = 'none' | 'page' | 'chip';

/** How loud the terminal is at the moment. */
export interface Loudness {
  readonly quell: number;
}

/**
 * Writes every changed page to the device. The first page that needs a bit set shows whether writing can do that; if not, page
 * erase is tried, and if that does not help either, everything is read, the chip erased, and everything written back.
 * @returns what did not go well, which has been said
 */
export async function flushCaches(
  context: TerminalContext,
  caches: Caches,
  names: readonly CacheName[],
  loudness: Loudness,
): Promise<Tried> {
  try {
    await new Flush(context, caches, names, loudness).run();
    return succeeded;
  } catch (error) {
    if (error instanceof CommandError) return failedWith(error);
    throw error;
  }
}

class Flush {
  readonly #context: TerminalContext;
  readonly #caches: Caches;
  readonly #names: readonly CacheName[];
  /** Progress bars are off, so messages have to end the line themselves. */
  readonly #inLine: boolean;

  constructor(context: TerminalContext, caches: Caches, names: readonly CacheName[], loudness: Loudness) {
    this.#context = context;
    this.#caches = caches;
    this.#names = names.filter((name) => caches.base(name) !== undefined);
    this.#inLine = loudness.quell > 0;
  }

  async run(): Promise<void> {
    const needing = new Map<CacheName, number>();
    let changes = 0;
    for (const name of this.#names) {
      const cache = this.#caches.existing(name);
      const changed = cache?.pages().filter((page) => cache.isChanged(page)) ?? [];
      changes += changed.length;
      const first = changed.find((page) => cache?.setsBits(page));
      if (first !== undefined) needing.set(name, first);
    }
    if (changes === 0) return;
    this.#say(synching);
    const erasures = new Map<CacheName, Erasure>();
    for (const name of this.#names) {
      const cache = await this.#openOrSay(name);
      const page = needing.get(name);
      if (page === undefined || [...erasures.values()].includes('chip')) continue;
      const erasure = await this.#tryToSetBits(name, cache, page);
      erasures.set(name, erasure);
      if (!cache.isChanged(page)) changes--;
    }
    if (changes === 0) {
      this.#say(synched, { barShown: false });
      return;
    }
    const chip = [...erasures.values()].includes('chip');
    if (chip) await this.#eraseChip();
    await this.#writeChanges(erasures, chip);
    this.#say(synched, { barShown: !this.#inLine });
  }

  /** @returns what it takes to set a bit in this memory */
  async #tryToSetBits(name: CacheName, cache: PageCache, page: number): Promise<Erasure> {
    await this.#write(cache, page);
    if (!cache.isChanged(page)) return 'none';
    if (await erasesPage(this.#context, cache.memory, page)) {
      await this.#write(cache, page);
      if (!cache.isChanged(page)) return 'page';
    }
    return name === 'userrow' ? 'none' : 'chip';
  }

  async #eraseChip(): Promise<void> {
    if (this.#inLine) this.#say(cycleNeeded);
    const erased = this.#names.filter((name) => name !== 'userrow');
    await this.#readMissing(erased);
    this.#progress(0, 1, 'Erasing');
    const result = await attempt(() => this.#context.device.programmer.chipErase());
    if (!result.ok) this.#fail(eraseFailed, { inLine: this.#inLine });
    for (const name of erased) {
      const cache = await this.#openOrSay(name);
      if (name === 'flash') await this.#noteBlankFlash(cache);
      if (name === 'eeprom') await this.#noteEepromAfterErase(cache);
    }
    this.#progress(1, 0);
  }

  async #readMissing(names: readonly CacheName[]): Promise<void> {
    const missing: { cache: PageCache; page: number }[] = [];
    for (const name of names) {
      const cache = await this.#openOrSay(name);
      for (const page of cache.pages()) if (!cache.isLoaded(page)) missing.push({ cache, page });
    }
    this.#progress(0, 1, 'Reading');
    for (const [i, { cache, page }] of missing.entries()) {
      this.#progress(i, missing.length);
      const loaded = await attempt(() => this.#caches.load(cache, cache.memory, page, page, this.#inLine));
      if (!loaded.ok) throw new CommandError('a page cannot be read', -1, { cause: loaded.error });
    }
    this.#progress(1, 0);
  }

  /** Boot loaders do not overwrite themselves: what may be one is read again. */
  async #noteBlankFlash(cache: PageCache): Promise<void> {
    cache.present.fill(0xff);
    if (!this.#context.bootloader) return;
    const start = guessBootStart(this.#context.device.part, cache);
    const pages = cache.pages().filter((page) => page >= start);
    for (const [i, page] of pages.entries()) {
      this.#progress(i + 1, pages.length + 2);
      const read = await attempt(() => readPage(this.#context.device, cache.memory, page));
      if (!read.ok) this.#fail(readAfterEraseFailed, { memory: 'flash', page, inLine: this.#inLine });
      else cache.present.set(read.value, page);
    }
  }

  /** Whether EEPROM was erased, the first page that had data tells. */
  async #noteEepromAfterErase(cache: PageCache): Promise<void> {
    const page = cache.pages().find((each) => !isBlank(cache.presentPage(each)));
    if (page === undefined) return;
    const read = await attempt(() => readPage(this.#context.device, cache.memory, page));
    if (!read.ok) this.#fail(readAfterEraseFailed, { memory: 'EEPROM', page, inLine: this.#inLine });
    else cache.present.set(read.value, page);
    if (isBlank(cache.presentPage(page))) cache.present.fill(0xff);
  }

  async #writeChanges(erasures: ReadonlyMap<CacheName, Erasure>, chip: boolean): Promise<void> {
    const work = this.#names.map((name) => ({ name, cache: this.#caches.existing(name) }));
    const total = work.reduce(
      (sum, { cache }) => sum + (cache?.pages().filter((page) => cache.isChanged(page)).length ?? 0),
      0,
    );
    this.#progress(0, 1, 'Writing');
    for (const { name, cache } of work) {
      let written = 0;
      for (const page of cache?.pages() ?? []) {
        if (!cache?.isChanged(page)) continue;
        const { programmer } = this.#context.device;
        if (!chip && erasures.get(name) === 'page')
          await attempt(async () => programmer.pageErase?.(cache.memory, page));
        await this.#write(cache, page);
        if (cache.isChanged(page))
          this.#fail(cacheMismatch, { memory: cache.memory.name, page, inLine: this.#inLine });
        this.#progress(written++, total);
      }
    }
    this.#progress(1, 0);
  }

  async #write(cache: PageCache, page: number): Promise<void> {
    const { memory } = cache;
    const written = await attempt(() =>
      writePage(this.#context.device, memory, page, cache.wantedPage(page), cache.presentPage(page)),
    );
    if (!written.ok) this.#fail(pageUnwritable, { memory: memory.name, page, inLine: this.#inLine });
    else cache.present.set(written.value, page);
  }

  async #openOrSay(name: CacheName): Promise<PageCache> {
    const opened: { ok: true; value: PageCache } | { ok: false; error: AvrdudeError } = await attempt(() =>
      this.#caches.open(name),
    );
    if (opened.ok) return opened.value;
    return this.#fail(cacheUnavailable, { inLine: this.#inLine });
  }

  #fail<Facts>(message: MessageDefinition<Facts>, facts: Facts): never {
    fail(this.#context.emit, notice(message, facts), new CommandError(message.name, -1));
  }

  #say(message: MessageDefinition<void>): void;
  #say<Facts>(message: MessageDefinition<Facts>, facts: Facts): void;
  #say(message: MessageDefinition<never>, facts?: unknown): void {
    this.#context.emit(notice(message as MessageDefinition<unknown>, facts));
  }

  #progress(done: number, total: number, title?: string): void {
    this.#context.emit({ kind: 'progress', done, total, ...(title === undefined ? {} : { title }) });
  }
}

/** Tries to erase a page without a word about it. @returns whether the programmer did */
export async function erasesPage(
  { device, emit }: TerminalContext,
  memory: Memory,
  page: number,
): Promise<boolean> {
  const { programmer } = device;
  const { pageErase } = programmer;
  if (!pageErase) return false;
  const erased = await hushed(emit, () => attempt(() => pageErase.call(programmer, memory, page)));
  return erased.ok;
}

/** Where a boot loader may begin, rather too low than too high; modern parts have theirs at 0. */
function guessBootStart(part: Part, { memory, pageSize }: PageCache): number {
  if (part.progModes.includes('UPDI')) return 0;
  const { size } = memory;
  const sections = part.nBootSections;
  const bySections =
    sections > 0 && part.bootSectionSize > 0 ? size - (part.bootSectionSize << (sections - 1)) : 0;
  const sane = bySections > size / 2 && bySections < size;
  const start = sane ? bySections : size > 32768 ? size - 16384 : Math.trunc((size * 3) / 4);
  return start - (start % pageSize);
}
