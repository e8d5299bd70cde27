import { concatBytes } from '../../model/bytes.ts';
import { ProtocolError } from '../../model/errors.ts';
import * as updi from './instructions.ts';
import type { UpdiLink } from './link.ts';
import * as words from './messages.ts';

/** The target's data space at the other end of a link, in which all its memories and registers are. */
export class UpdiDataSpace {
  /** How addresses travel; known when the system information block has been read. */
  addressBytes: updi.AddressBytes = 2;
  readonly link: UpdiLink;

  constructor(link: UpdiLink) {
    this.link = link;
  }

  async readByte(address: number): Promise<number> {
    const { link } = this;
    link.say(`LD from ${words.hex(address, 6)}`);
    await link.send(updi.encodeLds(address, this.addressBytes));
    return link.receiveByte();
  }

  /** Stores a byte; step by step, waits until the target has acknowledged it. */
  async writeByte(address: number, value: number): Promise<void> {
    const { link } = this;
    const data = Uint8Array.of(value);
    if (!link.stepwise) return this.#queueStore(address, data, 1);
    link.say(`ST to ${words.hex(address, 6)}`);
    await this.#storeAcknowledged(address, data, 1);
  }

  /** Reads bytes that follow each other. @param length 1 to 256, twice as many by units of 2 */
  async read(address: number, length: number, unit: updi.Unit = 1): Promise<Uint8Array> {
    const { link } = this;
    link.say(`reading ${length} bytes from ${words.hex(address, 6)}`);
    if (link.stepwise) await this.#setPointer(address);
    else await link.unacknowledged(() => link.send(updi.encodeStPointer(address, this.addressBytes)));
    const times = length / unit;
    if (times > 1) {
      link.say(`repeat ${times}`);
      await link.send(updi.encodeRepeat(times));
    }
    link.say(`LD${8 * unit} from ptr++`);
    await link.send(updi.encodeLdIncrement(unit));
    return link.receive(length);
  }

  /** Stores bytes that follow each other. @param data at most 256 bytes, 512 by units of 2 */
  async write(address: number, data: Uint8Array, unit: updi.Unit): Promise<void> {
    if (!this.link.stepwise) await this.#queueStore(address, data, unit);
    else if (unit === 2) await this.#writeWords(address, data);
    else await this.#writeBytes(address, data);
  }

  async #setPointer(address: number): Promise<void> {
    const { link } = this;
    link.say(`ST_PTR to ${words.hex(address, 6)}`);
    await link.send(updi.encodeStPointer(address, this.addressBytes));
    await this.#acknowledgement('UPDI ST_PTR expected ACK');
  }

  async #writeBytes(address: number, data: Uint8Array): Promise<void> {
    const { link } = this;
    if (data.length <= 2) {
      for (const [i, byte] of data.entries()) await this.writeByte(address + i, byte);
      return;
    }
    await this.#setPointer(address);
    link.say(`repeat ${data.length}`);
    await link.send(updi.encodeRepeat(data.length));
    link.say('ST8 to *ptr++');
    await link.send(concatBytes([updi.encodeStIncrement(1), data.subarray(0, 1)]));
    await this.#acknowledgement('ACK was expected but not received');
    for (const byte of data.subarray(1)) {
      await link.send(Uint8Array.of(byte));
      await this.#acknowledgement('data ACK was expected but not received');
    }
  }

  async #writeWords(address: number, data: Uint8Array): Promise<void> {
    const { link } = this;
    if (data.length === 2) {
      link.say(`ST16 to ${words.hex(address, 6)}`);
      await this.#storeAcknowledged(address, data, 2);
      return;
    }
    await this.#setPointer(address);
    link.say(`ST16 to *ptr++ with RSD, data length: ${words.hex(data.length, 3)} in blocks of: -1`);
    link.hurry();
    await link.send(
      concatBytes([
        updi.encodeStcs(updi.cs.controlA, updi.shortGuardTime | updi.noSignatures),
        updi.encodeRepeat(data.length / 2),
        updi.encodeStIncrement(2),
        data,
        updi.encodeStcs(updi.cs.controlA, updi.shortGuardTime),
      ]),
    );
  }

  async #storeAcknowledged(address: number, data: Uint8Array, unit: updi.Unit): Promise<void> {
    await this.link.send(updi.encodeSts(address, this.addressBytes, unit));
    await this.#acknowledgement('UPDI data phase expected first ACK');
    await this.link.send(data);
    await this.#acknowledgement('UPDI data phase expected second ACK');
  }

  async #queueStore(address: number, data: Uint8Array, unit: updi.Unit): Promise<void> {
    const { link } = this;
    await link.unacknowledged(async () => {
      if (data.length === unit) await link.send(updi.encodeSts(address, this.addressBytes, unit));
      else {
        await link.send(updi.encodeStPointer(address, this.addressBytes));
        await link.send(updi.encodeRepeat(data.length / unit));
        await link.send(updi.encodeStIncrement(unit));
      }
      await link.send(data);
    });
  }

  async #acknowledgement(complaint: string): Promise<void> {
    if ((await this.link.receiveByte()) === updi.ack) return;
    this.link.say(complaint);
    throw new ProtocolError('target does not acknowledge');
  }
}
