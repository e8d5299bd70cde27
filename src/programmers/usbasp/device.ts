import { TransportError, UsageError } from '../../model/errors.ts';
import { oldUsbaspIds } from '../../model/udev-rule.ts';
import { notice } from '../../output/events.ts';
import { fail } from '../../output/fail.ts';
import type { UsbDeviceInfo, UsbFound, UsbTransport } from '../../transports/usb-transport.ts';
import { features } from '../atmel/features.ts';
import type { ProgrammerContext } from '../programmer.ts';
import { hintAtAbsence } from '../usb/absence.ts';
import { accessHint } from '../usb/access.ts';
import { choiceHint } from '../usb/choice.ts';
import { isAtPort, parseUsbPort } from '../usb/port.ts';
import { usbaspDeeds } from './deeds.ts';
import * as say from './device-messages.ts';
import { entered } from './entered-messages.ts';

/** Objective Development's shared ids, which USBasp uses. */
const sharedIds = { vendorId: 0x16c0, productId: 0x05dc };
const nibobee = { vendorId: 0x16c0, productId: 0x092f, vendor: 'www.nicai-systems.com', product: 'NIBObee' };
const withOldIds = { ...oldUsbaspIds, vendor: 'www.fischl.de', product: 'USBasp' };

/**
 * Finds the USBasp that the entry and `-P` mean and opens it.
 *
 * @throws UsageError, TransportError after saying so
 */
export async function openUsbasp(context: ProgrammerContext): Promise<UsbTransport> {
  const { entry, emit, behaviour } = context;
  emit(notice(entered, { operation: 'open', port: context.port }));
  if (context.bitClock !== undefined && !(entry.extraFeatures & features.bitClock))
    emit(notice(say.bitclockNotAdjustable));
  if (behaviour.of(usbaspDeeds).port === 'required' && parseUsbPort(context.port).kind === 'not-usb')
    fail(
      emit,
      notice(say.portNotUsb, { port: context.port }),
      new UsageError(`-P ${context.port} is no USB port`),
    );
  const [productId = sharedIds.productId, ...others] = entry.usbpid;
  if (others.length > 0) emit(notice(say.severalProductIds, { used: productId }));
  const sought = {
    vendorId: entry.usbvid || sharedIds.vendorId,
    productId,
    vendor: entry.usbvendor,
    product: entry.usbproduct,
  };
  const found = (await search(context, sought)) ?? (await searchVariants(context));
  if (!found) {
    emit(notice(say.notFound, sought));
    await hintAtAbsence(context, sought);
    throw new TransportError('no USBasp found', 'ENODEV');
  }
  return context.open.usb.open(found);
}

/** Other USBasps that `-c usbasp` also means. */
async function searchVariants(context: ProgrammerContext): Promise<UsbDeviceInfo | undefined> {
  const { emit, entry } = context;
  if (entry.ids[0].toLowerCase() !== 'usbasp') return undefined;
  if (context.behaviour.of(usbaspDeeds).port === 'not-needed' && context.port.toLowerCase() === 'nibobee') {
    emit(notice(say.nibobeeByPort));
    const found = await search(context, nibobee);
    if (found) return found;
    fail(emit, notice(say.nibobeeNotFound, nibobee), new TransportError('no NIBObee found', 'ENODEV'));
  }
  const found = await search(context, withOldIds);
  if (!found) return undefined;
  emit({ kind: 'usb-access', failed: false });
  emit(notice(say.foundWithOldIds));
  return found;
}

/** The first device with these ids and names, or the one at `-P`. */
async function search(context: ProgrammerContext, sought: say.Sought): Promise<UsbDeviceInfo | undefined> {
  const { emit } = context;
  const required = context.behaviour.of(usbaspDeeds).port === 'required';
  const port = parseUsbPort(context.port, required ? 'ignored' : 'counts');
  const found = await context.open.usb.find({
    vendorId: sought.vendorId,
    productIds: [sought.productId],
    strings: true,
  });
  const fitting = found.filter(({ failure }) => !failure).map(({ info }) => info);
  const take = (info: UsbDeviceInfo): UsbDeviceInfo => {
    const alike = fitting.filter((one) => one.vendor === info.vendor && one.product === info.product);
    const hint = choiceHint(port, alike, info);
    if (hint) emit(hint);
    return info;
  };
  let spare: UsbDeviceInfo | undefined;
  for (const one of found) {
    const { info, failure } = one;
    if (failure) {
      const path = `/dev/bus/usb/${info.bus}/${info.device}`;
      emit({ kind: 'usb-access', failed: true });
      emit(notice(say.cannotOpen, { error: failure, path }));
      const hint = accessHint(
        { code: failure.code, driver: failure.driver, ids: info, programmer: context.id },
        context.platform,
      );
      if (hint) emit(hint);
      continue;
    }
    if (!namesMatch(context, sought, one)) continue;
    // A release that looks at the serial number takes the product's name for it where a device has none.
    const serial = info.serial ?? (required ? info.product : undefined);
    if (required && port.kind !== 'any') {
      emit(notice(say.comparedWithPort, { ...info, serial: serial ?? '' }));
    }
    if (isAtPort(port, { ...info, serial })) return take(info);
    spare ??= info;
  }
  return required || !spare ? undefined : take(spare);
}

function namesMatch(context: ProgrammerContext, sought: say.Sought, { info, unread }: UsbFound): boolean {
  const { emit } = context;
  const vendor = checkName(info.vendor, sought.vendor);
  if (info.vendor !== undefined) emit(notice(say.seenVendor, { name: info.vendor }));
  else if (sought.vendor) emit(notice(say.cannotQuery, { what: 'manufacturer', error: unread?.vendor }));
  const product = checkName(info.product, sought.product);
  if (info.product !== undefined) emit(notice(say.seenProduct, { name: info.product }));
  else if (sought.product) emit(notice(say.cannotQuery, { what: 'product', error: unread?.product }));
  if (info.vendor === undefined || info.product === undefined) emit({ kind: 'usb-access', failed: true });
  return vendor && product;
}

function checkName(name: string | undefined, wanted: string): boolean {
  return wanted === '' || name === wanted;
}
