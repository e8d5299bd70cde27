import { HighVoltage } from './high-voltage.ts';
import { CMD, STATUS } from './stk500v2-commands.ts';
import { IspCommands } from './stk500v2-isp.ts';
import type { UsbDescriptors, UsbFirmware, UsbKinds, UsbTarget } from './usb-device.ts';
import { XprogCommands } from './xprog.ts';

/** What one of these programmers is. */
interface Model {
  readonly name: string;
  readonly signsOnAs: string;
  readonly productId: number;
  readonly serial: string;
  readonly endpoint: { readonly out: number; readonly in: number };
  readonly parameters: readonly (readonly [number, number])[];
  readonly readOnly: readonly number[];
  /** Parameters of two bytes. */
  readonly wide: readonly (readonly [number, number])[];
  readonly highVoltage: boolean;
}

export const mk2: Model = {
  name: 'AVRISP mkII',
  signsOnAs: 'AVRISP_MK2',
  productId: 0x04,
  serial: '000200012345',
  endpoint: { out: 0x02, in: 0x82 },
  parameters: [],
  readOnly: [0x94],
  wide: [],
  highVoltage: false,
};

/** Atmel's STK600 (AVR079): voltages and clocks, cards, two more controllers, high voltage. */
export const stk600: Model = {
  name: 'STK600',
  signsOnAs: 'STK600',
  productId: 0x06,
  serial: '00A200012345',
  endpoint: { out: 0x02, in: 0x83 },
  parameters: [
    [0x91, 2],
    [0x92, 11],
    [0xa5, 0x55],
    [0xa6, 0x40],
    [0xa8, 2],
    [0xa9, 1],
    [0xaa, 2],
    [0xab, 1],
  ],
  readOnly: [0xa5, 0xa6, 0xa8, 0xa9, 0xaa, 0xab],
  wide: [
    [0xc0, 8],
    [0xc1, 0],
    [0xc2, 250],
    [0xc3, 250],
    [0xc8, 5],
    [0xc9, 5],
  ],
  highVoltage: true,
};

const packetSize = 64;
const maxBody = 275;

/** Parameters of AVR069, 4: no clock generator, no adjustable voltages. */
const parameter = { vTarget: 0x94, sckDuration: 0x98, targetConnection: 0xa1 } as const;

/** Bits of PARAM_STATUS_TGT_CONN and of CMD_CHECK_TARGET_CONNECTION: which line does not follow, and no target at all. */
const connection = { ok: 0x00, noTarget: 0x10 } as const;

/**
 * Atmel's AVRISP mkII (AVR069): bodies of STK500 version 2 without a frame, one in each bulk transfer, which ends with a short
 * packet. Options: `serial=…`, `vtarget=…` in tenths of a volt, `connection=…`, the status of the target's lines.
 */
export class AvrIspMk2Firmware implements UsbFirmware {
  readonly descriptors: UsbDescriptors;
  readonly requestNames = {};
  private readonly target: UsbTarget;
  private readonly isp: IspCommands;
  private readonly parameters: Map<number, number>;
  private readonly wide: Map<number, number>;
  private readonly xprog: XprogCommands;
  private readonly high: HighVoltage | undefined;
  private arriving: number[] = [];
  private leaving: Uint8Array[] = [];

  constructor(target: UsbTarget, model: Model = mk2) {
    const { endpoint } = model;
    this.target = target;
    this.wide = new Map(model.wide);
    this.xprog = new XprogCommands(target.other, target.chip.absent, target.report);
    this.high = model.highVoltage ? new HighVoltage(target.chip) : undefined;
    this.descriptors = {
      device: Uint8Array.of(
        18,
        1,
        0x10,
        1,
        0xff,
        0,
        0,
        16,
        0xeb,
        0x03,
        model.productId,
        0x21,
        0,
        2,
        1,
        2,
        3,
        1,
      ),
      configuration: Uint8Array.of(
        ...[9, 2, 32, 0, 1, 1, 0, 0x80, 150],
        ...[9, 4, 0, 0, 2, 0xff, 0, 0, 0],
        ...[7, 5, endpoint.in, 2, packetSize, 0, 10],
        ...[7, 5, endpoint.out, 2, packetSize, 0, 10],
      ),
      strings: ['ATMEL', model.name, target.option('serial', model.serial)],
    };
    const absent = target.chip.absent ? connection.noTarget : connection.ok;
    this.parameters = new Map([
      [0x80, 0], // build number
      [0x81, 0],
      [0x90, 1], // hardware version
      [0x91, 1], // firmware version
      [0x92, 0x18],
      [parameter.vTarget, Number(target.option('vtarget', '50'))],
      [parameter.sckDuration, 0x06],
      [0x9e, 1], // reset polarity
      [
        parameter.targetConnection,
        Number(target.option('conn', target.option('connection', String(absent)))),
      ],
      [0xa4, 0], // discharge delay
      ...model.parameters,
    ]);
    const readOnly = new Set([0x80, 0x81, 0x90, 0x91, 0x92, parameter.targetConnection, ...model.readOnly]);
    this.isp = new IspCommands(this.programmer(), model.signsOnAs, this.parameters, readOnly);
  }

