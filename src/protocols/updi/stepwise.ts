import { concatBytes } from '../../model/bytes.ts';
import { ProtocolError } from '../../model/errors.ts';
import { UpdiDataSpace } from './data-space.ts';
import * as updi from './instructions.ts';
import * as words from './messages.ts';

/** A data space in which every store is acknowledged before the next. */
export class StepwiseDataSpace extends UpdiDataSpace {
  readonly asksBeforeCommands = true;

  async writeByte(address: number, value: number): Promise<void> {
    this.link.say(`ST to ${words.hex(address, 6)}`);
    await this.#storeAcknowledged(address, Uint8Array.of(value), 1);
  }

  async write(address: number, data: Uint8Array, unit: updi.Unit): Promise<void> {
    if (unit === 2) await this.#writeWords(address, data);
    else await this.#writeBytes(address, data);
  }

  protected async setPointer(address: number): Promise<void> {
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
    await this.setPointer(address);
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
    await this.setPointer(address);
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

  async #acknowledgement(complaint: string): Promise<void> {
    if ((await this.link.receiveByte()) === updi.ack) return;
    this.link.say(complaint);
    throw new ProtocolError('target does not acknowledge');
  }
}
