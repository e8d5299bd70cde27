import { TransportError } from '../../model/errors.ts';
import { notice } from '../../output/events.ts';
import { AvrDoperStream } from '../../protocols/stk500v2/avrdoper-stream.ts';
import type { HidDeviceInfo, HidOpener } from '../../transports/hid-transport.ts';
import { SerialLine } from '../line/serial-line.ts';
import type { ProgrammerContext } from '../programmer.ts';
import { accessHint } from '../usb/access.ts';
import { notFound } from './avrdoper-messages.ts';

/** Objective Development's shared ids for HID devices, and the name by which an AVR-Doper is told from others that have them. */
const ids = { vendorId: 0x16c0, productId: 0x05df } as const;
const product = 'AVR-Doper';

/** Whether `-P` means an AVR-Doper in its HID mode: an STK500 on the bus without a serial port. */
export function isAvrDoperPort(port: string): boolean {
  return port.toLowerCase() === 'avrdoper';
}

/** Where several devices have these ids, the one of that name. @throws TransportError */
async function findAvrDoper(hid: HidOpener): Promise<HidDeviceInfo> {
  const found = await hid.find({ vendorId: ids.vendorId, productIds: [ids.productId] });
  const able = found.filter(({ failure }) => !failure).map(({ info }) => info);
  const chosen = able.find((info) => info.product === product) ?? able[0];
  if (!chosen) throw found[0]?.failure ?? new TransportError('no such HID device', 'ENODEV');
  return chosen;
}

/**
 * Opens the AVR-Doper that is plugged in.
 * @throws TransportError after saying so in the release's words
 */
export async function openAvrDoper(context: ProgrammerContext): Promise<SerialLine> {
  const { emit, clock, open } = context;
  try {
    const device = await open.hid.open(await findAvrDoper(open.hid), 'numbered');
    return new SerialLine(new AvrDoperStream(device, clock), emit, 0);
  } catch (error) {
    if (!(error instanceof TransportError)) throw error;
    emit(notice(notFound));
    const hint = accessHint(
      { code: error.code, driver: error.driver, ids, programmer: context.id },
      context.platform,
    );
    if (hint) emit(hint);
    throw error;
  }
}
