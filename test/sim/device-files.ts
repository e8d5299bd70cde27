import type { Contracted } from './contract.ts';
import { type DeviceSpec, optionsOf } from './device.ts';
import { PinTarget } from './pin-target.ts';

export const contract: readonly Contracted[] = [
  { type: 'linuxgpio', id: 'raspberry_pi_gpio', part: 'm328p', kind: 'linuxgpio', on: 'devices' },
  { type: 'linuxspi', id: 'linuxspi', part: 'm328p', kind: 'linuxspi', on: 'devices' },
  { type: 'par', id: 'bsd', part: 'm328p', kind: 'par', on: 'devices' },
  { type: 'par', id: 'stk200', part: 'm328p', kind: 'par', on: 'devices', options: ['stk200'] },
  { type: 'serbb', id: 'ponyser', part: 'm328p', kind: 'serbb', on: 'devices' },
];

/** Which pin of the plug, or which line, is which wire; negative: through an inverter. */
export interface Wiring {
  readonly reset: number;
  readonly sck: number;
  readonly sdo: number;
  readonly sdi: number;
  /** Pins that have to be low for the others to reach the chip (on the STK200's dongle all of them, RESET too). */
  readonly buffer?: readonly number[];
  /** Pins of which one has to be high for the chip to have its supply. */
  readonly supply?: readonly number[];
}

const wirings: Readonly<Record<string, Wiring>> = {
  linuxgpio: { reset: 22, sck: 24, sdo: 23, sdi: 18 },
  linuxspi: { reset: 25, sck: -1, sdo: -1, sdi: -1 },
  par: { reset: 7, sck: 8, sdo: 9, sdi: 10, supply: [2, 3, 4, 5] },
  stk200: { reset: 9, sck: 6, sdo: 7, sdi: 10, buffer: [4, 5] },
  serbb: { reset: -3, sck: 7, sdo: 4, sdi: 8 },
};

/** A failed call, as the system has it. */
export class CallFailed extends Error {
  readonly code: string;
  constructor(code: string) {
    super(code);
    this.code = code;
  }
}

/** What an ioctl is called with. */
export interface Call {
  readonly request: number;
  readonly argument: Uint8Array;
  readonly pointers: readonly { readonly offset: number; readonly bytes: Uint8Array }[];
  /** Makes a file and gives its number. */
  readonly opened: (file: OpenFile) => number;
}

/** What answers for an open file. */
export interface OpenFile {
  /** @returns what the call returns @throws CallFailed */
  ioctl(call: Call): number;
  close(): void;
}

/**
 * A Linux whose device files end in a simulated chip: a GPIO chip (linux/gpio.h, version 2), an SPI controller (linux/spi/spidev.h),
 * a parallel port (linux/ppdev.h), the lines of a serial port (ioctl_tty(2)).
 */
export class DeviceFileSystem {
  readonly target: PinTarget;
  /** How often each request came. */
  readonly calls = new Map<string, number>();
  /** Changes of driven GPIO lines that lead to no pin of the chip, in their order. */
  readonly elsewhere: { readonly line: number; readonly level: boolean }[] = [];
  /** Files that are open. */
  readonly open = new Set<OpenFile>();
  private readonly refusal: string | undefined;
  private readonly paths: Readonly<Record<string, () => OpenFile>>;

  /** Faults: `nodevice`, `wrong-signature[=HEX]`, `bad-verify=ADDRESS`, `eacces` (no file may be opened), `enoent` (there is none). */
  constructor({ kind, part, options = [], faults = [], memories = {} }: DeviceSpec) {
    this.target = new PinTarget(part);
    this.refusal = ['eacces', 'enoent'].find((fault) => faults.includes(fault))?.toUpperCase();
    this.spoil(optionsOf({ kind, part, options: faults }));
    for (const [name, value] of Object.entries(memories))
      (this.target.tpi ?? this.target.chip).preset(name, value);
    const wiring = wirings[options.find((option) => option in wirings) ?? kind];
    if (!wiring) throw new RangeError(`unknown kind ${kind}`);
    const lines = () => new GpioChipFile(this.target, wiring, this.count, this.note);
    this.paths = {
      linuxgpio: { '/dev/gpiochip0': lines },
      linuxspi: { '/dev/gpiochip0': lines, '/dev/spidev0.0': () => new SpiFile(this.target, this.count) },
      par: { '/dev/parport0': () => new ParallelFile(this.target, wiring, this.count) },
      serbb: { '/dev/ttyS0': () => new TerminalFile(this.target, wiring, this.count) },
    }[kind] as Readonly<Record<string, () => OpenFile>>;
  }

