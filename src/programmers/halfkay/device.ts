import { TransportError } from '../../model/errors.ts';
import type { UsbIds } from '../../model/udev-rule.ts';
import { notice } from '../../output/events.ts';
import { fail } from '../../output/fail.ts';
import type { HidDeviceInfo, HidTransport } from '../../transports/hid-transport.ts';
import type { ProgrammerContext } from '../programmer.ts';
import { openHidLoader } from '../usb/hid-loader.ts';
import { teensyDeeds } from './deeds.ts';
import * as say from './messages.ts';

/** PJRC's ids, for entries that give none. */
const usualIds: UsbIds = { vendorId: 0x16c0, productId: 0x0478 };

/** What `-P` says: other ids, or which of several boards. */
interface Port {
  readonly ids?: UsbIds;
  readonly serial?: string;
  readonly place?: { readonly bus: number; readonly device: number };
}

/**
 * Finds the Teensy that the entry and `-P` mean and opens it.
 * @throws TransportError after saying so
 */
export async function openTeensy(
  context: ProgrammerContext,
  waitSeconds: number | undefined,
): Promise<HidTransport> {
  const { entry, emit } = context;
  const port = readPort(context);
  if (port.serial) emit(notice(say.serialIgnored, { serial: port.serial, port: context.port }));
  const [productId = usualIds.productId, ...others] = entry.usbpid;
  if (!port.ids && others.length > 0) emit(notice(say.severalProductIds, { used: productId }));
  if (context.bitClock) emit(notice(say.bitClockIgnored, { id: context.id }));
  const ids = port.ids ?? { vendorId: entry.usbvid || usualIds.vendorId, productId };
  const fits = ({ place }: HidDeviceInfo): boolean =>
    port.place === undefined ||
    (place !== undefined &&
      Number(place.bus) === port.place.bus &&
      Number(place.device) === port.place.device);
  return openHidLoader(context, { ids, numbering: 'unnumbered', fits }, waitSeconds, {
    waiting: (facts) => notice(say.waiting, facts),
    cannotOpen: () => notice(say.cannotOpen),
    notFound: (absent) => notice(say.notFound, absent),
  });
}

/** @throws TransportError if `-P` is none of a USB device */
function readPort({ port, emit, behaviour }: ProgrammerContext): Port {
  const rest = /^usb(?::(.*))?$/is.exec(port);
  const behind = rest?.[1];
  const byIds = behaviour.of(teensyDeeds).port === 'ids-and-serial';
  if (!rest || (behind !== undefined && !byIds && !behind.includes(':')))
    fail(emit, notice(say.portInvalid, { port }), new TransportError(`-P ${port} is no USB port`));
  if (behind === undefined) return {};
  const [, bus, device] = /^(\d{3}):(\d{3})$/.exec(behind) ?? [];
  if (bus !== undefined && device !== undefined)
    return { place: { bus: Number(bus), device: Number(device) } };
  const [, vendor, product, serial] = /^([0-9a-f]+):([0-9a-f]+)(?::(.*))?$/is.exec(behind) ?? [];
  if (vendor === undefined || product === undefined) return { serial: behind.replaceAll(':', '') };
  return {
    ids: { vendorId: Number.parseInt(vendor, 16), productId: Number.parseInt(product, 16) },
    ...(serial === undefined ? {} : { serial: serial.replaceAll(':', '') }),
  };
}
