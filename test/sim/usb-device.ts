import { Chip } from './chip.ts';
import type { DeviceSpec } from './device.ts';
import { IspTarget } from './isp-target.ts';
import { UsbaspFirmware } from './usbasp.ts';
import { UsbtinyFirmware } from './usbtiny.ts';

/** The first eight bytes of a control transfer (USB 2.0, 9.3). */
export interface Setup {
  readonly requestType: number;
  readonly request: number;
  readonly value: number;
  readonly index: number;
  readonly length: number;
}

/** How a control transfer ended. `data` is what the device sent, empty for an out transfer. */
export type Outcome =
  | { readonly kind: 'done'; readonly data: Uint8Array }
  | { readonly kind: 'stalled' | 'gone' | 'cancelled' };

export interface UsbDescriptors {
  readonly device: Uint8Array;
  readonly configuration: Uint8Array;
  /** By index, from 1. */
  readonly strings: readonly string[];
}

/** A programmer's firmware, behind its vendor requests. */
export interface UsbFirmware {
  readonly descriptors: UsbDescriptors;
  readonly requestNames: Readonly<Record<number, string>>;
  /** @returns what goes back, undefined to stall */
  vendor(setup: Setup, data: Uint8Array): Uint8Array | undefined;
}

/** What a firmware drives. */
export interface UsbTarget {
  readonly chip: Chip;
  readonly isp: IspTarget;
  /** A whole instruction at this clock, in hertz; a target that is too slow for it answers with zeros. */
  instruction(bytes: readonly [number, number, number, number], sckHertz: number): Uint8Array;
  /** The firmware waits until the chip is done. */
  settle(): void;
  report(violation: string): void;
}

interface Transfer {
  readonly setup: Setup;
  readonly data: Uint8Array;
  readonly finish: (outcome: Outcome) => void;
}

const firmwares: Readonly<Record<string, (target: UsbTarget) => UsbFirmware>> = {
  usbasp: (target) => new UsbaspFirmware(target),
  usbtiny: (target) => new UsbtinyFirmware(target),
};

/** Every USB programmer there is. */
export const USB_KINDS = Object.keys(firmwares);

/** Fuses with which the conformance records were made, where they are not the factory's. */
const recordedFuses: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  m32u4: { lfuse: 0x52, efuse: 0xfb },
  m16u4: { lfuse: 0x52, efuse: 0xfb },
  usb1286: { efuse: 0xfb },
};

/**
 * A USB programmer with a chip on its cable. Control transfers are served one after another. Faults: `absent`, `pe-fail=N`,
 * `target-clock=HZ`, and at the Nth transfer, standard requests counted, `stall-at=N`, `hang-at=N`, `unplug-at=N`.
 */
export class UsbBoard {
  readonly chip: Chip;
  readonly isp: IspTarget;
  readonly firmware: UsbFirmware;
  readonly violations: string[] = [];
  /** How often each request came. */
  readonly requests: Record<string, number> = {};
  transfers = 0;
  gone = false;
  private readonly settings: ReadonlyMap<string, string>;
  private readonly latencyMs: number;
  private readonly queue: Transfer[] = [];
  private running: Transfer | undefined;
  private refusals: number;

  /** @throws RangeError for an unknown kind or part */
  constructor(spec: DeviceSpec) {
    const given = [...(spec.faults ?? []), ...(spec.options ?? [])].map((text) => text.split('=', 2));
    this.settings = new Map(given.map(([name = '', value = '']) => [name, value]));
    this.latencyMs = spec.latencyMs ?? 0;
    this.chip = new Chip(spec.part);
    this.chip.timing = !this.settings.has('lenient');
    for (const [name, value] of Object.entries(recordedFuses[spec.part] ?? {})) this.chip.preset(name, value);
    for (const [name, value] of Object.entries(spec.memories ?? {})) this.chip.preset(name, value);
    this.chip.absent = this.settings.has('absent');
    this.refusals = Number(this.settings.get('pe-fail') ?? 0);
    this.isp = new IspTarget(this.chip, (text) => this.violations.push(text));
    const create = firmwares[spec.kind];
    if (!create) throw new RangeError(`unknown kind ${spec.kind}; known: ${USB_KINDS.join(' ')}`);
    this.firmware = create({
      chip: this.chip,
      isp: this.isp,
      instruction: (bytes, hertz) => this.instruction(bytes, hertz),
      settle: () => {
        this.chip.busyUntil = 0;
      },
      report: (text) => this.violations.push(text),
    });
  }

