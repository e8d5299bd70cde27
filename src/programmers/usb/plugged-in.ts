import { usbIdsText } from '../../model/udev-rule.ts';
import type { UsbDeviceFact } from '../../model/usb-device-fact.ts';
import type { ProgrammerContext } from '../programmer.ts';

/** The programmers and boot loaders that are plugged in, each kind once. @throws TransportError if the system has no USB */
export async function pluggedIn({
  open,
  facts,
}: Pick<ProgrammerContext, 'open' | 'facts'>): Promise<readonly UsbDeviceFact[]> {
  const there = new Set((await open.usb.list()).map(usbIdsText));
  return (await facts.usbDevices()).filter(({ ids }) => there.has(usbIdsText(ids)));
}

/** The options that a device is programmed with: `-c flip1 -p m16u2`; the part only where there is but one. */
export function optionsFor({ programmer, parts: [part, ...others] }: UsbDeviceFact): string {
  return `-c ${programmer}${part !== undefined && others.length === 0 ? ` -p ${part}` : ''}`;
}
