import { Avr32Chip } from './avr32-chip.ts';
import type { Contracted } from './contract.ts';
import { Faults } from './faults.ts';
import { JtagMkii } from './jtagmkii.ts';
import { IceAvr32 } from './jtagmkii-avr32.ts';
import { IceDebugWire } from './jtagmkii-dw.ts';
import { type IceMode, MODE } from './jtagmkii-modes.ts';
import { IceXmega } from './jtagmkii-xmega.ts';
import { Line, type Wait, type Waiting } from './line.ts';
import type { UsbDescriptors, UsbFirmware, UsbKinds, UsbTarget } from './usb-device.ts';
import { XmegaChip } from './xmega-chip.ts';

const endpoint = { out: 0x02, in: 0x82 } as const;
const packetSize = 64;

/** What one of them is. */
interface Model {
  readonly productId: number;
  readonly product: string;
  /** What it signs on as. */
  readonly name: string;
  readonly firmware: string;
  readonly serial: string;
}

const ice: Model = {
  productId: 0x03,
  product: 'JTAGICE mkII',
  name: 'JTAGICEmkII',
  firmware: '7.26',
  serial: '00B000003C1C',
};
const dragon: Model = { ...ice, productId: 0x07, product: 'AVRDRAGON', name: 'AVRDRAGON' };
/** With a firmware of the time before XMEGA parts were there. */
const early = { name: 'JTAGICEmkII', firmware: '6.06', serial: '00A000001234' } as const;

/** Each by what it is called. */
const iceModels: Readonly<Record<string, Model>> = {
  jtag2: { ...ice, ...early },
  jtag2isp: { ...ice, ...early },
  dragon_jtag: { ...dragon, ...early },
  dragon_isp: { ...dragon, ...early },
  jtagmkii_usb: ice,
  dragon,
};

export const contract: readonly Contracted[] = [
  { type: 'dragon_pp', id: 'dragon_pp', part: 'm328p', kind: 'dragon', on: 'usb' },
  { type: 'dragon_hvsp', id: 'dragon_hvsp', part: 't85', kind: 'dragon', on: 'usb' },
];

/**
 * A JTAGICE mkII or an AVR Dragon on USB: the messages of its serial line, as they come, in the packets of two bulk endpoints. Options:
 * `serial=…`, `dwen=1` (debugWIRE has been on since
 * the target's power came on), `clocked=1` (the program of an AVR32 has set its
 * clock) and those of the serial one.
 */
export class JtagMkiiUsb implements UsbFirmware {
  readonly descriptors: UsbDescriptors;
  readonly requestNames = {};
  private readonly target: UsbTarget;
  private readonly line: Line;
  private readonly ice: JtagMkii;
  private readonly program: Waiting<void>;
  private wait: Wait | undefined;
  private leaving: Uint8Array[] = [];

  constructor(target: UsbTarget, { productId, product, name, firmware, serial }: Model) {
    this.target = target;
    this.descriptors = {
      device: Uint8Array.of(18, 1, 0x10, 1, 0xff, 0, 0, 16, 0xeb, 0x03, productId, 0x21, 0, 2, 1, 2, 3, 1),
      configuration: Uint8Array.of(
        ...[9, 2, 32, 0, 1, 1, 0, 0x80, 150],
        ...[9, 4, 0, 0, 2, 0xff, 0, 0, 0],
        ...[7, 5, endpoint.in, 2, packetSize, 0, 10],
        ...[7, 5, endpoint.out, 2, packetSize, 0, 10],
      ),
      strings: ['ATMEL', product, target.option('serial', serial)],
    };
    this.line = new Line(
      new Faults([]),
      (reply) => this.reply(reply),
      () => {},
    );
    const { chip, isp } = target;
    const usual: Readonly<Record<string, string>> = { id: name, fw: firmware };
    const option = (what: string, otherwise: string) => target.option(what, usual[what] ?? otherwise);
    this.ice = new JtagMkii({ line: this.line, chip, target: isp, option }, modesFor(target));
    this.program = this.ice.run();
    this.wait = this.program.next().value ?? undefined;
  }

  get holds(): boolean {
    return this.ice.holds;
  }

  vendor(): undefined {
    return undefined;
  }

  configure(): void {
    this.leaving = [];
    this.line.clear();
  }

  take(_endpoint: number, packet: Uint8Array): void {
    if (this.leaving.length > 0) this.target.report('a command before the last one was answered');
    this.line.received(packet);
    this.run();
    for (const violation of this.line.violations.splice(0)) this.target.report(violation);
  }

  give(): Uint8Array | undefined {
    return this.leaving.shift();
  }

  /** Lets the firmware go on until it waits for what has not come; time does not pass for it. */
  private run(): void {
    for (;;) {
      const byte = this.wait?.kind === 'pause' ? undefined : this.line.take();
      if (byte === undefined && this.wait?.kind !== 'pause') break;
      this.target.settle();
      const { value } = this.program.next(byte);
      this.wait = value ?? undefined;
    }
    this.line.flush();
  }

  private reply(reply: Uint8Array): void {
    for (let at = 0; at < reply.length; at += packetSize)
      this.leaving.push(reply.subarray(at, at + packetSize));
  }
}

/** How what is on the cable can be reached besides by JTAG. */
function modesFor({ other, chip, part, report, option }: UsbTarget): ReadonlyMap<number, IceMode> {
  if (other instanceof Avr32Chip) {
    if (option('clocked', '0') === '1') other.setClock();
    const mode = new IceAvr32(other, chip.absent);
    return new Map([
      [MODE.jtagAvr32, mode],
      [MODE.highVoltage, mode],
    ]);
  }
  if (other instanceof XmegaChip) {
    const mode = new IceXmega(other, chip.absent, report);
    return new Map([
      [MODE.jtagXmega, mode],
      [MODE.pdi, mode],
    ]);
  }
  const debugWire = new IceDebugWire(chip, part, report, option('dwen', '0') === '1');
  const plain = { holds: false, command: () => undefined };
  return new Map<number, IceMode>([
    [MODE.debugWire, debugWire],
    [MODE.highVoltage, { ...plain, available: true }],
    [
      MODE.spi,
      {
        ...plain,
        get available() {
          return !debugWire.shutsOutIsp;
        },
      },
    ],
  ]);
}

export const usbKinds: UsbKinds = Object.fromEntries(
  Object.entries(iceModels).map(([kind, model]) => [kind, (target) => new JtagMkiiUsb(target, model)]),
);
