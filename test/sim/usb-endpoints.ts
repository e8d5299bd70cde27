import type { Outcome, UsbDescriptors } from './usb-device.ts';

/** What a firmware does with the packets of its bulk and interrupt endpoints. One that has none has no such methods. */
export interface Packets {
  /** A packet from the host; one shorter than the endpoint's size, perhaps empty, ends what the host had to say. */
  take?(endpoint: number, packet: Uint8Array): void;
  /** @returns the next packet for the host, undefined if there is none yet */
  give?(endpoint: number): Uint8Array | undefined;
}

/** Makes packets of transfers, and transfers of packets, at one endpoint. */
export class Endpoint {
  private readonly firmware: Packets;
  private readonly address: number;
  private readonly packetSize: number;
  private collected: Uint8Array[] = [];

  constructor(firmware: Packets, address: number, packetSize: number) {
    this.firmware = firmware;
    this.address = address;
    this.packetSize = packetSize;
  }

  /** An out transfer, as the host's controller cuts it up. */
  deliver(data: Uint8Array): void {
    let at = 0;
    do {
      this.firmware.take?.(this.address, data.subarray(at, at + this.packetSize));
      at += this.packetSize;
    } while (at < data.length);
  }

  /** An in transfer: until it is full or a short packet comes. @returns undefined while neither has happened */
  collect(length: number): Outcome | undefined {
    for (;;) {
      const packet = this.firmware.give?.(this.address);
      if (!packet) return undefined;
      this.collected.push(packet);
      const data = Buffer.concat(this.collected);
      if (data.length < length && packet.length === this.packetSize) continue;
      this.clear();
      return data.length > length ? { kind: 'overflow' } : { kind: 'done', data };
    }
  }

  clear(): void {
    this.collected = [];
  }
}

/** The endpoints of a configuration descriptor (USB 2.0, 9.6.6), by address. */
export function endpointsOf(
  firmware: Packets & { readonly descriptors: UsbDescriptors },
): Map<number, Endpoint> {
  const { configuration } = firmware.descriptors;
  const endpoints = new Map<number, Endpoint>();
  for (let at = 0; at < configuration.length; at += configuration[at]!) {
    if (configuration[at + 1] !== 5) continue;
    const [address = 0, , low = 0, high = 0] = configuration.subarray(at + 2);
    endpoints.set(address, new Endpoint(firmware, address, high * 256 + low));
  }
  return endpoints;
}
