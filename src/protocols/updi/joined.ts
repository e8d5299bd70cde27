import { UpdiDataSpace } from './data-space.ts';
import * as updi from './instructions.ts';

/** A data space in which stores are not acknowledged and travel with what is asked next. */
export class JoinedDataSpace extends UpdiDataSpace {
  readonly asksBeforeCommands = false;

  writeByte(address: number, value: number): Promise<void> {
    return this.write(address, Uint8Array.of(value), 1);
  }

  async write(address: number, data: Uint8Array, unit: updi.Unit): Promise<void> {
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

  protected async setPointer(address: number): Promise<void> {
    const { link } = this;
    await link.unacknowledged(() => link.send(updi.encodeStPointer(address, this.addressBytes)));
  }
}
