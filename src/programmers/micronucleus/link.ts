import type { Clock } from '../../model/clock.ts';
import { type AvrdudeError, ProtocolError, TransportError } from '../../model/errors.ts';
import { encodeInfo, infoLength, type MicronucleusRequest } from '../../protocols/micronucleus/requests.ts';
import type { UsbDeviceInfo, UsbOpener, UsbTransport } from '../../transports/usb-transport.ts';

/** How long a request may take, in milliseconds. */
const requestTimeoutMs = 500;
/** How often, and how far apart (ms), a board that has gone is looked for. */
const reconnections = { times: 25, apartMs: 100 } as const;

/** A boot loader that is spoken to, and found again when its connection is lost. */
export class MicronucleusLink {
  readonly info: UsbDeviceInfo;
  readonly #usb: UsbOpener;
  #transport: UsbTransport | undefined;

  constructor(usb: UsbOpener, info: UsbDeviceInfo) {
    this.#usb = usb;
    this.info = info;
  }

  /** @throws TransportError */
  async open(): Promise<void> {
    this.#transport = await this.#usb.open(this.info);
  }

  async close(): Promise<void> {
    const transport = this.#transport;
    this.#transport = undefined;
    await transport?.close();
  }

  /** @throws TransportError (a stall has the code EPIPE) */
  async exchange(request: MicronucleusRequest): Promise<Uint8Array> {
    if (!this.#transport) throw new ProtocolError('the boot loader is not open');
    return this.#transport.control({ ...request, timeoutMs: requestTimeoutMs });
  }

  get major(): number {
    return (this.info.release ?? 0) >> 8;
  }

  /** Of the boot loader: `2.6`. */
  get version(): string {
    return `${this.major}.${(this.info.release ?? 0) & 0xff}`;
  }

  /** Whether it answers, and as it should. @throws what ends the run */
  async answers(): Promise<boolean> {
    try {
      return (await this.exchange(encodeInfo(this.major))).length === infoLength(this.major);
    } catch (error) {
      if (error instanceof TransportError && error.code !== undefined) return false;
      throw error;
    }
  }

  /**
   * Looks for the board where it was, or wherever it has come back, until it answers.
   * @param onTry is told of each attempt
   * @throws TransportError if it does not
   */
  async reconnect(clock: Clock, onTry: () => void): Promise<void> {
    await this.close();
    const { vendorId, productId, release, bus, device } = this.info;
    let failure: AvrdudeError = new TransportError('the board has not come back', 'ENODEV');
    for (let attempt = 0; attempt < reconnections.times; attempt++) {
      onTry();
      const found = await this.#usb.find({ vendorId, productIds: [productId], strings: false });
      const alike = found.map(({ info }) => info).filter((info) => info.release === release);
      const again = alike.find((info) => info.bus === bus && info.device === device) ?? alike[0];
      try {
        if (again) {
          this.#transport = await this.#usb.open(again);
          if (await this.answers()) return;
          await this.close();
        }
      } catch (error) {
        if (!(error instanceof TransportError) || error.code === undefined) throw error;
        failure = error;
      }
      await clock.sleep(reconnections.apartMs);
    }
    throw failure;
  }
}
