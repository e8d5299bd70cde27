import { type DfuIdentity, dfuDescriptors } from './dfu-descriptors.ts';
import { OwnSection } from './own-section.ts';
import type { Setup, UsbDescriptors, UsbFirmware, UsbKinds, UsbTarget } from './usb-device.ts';

const request = { DNLOAD: 1, UPLOAD: 2, GETSTATUS: 3, CLRSTATUS: 4, GETSTATE: 5, ABORT: 6 } as const;
/** Statuses and states of DFU 1.1, 6.1.2. */
const status = { ok: 0, write: 3, notErased: 5, address: 8, stalled: 15 } as const;
const state = { idle: 2, downloaded: 5, uploading: 9, error: 10 } as const;
/** Bytes of a packet of endpoint 0. */
const packet = 32;
const suffixLength = 16;
const dfu = [0x44, 0x46, 0x55];

const variants = ['atmel', 'lufa', 'qmk'] as const;
type Variant = (typeof variants)[number];

const identities: Readonly<Record<Variant, Omit<DfuIdentity, 'part'>>> = {
  atmel: {
    ...{ usb: 0x0110, device: [0xfe, 1, 0], firstInterface: [0, 0, 0], packetSize: packet, release: 0 },
    ...{ strings: ['ATMEL', 'DFU', '1.0.0'], attributes: 0x80, functional: [] },
  },
  lufa: {
    ...{ usb: 0x0110, device: [0, 0, 0], firstInterface: [0xfe, 1, 2], packetSize: packet, release: 0 },
    ...{ strings: ['LUFA Library', 'LUFA DFU'], attributes: 0x80 },
    functional: [9, 0x21, 3, 0, 0, 0, 0x0c, 0x10, 1],
  },
  qmk: {
    ...{ usb: 0x0110, device: [0, 0, 0], firstInterface: [0xfe, 1, 2], packetSize: packet, release: 0 },
    ...{ strings: ['QMK', 'Planck DFU'], attributes: 0x80 },
    functional: [9, 0x21, 3, 0, 0, 0, 0x0c, 0x10, 1],
  },
};

/** Products by their names, where they are known. */
const atmelNames: Readonly<Record<string, string>> = { m32u4: 'ATm32U4DFU', m16u4: 'ATm16U4DFU' };

/**
 * DFU boot loaders of FLIP's first version: Atmel's own (doc7618; its ASF, `udi_dfu_atmel.c`), and LUFA's (`Bootloaders/DFU`) with
 * QMK's. Option `variant`; `secure=1` or `0`: whether memories are closed until the chip is erased, as Atmel's are from the start.
 *
 * Atmel's tells no signature once it has erased the chip, and keeps its own section by stalling. LUFA's keeps it without a word, erases
 * pages as it writes them, gives whole words of flash only, loses a byte of data that do not begin with a packet, and keeps its status
 * until that is cleared.
 */
export class Flip1Firmware implements UsbFirmware {
  readonly descriptors: UsbDescriptors;
  readonly requestNames = Object.fromEntries(Object.entries(request).map(([name, number]) => [number, name]));
  started = false;
  private readonly target: UsbTarget;
  private readonly section: OwnSection;
  private readonly lufa: boolean;
  private closed: boolean;
  /** The signature is told no more. */
  private mute = false;
  private status: number = status.ok;
  private state: number = state.idle;
  private page = 0;
  /** What the next UPLOAD brings. */
  private ready: Ready = { kind: 'byte', value: 0 };
  /** A start command has come, and is carried out with an empty DNLOAD. */
  private starts: 'reset' | 'jump' | undefined;

  constructor(target: UsbTarget) {
    this.target = target;
    const variant = variants.find((name) => name === target.option('variant', 'atmel'));
    if (!variant) throw new RangeError(`unknown variant; known: ${variants.join(' ')}`);
    this.lufa = variant !== 'atmel';
    const { facts } = target.chip;
    const identity = { part: facts.name, ...identities[variant] };
    const own = variant === 'atmel' ? atmelNames[facts.name] : undefined;
    const [vendor = '', product = '', ...more] = identity.strings;
    this.descriptors = dfuDescriptors({ ...identity, strings: [vendor, own ?? product, ...more] });
    this.section = new OwnSection(target, facts.bootSection);
    this.closed = target.option('secure', this.lufa ? '0' : '1') !== '0';
  }

