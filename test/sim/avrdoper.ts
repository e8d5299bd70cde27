import { parameters, READ_ONLY, STATUS } from './stk500v2-commands.ts';
import { IspCommands } from './stk500v2-isp.ts';
import type { Setup, UsbDescriptors, UsbFirmware, UsbKinds, UsbTarget } from './usb-device.ts';

/** Data bytes of feature reports 1 … 4, as the device's report descriptor declares them. */
const sizes = [13, 29, 61, 125];
const sckHertz = 200_000;

/**
 * Objective Development's AVR-Doper in its HID mode: an STK500 of firmware 2 (AVR068) whose stream of bytes goes in feature reports: number,
 * count, data. When a report is read, its count is that of all bytes that wait. Its interrupt endpoint never has anything to say.
 */
export class AvrDoperFirmware implements UsbFirmware {
  readonly descriptors: UsbDescriptors = {
    device: Uint8Array.of(18, 1, 0x10, 1, 0, 0, 0, 8, 0xc0, 0x16, 0xdf, 0x05, 0, 1, 1, 2, 0, 1),
    configuration: Uint8Array.of(
      ...[9, 2, 34, 0, 1, 1, 0, 0x80, 50],
      ...[9, 4, 0, 0, 1, 3, 0, 0, 0],
      ...[9, 0x21, 0x01, 0x01, 0, 1, 0x22, 64, 0],
      ...[7, 5, 0x81, 3, 8, 0, 10],
    ),
    strings: ['obdev.at', 'AVR-Doper'],
  };
  readonly requestNames = { 1: 'GET_REPORT', 9: 'SET_REPORT', 10: 'SET_IDLE' };
  private readonly target: UsbTarget;
  private readonly isp: IspCommands;
  private arriving: number[] = [];
  private leaving: number[] = [];

  constructor(target: UsbTarget) {
    this.target = target;
    this.isp = new IspCommands(this.programmer(), 'STK500_2', parameters(), READ_ONLY);
  }

  vendor({ requestType, request, value, index, length }: Setup, data: Uint8Array): Uint8Array | undefined {
    if (requestType === 0x21 && request === 10) return new Uint8Array(0);
    const id = value & 0xff;
    const size = sizes[id - 1];
    if (value >> 8 !== 3 || index !== 0 || size === undefined) return undefined;
    if (requestType === 0xa1 && request === 1) {
      if (length !== size + 2) this.target.report(`report ${id} read with ${length} bytes`);
      return this.report(id, size);
    }
    if (requestType !== 0x21 || request !== 9) return undefined;
    const [number, count = 0, ...bytes] = data;
    if (number !== id || data.length !== size + 2 || count > size)
      this.target.report(`report ${id} of ${data.length} bytes that begins with ${number}, ${count}`);
    this.accept(bytes.slice(0, count));
    return new Uint8Array(0);
  }

  private report(id: number, size: number): Uint8Array {
    const report = new Uint8Array(size + 2);
    report.set([id, Math.min(this.leaving.length, 255)]);
    report.set(this.leaving.splice(0, size), 2);
    return report;
  }

  /** Messages of AVR068, 2: start, sequence number, size, token, body, checksum. */
  private accept(bytes: readonly number[]): void {
    this.arriving.push(...bytes);
    for (;;) {
      while (this.arriving.length > 0 && this.arriving[0] !== 0x1b) this.arriving.shift();
      const [, sequence = 0, high = 0, low = 0, token] = this.arriving;
      const whole = (high << 8) + low + 6;
      if (this.arriving.length < 6 || this.arriving.length < whole) return;
      const message = this.arriving.splice(0, whole);
      if (token !== 0x0e || message.reduce((sum, byte) => sum ^ byte, 0) !== 0) {
        this.target.report('a message that is none');
        continue;
      }
      const answer = this.command(message.slice(5, -1));
      const framed = [0x1b, sequence, answer.length >> 8, answer.length & 0xff, 0x0e, ...answer];
      this.leaving.push(
        ...framed,
        framed.reduce((sum, byte) => sum ^ byte, 0),
      );
    }
  }

  private command(body: readonly number[]): number[] {
    const running = this.isp.command(body);
    let step = running.next();
    while (!step.done) step = running.next();
    return step.value ?? [body[0] ?? 0, STATUS.unknown];
  }

  private programmer() {
    const { chip, isp, instruction, settle, report } = this.target;
    const command = (b0: number, b1 = 0, b2 = 0, b3 = 0): [number, number, number, number] => {
      const [a = 0, b = 0, c = 0, d = 0] = instruction([b0, b1, b2, b3], sckHertz);
      return [a, b, c, d];
    };
    return {
      chip,
      target: {
        get held() {
          return isp.held;
        },
        reset: (low: boolean) => isp.reset(low),
        shift: (byte: number) => isp.shift(byte),
        command,
        ask: (b0: number, b1?: number, b2?: number, b3?: number) => command(b0, b1, b2, b3)[3],
      },
      violation: report,
      settle: () => {
        settle();
        return [];
      },
    };
  }
}

export const usbKinds: UsbKinds = {
  avrdoper: (target) => new AvrDoperFirmware(target),
};
