import { PortError, PortRefusedError, TransportError } from '../../model/errors.ts';
import { hex4 } from '../../model/hex-text.ts';
import type { UsbIds } from '../../model/udev-rule.ts';
import { notice } from '../../output/events.ts';
import { fail } from '../../output/fail.ts';
import type { UsbTransport } from '../../transports/usb-transport.ts';
import * as usbWords from '../atmel/usb-messages.ts';
import type { ProgrammerContext } from '../programmer.ts';
import { hintAtAbsence } from '../usb/absence.ts';
import { accessHint } from '../usb/access.ts';
import { type IdsPort, parseIdsPort } from '../usb/ids-port.ts';
import * as say from './device-messages.ts';

const microchip = 0x04d8;
const atmel = 0x03eb;
/** PICkit 5. */
const usualProduct = 0x9036;

/** Tools in their AVR mode, in which they are EDBG tools. */
const avrModes = [
  { productId: 0x2180, product: 'MPLAB SNAP', id: 'snap' },
  { productId: 0x2177, product: 'PICkit 4', id: 'pickit4' },
] as const;

/** A PICkit Basic with firmware that is not for this. */
const basicModes = [
  { productId: 0x90ac, mode: 'CMSIS-DAP', doing: 'switch the firmware to "mplab"' },
  { productId: 0x9057, mode: 'Bootloader', doing: 'load the "mplab" firmware' },
] as const;

/**
 * Finds the tool that the entry and `-P` mean, opens it and claims its interface; of several, the first. Where there is none, one that is there in
 * another mode is named.
 *
 * @throws PortRefusedError, TransportError after saying so
 */
export async function openPickit5(context: ProgrammerContext): Promise<UsbTransport> {
  const { emit, port: given, entry } = context;
  emit(notice(say.opening, { port: given }));
  const port = parseIdsPort(given);
  if (!port)
    fail(emit, notice(say.portInvalid, { port: given }), new PortRefusedError(`-P ${given} is no USB port`));
  const vendorId = entry.usbvid || microchip;
  const productIds = entry.usbpid.length > 0 ? entry.usbpid : [usualProduct];
  const { ids } = port;
  if (ids && (ids.vendorId !== vendorId || ids.productId !== productIds[0]))
    emit(notice(say.idsOverwritten, ids));
  const wanted = ids ? [ids] : productIds.map((productId) => ({ vendorId, productId }));
  for (const one of wanted) {
    const transport = await search(context, port, one);
    if (transport) return transport;
  }
  return absent(context, port, wanted);
}

async function search(
  context: ProgrammerContext,
  { serial }: IdsPort,
  { vendorId, productId }: UsbIds,
): Promise<UsbTransport | undefined> {
  const { emit } = context;
  for (const { info, failure } of await context.open.usb.find({
    vendorId,
    productIds: [productId],
    strings: true,
  })) {
    if (failure) {
      refused(context, info, failure);
      continue;
    }
    const names = { product: info.product ?? '[unnamed product]', serial: info.serial ?? '[unknown]' };
    emit(notice(usbWords.found, names));
    if (!(info.serial ?? '').toLowerCase().endsWith(serial.toLowerCase())) {
      emit(notice(usbWords.serialDiffers));
      continue;
    }
    let transport: UsbTransport | undefined;
    try {
      transport = await context.open.usb.open(info);
      if (context.platform === 'linux') emit(notice(usbWords.noDriver));
      await transport.claim();
      return transport;
    } catch (error) {
      if (!(error instanceof TransportError)) throw error;
      if (!transport) refused(context, info, error);
      else {
        await transport.close();
        emit({ kind: 'usb-access', failed: true });
        emit(notice(usbWords.cannotClaim, { error }));
      }
    }
  }
  return undefined;
}

function refused(
  context: ProgrammerContext,
  info: UsbIds & { readonly bus: string; readonly device: string },
  error: TransportError,
): void {
  context.emit(notice(usbWords.cannotOpen, { error, path: `/dev/bus/usb/${info.bus}/${info.device}` }));
  const { code, driver } = error;
  const hint = accessHint({ code, driver, ids: info, programmer: context.id }, context.platform);
  if (hint) context.emit(hint);
}

/** Says why there is none. */
async function absent(
  context: ProgrammerContext,
  { serial }: IdsPort,
  wanted: readonly UsbIds[],
): Promise<never> {
  const { emit, entry, id, part, port } = context;
  const [first] = wanted;
  const products = wanted.map(({ productId }) => `0x${hex4(productId)}`);
  const refusal = (why: string) => new PortRefusedError(why);
  const there = async (vendorId: number, productId: number): Promise<boolean> =>
    (await context.open.usb.find({ vendorId, productIds: [productId], strings: false })).length > 0;
  if (entry.ids[0].startsWith('pickit5')) {
    for (const mode of avrModes) {
      if (!(await there(atmel, mode.productId))) continue;
      const suffix = id.includes('_') ? id.slice(id.indexOf('_')) : '';
      fail(
        emit,
        notice(say.avrMode, { ...mode, suffix, part: part.id, port }),
        refusal(`${mode.product} is in AVR mode`),
      );
    }
    if (serial !== '')
      fail(emit, notice(say.serialAbsent, { serial }), new PortError('no such tool', port, 'ENODEV'));
    fail(emit, notice(say.noneOfFamily), refusal('no such tool'));
  }
  if (entry.ids[0].startsWith('pickit_basic'))
    for (const mode of basicModes)
      if (await there(microchip, mode.productId))
        fail(emit, notice(say.basicMode, mode), refusal('the PICkit Basic has another firmware'));
  emit(notice(say.notFound, { vendor: `0x${hex4(first?.vendorId ?? 0)}`, products }));
  if (first) await hintAtAbsence(context, first);
  throw refusal('no such tool');
}
