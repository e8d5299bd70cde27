import { usbKinds } from 'avrdude:simulators';
import { Chip } from './chip.ts';
import type { DeviceSpec } from './device.ts';
import { EDBG_TOOLS } from './edbg-tools.ts';
import { Ftdi } from './ftdi.ts';
import { IspTarget } from './isp-target.ts';
import { type OtherChip, otherChip } from './other-chip.ts';
import { endpointsOf, type Packets } from './usb-endpoints.ts';

/** The first eight bytes of a control transfer (USB 2.0, 9.3). */
export interface Setup {
  readonly requestType: number;
  readonly request: number;
  readonly value: number;
  readonly index: number;
  readonly length: number;
}

/** What a program asks of a device: a control transfer, or a bulk or interrupt one at an endpoint (bit 7: in). */
export type Request =
  | { readonly endpoint: 0; readonly setup: Setup; readonly data: Uint8Array }
  | {
      readonly endpoint: number;
      readonly setup?: undefined;
      readonly data: Uint8Array;
      readonly length: number;
    };

/** How a transfer ended. `data` is what the device sent, empty for an out transfer. Broken: there was no answer on the bus any more. */
export type Outcome =
  | { readonly kind: 'done'; readonly data: Uint8Array }
  | { readonly kind: 'stalled' | 'gone' | 'broken' | 'cancelled' | 'overflow' };

export interface UsbDescriptors {
  readonly device: Uint8Array;
  readonly configuration: Uint8Array;
  /** By index, from 1. */
  readonly strings: readonly string[];
  /** Its report descriptor, of a HID device. */
  readonly report?: Uint8Array;
}

/** A programmer's firmware, behind its vendor requests and the endpoints that its configuration descriptor declares. */
export interface UsbFirmware extends Packets {
  readonly descriptors: UsbDescriptors;
  readonly requestNames: Readonly<Record<number, string>>;
  /** @returns what goes back, undefined to stall */
  vendor(setup: Setup, data: Uint8Array): Uint8Array | undefined;
  /** The device is configured or reset: whatever waits to be sent is dropped. */
  configure?(): void;
  /** Whether it holds its target otherwise than by RESET. */
  readonly holds?: boolean;
  /** Of a boot loader: whether it has started the application. Faults count its own requests then, not the standard ones. */
  readonly started?: boolean;
}

/** What a firmware drives. */
export interface UsbTarget {
  readonly part: string;
  /** A classic AVR; a stand-in where another chip is on the cable. */
  readonly chip: Chip;
  readonly other: OtherChip | undefined;
  readonly isp: IspTarget;
  /** A whole instruction at this clock, in hertz; a target that is too slow for it answers with zeros. */
  instruction(bytes: readonly [number, number, number, number], sckHertz: number): Uint8Array;
  /** The firmware waits until the chip is done. */
  settle(): void;
  report(violation: string): void;
  option(name: string, otherwise: string): string;
  /** The device has something to send at last. */
  wake(): void;
  /** The device goes off the bus: in the middle of the transfer, or when it has been answered. */
  leave(when: 'now' | 'then'): void;
}

/** USB devices by the names of their kinds; a file of this folder exports its own as `usbKinds`. */
export type UsbKinds = Readonly<Record<string, (target: UsbTarget) => UsbFirmware>>;

interface Transfer {
  readonly request: Request;
  readonly finish: (outcome: Outcome) => void;
  /** Which transfer of the device it is, from 1 on, once its turn has come. */
  number: number;
  /** Came at a time when the device had nothing to send, or not all of it. */
  waits: boolean;
}

/** The transfers of one endpoint, served one after another. */
interface Queue {
  readonly waiting: Transfer[];
  running: Transfer | undefined;
}

/** Every USB programmer there is. */
export const USB_KINDS = Object.keys(usbKinds);

/** A classic AVR that does nothing where another chip is on the cable. */
const standIn = 'm328p';

/** Fuses with which the older conformance records were made, where they are not the factory's. */
const recordedFuses: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  m32u4: { lfuse: 0x52, efuse: 0xfb },
  m16u4: { lfuse: 0x52, efuse: 0xfb },
  usb1286: { efuse: 0xfb },
};

/** The records made last are of chips as they are sold. */
function hasFactoryFuses(kind: string): boolean {
  return kind in EDBG_TOOLS || kind === 'jtagmkii_usb' || kind === 'dragon' || kind.startsWith('ft2');
}

/**
 * A USB programmer with a chip on its cable. The transfers of an endpoint are served one after another. Faults: `absent`, `busy`,
 * `pe-fail=N`, `target-clock=HZ`, and at the Nth transfer, standard requests counted (but not with a boot loader), `stall-at=N`, `hang-at=N`,
 * `unplug-at=N`, `error-at=N` (none gets through), `short-at=N` (the answer lacks a byte), `garbage-at=N`; `dead-at=N`: nothing is answered from
 * there on. `wrong-signature`: another chip.
 */
