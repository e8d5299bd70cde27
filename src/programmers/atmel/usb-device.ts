import { PortError, PortRefusedError, TransportError } from '../../model/errors.ts';
import { notice } from '../../output/events.ts';
import { fail } from '../../output/fail.ts';
import type { UsbDeviceInfo, UsbTransport } from '../../transports/usb-transport.ts';
import type { ProgrammerContext } from '../programmer.ts';
import { hintAtAbsence } from '../usb/absence.ts';
import { accessHint } from '../usb/access.ts';
import { isAtPort, parseUsbPort } from '../usb/port.ts';
import { atmelDeeds } from './deeds.ts';
import * as say from './usb-messages.ts';

/** Atmel's vendor id. */
const atmel = 0x03eb;

/** Digits of a serial number before releases up to 7.x call it wrong. */
const longestSerial = 12;

/** What is looked for. */
interface Wanted {
  readonly vendorId: number;
  readonly productId: number;
  /** What the serial number ends in, without colons; undefined for any. */
  readonly serial: string | undefined;
  /** `-P` as the release shows it afterwards. */
  readonly shownPort: string;
}

/** Whether `-P` names a USB device for programmers that are there with a serial port, too. */
export function isUsbPort({ port, behaviour }: ProgrammerContext): boolean {
  return behaviour.of(atmelDeeds).portName === 'usb' ? port.startsWith('usb') : /^usb/i.test(port);
}

/**
 * Finds the programmer with one of Atmel's product ids that `-P` means, opens it and claims its interface; of several, the
 * first.
 *
 * @throws PortRefusedError, TransportError after saying so
 */
export async function openAtmelUsb(context: ProgrammerContext, productId: number): Promise<UsbTransport> {
  const { emit } = context;
  const wanted = wantedBy(context, productId);
  const port = parseUsbPort(context.port);
  const find = (vendorId: number, id: number) =>
    context.open.usb.find({ vendorId, productIds: [id], strings: true });
  let devices = await find(wanted.vendorId, wanted.productId);
  const byPlace = devices.length === 0 && port.kind === 'place';
  if (byPlace) devices = await find(atmel, productId);
  let seen = false;
  for (const { info, failure, unread } of devices) {
    if (failure) {
      refused(context, info, failure);
      continue;
    }
    if (unread?.serial) {
      seen = true;
      emit({ kind: 'usb-access', failed: true });
      emit(notice(say.nameUnread, { what: 'serial number', error: unread.serial }));
      if (wanted.serial !== undefined) return unmatched(context, wanted);
    }
    if (unread?.product) emit(notice(say.nameUnread, { what: 'product name', error: unread.product }));
    const serial = info.serial ?? '[unknown]';
    emit(notice(say.found, { product: info.product ?? '[unnamed product]', serial }));
    if ((byPlace || !hasSerial(wanted, info)) && !isAtPort(port, info)) {
      emit(notice(say.serialDiffers));
      continue;
    }
    const transport = await tryOpen(context, info);
    if (transport) return transport;
    seen = true;
  }
  emit(
    notice(say.notFound, { ...wanted, port: wanted.shownPort, bySerial: wanted.serial !== undefined, seen }),
  );
  await hintAtAbsence(context, wanted);
  throw new PortError('no such USB device found', wanted.shownPort, 'ENODEV');
}

/** Whether the device is the one that is meant, it does not tell. Up to 7.x that has been said. */
function unmatched({ emit, behaviour }: ProgrammerContext, wanted: Wanted): never {
  const error = new PortError('serial number cannot be read', wanted.shownPort, 'EIO');
  if (behaviour.of(atmelDeeds).port === 'ids-and-serial')
    fail(
      emit,
      notice(say.notFound, { ...wanted, port: wanted.shownPort, bySerial: true, seen: true }),
      error,
    );
  throw error;
}

/** Closes the programmer, which stalls when it is opened again without a reset (so avrdude, on Linux). */
export async function closeAtmelUsb(
  usb: UsbTransport,
  { platform }: Pick<ProgrammerContext, 'platform'>,
): Promise<void> {
  if (platform === 'linux') await usb.reset().catch(() => undefined);
  await usb.close();
}

function hasSerial({ serial }: Wanted, info: UsbDeviceInfo): boolean {
  return serial === undefined || (info.serial ?? '').toLowerCase().endsWith(serial.toLowerCase());
}

/** Reads `-P` as the release does; what only we understand is tried beside it. */
function wantedBy(context: ProgrammerContext, productId: number): Wanted {
  const { port, behaviour, emit } = context;
  const colon = port.indexOf(':');
  const rest = colon < 0 ? undefined : port.slice(colon + 1);
  if (behaviour.of(atmelDeeds).port === 'ids-and-serial') {
    if (!/^usb(?::|$)/i.test(port))
      fail(emit, notice(say.portInvalid, { port }), new PortRefusedError(`-P ${port} is no USB port`));
    const ids = rest === undefined ? null : /^([0-9a-f]{1,4}):([0-9a-f]{1,4})(?::(.*))?$/i.exec(rest);
    const serial = (ids ? ids[3] : rest)?.replaceAll(':', '') || undefined;
    const [, vendor, product] = ids ?? [];
    return {
      vendorId: vendor === undefined ? atmel : Number.parseInt(vendor, 16),
      productId: product === undefined ? productId : Number.parseInt(product, 16),
      serial,
      shownPort: port,
    };
  }
  const serial = rest?.replaceAll(':', '');
  const shownPort = serial === undefined ? port : `${port.slice(0, colon + 1)}${serial}`;
  if (serial !== undefined && serial.length > longestSerial && parseUsbPort(port).kind !== 'ids')
    fail(
      emit,
      notice(say.serialInvalid, { serial }),
      new PortError(`${serial} is no serial number`, shownPort, 'EINVAL'),
    );
  return { vendorId: atmel, productId, serial, shownPort };
}

/** @returns undefined if it cannot be used, which has been said */
async function tryOpen(context: ProgrammerContext, info: UsbDeviceInfo): Promise<UsbTransport | undefined> {
  let transport: UsbTransport;
  try {
    transport = await context.open.usb.open(info);
  } catch (error) {
    if (!(error instanceof TransportError)) throw error;
    refused(context, info, error);
    return undefined;
  }
  try {
    // A device that will not be configured anew has been configured by the system.
    await transport.configure().catch(() => undefined);
    if (context.platform === 'linux') context.emit(notice(say.noDriver));
    await transport.claim();
    return transport;
  } catch (error) {
    await transport.close();
    if (!(error instanceof TransportError)) throw error;
    context.emit({ kind: 'usb-access', failed: true });
    context.emit(notice(say.cannotClaim, { error }));
    hint(context, info, error);
    return undefined;
  }
}

function refused(context: ProgrammerContext, info: UsbDeviceInfo, error: TransportError): void {
  const path = `/dev/bus/usb/${info.bus}/${info.device}`;
  context.emit(notice(say.cannotOpen, { error, path }));
  hint(context, info, error);
}

function hint(context: ProgrammerContext, info: UsbDeviceInfo, error: TransportError): void {
  const event = accessHint(
    { code: error.code, driver: error.driver, ids: info, programmer: context.id },
    context.platform,
  );
  if (event) context.emit(event);
}