  vendor(): undefined {
    return undefined;
  }

  configure(): void {
    this.arriving = [];
    this.leaving = [];
  }

  take(_endpoint: number, packet: Uint8Array): void {
    this.arriving.push(...packet);
    if (packet.length === packetSize) return;
    const body = this.arriving;
    this.arriving = [];
    if (this.leaving.length > 0) this.target.report('a command before the last one was answered');
    if (body.length > maxBody + 10) this.target.report(`body of ${body.length} bytes`);
    const answer = Uint8Array.from(this.command(body));
    for (let at = 0; at <= answer.length; at += packetSize)
      this.leaving.push(answer.subarray(at, at + packetSize));
  }

  give(): Uint8Array | undefined {
    return this.leaving.shift();
  }

  private command(body: readonly number[]): number[] {
    const [id = 0] = body;
    if (id === CMD.checkTargetConnection)
      return [id, STATUS.ok, this.parameters.get(parameter.targetConnection) ?? 0];
    const other = this.otherCommand(body);
    if (other) return other;
    const running = this.isp.command(body);
    let step = running.next();
    while (!step.done) step = running.next();
    if (!step.value) this.target.report(`unknown command 0x${id.toString(16).padStart(2, '0')}`);
    return step.value ?? [id, STATUS.unknown];
  }

  /** What is not of AVR068 and AVR069. */
  private otherCommand(body: readonly number[]): number[] | undefined {
    const [id = 0, m1 = 0, m2 = 0, m3 = 0] = body;
    const wide = this.wide.get(m1);
    if (wide !== undefined && id === CMD.setParameter) {
      this.wide.set(m1, (m2 << 8) | m3);
      return [id, STATUS.ok];
    }
    if (wide !== undefined && id === CMD.getParameter) return [id, STATUS.ok, wide >> 8, wide & 0xff];
    const xprog = this.xprog.command(body);
    if (xprog) return xprog;
    if (this.target.other && id !== CMD.signOn && id > CMD.getParameter)
      return [id, id === CMD.loadAddress ? STATUS.ok : STATUS.failed];
    if (id === CMD.enterProgmode && this.parameters.get(parameter.targetConnection))
      return [id, STATUS.failed];
    if (!this.high) return undefined;
    if (id === 0x2d) return [id, STATUS.ok];
    // Its commands to begin and end serial programming are numbers of its own.
    const known = id === 0x3d ? 0x30 : id === 0x3e ? 0x31 : id;
    if (known < 0x20 || known > 0x3c) return undefined;
    const { answer, advance } = this.high.command([known, ...body.slice(1)], this.isp.address);
    this.isp.address += advance;
    return [id, ...answer.slice(1)];
  }

  get holds(): boolean {
    return this.xprog.holds;
  }

  private programmer() {
    const { chip, isp, instruction, settle, report } = this.target;
    const hertz = (): number => sckHertz(this.parameters.get(parameter.sckDuration) ?? 0);
    const command = (b0: number, b1 = 0, b2 = 0, b3 = 0): [number, number, number, number] => {
      const [a = 0, b = 0, c = 0, d = 0] = instruction([b0, b1, b2, b3], hertz());
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

/** SCK in hertz by PARAM_SCK_DURATION: exact where it is fast, near AVR069's table below 100 kHz. */
function sckHertz(duration: number): number {
  return duration < 7 ? 8_000_000 / 2 ** duration : 96_386 * Math.exp(-0.05 * (duration - 7));
}

export const usbKinds: UsbKinds = {
  avrispmkII: (target) => new AvrIspMk2Firmware(target),
  avrispmk2: (target) =>
    new AvrIspMk2Firmware(target, { ...mk2, parameters: [...mk2.parameters, [0x92, 23], [0x98, 0x19]] }),
  stk600: (target) => new AvrIspMk2Firmware(target, stk600),
};
