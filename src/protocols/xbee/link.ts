import { ProtocolError, TimeoutError, TransportError } from '../../model/errors.ts';
import { type Emit, notice } from '../../output/events.ts';
import { fail } from '../../output/fail.ts';
import type { SerialTransport } from '../../transports/serial-transport.ts';
import { applicationTypes, encodeFrame, FrameReader, following, frameTypes, packetTypes } from './frames.ts';
import * as say from './messages.ts';

/** Where packets go. */
export interface XbeeRoute {
  /** The eight bytes of the remote radio's address; undefined for a loader that is wired to the port. */
  readonly address: Uint8Array | undefined;
  /** DIO line of the remote radio that is wired to RESET. */
  readonly resetPin: number;
}

/** How long an answer is waited for before it is asked for again (ms), and how often. */
const patienceMs = 1000;
const attempts = { packet: 16, local: 5, remote: 30, farewell: 3 } as const;
/** How long the answer to a farewell is waited for (ms). */
const farewellMs = 300;
/** Bytes of a packet at most, with the overhead of all layers that may encrypt it. */
const longestPacket = 54;
const unknownShortAddress = [0xff, 0xfe] as const;
/** Apply changes at once. */
const applyChanges = 0x02;
/** Values of a DIO line's setting. */
const lineLevels = { low: 4, high: 5 } as const;
/** The longest way through other radios. */
const mostHops = 40;

/** A line that may be quiet without a word. */
export interface QuietLine extends Pick<SerialTransport, 'write' | 'setLines' | 'close'> {
  readIfAny(length: number, timeoutMs: number): Promise<Uint8Array | undefined>;
}

/**
 * A stream of bytes to a boot loader behind two radios. Every packet is acknowledged, and sent again until it is; what gets lost in
 * the air is made good here.
 */
export class XbeeLink implements SerialTransport {
  readonly #line: QuietLine;
  readonly #emit: Emit;
  readonly #route: XbeeRoute;
  readonly #reader = new FrameReader();
  #received: number[] = [];
  #frameSequence = 0;
  #sent = 0;
  #heard = 0;
  #shortAddress: readonly number[] = unknownShortAddress;
  #hops: readonly number[] = [];
  #tellsHops = false;
  #isBroken = false;
  #isReset = true;

  constructor(line: QuietLine, route: XbeeRoute, emit: Emit) {
    this.#line = line;
    this.#route = route;
    this.#emit = emit;
  }