  /** Takes a transfer, to be served after those before it. */
  submit(setup: Setup, data: Uint8Array): { readonly done: Promise<Outcome>; cancel(): void } {
    let transfer: Transfer | undefined;
    const done = new Promise<Outcome>((resolve) => {
      transfer = { setup, data, finish: resolve };
      this.queue.push(transfer);
      this.serve();
    });
    return { done, cancel: () => transfer && this.cancel(transfer) };
  }

  private cancel(transfer: Transfer): void {
    const waiting = this.queue.indexOf(transfer);
    if (waiting >= 0) this.queue.splice(waiting, 1);
    if (waiting >= 0 || this.running === transfer) this.end(transfer, { kind: 'cancelled' });
  }

  private serve(): void {
    if (this.running) return;
    const transfer = this.queue.shift();
    if (!transfer) return;
    this.running = transfer;
    this.transfers += 1;
    if (this.isNow('unplug-at')) this.gone = true;
    if (this.gone) this.end(transfer, { kind: 'gone' });
    else if (this.isNow('hang-at')) return;
    else if (this.latencyMs > 0) setTimeout(() => this.answer(transfer), this.latencyMs);
    else this.answer(transfer);
  }

  private isNow(fault: string): boolean {
    return Number(this.settings.get(fault)) === this.transfers;
  }

  private answer(transfer: Transfer): void {
    if (this.running !== transfer) return;
    const stalls = this.isNow('stall-at');
    const data = stalls ? undefined : this.control(transfer.setup, transfer.data);
    this.end(transfer, data ? { kind: 'done', data } : { kind: 'stalled' });
  }

  private end(transfer: Transfer, outcome: Outcome): void {
    if (this.running === transfer) this.running = undefined;
    transfer.finish(outcome);
    this.serve();
  }

  private control(setup: Setup, data: Uint8Array): Uint8Array | undefined {
    const { requestType, request, length } = setup;
    const vendor = (requestType & 0x60) !== 0;
    const name = vendor ? (this.firmware.requestNames[request] ?? `vendor ${request}`) : 'standard';
    this.requests[name] = (this.requests[name] ?? 0) + 1;
    const answer = vendor ? this.firmware.vendor(setup, data) : this.standard(setup);
    return requestType & 0x80 ? answer?.subarray(0, length) : answer && new Uint8Array(0);
  }

  private standard({ request, value }: Setup): Uint8Array | undefined {
    const { device, configuration, strings } = this.firmware.descriptors;
    if (request === 5 || request === 9 || request === 11) return new Uint8Array(0);
    if (request === 8) return Uint8Array.of(1);
    if (request !== 6) return undefined;
    const [type, index] = [value >> 8, value & 0xff];
    if (type === 1) return device;
    if (type === 2) return configuration;
    if (type !== 3) return undefined;
    if (index === 0) return Uint8Array.of(4, 3, 0x09, 0x04);
    const text = strings[index - 1];
    return text === undefined
      ? undefined
      : Uint8Array.of(2 + 2 * text.length, 3, ...Buffer.from(text, 'utf16le'));
  }

  private instruction(bytes: readonly [number, number, number, number], sckHertz: number): Uint8Array {
    const clock = Number(this.settings.get('target-clock') ?? Number.POSITIVE_INFINITY);
    if (!this.chip.absent && sckHertz > clock / 4) return new Uint8Array(4);
    const enables = bytes[0] === 0xac && bytes[1] === 0x53;
    if (enables && !this.isp.programming && this.refusals > 0) {
      this.refusals -= 1;
      return new Uint8Array(4).fill(0xff);
    }
    return Uint8Array.from(this.isp.command(...bytes));
  }
}
