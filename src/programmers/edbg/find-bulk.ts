import { TransportError } from '../../model/errors.ts';
import { notice } from '../../output/events.ts';
import type { UsbTransport } from '../../transports/usb-transport.ts';
import * as usbWords from '../atmel/usb-messages.ts';
import type { ProgrammerContext } from '../programmer.ts';
import * as words from './connection-messages.ts';
import { refused } from './find-reports.ts';
import type { WantedTools } from './port.ts';

/** Looks for a JTAGICE3 with its first firmware. @returns undefined if none can be used, after saying why */
export async function findBulk(
  context: ProgrammerContext,
  wanted: WantedTools,
): Promise<UsbTransport | undefined> {
  const { emit, open, platform } = context;
  for (const { vendorId, productId, line } of wanted.tools) {
    if (line !== 'bulk') continue;
    for (const { info, failure } of await open.usb.find({
      vendorId,
      productIds: [productId],
      strings: true,
    })) {
      const place = { bus: info.bus, device: info.device };
      if (failure) {
        refused(context, { ...info, place }, failure);
        continue;
      }
      const names = { product: info.product ?? '[unnamed product]', serial: info.serial ?? '[unknown]' };
      emit(notice(usbWords.found, names));
      if (!wanted.fits({ ...info, place })) {
        emit(notice(usbWords.serialDiffers));
        continue;
      }
      try {
        const transport = await open.usb.open(info);
        // A device that will not be configured anew has been configured by the system.
        await transport.configure().catch(() => undefined);
        if (platform === 'linux') emit(notice(usbWords.noDriver));
        await transport.claim();
        emit(notice(words.packetsSmaller, { size: 512 }));
        return transport;
      } catch (error) {
        if (!(error instanceof TransportError)) throw error;
        refused(context, { ...info, place }, error);
      }
    }
  }
  return undefined;
}
