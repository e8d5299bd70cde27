import { dfuDescriptors } from './dfu-descriptors.ts';
import { OwnSection } from './own-section.ts';
import type { Setup, UsbDescriptors, UsbFirmware, UsbKinds, UsbTarget } from './usb-device.ts';

const request = { DNLOAD: 1, UPLOAD: 2, GETSTATUS: 3, CLRSTATUS: 4 } as const;
/** Statuses and states of DFU 1.1, 6.1.2. */
const status = { ok: 0, write: 3, notErased: 5, address: 8, notDone: 9, stalled: 15 } as const;
const state = { idle: 2, busy: 4, error: 10 } as const;
/** Bytes of a packet of endpoint 0, and most bytes of memory in a command. */
const packet = 64;
const block = 1024;
const units = ['flash', 'eeprom', 'security', 'configuration', 'bootloader', 'signature', 'user'] as const;

/**
 * DFU boot loader of XMEGA parts, FLIP's second version (AVR4023, doc8457; ASF, `udi_dfu_atmel.c`). Options: `secure`, memories are
 * closed until the chip is erased; `split-erase`, a chip erase takes several rounds; `endless-erase`, it never ends; `version`.
 */
export class Flip2Firmware implements UsbFirmware {
  readonly descriptors: UsbDescriptors;
  readonly requestNames = Object.fromEntries(Object.entries(request).map(([name, number]) => [number, name]));
  started = false;
  private readonly target: UsbTarget;
  private readonly section: OwnSection;
  private readonly version: number;
  private readonly user = new Uint8Array(512).fill(0xff);
  private secure: boolean;
  private status: number = status.ok;
  private state: number = state.idle;
  private unit: (typeof units)[number] = 'flash';
  private base = 0;
  private ready: Uint8Array | 'refused' | undefined;
  private starts = false;
  /** Times that the status is still to be asked for until the erase is done. */
  private erasing = 0;

  constructor(target: UsbTarget) {
    this.target = target;
    const { name } = target.chip.facts;
    this.section = new OwnSection(target, target.chip.facts.bootSection);
    const large = this.section.start >= 0x10000;
    this.version = Number(target.option('version', '0x04'));
    const full = `ATXMEGA${name.slice(1).toUpperCase()}`;
    this.descriptors = dfuDescriptors({
      part: name,
      ...{ usb: 0x0200, device: [0, 0, 0], firstInterface: [0xff, 0, 0], packetSize: packet },
      release: ((this.version >> 4) << 8) | (this.version & 15),
      ...{ strings: large ? ['ATMEL', `DFU ${full}`] : [], attributes: 0xc0, functional: [] },
    });
    this.secure = target.option('secure', 'no') !== 'no';
  }

  vendor({ requestType, request: number, index }: Setup, data: Uint8Array): Uint8Array | undefined {
    if ((requestType & 0x7f) !== 0x21 || index !== 0) {
      this.target.report(`request ${number} is not to the interface`);
      return undefined;
    }
    const none = new Uint8Array(0);
    switch (requestType & 0x80 ? -number : number) {
      case request.DNLOAD:
        return this.download(data) ? none : undefined;
      case request.CLRSTATUS:
        [this.status, this.state] = [status.ok, state.idle];
        return none;
      case -request.GETSTATUS:
        return this.tell();
      case -request.UPLOAD:
        return this.upload();
      default:
        this.target.report(`request ${number} of type 0x${requestType.toString(16)} is unknown`);
        this.fail(status.stalled);
        return undefined;
    }
  }

  private tell(): Uint8Array {
    if (this.erasing > 0) {
      this.erasing -= 1;
      if (this.erasing === 0) this.erase();
      [this.status, this.state] = this.erasing > 0 ? [status.notDone, state.busy] : [status.ok, state.idle];
    }
    return Uint8Array.of(this.status, 0, 0, 0, this.state, 0);
  }

  private upload(): Uint8Array | undefined {
    if (this.ready instanceof Uint8Array && this.state !== state.error) return this.ready;
    if (this.ready === 'refused' && this.state !== state.error) this.fail(status.write, state.idle);
    else this.fail(status.stalled);
    return undefined;
  }

  /** @returns false, for a request that is stalled */
  private fail(why: number, where: number = state.error): false {
    [this.status, this.state] = [why, where];
    return false;
  }