  vendor({ requestType, request: number, index }: Setup, data: Uint8Array): Uint8Array | undefined {
    if ((requestType & 0x7f) !== 0x21 || index !== 0) {
      this.target.report(`request ${number} is not to the interface`);
      return undefined;
    }
    switch (requestType & 0x80 ? -number : number) {
      case request.DNLOAD:
        return this.download(data) ? new Uint8Array(0) : undefined;
      case request.CLRSTATUS:
        this.status = status.ok;
        if (!this.lufa) this.state = state.idle;
        return new Uint8Array(0);
      case request.ABORT:
        this.state = state.idle;
        if (!this.lufa) this.status = status.ok;
        return new Uint8Array(0);
      case -request.GETSTATUS:
        return Uint8Array.of(this.status, this.lufa ? 0 : 1, 0, 0, this.state, 0);
      case -request.GETSTATE:
        return Uint8Array.of(this.state);
      case -request.UPLOAD:
        return this.upload();
      default:
        this.target.report(`request ${number} of type 0x${requestType.toString(16)} is unknown`);
        return undefined;
    }
  }

  /** @returns whether it is accepted */
  private download(data: Uint8Array): boolean {
    if (this.starts) return this.start(data);
    if (data.length === 0) {
      this.state = state.idle;
      return true;
    }
    if (!this.lufa) {
      [this.status, this.state] = [status.ok, state.idle];
      this.ready = { kind: 'byte', value: 0 };
    }
    const [group = 0, a = 0, b = 0, c = 0] = data;
    const erases = group === 4 && a === 0 && b === 0xff;
    if (this.closed && this.lufa && !erases && group !== 5) return this.refuse(status.write, state.error);
    if (group === 1 && a <= 1) return this.program(data);
    if (group === 3 && (a === 0 || a === 2)) return this.read(data);
    if (group === 3 && a === 1) return this.checkBlank(data);
    if (erases) return this.erase();
    if (group === 4 && a === 3) {
      this.starts = b === 1 ? 'jump' : 'reset';
      return true;
    }
    if (group === 5) return this.identify(a, b);
    if (group === 6) return this.select(a, b, c);
    this.target.report(`unknown command ${Buffer.from(data.subarray(0, 6)).toString('hex')}`);
    return this.lufa;
  }

  private start(data: Uint8Array): boolean {
    if (data.length > 0) this.target.report('a start command is followed by data');
    // LUFA's looks for an application the wrong way round, and only jumps where there is none.
    const isThere = this.target.chip.flash[0] !== 0xff;
    if (this.lufa && this.starts === 'jump' && isThere) {
      this.starts = undefined;
      return true;
    }
    this.started = true;
    this.target.leave('then');
    return true;
  }

  private refuse(why: number, where: number): boolean {
    [this.status, this.state] = [why, where];
    return false;
  }

  private erase(): boolean {
    this.section.erase();
    this.closed = false;
    this.mute = !this.lufa;
    return true;
  }

  private identify(kind: number, place: number): boolean {
    const [family, product, revision] = this.target.chip.signature;
    const known: Readonly<Record<number, number | undefined>> = {
      0: this.lufa ? 0x20 : 0,
      1: this.lufa ? 0xdc : 0,
      2: this.lufa ? 0xfb : 0,
      304: 0x58,
      305: family,
      352: product,
      353: revision,
    };
    const value = known[(kind << 8) | place];
    if (value === undefined) {
      [this.status, this.state] = [status.address, state.error];
      return true;
    }
    this.ready = { kind: 'byte', value: this.mute ? 0xff : value };
    return true;
  }

  private select(kind: number, zero: number, page: number): boolean {
    const isEffective = kind === 3 && zero === 0;
    if (isEffective) this.page = page;
    else if (zero !== 0) this.target.report('a page is selected by a command that selects none');
    return true;
  }