  /** Prepares both radios. @throws TransportError, ProtocolError after saying so */
  async connect(): Promise<void> {
    if (!this.#route.address) return;
    for (const [name, value] of [
      ['AP', 2],
      ['AR', 0],
    ] as const)
      if (!(await this.#local(name, value)))
        fail(this.#emit, notice(say.localSilent), new TimeoutError('the local XBee does not answer'));
    await this.#remote('D6', 0);
  }

  async write(data: Uint8Array): Promise<void> {
    for (let at = 0; at < data.length; ) {
      const most = this.#hops.length > 0 ? longestPacket - 2 - this.#hops.length : longestPacket;
      const piece = data.subarray(at, at + Math.max(1, most));
      await this.#deliver(piece);
      at += piece.length;
    }
  }

  /** @param timeoutMs is not looked at: the air takes its time */
  async read(length: number): Promise<Uint8Array> {
    for (let attempt = 0; this.#received.length < length && !this.#isBroken; attempt++) {
      if (attempt === attempts.packet) break;
      if (await this.#poll(() => this.#received.length >= length)) break;
      await this.#sayAgain();
    }
    if (this.#received.length >= length) return Uint8Array.from(this.#received.splice(0, length));
    throw new TimeoutError('nothing comes from the loader', Uint8Array.from(this.#received.splice(0)));
  }

  /** Nothing that is not asked for comes. */
  async drain(): Promise<number> {
    return this.#received.splice(0).length;
  }

  /** RESET hangs on a line of the remote radio, or on the port's own. */
  async setLines(lines: { dtr: boolean; rts: boolean }): Promise<void> {
    this.#isReset = !lines.dtr;
    if (!this.#route.address) return this.#line.setLines(lines);
    await this.#remote(`D${this.#route.resetPin}`, lines.dtr ? lineLevels.high : lineLevels.low);
  }

  async setBaudRate(): Promise<void> {
    throw new TransportError('the rate of a radio is not changed', 'ENOTSUP');
  }

  /** Lets the target go: the remote radio starts anew, with its lines as they were. Said until it is answered, three times at most. */
  async close(): Promise<void> {
    const { address } = this.#route;
    try {
      if (!address && !this.#isReset) await this.setLines({ dtr: false, rts: false });
      for (let attempt = 0; address && attempt < attempts.farewell; attempt++)
        if ((await this.#askRemote(address, 'FR', undefined, farewellMs)) !== undefined) break;
    } catch (error) {
      if (!(error instanceof TransportError || error instanceof ProtocolError)) throw error;
    }
    await this.#line.close();
  }

  async #deliver(data: Uint8Array): Promise<void> {
    const sequence = following(this.#sent);
    this.#sent = sequence;
    for (let attempt = 0; attempt < attempts.packet && !this.#isBroken; attempt++) {
      await this.#packet(packetTypes.request, sequence, [applicationTypes.deliver, ...data]);
      if (
        await this.#poll((packet) => packet?.type === packetTypes.acknowledge && packet.sequence === sequence)
      )
        return;
      await this.#sayAgain();
    }
    this.#isBroken = true;
    throw new TimeoutError('the loader does not acknowledge what it is sent');
  }

  /** The loader may have missed that something was heard. Asking the local radio shows whether that is still there. */
  async #sayAgain(): Promise<void> {
    if (this.#route.address) await this.#askLocal('AP');
    if (this.#heard !== 0) await this.#packet(packetTypes.acknowledge, this.#heard, []);
  }

  async #packet(type: number, sequence: number, rest: readonly number[]): Promise<void> {
    this.#frameSequence = following(this.#frameSequence);
    const packet = [type, sequence, ...rest];
    if (!this.#route.address) {
      const address = [...new Uint8Array(8), ...unknownShortAddress];
      await this.#send([frameTypes.receive, this.#frameSequence, ...address, ...packet]);
      return;
    }
    await this.#tellHops(this.#route.address);
    const address = [...this.#route.address, ...this.#shortAddress];
    await this.#send([frameTypes.transmit, this.#frameSequence, ...address, 0, 0, ...packet]);
  }

  async #tellHops(address: Uint8Array): Promise<void> {
    if (!this.#tellsHops) return;
    this.#tellsHops = false;
    const to = [...address, ...this.#shortAddress];
    await this.#send([frameTypes.createSourceRoute, 0, ...to, 0, this.#hops.length / 2, ...this.#hops]);
  }

  /** @returns whether the local radio answers */
  async #local(name: string, value: number): Promise<boolean> {
    const sequence = await this.#askLocal(name, value);
    for (let attempt = 0; attempt < attempts.local; attempt++)
      if (await this.#poll((_, frame) => frame[0] === frameTypes.localResponse && frame[1] === sequence))
        return true;
    return false;
  }

  async #askLocal(name: string, value?: number): Promise<number> {
    this.#frameSequence = following(this.#frameSequence);
    this.#emit(notice(say.localAsked, { name }));
    await this.#send([frameTypes.localCommand, this.#frameSequence, ...command(name, value)]);
    return this.#frameSequence;
  }

  async #remote(name: string, value?: number): Promise<void> {
    const { address } = this.#route;
    if (!address) return;
    const result = await this.#askRemote(address, name, value);
    if (result === undefined)
      fail(this.#emit, notice(say.remoteSilent), new TimeoutError('the remote XBee does not answer'));
    if (result !== 0)
      fail(
        this.#emit,
        notice(say.remoteFailed, { result }),
        new ProtocolError(`remote XBee: error ${result}`),
      );
  }

  /** @param within milliseconds for the only wait, if there is to be but one @returns the result, if one comes */
  async #askRemote(
    address: Uint8Array,
    name: string,
    value: number | undefined,
    within?: number,
  ): Promise<number | undefined> {
    this.#frameSequence = following(this.#frameSequence);
    const sequence = this.#frameSequence;
    this.#emit(notice(say.remoteAsked, { name }));
    await this.#tellHops(address);
    const to = [...address, ...this.#shortAddress];
    await this.#send([frameTypes.remoteCommand, sequence, ...to, applyChanges, ...command(name, value)]);
    let result: number | undefined;
    const waits = within === undefined ? attempts.remote : 1;
    for (let wait = 0; wait < waits && result === undefined; wait++)
      await this.#poll((_, frame) => {
        if (frame[0] !== frameTypes.remoteResponse || frame[1] !== sequence) return false;
        result = frame[14] ?? 0;
        return true;
      }, within);
    return result;
  }

  #send(body: readonly number[]): Promise<void> {
    return this.#line.write(encodeFrame(body));
  }

  /** Takes frames until one is what is waited for. @returns false if none comes for a while */
  async #poll(
    isIt: (packet: Packet | undefined, frame: Uint8Array) => boolean,
    timeoutMs = patienceMs,
  ): Promise<boolean> {
    for (;;) {
      const byte = await this.#line.readIfAny(1, timeoutMs);
      if (byte === undefined) return false;
      const frame = this.#reader.take(byte[0] ?? 0);
      if (!frame) continue;
      const packet = this.#packetOf(frame);
      if (packet) await this.#take(packet);
      this.#note(frame);
      if (isIt(packet, frame)) return true;
    }
  }

  #packetOf(frame: Uint8Array): Packet | undefined {
    const isDirect = frame[0] === frameTypes.transmit;
    if (!isDirect && frame[0] !== frameTypes.receive) return undefined;
    if (!isDirect && !this.#isFromTarget(frame)) return undefined;
    const [type, sequence, ...rest] = frame.subarray(isDirect ? 14 : 12);
    return type === undefined || sequence === undefined ? undefined : { type, sequence, rest };
  }

  /** Keeps what the loader says, in its order, and acknowledges it. */
  async #take({ type, sequence, rest }: Packet): Promise<void> {
    if (type !== packetTypes.request || rest[0] !== applicationTypes.reply || rest.length < 2) return;
    if (sequence !== following(this.#heard)) return;
    this.#heard = sequence;
    this.#received.push(...rest.slice(1));
    await this.#packet(packetTypes.acknowledge, sequence, []);
  }

  /** What radios tell of themselves and of the way. */
  #note(frame: Uint8Array): void {
    const [type, sequence = 0] = frame;
    if (type === frameTypes.localResponse) {
      const name = String.fromCharCode(...frame.subarray(2, 4));
      this.#emit(notice(say.localAnswered, { name, result: frame[4] ?? 0 }));
    }
    if (type === frameTypes.remoteResponse)
      this.#emit(notice(say.remoteAnswered, { sequence, result: frame[14] ?? 0 }));
    if (type !== frameTypes.routeRecord || !this.#isFromTarget(frame)) return;
    const hops = [...frame.subarray(13, 13 + 2 * (frame[12] ?? 0))];
    if (hops.length > 2 * mostHops || hops.join() === this.#hops.join()) return;
    this.#hops = hops;
    this.#tellsHops = true;
  }

  /** Whether a frame comes from the target's radio, whose short address is known from then on. */
  #isFromTarget(frame: Uint8Array): boolean {
    const { address } = this.#route;
    if (!address?.every((byte, at) => frame[1 + at] === byte)) return false;
    this.#shortAddress = [...frame.subarray(9, 11)];
    return true;
  }
}

interface Packet {
  readonly type: number;
  readonly sequence: number;
  readonly rest: readonly number[];
}

function command(name: string, value: number | undefined): readonly number[] {
  const letters = Array.from(name, (letter) => letter.charCodeAt(0));
  return value === undefined ? letters : [...letters, value];
}
