import * as updi from './instructions.ts';
import type { UpdiLink } from './link.ts';

/** The target's data space at the other end of a link, in which all its memories and registers are. */
export abstract class UpdiDataSpace {
  /** How addresses travel; known when the system information block has been read. */
  addressBytes: updi.AddressBytes = 2;
  readonly link: UpdiLink;
  /** Whether the memory controller is asked before each command, or only behind those that take long. */
  abstract readonly asksBeforeCommands: boolean;

  constructor(link: UpdiLink) {
    this.link = link;
  }

  async readByte(address: number): Promise<number> {
    const { link } = this;
    link.show({ kind: 'load', address });
    await link.send(updi.encodeLds(address, this.addressBytes));
    return link.receiveByte();
  }

  /** Stores a byte. */
  abstract writeByte(address: number, value: number): Promise<void>;

  /** Reads bytes that follow each other. @param length 1 to 256, twice as many by units of 2 */
  async read(address: number, length: number, unit: updi.Unit = 1): Promise<Uint8Array> {
    const { link } = this;
    link.show({ kind: 'read', address, length });
    await this.setPointer(address);
    const times = length / unit;
    if (times > 1) {
      link.show({ kind: 'repeat', times });
      await link.send(updi.encodeRepeat(times));
    }
    link.show({ kind: 'load-on', unit });
    await link.send(updi.encodeLdIncrement(unit));
    return link.receive(length);
  }

  /** Stores bytes that follow each other. @param data at most 256 bytes, 512 by units of 2 */
  abstract write(address: number, data: Uint8Array, unit: updi.Unit): Promise<void>;

  /** Says where the next reading by pointer begins. */
  protected abstract setPointer(address: number): Promise<void>;
}
