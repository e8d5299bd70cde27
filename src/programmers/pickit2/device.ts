import { TransportError } from '../../model/errors.ts';
import type { UsbIds } from '../../model/udev-rule.ts';
import { notice } from '../../output/events.ts';
import type { ReportPort } from '../../protocols/pickit2/link.ts';
import { reportLength } from '../../protocols/pickit2/reports.ts';
import type { HidTransport } from '../../transports/hid-transport.ts';
import type { UsbTransport } from '../../transports/usb-transport.ts';
import type { ProgrammerContext } from '../programmer.ts';
import { hintAtAbsence } from '../usb/absence.ts';
import { accessHint } from '../usb/access.ts';
import { isAtPort, parseUsbPort } from '../usb/port.ts';
import * as say from './messages.ts';

/** Microchip's ids for it, which hold whatever the configuration says. */
const ids: UsbIds = { vendorId: 0x04d8, productId: 0x0033 };

/** Its interrupt endpoints. */
const endpoints = { out: 0x01, in: 0x81 } as const;

/**
 * Finds a PICkit 2 and opens it. To Linux it is no HID device, although it says that it is one (the kernel leaves it to programs);
 * elsewhere only the system's HID driver reaches it.
 *
 * @throws TransportError after saying so
 */
export async function openPickit2(context: ProgrammerContext): Promise<ReportPort> {
  const { emit, port, platform } = context;
  emit(notice(say.opening, { port }));
  if (parseUsbPort(port).kind === 'not-usb') emit(notice(say.portIgnored, { port }));
  const found = platform === 'linux' ? await openByUsb(context) : await openByHid(context);
  if (found) return found;
  emit(notice(say.notFound, ids));
  await hintAtAbsence(context, ids);
  throw new TransportError('no PICkit 2 found', 'ENODEV');
}

async function openByUsb(context: ProgrammerContext): Promise<ReportPort | undefined> {
  const port = parseUsbPort(context.port);
  const strings = port.kind === 'serial' || port.kind === 'ids';
  const query = { vendorId: ids.vendorId, productIds: [ids.productId], strings };
  for (const { info } of await context.open.usb.find(query)) {
    if (port.kind !== 'not-usb' && !isAtPort(port, info)) continue;
    const transport = await opened(context, `/dev/bus/usb/${info.bus}/${info.device}`, () =>
      context.open.usb.open(info),
    );
    if (transport) return claimed(context, transport);
  }
  return undefined;
}

async function claimed(context: ProgrammerContext, transport: UsbTransport): Promise<ReportPort> {
  try {
    await transport.claim();
  } catch (error) {
    context.emit(notice(say.cannotClaim, { error }));
    sayHint(context, error);
    await transport.close();
    throw error;
  }
  return {
    send: (report, timeoutMs) => transport.bulkOut(endpoints.out, report, timeoutMs),
    receive: (timeoutMs) => transport.bulkIn(endpoints.in, reportLength, timeoutMs),
    close: () => transport.close(),
  };
}

async function openByHid(context: ProgrammerContext): Promise<ReportPort | undefined> {
  const query = { vendorId: ids.vendorId, productIds: [ids.productId] };
  for (const { info, failure } of await context.open.hid.find(query)) {
    const hid = await opened(context, info.path, () => {
      if (failure) throw failure;
      return context.open.hid.open(info, 'unnumbered');
    });
    if (hid) return overHid(hid);
  }
  return undefined;
}

function overHid(hid: HidTransport): ReportPort {
  return {
    send: (data, timeoutMs) => hid.sendReport({ id: 0, data }, timeoutMs),
    receive: async (timeoutMs) => (await hid.receiveReport(timeoutMs)).data,
    close: () => hid.close(),
  };
}

/** @returns undefined if it may not be opened, which has been said */
async function opened<Transport>(
  context: ProgrammerContext,
  path: string,
  open: () => Promise<Transport>,
): Promise<Transport | undefined> {
  try {
    return await open();
  } catch (error) {
    if (!(error instanceof TransportError)) throw error;
    context.emit(notice(say.cannotOpen, { error, path }));
    sayHint(context, error);
    return undefined;
  }
}

function sayHint({ emit, id, platform }: ProgrammerContext, error: unknown): void {
  const { code, driver } = error instanceof TransportError ? error : { code: undefined, driver: undefined };
  const hint = accessHint({ code, driver, ids, programmer: id }, platform);
  if (hint) emit(hint);
}
