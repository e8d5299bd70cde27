import { PortError, PortRefusedError, TransportError } from '../../model/errors.ts';
import type { UsbIds } from '../../model/udev-rule.ts';
import { notice } from '../../output/events.ts';
import { fail } from '../../output/fail.ts';
import { libusb1Result } from '../../protocols/usb/errno.ts';
import type { UsbDeviceInfo, UsbTransport } from '../../transports/usb-transport.ts';
import type { ProgrammerContext } from '../programmer.ts';
import { hintAtAbsence } from '../usb/absence.ts';
import { accessHint } from '../usb/access.ts';
import { type IdsPort, parseIdsPort } from '../usb/ids-port.ts';
import { isAtPort, parseUsbPort } from '../usb/port.ts';
import * as say from './messages.ts';

/** WCH's ids for the chip in its parallel mode, for entries that give none. */
const usualIds: UsbIds = { vendorId: 0x1a86, productId: 0x5512 };

/** The same chip as a serial port. */
const serialIds: UsbIds = { vendorId: 0x1a86, productId: 0x5523 };
const serialModeHint =
  'There is a CH341A that is a serial port (1a86:5523). A jumper or switch on its board makes it a programmer (1a86:5512).';

/**
 * Finds the CH341A that the entry and `-P` mean, opens it and claims its interface; of several, the last, as avrdude does.
 *
 * @throws PortRefusedError, TransportError after saying so
 */
export async function openCh341a(context: ProgrammerContext): Promise<UsbTransport> {
  const { emit } = context;
  emit(notice(say.entered, { operation: 'open', port: context.port }));
  const port = parseIdsPort(context.port);
  if (!port)
    fail(
      emit,
      notice(say.portInvalid, { port: context.port }),
      new PortRefusedError(`-P ${context.port} is no port of a CH341A`),
    );
  if (port.serial) emit(notice(say.serialIgnored, { serial: port.serial, port: context.port }));
  const transport = await openLast(context, port);
  try {
    await transport.claim();
  } catch (error) {
    emit(notice(say.cannotClaim, { result: libusb1Result(error) }));
    sayHint(context, error, transport.info);
    await transport.close();
    throw error;
  }
  if (context.bitClock !== undefined) emit(notice(say.bitClockIgnored, { id: context.id }));
  return transport;
}

async function openLast(context: ProgrammerContext, port: IdsPort): Promise<UsbTransport> {
  const { emit } = context;
  const ids = port.ids ?? idsOf(context);
  for (const info of (await search(context, ids)).reverse()) {
    try {
      return await context.open.usb.open(info);
    } catch (error) {
      if (!(error instanceof TransportError)) throw error;
      emit(notice(say.cannotOpen, { error }));
      sayHint(context, error, info);
    }
  }
  emit(notice(say.notFound, ids));
  if ((await find(context, serialIds)).length > 0)
    emit({ kind: 'hint', name: 'ch341a/serial-mode', text: serialModeHint });
  else await hintAtAbsence(context, ids);
  throw new PortError('no CH341A found', context.port, 'ENODEV');
}

/** The devices that `-P` names: by bus and device, which is our own, or by these ids. */
async function search(context: ProgrammerContext, ids: UsbIds): Promise<UsbDeviceInfo[]> {
  const place = parseUsbPort(context.port);
  if (place.kind !== 'place') return find(context, ids);
  const there = (await find(context, idsOf(context))).filter((info) => isAtPort(place, info));
  return there.length > 0 ? there : find(context, ids);
}

async function find(context: ProgrammerContext, { vendorId, productId }: UsbIds): Promise<UsbDeviceInfo[]> {
  const found = await context.open.usb.find({ vendorId, productIds: [productId], strings: false });
  return found.map(({ info }) => info);
}

function idsOf({ entry, emit }: ProgrammerContext): UsbIds {
  const [productId = usualIds.productId, ...others] = entry.usbpid;
  if (others.length > 0) emit(notice(say.severalProductIds, { used: productId }));
  return { vendorId: entry.usbvid || usualIds.vendorId, productId };
}

function sayHint({ emit, id, platform }: ProgrammerContext, error: unknown, ids: UsbIds): void {
  const { code, driver } = error instanceof TransportError ? error : { code: undefined, driver: undefined };
  const hint = accessHint({ code, driver, ids, programmer: id }, platform);
  if (hint) emit(hint);
}
