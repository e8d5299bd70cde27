import { hex4 } from '../model/hex-text.ts';
import { defineMessage, raw, said, type Words } from '../output/words.ts';

/** What the page cache has to say (avrcache.c of 7.1 and 8.2). */

function error(where: string, text: string): Words {
  return said('error', text, `${where}() avrcache.c`);
}

function info(text: string): Words {
  return raw('info', text);
}

/** `inLine`: "synching cache to device ..." stands before it and no bar has ended that line. */
function lineEnd(inLine: boolean): Words[] {
  return inLine ? [info('\n')] : [];
}

export const cacheOutOfRange = defineMessage<{ memory: string; address: number; size: number }>(
  'terminal/cache-out-of-range',
  {
    '7.1': ({ memory, address, size }) =>
      error(
        'cacheAddress',
        `${memory} cache address 0x${hex4(address)} out of range [0, 0x${hex4(size - 1)}]\n`,
      ),
  },
);

export const pageSizeDiffers = defineMessage<{ memory: string; pageSize: number; cachePageSize: number }>(
  'terminal/page-size-differs',
  {
    '7.1': ({ memory, pageSize, cachePageSize }) =>
      error(
        'cacheAddress',
        `${memory} page size ${pageSize} incompatible with cache page size ${cachePageSize}\n`,
      ),
  },
);

export const pageUnreadable = defineMessage<{ memory: string; address: number; inLine: boolean }>(
  'terminal/page-unreadable',
  {
    '7.1': ({ memory, address, inLine }) => [
      ...lineEnd(inLine),
      error('loadCachePage', `unable to read ${memory} page at addr 0x${hex4(address)}\n`),
    ],
  },
);

export const pageUnwritable = defineMessage<{ memory: string; page: number; inLine: boolean }>(
  'terminal/page-unwritable',
  {
    '7.1': ({ memory, page, inLine }) => [
      ...lineEnd(inLine),
      error('writeCachePage', `${memory} access error at addr 0x${hex4(page)}\n`),
    ],
  },
);

export const cacheUnavailable = defineMessage<{ inLine: boolean }>('terminal/cache-unavailable', {
  '7.1': ({ inLine }) => [...lineEnd(inLine), error('avr_flush_cache', 'unable to initialise the cache\n')],
});

export const synching = defineMessage('terminal/synching', {
  '7.1': () => said('info', 'synching cache to device ... ', 'avr_flush_cache() avrcache.c'),
});

export const cycleNeeded = defineMessage('terminal/cycle-needed', {
  '7.1': () => info('reading/chip erase/writing cycle needed ... '),
});

/** Behind a bar only its line ends. */
export const synched = defineMessage<{ barShown: boolean }>('terminal/synched', {
  '7.1': ({ barShown }) => info(barShown ? '\n' : 'done\n'),
});

export const eraseFailed = defineMessage<{ inLine: boolean }>('terminal/cache-erase-failed', {
  '7.1': ({ inLine }) => [...lineEnd(inLine), error('avr_flush_cache', 'chip erase failed\n')],
});

export const readAfterEraseFailed = defineMessage<{
  memory: 'flash' | 'EEPROM';
  page: number;
  inLine: boolean;
}>('terminal/read-after-erase-failed', {
  '7.1': ({ memory, page, inLine }) => [
    ...lineEnd(inLine),
    error('avr_flush_cache', `${memory} read failed at addr 0x${hex4(page)}\n`),
  ],
});

export const cacheMismatch = defineMessage<{ memory: string; page: number; inLine: boolean }>(
  'terminal/cache-mismatch',
  {
    '7.1': ({ memory, page, inLine }) => [
      ...lineEnd(inLine),
      error('avr_flush_cache', `verification mismatch at ${memory} page addr 0x${hex4(page)}\n`),
    ],
  },
);
