import { concatBytes } from '../../model/bytes.ts';
import { ProtocolError } from '../../model/errors.ts';
import { UpdiDataSpace } from './data-space.ts';
import * as updi from './instructions.ts';
import type { UpdiStep } from './step-messages.ts';

/** A data space in which every store is acknowledged before the next. */
export class StepwiseDataSpace extends UpdiDataSpace {
  readonly asksBeforeCommands = true;

  async writeByte(address: number, value: number): Promise<void> {
    this.link.show({ kind: 'store', address, unit: 1 });
    await this.#storeAcknowledged(address, Uint8Array.of(value), 1);
  }

  async write(address: number, data: Uint8Array, unit: updi.Unit): Promise<void> {
    if (unit === 2) await this.#writeWords(address, data);
    else await this.#writeBytes(address, data);
  }

  protected async setPointer(address: number): Promise<void> {
    const { link } = this;
    link.show({ kind: 'set-pointer', address });
    await link.send(updi.encodeStPointer(address, this.addressBytes));
    await this.#acknowledgement('pointer');
  }

  async #writeBytes(address: number, data: Uint8Array): Promise<void> {
    const { link } = this;
    if (data.length <= 2) {
      for (const [i, byte] of data.entries()) await this.writeByte(address + i, byte);
      return;
    }
    await this.setPointer(address);
    link.show({ kind: 'repeat', times: data.length });
    await link.send(updi.encodeRepeat(data.length));
    link.show({ kind: 'store-bytes-on' });
    await link.send(concatBytes([updi.encodeStIncrement(1), data.subarray(0, 1)]));
    await this.#acknowledgement('first-byte');
    for (const byte of data.subarray(1)) {
      await link.send(Uint8Array.of(byte));
      await this.#acknowledgement('further-byte');
    }
  }

  async #writeWords(address: number, data: Uint8Array): Promise<void> {
    const { link } = this;
    if (data.length === 2) {
      link.show({ kind: 'store', address, unit: 2 });
      await this.#storeAcknowledged(address, data, 2);
      return;
    }
    await this.setPointer(address);
    link.show({ kind: 'store-words-on', length: data.length });
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
    await this.#acknowledgement('address');
    await this.link.send(data);
    await this.#acknowledgement('data');
  }

  async #acknowledgement(what: (UpdiStep & { kind: 'unacknowledged' })['what']): Promise<void> {
    if ((await this.link.receiveByte()) === updi.ack) return;
    this.link.show({ kind: 'unacknowledged', what });
    throw new ProtocolError('target does not acknowledge');
  }
}
