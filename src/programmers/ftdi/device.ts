import { DisconnectedError, PortError, TransportError } from '../../model/errors.ts';
import type { UsbIds } from '../../model/udev-rule.ts';
import type { Event } from '../../output/events.ts';
import { FtdiLink } from '../../protocols/ftdi/link.ts';
import { type FtdiChip, ftdiChip, packetSizeOf } from '../../protocols/ftdi/requests.ts';
import type { UsbDeviceInfo } from '../../transports/usb-transport.ts';
import type { ProgrammerContext } from '../programmer.ts';
import { hintAtAbsence } from '../usb/absence.ts';
import { accessHint } from '../usb/access.ts';
import { isAtPort, parseUsbPort } from '../usb/port.ts';
import { ftdiDeeds } from './deeds.ts';
import type { FtdiRefusal } from './refusal-messages.ts';

/** Which device is meant. */
export interface FtdiQuery {
  readonly ids: UsbIds;
  /** Empty for any. */
  readonly serial: string;
  readonly product: string;
  /** Of several, from 0. */
  readonly which: number;
  /** From 0. */
  readonly interfaceNumber: number;
}

export interface OpenFtdi {
  readonly link: FtdiLink;
  /** Undefined for one that is not known. */
  readonly chip: FtdiChip | undefined;
}

/**
 * Finds a device, opens it and claims one of its interfaces.
 * @param refused words why it cannot be
 * @throws PortError, TransportError after saying so
 */
export async function openFtdi(
  context: ProgrammerContext,
  query: FtdiQuery,
  refused: (refusal: FtdiRefusal) => Event,
): Promise<OpenFtdi> {
  const { emit, open, port } = context;
  const info = await choose(context, query);
  if (!info) {
    emit(refused((await hasNoBus(context)) ? 'noBus' : 'absent'));
    await hintAtAbsence(context, query.ids);
    throw new PortError('no such FTDI device', port, 'ENODEV');
  }
  const chip = ftdiChip(info.release ?? 0);
  let isOpen = false;
  try {
    const transport = await open.usb.open(info, query.interfaceNumber);
    isOpen = true;
    try {
      await transport.claim();
    } catch (error) {
      await transport.close();
      throw error;
    }
    const index = (chip?.interfaces ?? 1) > 1 || query.interfaceNumber > 0 ? query.interfaceNumber + 1 : 1;
    const end = { interfaceNumber: query.interfaceNumber, index, packetSize: packetSizeOf(chip) };
    return { link: new FtdiLink(transport, end, emit), chip };
  } catch (error) {
    if (!(error instanceof TransportError)) throw error;
    emit(refused(isOpen ? refusalOfClaim(error) : 'unopened'));
    const hint = accessHint(
      { code: error.code, driver: error.driver, ids: query.ids, programmer: context.id },
      context.platform,
    );
    if (hint) emit(hint);
    throw error instanceof DisconnectedError ? new PortError(error.message, port, error.code) : error;
  }
}

/** Whether the release says of a machine without any USB device that it has no bus. */
async function hasNoBus({ behaviour, open }: ProgrammerContext): Promise<boolean> {
  return behaviour.of(ftdiDeeds).emptyBusses === 'fail' && (await open.usb.list()).length === 0;
}

function refusalOfClaim(error: TransportError): FtdiRefusal {
  return error.code === 'EACCES' ? 'forbidden' : 'unclaimed';
}

/** The strings of devices are read only where they matter. `-P usb:bus:device` is our own. */
async function choose(context: ProgrammerContext, query: FtdiQuery): Promise<UsbDeviceInfo | undefined> {
  const { vendorId, productId } = query.ids;
  const strings = query.serial !== '' || query.product !== '';
  const found = await context.open.usb.find({ vendorId, productIds: [productId], strings });
  const place = parseUsbPort(context.port);
  const devices = found.map(({ info }) => info);
  const there = place.kind === 'place' ? devices.filter((info) => isAtPort(place, info)) : [];
  if (there[0]) return there[0];
  const fitting = devices.filter(
    ({ serial, product }) =>
      (query.serial === '' || serial === query.serial) && (query.product === '' || product === query.product),
  );
  return fitting[query.which];
}
