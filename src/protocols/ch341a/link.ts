import { DisconnectedError, ProtocolError, TimeoutError } from '../../model/errors.ts';
import { type Emit, notice } from '../../output/events.ts';
import type { UsbTransport } from '../../transports/usb-transport.ts';
import { farewellTimeout, insist } from '../line/insisting.ts';
import {
  dataLength,
  decodeSpiAnswer,
  encodeSelect,
  encodeSpiStream,
  endpoints,
  packetsFor,
  releasePins,
} from './commands.ts';
import { transferFailed } from './messages.ts';

/** What a transfer may take, those before it included, in milliseconds. */
const timeoutMs = 3000;
/** For how long answers that nobody waits for any more may be silent before there are no more, in milliseconds. */
const drainMs = 100;
/** Transfers under way that wait for answers. */
const readsInFlight = 32;

/** An exchange whose answer is on its way. */
interface Expected {
  readonly answer: Uint8Array;
  filled: number;
  readonly resolve: (answer: Uint8Array) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Moves bytes over a CH341A's SPI. What comes back is one stream, told apart by counting; so after a failure nothing more can be
 * said until `recover` has emptied it.
 */
export class Ch341aLink {
  readonly #transport: UsbTransport;
  readonly #emit: Emit;
  readonly #expected: Expected[] = [];
  /** Exchanges that are answered, if nothing is missing. */
  readonly #answered: Expected[] = [];
  /** Whether something may be missing in what is answered, which shows when nothing is expected any more. */
  #inDoubt = false;
  /** Reads under way. */
  readonly #reads = new Set<Promise<void>>();
  /** Writes under way. */
  readonly #writes = new Set<Promise<void>>();
  #failure: unknown;
  /** Settled when the last exchange that ends within a packet is. */
  #barrier: Promise<unknown> = Promise.resolve();

  constructor(transport: UsbTransport, emit: Emit) {
    this.#transport = transport;
    this.#emit = emit;
  }

  /** Drives the pins, with one of CS0 … CS2 low or none. @throws TransportError after saying so */
  async select(low: number | undefined): Promise<void> {
    await this.#order(encodeSelect(low));
  }

  /** Takes all pins high but the clock and drives them no longer, lest RESET stay low. Of failures only the first is said, and none is thrown. */
  async release(): Promise<void> {
    try {
      await this.#order(releasePins);
    } catch (error) {
      await insist(this.#emit, error, () =>
        this.#transport.bulkOut(endpoints.out, releasePins, farewellTimeout),
      );
    }
  }

  /**
   * Sends bytes over SPI. Exchanges may follow each other before the first is answered; one behind a last packet that is not
   * full waits for its answer, lest the chip put two answers into one packet.
   *
   * @returns as many bytes, which came in meanwhile
   * @throws TransportError after saying so; DisconnectedError if an exchange before it has failed
   */
  async exchange(bytes: Uint8Array): Promise<Uint8Array> {
    const before = this.#barrier;
    const exchanged = before.then(() => this.#exchange(bytes));
    if (bytes.length % dataLength !== 0) this.#barrier = exchanged.catch(() => undefined);
    return exchanged;
  }

  /** Makes the chip ready again after a failure: waits for what is under way and drops what it still has to say. */
  async recover(): Promise<void> {
    if (this.#failure instanceof DisconnectedError) throw this.#failure;
    await Promise.all(this.#reads);
    try {
      for (let packet = 0; packet < 2 * readsInFlight; packet++)
        await this.#transport.bulkIn(endpoints.in, dataLength, drainMs);
    } catch (error) {
      if (!(error instanceof TimeoutError)) throw error;
      this.#failure = undefined;
    }
  }

  close(): Promise<void> {
    return this.#transport.close();
  }

  async #exchange(bytes: Uint8Array): Promise<Uint8Array> {
    // A device that is gone is gone for each exchange anew, as for avrdude, which goes on asking.
    if (this.#failure instanceof DisconnectedError) {
      await Promise.all([...this.#reads, ...this.#writes]);
      this.#failure = undefined;
    }
    if (this.#failure !== undefined)
      throw new DisconnectedError('the CH341A has failed before', 'EIO', { cause: this.#failure });
    const answered = new Promise<Uint8Array>((resolve, reject) => {
      this.#expected.push({ answer: new Uint8Array(bytes.length), filled: 0, resolve, reject });
    });
    // Asked for before it is sent: the answer then comes together with the news that all was sent.
    this.#read();
    const write = this.#transport
      .bulkOut(endpoints.out, encodeSpiStream(bytes), timeoutMs)
      .catch((error: unknown) => this.#fail(error, 'to'))
      .finally(() => this.#writes.delete(write));
    this.#writes.add(write);
    return decodeSpiAnswer(await answered);
  }

  async #order(packet: Uint8Array): Promise<void> {
    try {
      await this.#transport.bulkOut(endpoints.out, packet, timeoutMs);
    } catch (error) {
      this.#failure ??= error;
      this.#emit(notice(transferFailed, { error, direction: 'to', what: 'pins' }));
      throw error;
    }
  }

  /** Keeps as many reads under way as there are packets to come. */
  #read(): void {
    const packets = this.#expected.reduce(
      (sum, { answer, filled }) => sum + packetsFor(answer.length - filled),
      0,
    );
    while (this.#failure === undefined && this.#reads.size < Math.min(packets, readsInFlight)) {
      const read: Promise<void> = this.#transport
        .bulkIn(endpoints.in, dataLength, timeoutMs)
        .then(
          (data) => () => this.#take(data),
          async (error: unknown) => {
            // avrdude does not read before it has written, so what it says is the write's failure, if that has one.
            await Promise.all(this.#writes);
            return () => this.#fail(error, 'from');
          },
        )
        .then((settle) => {
          this.#reads.delete(read);
          settle();
        });
      this.#reads.add(read);
    }
  }

  /** Gives bytes to the exchanges that they belong to. */
  #take(data: Uint8Array): void {
    let rest = data;
    if (data.length === 0) this.#fail(new ProtocolError('an empty answer'), 'from');
    this.#inDoubt ||= this.#leavesAGap(data.length);
    for (let first = this.#expected[0]; first && rest.length > 0; first = this.#expected[0]) {
      const piece = rest.subarray(0, first.answer.length - first.filled);
      first.answer.set(piece, first.filled);
      first.filled += piece.length;
      rest = rest.subarray(piece.length);
      if (first.filled < first.answer.length) break;
      this.#expected.shift();
      this.#answered.push(first);
    }
    if (this.#expected.length === 0) this.#inDoubt = false;
    if (!this.#inDoubt) for (const { answer, resolve } of this.#answered.splice(0)) resolve(answer);
    this.#read();
  }

  /**
   * Whether a packet is shorter than it may be while others are to come behind it: either the rest comes by itself, or it is taken from
   * those behind it, and only the last of them shows that something is missing.
   */
  #leavesAGap(length: number): boolean {
    const [first, second] = this.#expected;
    if (!first) return false;
    const left = first.answer.length - first.filled;
    return length < Math.min(left, dataLength) && (left > dataLength || second !== undefined);
  }

  /** Ends all exchanges under way. Only the first failure is told: avrdude would not have sent what came after it. */
  #fail(error: unknown, direction: 'to' | 'from'): void {
    if (this.#failure !== undefined) return;
    this.#failure = error;
    this.#emit(notice(transferFailed, { error, direction, what: 'spi' }));
    for (const { reject } of [...this.#answered.splice(0), ...this.#expected.splice(0)]) reject(error);
    this.#inDoubt = false;
  }
}
