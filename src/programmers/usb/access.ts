import type { Platform } from '../../model/host.ts';
import { type UsbIds, udevRule, udevRuleFile, usbIdsText } from '../../model/udev-rule.ts';
import type { Event } from '../../output/events.ts';

/** A device that is there and could not be opened. */
export interface AccessFailure {
  /** The system's error: EACCES, EBUSY, ENOSYS … */
  readonly code: string | undefined;
  readonly ids: UsbIds;
  /** The programmer's id. */
  readonly programmer: string;
}

/** What is probably wrong when a USB device cannot be opened, and what to do about it. Undefined if we know nothing to say. */
export function accessHint(failure: AccessFailure, platform: Platform): Event | undefined {
  const { code, ids, programmer } = failure;
  if (platform === 'win32' && (code === 'ENOSYS' || code === 'ENOENT' || code === 'EACCES')) {
    return hint('usb/driver-missing', [
      `The device ${usbIdsText(ids)} is bound to a driver that programs cannot talk to it through, or to none.`,
      'It needs WinUSB (or libusbK, libusb-win32): run Zadig (https://zadig.akeo.ie), choose the device and "WinUSB", and install.',
    ]);
  }
  if (code === 'EBUSY')
    return hint('usb/in-use', ['Another program is using the programmer: end it and try again.']);
  if (platform !== 'linux' || code !== 'EACCES') return undefined;
  const file = udevRuleFile(programmer);
  return hint('usb/no-permission', [
    'You may not use this USB device. Allow it to the user at the console by a udev rule:',
    `  echo '${udevRule(ids, false).trimEnd()}' | sudo tee ${file}`,
    '  sudo udevadm control --reload',
    'then unplug the programmer and plug it in again.',
  ]);
}

function hint(name: string, lines: readonly string[]): Event {
  return { kind: 'hint', name, text: lines.join('\n') };
}
