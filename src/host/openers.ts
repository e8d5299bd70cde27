import { TransportError } from '../model/errors.ts';
import type { Host, Platform } from '../model/host.ts';
import { type Emit, notice } from '../output/events.ts';
import { fail } from '../output/fail.ts';
import { defineMessage, type Level, more, said, type Words } from '../output/words.ts';
import type { Openers } from '../programmers/programmer.ts';
import { windowsDriverOf } from './windows-driver.ts';

/** The executable carries libraries, which the system can only load from a file. */
const libraryNowhere = defineMessage<{ folders: readonly string[] }>('host/library-nowhere', {
  '6.4': ({ folders }) => [
    said('info', `cannot load the library for ports: nothing can be run in ${listed(folders)}\n`),
    more('info', 'set TMPDIR to a folder that can be written to and is not mounted noexec\n'),
  ],
  '7.1': ({ folders }) => [
    said('error', `cannot load the library for ports: nothing can be run in ${listed(folders)}\n`),
    more('error', 'set TMPDIR to a folder that can be written to and is not mounted noexec\n'),
  ],
});

/** The library is for another system than this one. */
const libraryUnfit = defineMessage<{ reason: string; musl: boolean }>('host/library-unfit', {
  '6.4': (facts) => unfitWords('info', facts),
  '7.1': (facts) => unfitWords('error', facts),
});

function unfitWords(level: Level, { reason, musl }: { reason: string; musl: boolean }): readonly Words[] {
  const advice = musl
    ? "this system's C library is musl, as Alpine's is, and this build of avrdude is for glibc: install avrdude by npm, whose package has both\n"
    : undefined;
  return [
    said(level, `cannot load the library for ports: ${reason}\n`),
    ...(advice === undefined ? [] : [more(level, advice)]),
  ];
}

const listed = (folders: readonly string[]) => folders.join(', ').replace(/, ([^,]*)$/, ' or $1');

/** How programmers reach the outside; each library is loaded when something is opened over it. */
export function createOpeners({ fs, platform }: Pick<Host, 'fs' | 'platform'>, emit: Emit): Openers {
  const explained = <Result>(use: () => Promise<Result>) =>
    use().catch((error: unknown) => {
      if (isUnfit(error))
        fail(
          emit,
          notice(libraryUnfit, error),
          new TransportError(error.message, error.code, { cause: error }),
        );
      if (!isNowhere(error)) throw error;
      fail(
        emit,
        notice(libraryNowhere, error),
        new TransportError(error.message, error.code, { cause: error }),
      );
    });
  return {
    serial: (settings) =>
      explained(async () => (await import('../transports/node/open-serial.ts')).openSerial(settings)),
    ports: async () => (await import('../transports/node/serial-ports.ts')).listSerialPorts(fs, platform),
    usb: {
      find: (query) => explained(async () => (await usb(platform)).find(query)),
      list: () => explained(async () => (await usb(platform)).list()),
      describe: (device) => explained(async () => (await usb(platform)).describe(device)),
      open: (device) => explained(async () => (await usb(platform)).open(device)),
    },
    hid: {
      find: (query) => explained(async () => (await hid(platform)).find(query)),
      open: (device, numbering) => explained(async () => (await hid(platform)).open(device, numbering)),
    },
    ...(platform === 'linux' && {
      devices: () =>
        explained(async () => (await import('../transports/node/device-files.ts')).openDeviceFiles()),
    }),
  };
}

/** Whether the build's loader of libraries has found no place for one. */
function isNowhere(error: unknown): error is Error & { code: string; folders: readonly string[] } {
  return error instanceof Error && 'code' in error && error.code === 'ERR_ADDON_NOWHERE';
}

/** Whether the loader has found a library that does not suit the system. */
function isUnfit(error: unknown): error is Error & { code: string; reason: string; musl: boolean } {
  return error instanceof Error && 'code' in error && error.code === 'ERR_ADDON_UNFIT';
}

async function usb(platform: Platform): Promise<Openers['usb']> {
  const { createUsbOpener } = await import('../transports/node/usb.ts');
  return platform === 'win32' ? createUsbOpener(undefined, windowsDriverOf) : createUsbOpener();
}

async function hid(platform: Platform): Promise<Openers['hid']> {
  const { createHidOpener } = await import('../transports/node/hid.ts');
  const { createUsbHidOpener } = await import('../transports/node/usb-hid.ts');
  const { createNodeHidOpener } = await import('../transports/node/node-hid.ts');
  return createHidOpener(platform, {
    usb: createUsbHidOpener(() => usb(platform)),
    hidapi: createNodeHidOpener(),
  });
}
