import type { Avr32Chip } from './avr32-chip.ts';
import { Avr32Debug } from './avr32-debug.ts';
import type { Contracted } from './contract.ts';
import { REFUSAL } from './jtag-target.ts';
import type { IceMode } from './jtagmkii-modes.ts';

const OK = 0x80;
const DATA = 0x87;
const COMMAND = {
  instruction: 0x24,
  shift: 0x25,
  write: 0x28,
  read: 0x29,
  readBlock: 0x2c,
  writeBlock: 0x2d,
} as const;
const BLOCK = 256;

export const contract: readonly Contracted[] = [
  { type: 'jtagmkii_avr32', id: 'jtag2avr32', part: 'uc3a0512', kind: 'jtagmkii_usb', on: 'usb' },
];

/** Numbers of AVR32 have their high byte first. */
const big = (n: number): number[] => [24, 16, 8, 0].map((shift) => (n >>> shift) & 0xff);
const numberAt = (m: readonly number[], at: number): number =>
  m.slice(at, at + 4).reduce((sum, byte) => sum * 0x100 + byte, 0);

/** An AVR32 behind a JTAGICE mkII: scans of its JTAG port, single words and blocks of its bus (avrdude's experience; AVR067 has none of it). */
export class IceAvr32 implements IceMode {
  readonly available = true;
  private readonly port: Avr32Debug;
  private readonly absent: boolean;

  constructor(chip: Avr32Chip, absent: boolean) {
    this.port = new Avr32Debug(chip);
    this.absent = absent;
  }

  get holds(): boolean {
    return !this.absent && this.port.holds;
  }

  command(m: readonly number[]): number[] | undefined {
    const { port } = this;
    const [id = 0, first = 0] = m;
    if (!Object.values<number>(COMMAND).includes(id)) return undefined;
    if (this.absent)
      return id === COMMAND.shift ? [DATA, ...new Array<number>(first > 8 ? 4 : 1).fill(0xff)] : [DATA, 0xff];
    switch (id) {
      case COMMAND.instruction:
        return [DATA, port.choose(first)];
      case COMMAND.shift: {
        const out = port.shift(m[2] ?? 0);
        return [DATA, ...(first > 8 ? big(out) : [out & 0xff])];
      }
      case COMMAND.read: {
        const value = m.length === 6 ? port.read(first, numberAt(m, 2)) : undefined;
        return value === undefined ? [REFUSAL.failed] : [DATA, ...big(value)];
      }
      case COMMAND.write:
        return [m.length === 10 && port.write(first, numberAt(m, 2), numberAt(m, 6)) ? OK : REFUSAL.failed];
      case COMMAND.readBlock: {
        const data = m.length === 7 && m[2] === 5 ? port.readBytes(numberAt(m, 3), first * 4) : undefined;
        return data ? [DATA, ...data] : [REFUSAL.failed];
      }
      default: {
        const data = m.slice(10);
        const fits = data.length === BLOCK && first * 4 === BLOCK && m[5] === 5;
        return [fits && port.writeBytes(numberAt(m, 6), data) ? OK : REFUSAL.failed];
      }
    }
  }
}
