import type { Memory } from '../model/part.ts';
import type { PageCache } from './page-cache.ts';

/** The memories that have a cache of their own. Sections of flash share that of flash. */
export type CacheName = 'flash' | 'eeprom' | 'bootrow' | 'userrow';

/** The caches of a device, made when they are needed. */
export interface Caches {
  /** The memory itself, if part and programmer have it and it goes by pages. */
  base(name: CacheName): Memory | undefined;
  /** The cache, made if there is none yet. @throws AvrdudeError if the device cannot be read */
  open(name: CacheName): Promise<PageCache>;
  /** The cache if there is one. */
  existing(name: CacheName): PageCache | undefined;
  /** Reads a page into the cache unless it is there. @throws AvrdudeError, after saying so */
  load(
    cache: PageCache,
    memory: Memory,
    address: number,
    cacheAddress: number,
    inLine?: boolean,
  ): Promise<void>;
}
