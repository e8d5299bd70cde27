import { EdbgClassic } from './edbg-classic.ts';
import { EdbgEngine } from './edbg-engine.ts';
import { EDBG_TOOLS, type EdbgTool } from './edbg-tools.ts';
import { EdbgTpiScope } from './edbg-tpi.ts';
import { EdbgUpdi } from './edbg-updi.ts';
import { EdbgXmega } from './edbg-xmega.ts';
import { IspCommands } from './stk500v2-isp.ts';
import { TpiMemories } from './tpi-memories.ts';
import { UpdiChip } from './updi-chip.ts';
import type { Setup, UsbDescriptors, UsbFirmware, UsbKinds, UsbTarget } from './usb-device.ts';
import { XmegaChip } from './xmega-chip.ts';

/** What every tool with these commands does. */
abstract class EdbgFirmware implements UsbFirmware {
  abstract readonly descriptors: UsbDescriptors;
  readonly requestNames: Readonly<Record<number, string>> = { 9: 'SET_REPORT', 10: 'SET_IDLE' };
  protected readonly target: UsbTarget;
  readonly engine: EdbgEngine;

  constructor(target: UsbTarget, name: string, serial: string, firmware: readonly [number, number, number]) {
    this.target = target;
    const { chip, other, report, part } = target;
    const absent = chip.absent;
    const isp = new IspCommands(ispProgrammer(target), 'AVRISP_MK2', new Map(), new Set());
    this.engine = new EdbgEngine({
      ...{ name, serial, firmware, report },
      target:
        other instanceof UpdiChip
          ? new EdbgUpdi(other, absent, report)
          : other instanceof TpiMemories
            ? undefined
            : other instanceof XmegaChip
              ? new EdbgXmega(other, absent, report)
              : new EdbgClassic(chip, part, report, target.option('dwen', '') === '1'),
      tpi: new EdbgTpiScope(other instanceof TpiMemories ? other : undefined, absent, report),
      isp: (body) => {
        if (other) return undefined;
        const running = isp.command(body);
        let step = running.next();
        while (!step.done) step = running.next();
        return step.value;
      },
      noPower: target.option('no-power', 'no') !== 'no',
      refuses: Number(target.option('nak-once', '0')),
      fastestIsp: Number(target.option('sckmax', '65535')),
      fastestPdi: Number(target.option('pdimax', '65535')),
    });
  }

  get holds(): boolean {
    return this.engine.holds;
  }

  vendor({ requestType, request }: Setup): Uint8Array | undefined {
    return requestType === 0x21 && request === 10 ? new Uint8Array(0) : undefined;
  }

  abstract configure(): void;
  abstract take(endpoint: number, packet: Uint8Array): void;
  abstract give(endpoint: number): Uint8Array | undefined;
}

