import { TransportError } from '../../model/errors.ts';
import type { HidQuery, HidTransport } from '../hid-transport.ts';
import type { UsbOpener, UsbTransport } from '../usb-transport.ts';

/** Class requests of a HID interface (HID 1.11, 7.2): reports, by type in the value's high byte. */
const getReport = { requestType: 0xa1, request: 0x01 } as const;
const setReport = { requestType: 0x21, request: 0x09 } as const;
const featureReport = 0x0300;

/**
 * Opens a HID device by libusb, as hidapi does on Linux: the kernel's driver lets go of it when its interface is claimed.
 * @throws TransportError
 */
export async function openUsbHid(usb: UsbOpener, query: HidQuery): Promise<HidTransport> {
  const found = await usb.find({ vendorId: query.vendorId, productIds: [query.productId], strings: true });
  const able = found.filter(({ failure }) => !failure).map(({ info }) => info);
  const info = able.find(({ product }) => product === query.product) ?? able[0];
  if (!info) throw found[0]?.failure ?? new TransportError('no such HID device', 'ENODEV');
  const transport = await usb.open(info);
  try {
    await transport.claim();
  } catch (error) {
    await transport.close();
    throw error;
  }
  return new UsbHid(transport);
}

class UsbHid implements HidTransport {
  readonly #transport: UsbTransport;

  constructor(transport: UsbTransport) {
    this.#transport = transport;
  }

  getFeatureReport(id: number, length: number, timeoutMs: number, ends?: AbortSignal): Promise<Uint8Array> {
    return this.#transport.control({
      ...getReport,
      value: featureReport | id,
      index: 0,
      data: length,
      timeoutMs,
      ends,
    });
  }

  async sendFeatureReport(report: Uint8Array, timeoutMs: number, ends?: AbortSignal): Promise<void> {
    const value = featureReport | (report[0] ?? 0);
    await this.#transport.control({ ...setReport, value, index: 0, data: report, timeoutMs, ends });
  }

  close(): Promise<void> {
    return this.#transport.close();
  }
}
