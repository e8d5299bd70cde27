import { TransportError } from '../../model/errors.ts';
import type { HidFound, HidOpener } from '../hid-transport.ts';

/** The ways to HID devices that a system has. */
export interface HidWays {
  /** By libusb. */
  readonly usb: HidOpener;
  /** By hidapi. */
  readonly hidapi: HidOpener;
}

/**
 * HID on Linux is libusb's affair, whose transfers can be cancelled, and which takes boot loaders from the kernel's driver. What the user
 * may not use as a USB device is perhaps allowed to him as /dev/hidraw, where hidapi finds it. Elsewhere libusb cannot have what
 * the system's own driver has, and all goes by hidapi.
 */
export function createHidOpener(platform: string, { usb, hidapi }: HidWays): HidOpener {
  if (platform !== 'linux') return hidapi;
  return {
    find: async (query) => {
      const found = await usb.find(query);
      if (found.length === 0 || found.some(({ failure }) => failure === undefined)) return found;
      const others = await notUnlessThere(hidapi.find(query));
      return others.length > 0 ? others : found;
    },
    open: (device, numbering) => (device.place ? usb : hidapi).open(device, numbering),
  };
}

/** hidapi needs libraries that are not on every machine. */
async function notUnlessThere(finding: Promise<readonly HidFound[]>): Promise<readonly HidFound[]> {
  try {
    return await finding;
  } catch (error) {
    if (error instanceof TransportError || isLoading(error)) return [];
    throw error;
  }
}

function isLoading(error: unknown): boolean {
  return (
    error instanceof Error &&
    'code' in error &&
    /^ERR_(DLOPEN_FAILED|ADDON_NOWHERE|ADDON_UNFIT)$/.test(String(error.code))
  );
}