function ispProgrammer({ chip, isp, instruction, settle, report }: UsbTarget) {
  const hertz = 125_000;
  const command = (b0: number, b1 = 0, b2 = 0, b3 = 0): [number, number, number, number] => {
    const [a = 0, b = 0, c = 0, d = 0] = instruction([b0, b1, b2, b3], hertz);
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

const word = (value: number) => [value & 0xff, value >> 8];

/**
 * A tool that talks in HID reports: CMSIS-DAP commands, and among them pieces of requests and of their answers. It answers only what fills
 * a report. What a command does not use of it must be zero. Options: `dwen=1`, `sckmax=KHZ`, `pdimax=KHZ`: ISP, PDI and UPDI fail if faster, `count=N` reports at a time, `serial=…`. Faults: `silent`,
 * `no-power`, `nak-once=N`, `late=N`: an answer is there only when it is asked for the Nth time.
 */
export class EdbgHid extends EdbgFirmware {
  readonly descriptors: UsbDescriptors;
  private readonly size: number;
  private readonly count: number;
  private readonly late: number;
  private readonly silent: boolean;
  private arriving: number[] = [];
  private leaving: Uint8Array[] = [];
  private frame: number[] = [];
  private pieces = 0;
  private answer: Uint8Array[] = [];
  private asked = 0;

  constructor(target: UsbTarget, { productId, product, name, serial, reportSize, endpoints }: EdbgTool) {
    super(target, name, target.option('serial', serial), [1, 29, 1010]);
    this.size = reportSize;
    this.count = Number(target.option('count', '1'));
    this.late = Number(target.option('late', '1'));
    this.silent = target.option('silent', 'no') !== 'no';
    this.descriptors = {
      device: Uint8Array.of(18, 1, 0, 2, 0, 0, 0, 64, 0xeb, 0x03, ...word(productId), 0, 1, 1, 2, 3, 1),
      configuration: Uint8Array.of(
        ...[9, 2, 41, 0, 1, 1, 0, 0x80, 250],
        ...[9, 4, 0, 0, 2, 3, 0, 0, 0],
        ...[9, 0x21, 0x11, 0x01, 0, 1, 0x22, 35, 0],
        ...[7, 5, endpoints.in, 3, ...word(reportSize), 1],
        ...[7, 5, endpoints.out, 3, ...word(reportSize), 1],
      ),
      strings: ['Atmel Corp.', product, target.option('serial', serial)],
    };
  }

  configure(): void {
    this.arriving = [];
    this.leaving = [];
    this.answer = [];
  }

  take(_endpoint: number, packet: Uint8Array): void {
    if (this.silent) return;
    this.arriving.push(...packet);
    while (this.arriving.length >= this.size) this.hear(this.arriving.splice(0, this.size));
  }

  give(): Uint8Array | undefined {
    return this.leaving.shift();
  }

  private put(...bytes: number[]): void {
    const report = new Uint8Array(this.size);
    report.set(bytes);
    this.leaving.push(report);
  }

  private hear(report: readonly number[]): void {
    if (this.leaving.length >= this.count) this.target.report('a report before the last one was answered');
    const [command = 0, first = 0, second = 0, third = 0] = report;
    const zeros = (from: number) => {
      if (report.slice(from).some((byte) => byte !== 0))
        this.target.report(`command 0x${command.toString(16)} is not padded with zeros`);
    };
    switch (command) {
      case 0x00:
        zeros(2);
        this.put(0, ...this.info(first));
        break;
      case 0x01:
        zeros(3);
        this.put(1, 0);
        break;
      case 0x02:
        zeros(2);
        this.put(2, first || 1);
        break;
      case 0x03:
        zeros(1);
        this.put(3, 0);
        break;
      case 0x80:
        zeros(4 + second * 0x100 + third);
        this.piece(first >> 4, first & 15, report.slice(4, 4 + second * 0x100 + third));
        break;
      case 0x81:
        zeros(1);
        this.asked += 1;
        if (this.asked < this.late) this.put(0x81, 0);
        else this.put(...(this.answer.shift() ?? [0x81, 0]));
        break;
      default:
        this.target.report(`unknown command 0x${command.toString(16)}`);
        this.put(0xff);
    }
  }

  private info(what: number): number[] {
    if (what === 0xfe) return [1, this.count];
    if (what === 0xff) return [2, ...word(this.size)];
    this.target.report(`information 0x${what.toString(16)}`);
    return [0];
  }

  private piece(number: number, count: number, data: readonly number[]): void {
    if (number === 1) {
      this.frame = [];
      this.pieces = 0;
    }
    if (number !== this.pieces + 1) this.target.report(`piece ${number} behind ${this.pieces}`);
    this.pieces = number;
    this.frame.push(...data);
    this.put(0x80, number === count ? 1 : 0);
    if (number !== count) return;
    this.asked = 0;
    this.answer = cut(reply(this.engine, Uint8Array.from(this.frame), this.target.report), this.size - 4);
  }
}

/** A frame's answer. */
function reply(engine: EdbgEngine, frame: Uint8Array, report: (violation: string) => void): Uint8Array {
  const [token, dummy, low = 0, high = 0] = frame;
  if (token !== 0x0e || dummy !== 0) report('a frame without its token');
  return Uint8Array.of(0x0e, low, high, ...engine.answer(frame.subarray(4)));
}

function cut(answer: Uint8Array, room: number): Uint8Array[] {
  const count = Math.ceil(answer.length / room);
  return Array.from({ length: count }, (_, i) => {
    const data = answer.subarray(i * room, (i + 1) * room);
    return Uint8Array.of(0x81, ((i + 1) << 4) | count, data.length >> 8, data.length & 0xff, ...data);
  });
}

const bulk = { out: 0x01, in: 0x82, events: 0x83, packetSize: 512 } as const;

/** A JTAGICE3 with its first firmware: frames on bulk endpoints, each ended by a packet that is not full. */
export class Jtagice3Bulk extends EdbgFirmware {
  readonly descriptors: UsbDescriptors;
  private readonly silent: boolean;
  private arriving: number[] = [];
  private leaving: Uint8Array[] = [];

  constructor(target: UsbTarget) {
    super(target, 'JTAGICE3', 'J41800099999', [2, 22, 80]);
    this.silent = target.option('silent', 'no') !== 'no';
    this.descriptors = {
      device: Uint8Array.of(18, 1, 0, 2, 0xff, 0, 0, 64, 0xeb, 0x03, 0x10, 0x21, 0, 1, 1, 2, 3, 1),
      configuration: Uint8Array.of(
        ...[9, 2, 39, 0, 1, 1, 0, 0x80, 250],
        ...[9, 4, 0, 0, 3, 0xff, 0, 0, 0],
        ...[7, 5, bulk.out, 2, ...word(bulk.packetSize), 0],
        ...[7, 5, bulk.in, 2, ...word(bulk.packetSize), 0],
        ...[7, 5, bulk.events, 2, 64, 0, 0],
      ),
      strings: ['Atmel Corp.', 'JTAGICE3', 'J30200012345'],
    };
  }

  configure(): void {
    this.arriving = [];
    this.leaving = [];
  }

  take(_endpoint: number, packet: Uint8Array): void {
    if (this.silent) return;
    this.arriving.push(...packet);
    if (packet.length === bulk.packetSize) return;
    const answer = reply(this.engine, Uint8Array.from(this.arriving), this.target.report);
    this.arriving = [];
    for (let at = 0; at <= answer.length; at += bulk.packetSize)
      this.leaving.push(answer.subarray(at, at + bulk.packetSize));
  }

  give(endpoint: number): Uint8Array | undefined {
    return endpoint === bulk.in ? this.leaving.shift() : undefined;
  }
}

/** A PICkit 4 with MPLAB's firmware: it takes two messages on endpoint 2 that make it another tool. */
export class MplabTool implements UsbFirmware {
  readonly descriptors: UsbDescriptors = {
    device: Uint8Array.of(18, 1, 0, 2, 0, 0, 0, 64, 0xd8, 0x04, 0x12, 0x90, 0, 1, 1, 2, 3, 1),
    configuration: Uint8Array.of(
      ...[9, 2, 32, 0, 1, 1, 0, 0x80, 250],
      ...[9, 4, 0, 0, 2, 0xff, 0, 0, 0],
      ...[7, 5, 0x81, 2, ...word(512), 0],
      ...[7, 5, 0x02, 2, ...word(512), 0],
    ),
    strings: ['Microchip Technology Incorporated', 'MPLAB PICkit 4', 'BUR184572345'],
  };
  readonly requestNames = {};
  /** What it has been told, in hexadecimal. */
  readonly told: string[] = [];

  vendor(): undefined {
    return undefined;
  }

  take(_endpoint: number, packet: Uint8Array): void {
    this.told.push(Buffer.from(packet).toString('hex'));
  }
}

export const usbKinds: UsbKinds = {
  pickit4_mplab: () => new MplabTool(),
  jtagice3: (target) => new Jtagice3Bulk(target),
  ...Object.fromEntries(
    Object.entries(EDBG_TOOLS).map(([kind, tool]) => [
      kind,
      (target: UsbTarget) => new EdbgHid(target, tool),
    ]),
  ),
};
