import { TransportError } from '../../model/errors.ts';
import { notice } from '../../output/events.ts';
import type { HidDeviceInfo, HidTransport } from '../../transports/hid-transport.ts';
import type { UsbDeviceInfo } from '../../transports/usb-transport.ts';
import * as usbWords from '../atmel/usb-messages.ts';
import type { ProgrammerContext } from '../programmer.ts';
import { accessHint } from '../usb/access.ts';
import * as words from './connection-messages.ts';
import type { WantedTools } from './port.ts';
import type { Tool } from './tools.ts';

/** A tool that talks in reports, opened. */
export interface FoundReports {
  readonly tool: Tool;
  readonly hid: HidTransport;
}

/** Looks for a tool that talks in reports, and says of each that is not there. @returns undefined if none can be used, after saying why */
export async function findReports(
  context: ProgrammerContext,
  wanted: WantedTools,
): Promise<FoundReports | undefined> {
  for (const tool of wanted.tools) {
    const hid = await tryTool(context, wanted, tool);
    if (hid) return { tool, hid };
  }
  return undefined;
}

async function tryTool(
  context: ProgrammerContext,
  wanted: WantedTools,
  tool: Tool,
): Promise<HidTransport | undefined> {
  const { emit } = context;
  const bySerial = wanted.serial !== undefined;
  const { vendorId, productId, line } = tool;
  const absent = notice(words.hidAbsent, { vendorId, productId, bySerial });
  const found = line === 'reports' ? await context.open.hid.find({ vendorId, productIds: [productId] }) : [];
  if (found.length === 0) emit(absent);
  let unusable = found.length > 0;
  for (const { info, failure } of found) {
    if (failure) {
      emit(absent);
      refused(context, info, failure);
      return undefined;
    }
    const { product = '', serial = '' } = info;
    if (bySerial) emit(notice(words.hidFound, { product, serial }));
    if (!wanted.fits(info)) {
      emit(notice(words.serialDiffers));
      continue;
    }
    unusable = false;
    const hid = await tryOpen(context, info);
    if (hid) return hid;
  }
  if (unusable) emit(notice(words.noSuchSerial));
  return undefined;
}

async function tryOpen(context: ProgrammerContext, info: HidDeviceInfo): Promise<HidTransport | undefined> {
  const { emit, open } = context;
  const { vendorId, productId } = info;
  try {
    return await open.hid.open(info, 'unnumbered');
  } catch (error) {
    if (!(error instanceof TransportError)) throw error;
    emit(notice(words.hidAbsent, { vendorId, productId, bySerial: false }));
    refused(context, info, error);
    return undefined;
  }
}

/** Says why a tool that is there cannot be used, as avrdude's second way to it does. */
export function refused(
  context: ProgrammerContext,
  info: Pick<UsbDeviceInfo, 'vendorId' | 'productId'> & Partial<Pick<HidDeviceInfo, 'place'>>,
  error: TransportError,
): void {
  const { emit, platform, id } = context;
  const { bus, device } = info.place ?? { bus: '???', device: '???' };
  emit({ kind: 'usb-access', failed: true });
  if (error.code === 'EBUSY') emit(notice(usbWords.cannotClaim, { error }));
  else emit(notice(usbWords.cannotOpen, { error, path: `/dev/bus/usb/${bus}/${device}` }));
  const hint = accessHint({ code: error.code, ids: info, programmer: id }, platform);
  if (hint) emit(hint);
}