export class UsbBoard {
  /** A classic AVR; a stand-in where there is another chip. */
  readonly chip: Chip;
  readonly other: OtherChip | undefined;
  readonly isp: IspTarget;
  readonly firmware: UsbFirmware;
  readonly violations: string[] = [];
  /** How often each request came. */
  readonly requests: Record<string, number> = {};
  transfers = 0;
  gone = false;
  /** Another program has the interface. */
  readonly busy: boolean;
  private readonly settings: ReadonlyMap<string, string>;
  private readonly latencyMs: number;
  private readonly queues = new Map<number, Queue>();
  private readonly endpoints: ReturnType<typeof endpointsOf>;
  private refusals: number;
  /** A boot loader's own requests. */
  private own = 0;
  private leaving: 'now' | 'then' | undefined;
  private readonly deadFrom: number;

  /** @throws RangeError for an unknown kind or part */
  constructor(spec: DeviceSpec) {
    const given = [...(spec.faults ?? []), ...(spec.options ?? [])].map((text) => text.split('=', 2));
    this.settings = new Map(given.map(([name = '', value = '']) => [name, value]));
    this.latencyMs = spec.latencyMs ?? 0;
    // A boot loader for XMEGA has its own picture of the chip that it is in.
    this.other = spec.kind === 'flip2' ? undefined : otherChip(spec.part);
    this.chip = new Chip(this.other ? standIn : spec.part);
    this.chip.timing = !this.settings.has('lenient');
    const recorded = hasFactoryFuses(spec.kind) ? {} : recordedFuses[spec.part];
    for (const [name, value] of Object.entries(recorded ?? {})) this.chip.preset(name, value);
    for (const [name, value] of Object.entries(spec.memories ?? {}))
      (this.other ?? this.chip).preset(name, value);
    this.chip.absent = this.settings.has('absent') || this.settings.has('nodevice');
    const flip = this.settings.get('bad-verify');
    if (flip !== undefined) (this.other ?? this.chip).flips.set(`flash:${Number(flip)}`, 0x01);
    this.busy = this.settings.has('busy');
    this.deadFrom = Number(this.settings.get('dead-at') ?? Number.POSITIVE_INFINITY);
    this.refusals = Number(this.settings.get('pe-fail') ?? 0);
    this.isp = new IspTarget(this.chip, (text) => this.violations.push(text));
    const create = usbKinds[spec.kind];
    if (!create) throw new RangeError(`unknown kind ${spec.kind}; known: ${USB_KINDS.join(' ')}`);
    this.firmware = create({
      part: spec.part,
      other: this.other,
      chip: this.chip,
      isp: this.isp,
      instruction: (bytes, hertz) => this.instruction(bytes, hertz),
      settle: () => {
        this.chip.busyUntil = 0;
      },
      report: (text) => this.violations.push(text),
      option: (name, otherwise) => this.settings.get(name) ?? otherwise,
      wake: () => this.wake(),
      leave: (when) => {
        this.leaving = when;
      },
    });
    this.endpoints = endpointsOf(this.firmware);
    if (this.settings.has('wrong-signature'))
      this.mistake(this.settings.get('wrong-signature') || (this.isLoader ? '1eaabb' : ''));
  }

  /** The memories of what is on the cable. */
  memories(): Record<string, Uint8Array> {
    return (this.other ?? this.chip).memories();
  }

  /**
   * What records hold of them: of an FTDI chip's target all, of others what can be written, of a boot loader what it reaches, and whether it
   * has started the `app`.
   */
  recordedMemories(): Record<string, Uint8Array> {
    const all = this.memories();
    if (this.firmware instanceof Ftdi) return all;
    const { signature, calibration, ...memories } = all;
    if (!this.isLoader) return memories;
    const { flash, eeprom } = this.chip;
    return { flash, eeprom, app: Uint8Array.of(this.firmware.started ? 1 : 0) };
  }

  /** What the device and what is on its cable objected to. */
  get objections(): readonly string[] {
    return [...this.violations, ...(this.other?.violations ?? [])];
  }

  /** The chip is another than it should be: an ATmega328P, or an ATmega32U4 in the place of that. */
  private mistake(signature: string): void {
    const is = Buffer.from(this.memories().signature ?? []).toString('hex');
    const other = Buffer.from(signature || (is === '1e950f' ? '1e9587' : '1e950f'), 'hex');
    if (this.other) this.other.preset('signature', other);
    else this.chip.signature.set(other);
  }

  /** Whether the device has this endpoint (0, or a number with its direction bit). */
  has(endpoint: number): boolean {
    return endpoint === 0 || this.endpoints.has(endpoint);
  }

  /** A new configuration, or a reset of the bus. */
  configure(): void {
    this.firmware.configure?.();
    for (const endpoint of this.endpoints.values()) endpoint.clear();
  }

