import type { Setup, UsbDescriptors, UsbFirmware, UsbTarget } from './usb-device.ts';
import { type Wires, wiresTo } from './wires.ts';

/** What tells FTDI's chips apart: product id, bcdDevice, product, interfaces, bytes of a packet. */
export const FTDI_CHIPS = {
  '2232H': { productId: 0x6010, release: 0x0700, product: 'Dual RS232-HS', interfaces: 2, packet: 512 },
  '232H': { productId: 0x6014, release: 0x0900, product: 'Single RS232-HS', interfaces: 1, packet: 512 },
  '2232D': { productId: 0x6010, release: 0x0500, product: 'Dual RS232', interfaces: 2, packet: 64 },
  '232R': { productId: 0x6001, release: 0x0600, product: 'FT232R USB UART', interfaces: 1, packet: 64 },
  '245R': { productId: 0x6001, release: 0x0600, product: 'FT245R USB FIFO', interfaces: 1, packet: 64 },
} as const;

/** State of the modem and of the line, in front of every packet to the host. */
const STATUS = [0x01, 0x60] as const;
const REQUEST = {
  reset: 0x00,
  modem: 0x01,
  flow: 0x02,
  baud: 0x03,
  data: 0x04,
  latency: 0x09,
  mode: 0x0b,
} as const;

/** What all FTDI chips have in common: their requests, and packets to the host (AN_232B-04 and libftdi's list of requests). */
export abstract class Ftdi implements UsbFirmware {
  readonly descriptors: UsbDescriptors;
  readonly requestNames = { 0: 'RESET', 3: 'BAUD', 9: 'LATENCY', 11: 'BITMODE' };
  /** Packets that were not full and that nobody had asked to send: each cost the host the time of the latency timer. */
  timerPackets = 0;
  protected readonly target: UsbTarget;
  protected readonly wires: Wires;
  protected mode = 0;
  protected outputs = 0;
  private readonly packetSize: number;
  private readonly modes: readonly number[];
  private fifo: number[] = [];
  private immediate = false;
  /** The latency timer has run down: a packet goes out even if there are no data for it. */
  private isDue = false;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private latency = 16;

  constructor(target: UsbTarget, chip: keyof typeof FTDI_CHIPS, modes: readonly number[]) {
    const { productId, release, product, interfaces, packet } = FTDI_CHIPS[chip];
    this.target = target;
    this.wires = wiresTo(target.isp, target.other);
    this.modes = modes;
    this.packetSize = packet;
    const word = (value: number): [number, number] => [value & 0xff, value >> 8];
    const one = (number: number): number[] => [
      ...[9, 4, number, 0, 2, 0xff, 0xff, 0xff, 2],
      ...[7, 5, 0x81 + 2 * number, 2, ...word(packet), 0, 7, 5, 0x02 + 2 * number, 2, ...word(packet), 0],
    ];
    const parts = Array.from({ length: interfaces }, (_, number) => one(number)).flat();
    this.descriptors = {
      device: Uint8Array.of(
        ...[18, 1, 0, 2, 0, 0, 0, 64, 0x03, 0x04, ...word(productId), ...word(release), 1, 2, 3, 1],
      ),
      configuration: Uint8Array.of(9, 2, ...word(9 + parts.length), interfaces, 1, 0, 0x80, 45, ...parts),
      strings: ['FTDI', product, 'A1B2C3D4'],
    };
  }

  /** Whether the chip on the wires is held in reset. */
  get holds(): boolean {
    return this.wires.held;
  }

  vendor({ requestType, request, value }: Setup): Uint8Array | undefined {
    if (requestType === 0xc0) return request === 5 ? Uint8Array.of(...STATUS) : this.ask(request);
    if (request === REQUEST.reset) {
      if (value === 0 || value === 1) this.fifo = [];
      if (value === 0) this.enter(0, 0);
    } else if (request === REQUEST.mode) {
      if (!this.modes.includes(value >> 8)) return this.refuse(`bit mode ${value >> 8}`);
      this.enter(value >> 8, value & 0xff);
    } else if (request === REQUEST.latency) {
      if (value < 1 || value > 255) return this.refuse(`latency of ${value} ms`);
      this.latency = value;
    } else if (!(Object.values(REQUEST) as number[]).includes(request))
      return this.refuse(`request ${request}`);
    return new Uint8Array(0);
  }

  configure(): void {
    this.fifo = [];
  }

  give(endpoint: number): Uint8Array | undefined {
    if (endpoint !== 0x81) return undefined;
    const room = this.packetSize - STATUS.length;
    const isFull = this.fifo.length >= room;
    if (this.fifo.length === 0 && !this.isDue) {
      this.startTimer();
      return undefined;
    }
    this.isDue = false;
    if (!isFull && !this.immediate && this.fifo.length > 0) this.timerPackets += 1;
    if (!isFull) this.immediate = false;
    return Uint8Array.of(...STATUS, ...this.fifo.splice(0, room));
  }

  abstract take(endpoint: number, packet: Uint8Array): void;

  /** The bit of the pin that is wired to a line, as an option says or as avrdude's entries have it. */
  protected pin(line: 'reset' | 'sck' | 'sdo' | 'sdi', usual: number): number {
    return 1 << Number(this.target.option(line, String(usual)));
  }

  /** The levels of the low pins. */
  protected abstract pins(): number;

  protected enter(mode: number, outputs: number): void {
    [this.mode, this.outputs] = [mode, outputs];
    this.fifo = [];
  }

  protected answer(...bytes: number[]): void {
    this.fifo.push(...bytes);
  }

  protected sendNow(): void {
    this.immediate = this.fifo.length > 0;
  }

  private startTimer(): void {
    this.timer ??= setTimeout(() => {
      this.timer = undefined;
      this.isDue = true;
      this.target.wake();
    }, this.latency);
    this.timer.unref?.();
  }

  private ask(request: number): Uint8Array | undefined {
    if (request === 0x0a) return Uint8Array.of(this.latency);
    if (request === 0x0c) return Uint8Array.of(this.pins());
    return request === 0x90 ? Uint8Array.of(0xff, 0xff) : this.refuse(`question ${request}`);
  }

  private refuse(what: string): undefined {
    this.target.report(`an FTDI chip knows no ${what}`);
  }
}
