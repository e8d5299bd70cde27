import { TimeoutError, TransportError } from '../../model/errors.ts';
import type { HidTransport } from '../../transports/hid-transport.ts';
import type { SerialTransport } from '../../transports/serial-transport.ts';
import { decodeReport, encodeReports, reportFor } from './avrdoper.ts';

/** How long a report may take, in milliseconds. */
const reportTimeoutMs = 5000;
/** What is asked for while it is not known how much there is, in bytes. */
const firstGuess = 29;
/** From asking in vain until asking again, in milliseconds. */
const pollMs = 2;

/** A stream of bytes in the reports of an AVR-Doper, which has to be asked for what it has to say. */
export class AvrDoperStream implements SerialTransport {
  readonly #device: HidTransport;
  readonly #clock: { now(): number; sleep(milliseconds: number): Promise<void> };
  #received = new Uint8Array(0);

  constructor(device: HidTransport, clock: { now(): number; sleep(milliseconds: number): Promise<void> }) {
    this.#device = device;
    this.#clock = clock;
  }

  async write(data: Uint8Array): Promise<void> {
    for (const report of encodeReports(data)) await this.#device.sendFeatureReport(report, reportTimeoutMs);
  }

  async read(length: number, timeoutMs: number): Promise<Uint8Array> {
    const end = this.#clock.now() + timeoutMs;
    while (this.#received.length < length) {
      if ((await this.#fill()) > 0) continue;
      if (this.#clock.now() >= end)
        throw new TimeoutError(
          `no ${length} bytes within ${timeoutMs} ms`,
          this.#take(this.#received.length),
        );
      await this.#clock.sleep(pollMs);
    }
    return this.#take(length);
  }

  async drain(idleMs: number): Promise<number> {
    let dropped = this.#take(this.#received.length).length;
    const end = this.#clock.now() + idleMs;
    for (let came = await this.#fill(); came > 0 && this.#clock.now() < end; came = await this.#fill())
      dropped += this.#take(this.#received.length).length;
    return dropped;
  }

  /** It has no such lines. */
  async setLines(): Promise<void> {
    throw new TransportError('an AVR-Doper has no DTR and RTS', 'ENOTTY');
  }

  /** It has no speed. */
  async setBaudRate(): Promise<void> {}

  close(): Promise<void> {
    return this.#device.close();
  }

  /** Fetches what the device has to give now. @returns how many bytes came */
  async #fill(): Promise<number> {
    const before = this.#received.length;
    for (let pending = firstGuess; pending > 0; ) {
      const { id, length } = reportFor(pending);
      const report = decodeReport(await this.#device.getFeatureReport(id, length, reportTimeoutMs));
      this.#received = Uint8Array.from([...this.#received, ...report.data]);
      pending = report.data.length > 0 ? report.pending : 0;
    }
    return this.#received.length - before;
  }

  #take(length: number): Uint8Array {
    const taken = this.#received.slice(0, length);
    this.#received = this.#received.slice(length);
    return taken;
  }
}
