import type { Contracted } from './contract.ts';
import type { UsbDescriptors, UsbFirmware, UsbKinds, UsbTarget } from './usb-device.ts';

export const contract: readonly Contracted[] = [
  { type: 'pickit2', id: 'pickit2', part: 'm328p', kind: 'pickit2', on: 'usb' },
];

/** How many bytes stand behind a step of a script. */
const operands: Readonly<Record<number, number>> = { 207: 1, 231: 1, 232: 1, 233: 2, 234: 1, 243: 1 };
const stepsWithout = [0xc3, 0xf4, 0xf5, 0xf6, 0xf7, 0xf8, 0xf9, 0xfa, 0xfb, 0xfe, 0xff];

/**
 * Microchip's PICkit 2: reports of 64 bytes with commands, up to 0xad. A script (0xa6) works on the pins: 0xc3 shifts a byte from the
 * download buffer over SPI into the upload buffer, 0xe9 goes back some steps for some times, 0xf7 and 0xf6 pull MCLR, which is
 * RESET here, low and let it go, 0xff and 0xfe switch VDD. Whatever is not in its document is objected to.
 */
export class Pickit2Firmware implements UsbFirmware {
  readonly descriptors: UsbDescriptors = {
    device: Uint8Array.of(18, 1, 0, 2, 0, 0, 0, 8, 0xd8, 0x04, 0x33, 0, 1, 0, 1, 2, 0, 1),
    configuration: Uint8Array.of(
      ...[9, 2, 41, 0, 1, 1, 0, 0x80, 50, 9, 4, 0, 0, 2, 3, 0, 0, 0, 9, 0x21, 0x11, 1, 0, 1, 0x22, 29, 0],
      ...[7, 5, 0x81, 3, 64, 0, 1, 7, 5, 0x01, 3, 64, 0, 1],
    ),
    strings: ['Microchip Technology Inc.', 'PICkit 2 Microcontroller Programmer'],
  };
  readonly requestNames = {};
  private readonly target: UsbTarget;
  private readonly answers: Uint8Array[] = [];
  private down: number[] = [];
  private up: number[] = [];
  private powered = false;
  /** How many "programming enable" the target does not hear. */
  private deafFor: number;

  constructor(target: UsbTarget) {
    this.target = target;
    this.deafFor = Number(target.option('pe-fail', '0'));
  }

  vendor(): undefined {
    this.target.report('a PICkit 2 has no vendor requests');
  }

  configure(): void {
    this.answers.length = 0;
    this.down = [];
    this.up = [];
  }

  take(endpoint: number, packet: Uint8Array): void {
    if (endpoint !== 0x01 || packet.length !== 64)
      this.target.report(`a report of ${packet.length} bytes for endpoint ${endpoint}`);
    const bytes = [...packet];
    for (let command = bytes.shift(); command !== undefined && command !== 0xad; command = bytes.shift())
      this.carryOut(command, bytes);
  }

  give(endpoint: number): Uint8Array | undefined {
    return endpoint === 0x81 ? this.answers.shift() : undefined;
  }

  /** @param bytes behind the command, of which it takes its own */
  private carryOut(command: number, bytes: number[]): void {
    if (command === 0x76) this.answer([2, 32, 0]);
    else if (command === 0xa0 || command === 0xa1) bytes.splice(0, 3);
    else if (command === 0xa6) this.run(bytes.splice(0, bytes.shift()));
    else if (command === 0xa7) this.down = [];
    else if (command === 0xa8) this.down.push(...bytes.splice(0, bytes.shift()));
    else if (command === 0xa9) this.up = [];
    else if (command === 0xaa) this.answer([this.up.length, ...this.up.splice(0)]);
    // avrdude counts the script of its farewell too short, so that three of its bytes are commands that there are not.
    else if (command === 0xe8) bytes.length = 0;
    else this.target.report(`unknown command ${command.toString(16)}`);
  }

  private answer(bytes: readonly number[]): void {
    if (bytes.length > 64) this.target.report('an upload that does not fit into a report');
    this.answers.push(Uint8Array.from({ length: 64 }, (_, at) => bytes[at] ?? 0));
  }

  private run(script: readonly number[]): void {
    let left: number | undefined;
    for (let at = 0; at < script.length; ) {
      const step = script[at]!;
      if (step === 0xe9) {
        left = (left ?? script[at + 2]!) - 1;
        if (left >= 0) {
          at -= script[at + 1]!;
          continue;
        }
        left = undefined;
      } else this.step(step);
      at += 1 + (operands[step] ?? 0);
    }
  }

  private step(step: number): void {
    const { isp } = this.target;
    if (step === 0xc3) this.shift();
    else if (step === 0xff) this.powered = true;
    else if (step === 0xfe) this.powered = false;
    else if (step === 0xf7) isp.reset(true);
    else if (step === 0xf6) isp.reset(false);
    else if (!stepsWithout.includes(step) && !(step in operands))
      this.target.report(`unknown step ${step.toString(16)}`);
  }

  private shift(): void {
    const { isp, chip } = this.target;
    const byte = this.down.shift();
    if (byte === undefined) this.target.report('a byte is shifted that is not there');
    if (!this.powered) this.target.report('a target without power is spoken to');
    if (this.up.length >= 128) this.target.report('the upload buffer overflows');
    const deaf = this.deafFor > 0 && !isp.programming && !chip.absent;
    if (deaf) this.deafFor -= 0.25;
    this.up.push(deaf ? 0xff : isp.shift(byte ?? 0));
  }
}

export const usbKinds: UsbKinds = {
  pickit2: (target) => new Pickit2Firmware(target),
};
