import { InterruptedError, PortError, TransportError } from '../../model/errors.ts';
import { type UsbIds, usbIdsText } from '../../model/udev-rule.ts';
import { type Event, notice } from '../../output/events.ts';
import type { HidDeviceInfo, HidTransport } from '../../transports/hid-transport.ts';
import type { ProgrammerContext } from '../programmer.ts';
import { openHidLoader } from '../usb/hid-loader.ts';
import { isAtPort, parseUsbPort } from '../usb/port.ts';
import * as say from './messages.ts';
import type { TeensyParameters } from './parameters.ts';
import { readTeensyPort } from './port.ts';

/** PJRC's ids, for entries that give none. */
const usualIds: UsbIds = { vendorId: 0x16c0, productId: 0x0478 };

/**
 * Finds the Teensy that the entry, `-P` and `-x at` mean and opens it; of several, the first.
 * @throws TransportError, PortRefusedError after saying so
 */
export async function openTeensy(
  context: ProgrammerContext,
  { waitSeconds, at }: TeensyParameters,
): Promise<HidTransport> {
  const { entry, emit } = context;
  const port = readTeensyPort(context);
  if (port.serial) emit(notice(say.serialIgnored, { serial: port.serial, port: context.port }));
  const [productId = usualIds.productId, ...others] = entry.usbpid;
  if (!port.ids && others.length > 0) emit(notice(say.severalProductIds, { used: productId }));
  if (context.bitClock) emit(notice(say.bitClockIgnored, { id: context.id }));
  const ids = port.ids ?? { vendorId: entry.usbvid || usualIds.vendorId, productId };
  const place = at ?? port.place;
  const fits = (info: HidDeviceInfo): boolean =>
    place === undefined || (info.place !== undefined && isAtPort(place, { ...info, ...info.place }));
  try {
    return await openHidLoader(context, { ids, numbering: 'unnumbered', fits }, waitSeconds, {
      waiting: (facts) => notice(say.waiting, facts),
      cannotOpen: () => notice(say.cannotOpen),
      notFound: (absent) => notice(say.notFound, absent),
      opened: choice,
    });
  } catch (error) {
    if (!(error instanceof TransportError) || error instanceof InterruptedError) throw error;
    if (port.ids && parseUsbPort(context.port).kind === 'place') emit(takenForIds(context.port, port.ids));
    throw new PortError(error.message, port.left, error.code);
  }
}

/** How to choose, where several are plugged in. */
function choice(taken: HidDeviceInfo, found: readonly HidDeviceInfo[]): Event | undefined {
  if (found.length < 2) return undefined;
  const lines = found.flatMap(({ place, path }) =>
    place ? [`  -x at=${place.bus}:${place.device}${path === taken.path ? '  (taken)' : ''}`] : [],
  );
  return {
    kind: 'hint',
    name: 'teensy/several-boards',
    text: [`${found.length} such boards are plugged in; -x at=<bus>:<device> chooses one:`, ...lines].join(
      '\n',
    ),
  };
}

/** `-P usb:bus:device` is something else to avrdude 8. */
function takenForIds(port: string, ids: UsbIds): Event {
  return {
    kind: 'hint',
    name: 'teensy/place-taken-for-ids',
    text: `-P ${port} is read as the ids of a USB device, ${usbIdsText(ids)}. By bus and device a board is named with ${port.replace(/^usb:/i, '-x at=')}.`,
  };
}