  private spoil(faults: Readonly<Record<string, string>>): void {
    const { chip, tpi } = this.target;
    chip.absent = 'nodevice' in faults;
    const { 'wrong-signature': signature, 'bad-verify': cell } = faults;
    const other = !tpi && Buffer.from(chip.signature).toString('hex') === '1e950f' ? '1e9587' : '1e950f';
    if (signature !== undefined) {
      const wrong = Buffer.from(signature === '1' ? other : signature, 'hex');
      if (tpi) tpi.preset('signature', wrong);
      else chip.signature.set(wrong);
    }
    if (cell !== undefined) chip.flips.set(`flash:${Number(cell)}`, 0x01);
  }

  /** @throws CallFailed */
  openFile(path: string): OpenFile {
    if (this.refusal) throw new CallFailed(this.refusal);
    const make = this.paths[path];
    if (!make) throw new CallFailed('ENOENT');
    const file = make();
    this.open.add(file);
    return file;
  }

  close(file: OpenFile): void {
    if (this.open.delete(file)) file.close();
  }

  private readonly count = (name: string): void => {
    this.calls.set(name, (this.calls.get(name) ?? 0) + 1);
  };

  private readonly note: Note = (line, level) => {
    if (this.elsewhere.findLast((one) => one.line === line)?.level !== level)
      this.elsewhere.push({ line, level });
  };
}

type Count = (name: string) => void;
type Note = (line: number, level: boolean) => void;
const view = (bytes: Uint8Array): DataView => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);

/** A GPIO chip of 54 lines. */
class GpioChipFile implements OpenFile {
  private readonly target: PinTarget;
  private readonly wiring: Wiring;
  private readonly count: Count;
  private readonly note: Note;

  constructor(target: PinTarget, wiring: Wiring, count: Count, note: Note) {
    this.target = target;
    this.wiring = wiring;
    this.count = count;
    this.note = note;
  }

  ioctl({ request, argument, opened }: Call): number {
    if (request === 0x8044b401) {
      view(argument).setUint32(64, 54, true);
      return 0;
    }
    if (request !== 0xc250b407) throw new CallFailed('ENOTTY');
    this.count('GPIO_V2_GET_LINE');
    const fields = view(argument);
    const lines = Array.from({ length: fields.getUint32(560, true) }, (_, i) =>
      fields.getUint32(4 * i, true),
    );
    if (lines.some((line) => line >= 54) || lines.length === 0) throw new CallFailed('EINVAL');
    if (new Set(lines).size < lines.length) throw new CallFailed('EBUSY');
    const file = new GpioLinesFile(this.target, this.wiring, lines, this.count, this.note);
    file.configure(argument.subarray(288, 560));
    fields.setInt32(588, opened(file), true);
    return 0;
  }

  close(): void {}
}

/** Lines that a program has taken. */
class GpioLinesFile implements OpenFile {
  private outputs = 0;
  private levels = 0;

  private readonly target: PinTarget;
  private readonly wiring: Wiring;
  private readonly lines: readonly number[];
  private readonly count: Count;
  private readonly note: Note;

  constructor(target: PinTarget, wiring: Wiring, lines: readonly number[], count: Count, note: Note) {
    this.target = target;
    this.wiring = wiring;
    this.lines = lines;
    this.count = count;
    this.note = note;
  }

  ioctl({ request, argument }: Call): number {
    const fields = view(argument);
    if (request === 0xc110b40d) {
      this.count('GPIO_V2_SET_CONFIG');
      this.configure(argument);
    } else if (request === 0xc010b40f) {
      this.count('GPIO_V2_SET_VALUES');
      const [bits, mask] = [fields.getUint32(0, true), fields.getUint32(8, true)];
      if (mask & ~this.outputs) throw new CallFailed('EPERM');
      this.levels = (this.levels & ~mask) | (bits & mask);
      this.drive();
    } else if (request === 0xc010b40e) {
      this.count('GPIO_V2_GET_VALUES');
      const sdi = this.lines.indexOf(this.wiring.sdi);
      const levels = this.target.miso && sdi >= 0 ? this.levels | (1 << sdi) : this.levels & ~(1 << sdi);
      fields.setUint32(0, levels & fields.getUint32(8, true), true);
    } else throw new CallFailed('ENOTTY');
    return 0;
  }

  /** Flags for all, then attributes for some: 1 other flags, 2 values of outputs. */
  configure(config: Uint8Array): void {
    const fields = view(config);
    const all = (1 << this.lines.length) - 1;
    this.outputs = fields.getUint32(0, true) & 8 ? all : 0;
    for (let index = 0; index < fields.getUint32(8, true); index++) {
      const at = 32 + 24 * index;
      const [id, value, mask] = [0, 8, 16].map((offset) => fields.getUint32(at + offset, true)) as [
        number,
        number,
        number,
      ];
      if (id === 2) this.levels = (this.levels & ~mask) | (value & mask);
      else if (id === 1) this.outputs = value & 8 ? this.outputs | mask : this.outputs & ~mask;
      else throw new CallFailed('EINVAL');
    }
    this.drive();
  }

