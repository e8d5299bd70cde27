import { TransportError } from '../../model/errors.ts';
import { notice } from '../../output/events.ts';
import { fail } from '../../output/fail.ts';
import type { UsbDeviceInfo, UsbTransport } from '../../transports/usb-transport.ts';
import type { ProgrammerContext } from '../programmer.ts';
import { hintAtAbsence } from '../usb/absence.ts';
import { accessHint } from '../usb/access.ts';
import { choiceHint } from '../usb/choice.ts';
import { deniedUsb } from '../usb/denied.ts';
import { isAtPort, parseUsbPort, type UsbPort } from '../usb/port.ts';
import { untilThere } from '../usb/wait.ts';
import { flipDeeds } from './deeds.ts';
import * as say from './device-messages.ts';

/** Atmel's vendor id, for entries that give none. */
const atmel = 0x03eb;

/** The ids that a boot loader is looked for by. */
export interface Sought {
  readonly vendorId: number;
  /** The one that is expected, then those that the same part may turn up with. None if nothing tells. */
  readonly productIds: readonly number[];
}

/** Checks `-P` before anything is looked for. @throws UsageError after saying so */
export function checkFlipPort(context: ProgrammerContext): void {
  const { port, emit, behaviour } = context;
  emit(notice(say.opening, { port }));
  const prefix = behaviour.of(flipDeeds).port === 'begins-with-usb' && port.startsWith('usb');
  if (prefix || parseUsbPort(port).kind !== 'not-usb') return;
  fail(emit, notice(say.portInvalid, { port }), new TransportError(`-P ${port} is no USB port`));
}

/**
 * The ids of a part's boot loader: the entry's if it has any, else the part's, and those under which the same loader is known to
 * turn up for it, too.
 */
export async function soughtBy(context: ProgrammerContext, family: say.FlipFamily): Promise<Sought> {
  const { entry, part, emit, facts } = context;
  const vendorId = entry.usbvid || atmel;
  const [given, ...others] = entry.usbpid;
  if (given !== undefined) {
    if (others.length > 0) emit(notice(say.severalProductIds, { family, used: given }));
    return { vendorId, productIds: [given] };
  }
  if (part.usbpid === 0) return { vendorId, productIds: [] };
  const known = (await facts.usbDevices()).filter(
    ({ programmer, parts, ids }) =>
      programmer === family && parts.includes(part.id) && ids.vendorId === vendorId,
  );
  return { vendorId, productIds: [...new Set([part.usbpid, ...known.map(({ ids }) => ids.productId)])] };
}

/**
 * Finds the boot loader that is meant and opens it.
 * @returns undefined if there is none, which has been said. @throws TransportError if the system has no USB
 */
export async function openFlip(
  context: ProgrammerContext,
  sought: Sought,
  waitSeconds: number | undefined,
): Promise<UsbTransport | undefined> {
  const { emit } = context;
  const port = flipPort(context.port);
  if (sought.productIds.length === 0 && port.kind !== 'place') {
    emit(notice(say.noProductId));
    return undefined;
  }
  let all: readonly UsbDeviceInfo[] = [];
  const fitting = await untilThere(context, waitSeconds, async () => {
    all = (await context.open.usb.list()).toSorted(byPlace);
    return fittingOf(all, sought, port);
  });
  const [info] = fitting;
  const [productId] = sought.productIds;
  for (const one of all.slice(0, info ? all.indexOf(info) + 1 : all.length))
    if (one.vendorId === sought.vendorId && one.productId === productId) emit(notice(say.seen, one));
  if (!info) {
    emit(notice(say.notFound));
    if (productId !== undefined) await hintAtAbsence(context, { vendorId: sought.vendorId, productId });
    return undefined;
  }
  emit(notice(say.found, info));
  const hint = choiceHint(port.kind === 'bus' ? { kind: 'any' } : port, fitting, info);
  if (hint) emit(hint);
  return tryOpen(context, info);
}

/** As avrdude: a place is enough, whatever is there; else the ids decide, and perhaps the bus. */
function fittingOf(
  devices: readonly UsbDeviceInfo[],
  { vendorId, productIds }: Sought,
  port: UsbPort | BusPort,
): readonly UsbDeviceInfo[] {
  if (port.kind === 'place' || port.kind === 'ids') return devices.filter((info) => isAtPort(port, info));
  const alike = devices.filter((info) => info.vendorId === vendorId && productIds.includes(info.productId));
  const there = port.kind === 'bus' ? alike.filter(({ bus }) => sameBus(bus, port.bus)) : alike;
  // Those with the expected id first.
  return there.toSorted((a, b) => productIds.indexOf(a.productId) - productIds.indexOf(b.productId));
}

/** By bus and number, as libusb 0.1 comes by them. */
function byPlace(a: UsbDeviceInfo, b: UsbDeviceInfo): number {
  return a.bus.localeCompare(b.bus) || a.device.localeCompare(b.device);
}

/** `usb:bus`. */
interface BusPort {
  readonly kind: 'bus';
  readonly bus: string;
}

function flipPort(text: string): UsbPort | BusPort {
  const port = parseUsbPort(text);
  if (port.kind === 'serial') return { kind: 'bus', bus: port.serial };
  return port.kind === 'not-usb' ? { kind: 'any' } : port;
}

function sameBus(name: string, given: string): boolean {
  return name === given || (/^\d+$/.test(given) && Number(name) === Number(given));
}

async function tryOpen(context: ProgrammerContext, info: UsbDeviceInfo): Promise<UsbTransport | undefined> {
  const { emit, open, id, platform } = context;
  try {
    return await open.usb.open(info);
  } catch (error) {
    if (!(error instanceof TransportError)) throw error;
    const hint = accessHint({ code: error.code, ids: info, programmer: id }, platform);
    if (hint) emit(hint);
    if (error.code === 'EACCES' && platform === 'linux') return deniedUsb(info);
    emit(notice(say.cannotOpen, { ...info, error }));
    return undefined;
  }
}
