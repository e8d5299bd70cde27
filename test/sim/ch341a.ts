import type { Contracted } from './contract.ts';
import type { UsbDescriptors, UsbFirmware, UsbKinds, UsbTarget } from './usb-device.ts';

export const contract: readonly Contracted[] = [
  { type: 'ch341a', id: 'ch341a', part: 'm328p', kind: 'ch341a', on: 'usb' },
];

/** Where the pins are in a UIO stream (CH341DS2; D0 is CS0, which goes to RESET). */
const pins = { reset: 0x01, clock: 0x08, dataOut: 0x20 } as const;
/** The chip's fixed SPI clock, in hertz. */
const sckHertz = 1_700_000;

/**
 * WCH's CH341A in its parallel mode: each packet of the bulk out endpoint is a command. An SPI stream (0xa8) shifts the other
 * bytes out, lowest bit first, and answers with as many; a UIO stream (0xab) sets levels and directions of D0 … D5.
 */
export class Ch341aFirmware implements UsbFirmware {
  readonly descriptors: UsbDescriptors = {
    device: Uint8Array.of(18, 1, 0x10, 1, 0xff, 0, 2, 8, 0x86, 0x1a, 0x12, 0x55, 4, 3, 0, 2, 0, 1),
    configuration: Uint8Array.of(
      ...[9, 2, 39, 0, 1, 1, 0, 0x80, 48, 9, 4, 0, 0, 3, 0xff, 1, 2, 0],
      ...[7, 5, 0x82, 2, 32, 0, 0, 7, 5, 0x02, 2, 32, 0, 0, 7, 5, 0x81, 3, 8, 0, 1],
    ),
    strings: ['', 'USB UART-LPT'],
  };
  readonly requestNames = {};
  private readonly target: UsbTarget;
  private readonly answers: Uint8Array[] = [];
  private levels = 0;
  /** Pins that are driven; RESET has a pull-up. */
  private outputs = 0;
  /** How many "programming enable" the target does not hear. */
  private deafFor: number;
  private readonly tooFast: boolean;

  constructor(target: UsbTarget) {
    this.target = target;
    this.deafFor = Number(target.option('pe-fail', '0'));
    this.tooFast = sckHertz > Number(target.option('target-clock', 'Infinity')) / 4;
  }

  vendor(): undefined {
    this.target.report('the CH341A has no vendor request for SPI');
  }

  configure(): void {
    this.answers.length = 0;
  }

  take(endpoint: number, packet: Uint8Array): void {
    const [command, ...rest] = packet;
    if (endpoint !== 0x02) this.target.report(`data for endpoint ${endpoint}`);
    else if (command === 0xa8) this.spiStream(rest);
    else if (command === 0xab) this.uioStream(rest);
    else this.target.report(`unknown CH341A command ${command}`);
  }

  give(endpoint: number): Uint8Array | undefined {
    return endpoint === 0x82 ? this.answers.shift() : undefined;
  }

  private spiStream(bytes: readonly number[]): void {
    const driven = pins.reset | pins.clock | pins.dataOut;
    if (bytes.length === 0) this.target.report('an SPI stream without data');
    if ((this.outputs & driven) !== driven) this.target.report('SPI with pins that are not driven');
    if (this.levels & pins.reset) this.target.report('SPI while RESET is high');
    this.answers.push(Uint8Array.from(bytes, (byte) => mirror(this.shift(mirror(byte)))));
  }

  private shift(byte: number): number {
    const { isp, chip } = this.target;
    if (this.tooFast && !chip.absent) return 0;
    if (this.deafFor > 0 && !isp.programming) {
      this.deafFor -= 0.25;
      return 0xff;
    }
    return isp.shift(byte);
  }

  private uioStream(steps: readonly number[]): void {
    const end = steps.indexOf(0x20);
    if (end !== steps.length - 1) this.target.report('a UIO stream that does not end with its end');
    for (const step of steps.slice(0, end)) {
      if ((step & 0xc0) === 0x80) this.drive(step & 0x3f, this.outputs);
      else if ((step & 0xc0) === 0x40) this.drive(this.levels, step & 0x3f);
      else this.target.report(`unknown UIO step ${step}`);
    }
  }

  private drive(levels: number, outputs: number): void {
    [this.levels, this.outputs] = [levels, outputs];
    const low = (pin: number): boolean => (outputs & pin) !== 0 && (levels & pin) === 0;
    const holds = low(pins.reset);
    if (holds && !this.target.isp.held && !low(pins.clock))
      this.target.report('RESET falls while SCK is not low');
    this.target.isp.reset(holds);
  }
}

function mirror(byte: number): number {
  return Number.parseInt(byte.toString(2).padStart(8, '0').split('').reverse().join(''), 2);
}

export const usbKinds: UsbKinds = {
  ch341a: (target) => new Ch341aFirmware(target),
};
