import { PortError, TransportError, UsageError } from '../../model/errors.ts';
import { notice } from '../../output/events.ts';
import { fail } from '../../output/fail.ts';
import type { UsbDeviceInfo, UsbTransport } from '../../transports/usb-transport.ts';
import type { ProgrammerContext } from '../programmer.ts';
import { hintAtAbsence } from '../usb/absence.ts';
import { accessHint } from '../usb/access.ts';
import { choiceHint } from '../usb/choice.ts';
import { isAtPort, parseUsbPort, type UsbPort } from '../usb/port.ts';
import { usbtinyDeeds } from './deeds.ts';
import * as say from './messages.ts';

/** Adafruit's ids, for entries that give none. */
const usualIds = { vendorId: 0x1781, productId: 0x0c9f };

/**
 * Finds the USBtiny that the entry and `-P` mean and opens it; of several, the last, as avrdude does.
 *
 * @throws UsageError, TransportError after saying so
 */
export async function openUsbtiny(context: ProgrammerContext): Promise<UsbTransport> {
  const { entry, emit, behaviour } = context;
  emit(notice(say.opening, { port: context.port }));
  const early = behaviour.of(usbtinyDeeds).portCheck === 'before-search';
  const port = parseUsbPort(context.port, early ? 'ignored' : 'counts');
  if (port.kind === 'not-usb' && early) refuse(context, say.portNotUsb);
  const vendorId = entry.usbvid || usualIds.vendorId;
  const [productId = usualIds.productId, ...others] = entry.usbpid;
  if (others.length > 0) emit(notice(say.severalProductIds, { used: productId }));

  const strings = port.kind === 'ids' || port.kind === 'serial';
  // libusb 0.1 lists devices the other way round.
  const devices = [
    ...(await context.open.usb.find({ vendorId, productIds: [productId], strings })),
  ].reverse();
  for (const { info } of devices) emit(notice(say.found, { bus: info.bus, device: info.device }));
  const wanted = devices.map(({ info }) => info).filter((info) => isAtPort(port, info));
  if (wanted.length === 0 && !namesPlace(port)) refuse(context, say.portInvalid);
  for (const info of [...wanted].reverse()) {
    const transport = await tryOpen(context, info);
    if (!transport) continue;
    const hint = choiceHint(port, wanted, info);
    if (hint) emit(hint);
    return transport;
  }
  emit(notice(say.notFound, { vendorId, productId }));
  await hintAtAbsence(context, { vendorId, productId });
  // Up to 7.x the port loses what is behind its second colon when it is taken apart.
  const cut = port.kind === 'place' && behaviour.of(usbtinyDeeds).portCheck === 'after-search';
  const shown = cut ? context.port.replace(/^(usb:[^:]*):.*$/, '$1') : context.port;
  throw new PortError('no USBtiny found', shown, 'ENODEV');
}

/** Whether avrdude itself understands the port. */
function namesPlace(port: UsbPort): boolean {
  return port.kind === 'any' || port.kind === 'place' || port.kind === 'ids';
}

function refuse(context: ProgrammerContext, message: typeof say.portInvalid): never {
  fail(
    context.emit,
    notice(message, { port: context.port }),
    new UsageError(`-P ${context.port} is no port of a USBtiny`),
  );
}

/** @returns undefined if it may not be opened, which has been said */
async function tryOpen(context: ProgrammerContext, info: UsbDeviceInfo): Promise<UsbTransport | undefined> {
  try {
    return await context.open.usb.open(info);
  } catch (error) {
    if (!(error instanceof TransportError)) throw error;
    const path = `/dev/bus/usb/${info.bus}/${info.device}`;
    context.emit(notice(say.cannotOpen, { error, path }));
    const hint = accessHint(
      { code: error.code, driver: error.driver, ids: info, programmer: context.id },
      context.platform,
    );
    if (hint) context.emit(hint);
    return undefined;
  }
}