  /** Takes a transfer, to be served after those before it at its endpoint. */
  submit(request: Request): { readonly done: Promise<Outcome>; cancel(): void } {
    const queue = this.queue(request.endpoint);
    let transfer: Transfer | undefined;
    const done = new Promise<Outcome>((finish) => {
      transfer = { request, finish, number: 0, waits: false };
      queue.waiting.push(transfer);
      this.serve(queue);
    });
    return { done, cancel: () => transfer && this.cancel(queue, transfer) };
  }

  private queue(endpoint: number): Queue {
    const known = this.queues.get(endpoint);
    if (known) return known;
    const queue: Queue = { waiting: [], running: undefined };
    this.queues.set(endpoint, queue);
    return queue;
  }

  private cancel(queue: Queue, transfer: Transfer): void {
    const waiting = queue.waiting.indexOf(transfer);
    if (waiting >= 0) queue.waiting.splice(waiting, 1);
    if (waiting >= 0 || queue.running === transfer) this.end(queue, transfer, { kind: 'cancelled' });
  }

  private serve(queue: Queue): void {
    if (queue.running) return;
    const transfer = queue.waiting.shift();
    if (!transfer) return;
    queue.running = transfer;
    this.transfers += 1;
    transfer.number = this.numberOf(transfer.request);
    if (this.meets('unplug-at', transfer)) this.unplug();
    else if (this.gone) this.end(queue, transfer, { kind: 'gone' });
    else if (this.meets('hang-at', transfer) || transfer.number >= this.deadFrom) return;
    else if (this.latencyMs > 0) setTimeout(() => this.answer(queue, transfer), this.latencyMs);
    else this.answer(queue, transfer);
  }

  private get isLoader(): boolean {
    return this.firmware.started !== undefined;
  }

  /** So many transfers were there for faults to strike. */
  get counted(): number {
    return this.isLoader ? this.own : this.transfers;
  }

  /** By which faults find a transfer. */
  private numberOf({ setup }: Request): number {
    if (!this.isLoader) return this.transfers;
    if (setup && (setup.requestType & 0x60) === 0) return 0;
    this.own += 1;
    return this.own;
  }

  private unplug(): void {
    this.gone = true;
    for (const queue of this.queues.values()) {
      if (queue.running) this.end(queue, queue.running, { kind: this.isLoader ? 'broken' : 'gone' });
    }
  }

  private meets(fault: string, transfer: Transfer): boolean {
    return Number(this.settings.get(fault)) === transfer.number;
  }

  private answer(queue: Queue, transfer: Transfer): void {
    if (queue.running !== transfer) return;
    const outcome = this.outcomeOf(transfer);
    transfer.waits = outcome === undefined;
    if (this.leaving === 'now') this.unplug();
    else if (outcome) {
      if (this.leaving) this.gone = true;
      this.end(queue, transfer, outcome);
    }
  }

  private outcomeOf(transfer: Transfer): Outcome | undefined {
    if (this.meets('stall-at', transfer)) return { kind: 'stalled' };
    if (this.meets('error-at', transfer)) return { kind: 'broken' };
    const outcome = this.carryOut(transfer);
    if (outcome?.kind !== 'done' || outcome.data.length === 0) return outcome;
    if (this.meets('short-at', transfer)) return { ...outcome, data: outcome.data.subarray(0, -1) };
    if (this.meets('garbage-at', transfer))
      return { ...outcome, data: outcome.data.map((byte) => byte ^ 0x5a) };
    return outcome;
  }

  /** @returns undefined where the device has nothing to send yet */
  private carryOut({ request: { endpoint, setup, ...request }, waits }: Transfer): Outcome | undefined {
    if (setup) {
      const data = this.control(setup, request.data);
      return data ? { kind: 'done', data } : { kind: 'stalled' };
    }
    const name = `endpoint 0x${endpoint.toString(16).padStart(2, '0')}`;
    if (!waits) this.requests[name] = (this.requests[name] ?? 0) + 1;
    const packets = this.endpoints.get(endpoint);
    if (!packets) return { kind: 'stalled' };
    if (endpoint & 0x80) return packets.collect('length' in request ? request.length : 0);
    packets.deliver(request.data);
    return { kind: 'done', data: new Uint8Array(0) };
  }

  private end(queue: Queue, transfer: Transfer, outcome: Outcome): void {
    if (queue.running === transfer) queue.running = undefined;
    transfer.finish(outcome);
    this.serve(queue);
    this.wake();
  }

  private wake(): void {
    for (const queue of this.queues.values()) {
      if (queue.running?.waits && !this.gone) this.answer(queue, queue.running);
    }
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
    const { device, configuration, strings, report } = this.firmware.descriptors;
    if (request === 9) this.configure();
    if (request === 1 || request === 5 || request === 9 || request === 11) return new Uint8Array(0);
    if (request === 8) return Uint8Array.of(1);
    if (request !== 6) return undefined;
    const [type, index] = [value >> 8, value & 0xff];
    if (type === 1) return device;
    if (type === 2) return configuration;
    if (type === 0x22) return report;
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
