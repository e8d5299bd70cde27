import { agreeingReadings } from '../model/agreeing-readings.ts';
import { TargetError } from '../model/errors.ts';
import { isInFlash, memoryKind } from '../model/memory-kind.ts';
import type { Memory } from '../model/part.ts';
import { hushed, notice } from '../output/events.ts';
import { fail } from '../output/fail.ts';
import { cacheOutOfRange, pageSizeDiffers, pageUnreadable } from './cache-messages.ts';
import type { CacheName, Caches } from './caches.ts';
import { erasesPage, flushCaches, type Loudness } from './flush.ts';
import type { MemoryAccess } from './memory-access.ts';
import { readPage } from './page-access.ts';
import { isBlank, PageCache } from './page-cache.ts';
import { attempt, type TerminalContext } from './session.ts';

/** Memories that 7.x and later reach through a page cache; all others straight. */
export function cachedAccess(context: TerminalContext, loudness: () => Loudness): MemoryAccess {
  const { device, rules, bootloader, emit } = context;
  const { part, programmer } = device;
  const names: readonly CacheName[] =
    rules.cached === 'all-paged' ? ['flash', 'eeprom', 'bootrow', 'userrow'] : ['flash', 'eeprom'];
  const opened = new Map<CacheName, PageCache>();

  const cacheName = (memory: Memory): CacheName | undefined => {
    const kind = memoryKind(memory);
    const name = isInFlash(memory)
      ? 'flash'
      : kind === 'eeprom' || kind === 'bootrow' || kind === 'userrow'
        ? kind
        : undefined;
    return name !== undefined && names.includes(name) ? name : undefined;
  };
  const isPaged = (memory: Memory): boolean =>
    cacheName(memory) !== undefined &&
    programmer.pagedRead !== undefined &&
    programmer.pagedWrite !== undefined &&
    !programmer.hasNoTerminalCache &&
    isPowerOfTwo(memory.pageSize) &&
    memory.size > 0 &&
    memory.size % memory.pageSize === 0 &&
    !(rules.cached === 'all-paged' && context.excluded(memory));

  const load: Caches['load'] = async (cache, memory, address, cacheAddress, inLine = false) => {
    const page = cache.pageOf(cacheAddress);
    if (cache.isLoaded(page)) return;
    const read = await attempt(() => readPage(device, memory, cache.pageOf(address)));
    if (!read.ok) {
      emit(notice(pageUnreadable, { memory: memory.name, address, inLine }));
      throw read.error;
    }
    cache.load(page, read.value);
  };

  const caches: Caches = {
    base: (name) =>
      part.memories.find(
        (memory) => (memory.name === name || memoryKind(memory) === name) && isPaged(memory),
      ),
    existing: (name) => opened.get(name),
    load,
    open: async (name) => {
      const known = opened.get(name);
      if (known) return known;
      const memory = caches.base(name);
      if (!memory) throw new TargetError(`no cache for ${name}`);
      const cache = new PageCache(memory);
      // As in avrdude, the cache is there even if what follows fails.
      opened.set(name, cache);
      // A boot loader's back end may want to see the vectors before it changes them.
      if (bootloader && name === 'flash') await load(cache, memory, 0, 0);
      return cache;
    },
  };

  /** Reads a page that is about to be changed for the first time, and so to be written back, until nothing in it differs. */
  const makeSure = async (cache: PageCache, memory: Memory, address: number, at: number): Promise<void> => {
    const page = cache.pageOf(at);
    if (cache.isChanged(page)) return;
    const present = cache.presentPage(page).slice();
    const read = () => readPage(device, memory, cache.pageOf(address));
    cache.load(page, await hushed(emit, () => agreeingReadings(present, read)));
  };

  /** The cache of a memory and where in it an address lies, with its page loaded. */
  const locate = async (
    memory: Memory,
    name: CacheName,
    address: number,
  ): Promise<{ cache: PageCache; at: number }> => {
    const cache = await caches.open(name);
    const at = address + memory.offset - cache.memory.offset;
    if (at < 0 || at >= cache.memory.size)
      fail(
        emit,
        notice(cacheOutOfRange, { memory: memory.name, address: at, size: cache.memory.size }),
        new TargetError(`${memory.name} lies outside ${name}`),
      );
    if (memory.pageSize !== cache.pageSize)
      fail(
        emit,
        notice(pageSizeDiffers, {
          memory: memory.name,
          pageSize: memory.pageSize,
          cachePageSize: cache.pageSize,
        }),
        new TargetError(`${memory.name} has other pages than ${name}`),
      );
    await load(cache, memory, address, at);
    return { cache, at };
  };

  return {
    isPaged,
    read: async (memory, address) => {
      const name = cacheName(memory);
      if (name === undefined || !isPaged(memory)) return device.readByte(memory, address);
      const { cache, at } = await locate(memory, name, address);
      return cache.wanted[at] ?? 0xff;
    },
    write: async (memory, address, value) => {
      const guarded = programmer.isReadOnly?.(memory, address) ?? false;
      if (guarded && rules.cached === 'flash-and-eeprom') return 'protected';
      const name = cacheName(memory);
      if (name === undefined || !isPaged(memory)) {
        await context.device.writeByte(memory, address, value);
        return 'written';
      }
      const { cache, at } = await locate(memory, name, address);
      if (cache.wanted[at] === value) return 'written';
      if (guarded) return 'protected';
      if (programmer.readsUnchecked) await makeSure(cache, memory, address, at);
      cache.wanted[at] = value;
      return 'written';
    },
    chipErase: async () => {
      await device.chipErase();
      for (const name of names)
        if (name !== 'userrow' && caches.base(name)) await afterChipErase(context, await caches.open(name));
    },
    pageErase: async (memory, address) => {
      const name = cacheName(memory);
      if (name === undefined || !isPaged(memory)) throw new TargetError(`${memory.name} has no pages`);
      if (memory.pageSize === 1) await device.writeByte(memory, address, 0xff);
      else if (!(await erasesPage(context, memory, address)))
        throw new TargetError(`${memory.name} pages cannot be erased`);
      const cache = await caches.open(name);
      const at = address + memory.offset - cache.memory.offset;
      cache.unload(cache.pageOf(at));
      await load(cache, memory, address, at);
      if (!isBlank(cache.wantedPage(cache.pageOf(at))))
        throw new TargetError(`${memory.name} page is not erased`);
    },
    flush: () => flushCaches(context, caches, names, loudness()),
    reset: () => opened.clear(),
  };
}

function isPowerOfTwo(value: number): boolean {
  return value > 0 && (value & (value - 1)) === 0;
}

/** After a chip erase flash is blank, unless a boot loader did it; whether EEPROM is, a page that had data tells. */
async function afterChipErase({ device, bootloader }: TerminalContext, cache: PageCache): Promise<void> {
  if (cache.memory.name === 'flash') {
    if (bootloader || device.programmer.answersAsLoader?.()) cache.unloadAll();
    else cache.becomesBlank();
    return;
  }
  const withData = cache.pages().find((page) => cache.isLoaded(page) && !isBlank(cache.presentPage(page)));
  if (withData !== undefined) {
    const now = await readPage(device, cache.memory, withData);
    cache.present.set(now, withData);
    if (isBlank(now)) {
      cache.becomesBlank();
      return;
    }
  }
  cache.revert();
}
