import { TransportError } from '../../model/errors.ts';
import type {
  HidDeviceInfo,
  HidFound,
  HidNumbering,
  HidOpener,
  HidReport,
  HidTransport,
} from '../hid-transport.ts';
import type { UsbDeviceInfo, UsbOpener, UsbTransport } from '../usb-transport.ts';
import { type HidInterface, hidInterfacesOf } from './hid-interface.ts';
import { type HidUsage, outputLengthOf, usageOf } from './report-descriptor.ts';

/** Class requests of a HID interface (HID 1.11, 7.2): reports, by type in the value's high byte. */
const getReport = { requestType: 0xa1, request: 0x01 } as const;
const setReport = { requestType: 0x21, request: 0x09 } as const;
const reportType = { output: 0x0200, feature: 0x0300 } as const;

/** Standard requests (USB 2.0, 9.4.3; HID 1.11, 7.1.1). */
const getConfiguration = { requestType: 0x80, request: 0x06, value: 0x0200, index: 0, data: 1024 } as const;
const getReportDescriptor = { requestType: 0x81, request: 0x06, value: 0x2200 } as const;
const descriptorTimeoutMs = 1000;

/** HID by libusb, as hidapi does it on Linux: the kernel's driver lets go of an interface when it is claimed. */
export function createUsbHidOpener(usb: () => Promise<UsbOpener>): HidOpener {
  return {
    find: async (query) => {
      const found = await (await usb()).find({ ...query, strings: true });
      return found.map(({ info, failure }): HidFound => ({ info: hidInfoOf(info), failure }));
    },
    open: async (device, numbering) => openHid(await usb(), device, numbering),
  };
}

function hidInfoOf(info: UsbDeviceInfo): HidDeviceInfo {
  const { vendorId, productId, release, vendor, product, serial, bus, device } = info;
  return {
    ...{ vendorId, productId, release, vendor, product, serial },
    ...{ usagePage: undefined, usage: undefined, interfaceNumber: undefined },
    place: { bus, device },
    path: `usb:${bus}:${device}`,
  };
}

async function openHid(
  usb: UsbOpener,
  device: HidDeviceInfo,
  numbering: HidNumbering,
): Promise<HidTransport> {
  const { place } = device;
  if (!place) throw new TransportError(`no such USB device: ${device.path}`, 'ENODEV');
  const transport = await usb.open({ ...device, ...place });
  try {
    const configuration = await transport.control({ ...getConfiguration, timeoutMs: descriptorTimeoutMs });
    const hid = hidInterfacesOf(configuration)[0];
    if (!hid) throw new TransportError('the device has no HID interface', 'ENODEV');
    await transport.claim(hid.number);
    const usage = await readUsage(transport, hid);
    return new UsbHid(transport, hid, { ...device, ...usage, interfaceNumber: hid.number }, numbering);
  } catch (error) {
    await transport.close();
    throw error;
  }
}

/** A device that does not give its report descriptor can be used all the same. */
async function readUsage(
  transport: UsbTransport,
  hid: HidInterface,
): Promise<HidUsage & Pick<HidDeviceInfo, 'outputLength'>> {
  try {
    const descriptor = await transport.control({
      ...getReportDescriptor,
      index: hid.number,
      data: hid.reportDescriptorLength,
      timeoutMs: descriptorTimeoutMs,
    });
    return { ...usageOf(descriptor), outputLength: outputLengthOf(descriptor) };
  } catch (error) {
    if (!(error instanceof TransportError) || error.code !== 'EPIPE') throw error;
    return { usagePage: undefined, usage: undefined };
  }
}

class UsbHid implements HidTransport {
  readonly info: HidDeviceInfo;
  readonly #transport: UsbTransport;
  readonly #hid: HidInterface;
  readonly #numbering: HidNumbering;

  constructor(transport: UsbTransport, hid: HidInterface, info: HidDeviceInfo, numbering: HidNumbering) {
    this.info = info;
    this.#transport = transport;
    this.#hid = hid;
    this.#numbering = numbering;
  }

  async sendReport(report: HidReport, timeoutMs: number, ends?: AbortSignal): Promise<void> {
    const { output } = this.#hid;
    if (output) await this.#transport.bulkOut(output.address, onTheWire(report), timeoutMs, ends);
    else await this.#set(reportType.output, report, timeoutMs, ends);
  }

  async receiveReport(timeoutMs: number, ends?: AbortSignal): Promise<HidReport> {
    const { input } = this.#hid;
    if (!input) throw new TransportError('the device sends no reports', 'EINVAL');
    return this.#read(await this.#transport.bulkIn(input.address, input.packetSize, timeoutMs, ends));
  }

  async getFeatureReport(
    id: number,
    length: number,
    timeoutMs: number,
    ends?: AbortSignal,
  ): Promise<HidReport> {
    const answer = await this.#transport.control({
      ...getReport,
      value: reportType.feature | id,
      index: this.#hid.number,
      data: length + (id === 0 ? 0 : 1),
      timeoutMs,
      ends,
    });
    return id === 0 ? { id, data: answer } : { id: answer[0] ?? id, data: answer.subarray(1) };
  }

  sendFeatureReport(report: HidReport, timeoutMs: number, ends?: AbortSignal): Promise<void> {
    return this.#set(reportType.feature, report, timeoutMs, ends);
  }

  close(): Promise<void> {
    return this.#transport.close();
  }

  async #set(type: number, report: HidReport, timeoutMs: number, ends?: AbortSignal): Promise<void> {
    const value = type | report.id;
    const data = onTheWire(report);
    await this.#transport.control({ ...setReport, value, index: this.#hid.number, data, timeoutMs, ends });
  }

  #read(packet: Uint8Array): HidReport {
    return this.#numbering === 'numbered'
      ? { id: packet[0] ?? 0, data: packet.subarray(1) }
      : { id: 0, data: packet };
  }
}

/** A report's number goes in front of it where there is one. */
function onTheWire({ id, data }: HidReport): Uint8Array {
  return id === 0 ? data : Uint8Array.of(id, ...data);
}