  /** Start and end of a command; undefined if they are out of bounds. */
  private range(data: Uint8Array, eeprom: boolean): Range | undefined {
    const [, , a = 0, b = 0, c = 0, d = 0] = data;
    const base = eeprom || this.target.chip.flash.length <= 0x10000 ? 0 : this.page << 16;
    const first = base + ((a << 8) | b);
    const length = base + ((c << 8) | d) - first + 1;
    const limit = eeprom ? this.target.chip.eeprom.length : this.target.chip.flash.length;
    if (length < 1 || first + length > limit) {
      this.target.report(`the range from 0x${first.toString(16)}, ${length} bytes, is not there`);
      return undefined;
    }
    return { kind: 'range', eeprom, first, length };
  }

  private read(data: Uint8Array): boolean {
    const range = this.range(data, data[1] === 2);
    if (!range) return this.refuse(status.address, state.error);
    this.ready = this.closed ? { kind: 'refused' } : range;
    this.state = this.closed ? state.idle : state.uploading;
    return true;
  }

  /** Status 5 and the address of the first byte that is not blank. LUFA's looks at all of the application, wherever it is asked to. */
  private checkBlank(data: Uint8Array): boolean {
    const range = this.range(data, false);
    if (!range) return this.refuse(status.address, state.error);
    if (this.closed) {
      this.ready = { kind: 'refused' };
      return true;
    }
    const [from, to] = this.lufa ? [0, this.section.start] : [range.first, range.first + range.length];
    const found = this.target.chip.flash.subarray(from, to).findIndex((byte) => byte !== 0xff);
    if (found < 0) return true;
    const [high, low] = [((from + found) >> 8) & 0xff, (from + found) & 0xff];
    this.ready = { kind: 'bytes', value: this.lufa ? Uint8Array.of(low, high) : Uint8Array.of(high, low) };
    [this.status, this.state] = [status.notErased, this.lufa ? state.error : state.idle];
    return true;
  }

  private upload(): Uint8Array | undefined {
    const { ready } = this;
    if (ready.kind === 'refused') {
      [this.status, this.state] = [status.write, state.idle];
      return undefined;
    }
    if (ready.kind === 'byte') return Uint8Array.of(ready.value);
    if (ready.kind === 'bytes') return ready.value;
    this.state = state.idle;
    const { eeprom, first, length } = ready;
    const memory = eeprom ? this.target.chip.eeprom : this.target.chip.flash;
    return memory.slice(first, first + (this.lufa && !eeprom ? length - (length % 2) : length));
  }

  private program(data: Uint8Array): boolean {
    if (this.closed) return this.refuse(status.write, state.idle);
    const eeprom = data[1] === 1;
    const range = this.range(data, eeprom);
    if (!range) return this.refuse(status.address, state.error);
    const { first, length } = range;
    if (!this.lufa && !eeprom && first + length > this.section.start)
      return this.refuse(status.address, state.error);
    const filler = first % packet;
    this.inspect(data, filler + length);
    const lost = this.lufa && filler > 0 ? 1 : 0;
    const from = packet + filler - lost;
    const body = data.subarray(from, from + length);
    if (body.length < length) return this.refuse(status.stalled, state.error);
    const { facts, eeprom: cells } = this.target.chip;
    if (eeprom) cells.set(body, first);
    else if (!this.section.write(first, body, this.lufa ? facts.flashPage : 0)) return false;
    this.state = this.lufa ? state.downloaded : state.idle;
    return true;
  }

  /** @param given filler and data */
  private inspect(data: Uint8Array, given: number): void {
    const suffix = data.subarray(data.length - suffixLength);
    if (!dfu.every((byte, i) => suffix[5 + i] === byte)) this.target.report('no DFU suffix');
    if (data.subarray(6, packet).some((byte) => byte !== 0))
      this.target.report('the command does not fill a packet');
    const room = data.length - packet - suffixLength;
    if (room < given || room - given >= packet) this.target.report(`${room} bytes of data, not ${given}`);
  }
}

type Ready =
  | Range
  | { readonly kind: 'byte'; readonly value: number }
  | { readonly kind: 'bytes'; readonly value: Uint8Array }
  | { readonly kind: 'refused' };

interface Range {
  readonly kind: 'range';
  readonly eeprom: boolean;
  readonly first: number;
  readonly length: number;
}

export const usbKinds: UsbKinds = {
  flip1: (target) => new Flip1Firmware(target),
};
