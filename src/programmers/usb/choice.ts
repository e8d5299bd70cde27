import type { Event } from '../../output/events.ts';
import type { UsbDeviceInfo } from '../../transports/usb-transport.ts';
import { isAtPort, type UsbPort } from './port.ts';

/**
 * What to know when several programmers of the kind are plugged in and `-P` does not tell which: all of them, and how to choose.
 *
 * @param taken the one that is used, one of `devices`
 * @returns undefined if there was no choice
 */
export function choiceHint(
  port: UsbPort,
  devices: readonly UsbDeviceInfo[],
  taken: UsbDeviceInfo,
): Event | undefined {
  if (devices.length < 2 || (port.kind !== 'any' && isAtPort(port, taken))) return undefined;
  const lines = devices.map((info) => {
    const serial = info.serial ? `, serial number ${info.serial}` : '';
    return `  -P usb:${info.bus}:${info.device}${serial}${info === taken ? '  (taken)' : ''}`;
  });
  return {
    kind: 'hint',
    name: 'usb/several-programmers',
    text: [`${devices.length} such programmers are plugged in; -P chooses one:`, ...lines].join('\n'),
  };
}