  private download(data: Uint8Array): boolean {
    if (this.starts) {
      this.started = true;
      this.target.leave('then');
      return true;
    }
    if (this.state === state.error || data.length === 0 || this.erasing > 0) return this.fail(status.stalled);
    [this.status, this.state, this.ready] = [status.ok, state.idle, undefined];
    const [group = 0, command = 0, a = 0, b = 0, c = 0] = data;
    if (data.length < 6) this.target.report(`a command of ${data.length} bytes`);
    switch ((group << 8) | command) {
      case 0x0100:
        return this.program(data);
      case 0x0300:
        return this.read(data);
      case 0x0301:
        return this.checkBlank(data);
      case 0x0400:
        return a === 0xff ? this.beginErase() : this.fail(status.stalled);
      case 0x0403:
        this.starts = true;
        return true;
      case 0x0603:
        return this.select(a, b, c);
      default:
        this.target.report(`unknown command ${Buffer.from(data.subarray(0, 6)).toString('hex')}`);
        return false;
    }
  }

  private beginErase(): boolean {
    if (this.target.option('endless-erase', 'no') !== 'no') this.erasing = Number.POSITIVE_INFINITY;
    else if (this.target.option('split-erase', 'no') !== 'no') this.erasing = 3;
    else this.erase();
    return true;
  }

  private erase(): void {
    this.section.erase();
    this.secure = false;
  }

  private select(kind: number, a: number, b: number): boolean {
    if (kind === 0) {
      const unit = units[a];
      if (!unit) return this.fail(status.address);
      [this.unit, this.base] = [unit, 0];
      return true;
    }
    if (kind !== 1) return this.fail(status.stalled);
    const page = ((a << 8) | b) << 16;
    if (page >= this.size) return this.fail(status.address);
    this.base = page;
    return true;
  }

  private get size(): number {
    return this.unit === 'flash' ? this.section.start : this.memory.length;
  }

  private get memory(): Uint8Array {
    const { flash, eeprom, signature } = this.target.chip;
    const { secure, version, user } = this;
    return {
      flash,
      eeprom,
      security: Uint8Array.of(secure ? 1 : 0),
      configuration: new Uint8Array(6).fill(0xff),
      bootloader: Uint8Array.of(version, 0, 0),
      signature: Uint8Array.of(...signature, 0),
      user,
    }[this.unit];
  }

  private get isClosed(): boolean {
    return this.secure && ['flash', 'eeprom', 'user'].includes(this.unit);
  }

  private range(data: Uint8Array): readonly [first: number, length: number] | undefined {
    const [, , a = 0, b = 0, c = 0, d = 0] = data;
    const first = this.base + ((a << 8) | b);
    const length = this.base + ((c << 8) | d) - first + 1;
    if (length >= 1 && length <= block && first + length <= this.size) return [first, length];
    this.fail(length < 1 || length > block ? status.stalled : status.address);
    return undefined;
  }

  private read(data: Uint8Array): boolean {
    const range = this.range(data);
    if (!range) return false;
    const [first, length] = range;
    this.ready = this.isClosed ? 'refused' : this.memory.slice(first, first + length);
    return true;
  }

  /** Any range within 64 KiB may be looked at. */
  private checkBlank(data: Uint8Array): boolean {
    const [, , a = 0, b = 0, c = 0, d = 0] = data;
    const [first, last] = [this.base + ((a << 8) | b), this.base + ((c << 8) | d)];
    if (last < first || last >= this.size) return this.fail(status.address);
    const found = this.memory.subarray(first, last + 1).findIndex((byte) => byte !== 0xff);
    if (found < 0) return true;
    this.status = status.notErased;
    this.ready = Uint8Array.of(((first + found) >> 8) & 0xff, (first + found) & 0xff);
    return true;
  }

  private program(data: Uint8Array): boolean {
    if (this.isClosed) return this.fail(status.write, state.idle);
    if (this.unit === 'bootloader' || this.unit === 'signature') return this.fail(status.write);
    const range = this.range(data);
    if (!range) return false;
    const [first, length] = range;
    const from = packet + (first % packet);
    const body = data.subarray(from, from + length);
    if (data.length !== from + length) this.target.report(`${data.length} bytes, not ${from + length}`);
    if (body.length < length) return this.fail(status.stalled);
    if (this.unit === 'flash') return this.section.write(first, body, 0);
    this.memory.set(body, first);
    return true;
  }
}

export const usbKinds: UsbKinds = {
  flip2: (target) => new Flip2Firmware(target),
};