  close(): void {
    this.outputs = 0;
    this.drive();
  }

  private drive(): void {
    const level = (line: number): boolean | undefined => {
      const index = this.lines.indexOf(line);
      return index >= 0 && this.outputs & (1 << index) ? (this.levels & (1 << index)) !== 0 : undefined;
    };
    const { reset, sck, sdo } = this.wiring;
    this.target.drive({ reset: level(reset), sck: level(sck), sdo: level(sdo) });
    for (const line of this.lines.filter((one) => ![reset, sck, sdo].includes(one))) {
      const driven = level(line);
      if (driven !== undefined) this.note(line, driven);
    }
  }
}

/** An SPI controller in mode 0; RESET is another's. */
class SpiFile implements OpenFile {
  private readonly target: PinTarget;
  private readonly count: Count;

  constructor(target: PinTarget, count: Count) {
    this.target = target;
    this.count = count;
  }

  ioctl({ request, argument, pointers }: Call): number {
    if (request === 0x40046b05) return 0;
    if (request !== 0x40206b00) throw new CallFailed('ENOTTY');
    this.count('SPI_IOC_MESSAGE');
    const [sent, received] = [0, 8].map((at) => pointers.find(({ offset }) => offset === at)?.bytes);
    if (!sent || !received) throw new CallFailed('EFAULT');
    for (const [index, byte] of sent.entries()) received[index] = this.target.isp.shift(byte);
    return view(argument).getUint32(16, true);
  }

  close(): void {}
}

/** A parallel port: data, control (pins 1, 14 and 17 turned around) and status (pin 11). */
class ParallelFile implements OpenFile {
  private readonly registers = { data: 0, control: 0x0c };
  private claimed = false;

  private readonly target: PinTarget;
  private readonly wiring: Wiring;
  private readonly count: Count;

  constructor(target: PinTarget, wiring: Wiring, count: Count) {
    this.target = target;
    this.wiring = wiring;
    this.count = count;
  }

  ioctl({ request, argument }: Call): number {
    if (request === 0x708b) this.claimed = true;
    else if (!this.claimed) throw new CallFailed('EINVAL');
    else if (request === 0x708c) this.claimed = false;
    else if (request === 0x80017085) argument[0] = this.registers.data;
    else if (request === 0x80017083) argument[0] = this.registers.control;
    else if (request === 0x80017081) argument[0] = this.target.miso ? 0x40 : 0;
    else if (request === 0x40017086) this.write('data', argument);
    else if (request === 0x40017084) this.write('control', argument);
    else throw new CallFailed('ENOTTY');
    return 0;
  }

  close(): void {}

  private write(register: 'data' | 'control', [value = 0]: Uint8Array): void {
    this.count(`PPW${register.toUpperCase()}`);
    this.registers[register] = value;
    const pin = (number: number): boolean => ((this.registers.data >> (number - 2)) & 1) === 1;
    const { reset, sck, sdo, buffer = [], supply } = this.wiring;
    const through = !buffer.some(pin) && supply?.some(pin) !== false;
    this.target.drive({
      reset: through ? pin(reset) : undefined,
      sck: through ? pin(sck) : undefined,
      sdo: through ? pin(sdo) : undefined,
    });
  }
}

/** The control lines of a serial port: DTR is pin 4, RTS pin 7, a break the positive level on pin 3, CTS pin 8. */
class TerminalFile implements OpenFile {
  private lines = 0x006;
  private isBroken = false;

  private readonly target: PinTarget;
  private readonly wiring: Wiring;
  private readonly count: Count;

  constructor(target: PinTarget, wiring: Wiring, count: Count) {
    this.target = target;
    this.wiring = wiring;
    this.count = count;
  }

  ioctl({ request, argument }: Call): number {
    if (request === 0x5401 || request === 0x5402) return 0;
    if (request === 0x5415) {
      this.count('TIOCMGET');
      view(argument).setUint32(0, this.lines | (this.target.miso ? 0x020 : 0), true);
      return 0;
    }
    if (request === 0x5418) {
      this.count('TIOCMSET');
      this.lines = view(argument).getUint32(0, true) & 0x006;
    } else if (request === 0x5427 || request === 0x5428) this.isBroken = request === 0x5427;
    else throw new CallFailed('ENOTTY');
    this.drive();
    return 0;
  }

  close(): void {
    this.lines = 0;
    this.target.drive({ reset: true, sck: undefined, sdo: undefined });
  }

  private drive(): void {
    const level = (pin: number): boolean => {
      const plain = { 3: this.isBroken, 4: (this.lines & 2) !== 0, 7: (this.lines & 4) !== 0 }[Math.abs(pin)];
      return (plain ?? false) !== pin < 0;
    };
    const { reset, sck, sdo } = this.wiring;
    this.target.drive({ reset: level(reset), sck: level(sck), sdo: level(sdo) });
  }
}
