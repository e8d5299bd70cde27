import { Faults } from './faults.ts';
import { JtagMkii } from './jtagmkii.ts';
import { Line, type Wait, type Waiting } from './line.ts';
import type { UsbDescriptors, UsbFirmware, UsbKinds, UsbTarget } from './usb-device.ts';

const endpoint = { out: 0x02, in: 0x82 } as const;
const packetSize = 64;

/**
 * A JTAGICE mkII or an AVR Dragon on USB: the messages of its serial line, as they come, in the packets of two bulk endpoints. Options:
 * `serial=…` and those of the serial one.
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

  constructor(target: UsbTarget, product: 'JTAGICE mkII' | 'AVRDRAGON') {
    this.target = target;
    const id = product === 'AVRDRAGON' ? 0x07 : 0x03;
    this.descriptors = {
      device: Uint8Array.of(18, 1, 0x10, 1, 0xff, 0, 0, 16, 0xeb, 0x03, id, 0x21, 0, 2, 1, 2, 3, 1),
      configuration: Uint8Array.of(
        ...[9, 2, 32, 0, 1, 1, 0, 0x80, 150],
        ...[9, 4, 0, 0, 2, 0xff, 0, 0, 0],
        ...[7, 5, endpoint.in, 2, packetSize, 0, 10],
        ...[7, 5, endpoint.out, 2, packetSize, 0, 10],
      ),
      strings: ['ATMEL', product, target.option('serial', '00A000001234')],
    };
    this.line = new Line(
      new Faults([]),
      (reply) => this.reply(reply),
      () => {},
    );
    const { chip, isp } = target;
    const option = (name: string, otherwise: string) => target.option(name, otherwise);
    this.ice = new JtagMkii({ line: this.line, chip, target: isp, option });
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

export const usbKinds: UsbKinds = {
  jtag2: (target) => new JtagMkiiUsb(target, 'JTAGICE mkII'),
  jtag2isp: (target) => new JtagMkiiUsb(target, 'JTAGICE mkII'),
  dragon_jtag: (target) => new JtagMkiiUsb(target, 'AVRDRAGON'),
  dragon_isp: (target) => new JtagMkiiUsb(target, 'AVRDRAGON'),
};
