import type { Platform } from '../../model/host.ts';
import { type UsbIds, udevRule, udevRuleFile, usbIdsText } from '../../model/udev-rule.ts';
import type { Event } from '../../output/events.ts';

/** A device that is there and could not be opened. */
export interface AccessFailure {
  /** The system's error: EACCES, EBUSY, ENOSYS … */
  readonly code: string | undefined;
  readonly ids: UsbIds;
  /** On Windows: the driver's service, empty for none, undefined if that is not known. */
  readonly driver?: string | undefined;
  /** The programmer's id. */
  readonly programmer: string;
}

/** What is probably wrong when a USB device cannot be opened, and what to do about it. Undefined if we know nothing to say. */
export function accessHint(failure: AccessFailure, platform: Platform): Event | undefined {
  const { code, ids, programmer } = failure;
  if (platform === 'win32' && (code === 'ENOSYS' || code === 'ENOENT' || code === 'EACCES')) {
    return hint('usb/driver-missing', windowsDriver(usbIdsText(ids), failure.driver));
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

const zadig = 'run Zadig (https://zadig.akeo.ie), choose the device and "WinUSB", and install.';

/** What a driver of Windows is good for, by its service's name in lower case. The library opens the first three. */
function windowsDriver(device: string, driver: string | undefined): readonly string[] {
  switch (driver?.toLowerCase()) {
    case 'winusb':
      return [
        `The device ${device} is bound to WinUSB, which is right: another program has it open.`,
        'End that program, or unplug the programmer and plug it in again.',
      ];
    case 'libusbk':
      return [
        `The device ${device} is bound to libusbK, which needs libusbK.dll beside it, or another program has it open.`,
        `WinUSB needs nothing: ${zadig}`,
      ];
    case 'libusb0':
      return [
        `The device ${device} is bound to libusb-win32 (libusb0), as older avrdudes want it. It can be opened only where libusbK.dll is installed.`,
        `To use it with this one, ${zadig}`,
      ];
    case 'usbser':
      return [
        `The device ${device} is a serial port to Windows: name it by -P COM… and the -c that belongs to it.`,
      ];
    case 'hidusb':
      return [
        `The device ${device} is a HID device to Windows: another program has it open, or it is not the programmer that -c names.`,
      ];
    case '':
      return [`The device ${device} has no driver.`, `It needs WinUSB: ${zadig}`];
    case undefined:
      return [
        `The device ${device} is bound to a driver that programs cannot talk to it through, or to none.`,
        `It needs WinUSB (or libusbK, libusb-win32): ${zadig}`,
      ];
    default:
      return [
        `The device ${device} is bound to the driver "${driver}", through which programs cannot talk to it.`,
        `It needs WinUSB: ${zadig}`,
      ];
  }
}

function hint(name: string, lines: readonly string[]): Event {
  return { kind: 'hint', name, text: lines.join('\n') };
}
