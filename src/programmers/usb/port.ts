import type { UsbDeviceInfo } from '../../transports/usb-transport.ts';

/** What `-P` says of a USB programmer. */
export type UsbPort =
  | { readonly kind: 'any' }
  /** `usb:bus:device`. */
  | { readonly kind: 'place'; readonly bus: string; readonly device: string }
  /** `usb:xxxx:yyyy:serial`, our own: with four hexadecimal digits each. */
  | { readonly kind: 'ids'; readonly vendorId: number; readonly productId: number; readonly serial: string }
  /** `usb:serial`: what the serial number ends in. */
  | { readonly kind: 'serial'; readonly serial: string }
  | { readonly kind: 'not-usb' };

/** Reads `-P`; `usb` may be in any case. @param tail what stands behind a third colon in `usb:bus:device:…` (8.x does not look at it) */
export function parseUsbPort(port: string, tail: 'counts' | 'ignored' = 'counts'): UsbPort {
  if (/^usb$/i.test(port)) return { kind: 'any' };
  const rest = /^usb:(.*)$/is.exec(port)?.[1];
  if (rest === undefined) return { kind: 'not-usb' };
  const ids = /^([0-9a-f]{4}):([0-9a-f]{4})(?::(.+))?$/i.exec(rest);
  if (ids) {
    const [, vendor = '', product = '', serial = ''] = ids;
    return {
      kind: 'ids',
      vendorId: Number.parseInt(vendor, 16),
      productId: Number.parseInt(product, 16),
      serial,
    };
  }
  const colon = rest.indexOf(':');
  if (colon < 0) return { kind: 'serial', serial: rest };
  const behind = rest.slice(colon + 1);
  const device = tail === 'ignored' ? behind.replace(/:.*$/s, '') : behind;
  return { kind: 'place', bus: rest.slice(0, colon), device };
}

/** Whether a device is the one that `-P` means. */
export function isAtPort(port: UsbPort, info: UsbDeviceInfo): boolean {
  switch (port.kind) {
    case 'any':
      return true;
    case 'place':
      return sameNumber(port.bus, info.bus) && sameNumber(port.device, info.device);
    case 'ids':
      return (
        port.vendorId === info.vendorId &&
        port.productId === info.productId &&
        (info.serial ?? '').endsWith(port.serial)
      );
    case 'serial':
      return port.serial !== '' && (info.serial ?? '').endsWith(port.serial);
    case 'not-usb':
      return false;
  }
}

function sameNumber(given: string, name: string): boolean {
  return given === name || (/^[0-9]+$/.test(given) && Number(given) === Number(name));
}
