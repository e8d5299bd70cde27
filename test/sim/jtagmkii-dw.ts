import type { Chip } from './chip.ts';
import type { Contracted } from './contract.ts';
import { EdbgClassic } from './edbg-classic.ts';
import { FAILURE, Refused } from './edbg-codes.ts';
import { REFUSAL } from './jtag-target.ts';
import { type IceMode, number } from './jtagmkii-modes.ts';

const OK = 0x80;
const PARAMETER = 0x81;
const DATA = 0x82;
const NO_POWER = 0xab;
const COMMAND = {
  parameter: 0x03,
  write: 0x04,
  read: 0x05,
  stop: 0x0a,
  reset: 0x0b,
  synchronise: 0x0f,
  erase: 0x13,
  enter: 0x14,
} as const;
const SIGNATURE = 0x1d;
/** A flag of the reset: debugWIRE is given up. */
const GIVE_UP = 0x04;

const options = ['dwen=1'];
export const contract: readonly Contracted[] = [
  { type: 'jtagmkii_dw', id: 'jtag2dw', part: 'm328p', kind: 'jtagmkii_usb', on: 'usb', options },
  { type: 'dragon_dw', id: 'dragon_dw', part: 'm328p', kind: 'dragon', on: 'usb', options },
];

/** A classic AVR over debugWIRE behind a JTAGICE mkII, if DWEN has been programmed; then RESET is no use to ISP. */
export class IceDebugWire implements IceMode {
  private readonly chip: Chip;
  private readonly target: EdbgClassic;

  constructor(chip: Chip, part: string, report: (violation: string) => void, enabled: boolean) {
    this.chip = chip;
    this.target = new EdbgClassic(chip, part, report, enabled);
  }

  /** A tool of Atmel's refuses the mode for parts that do not have it. */
  get available(): boolean {
    return this.target.knowsDebugWire;
  }

  get shutsOutIsp(): boolean {
    return this.target.shutsOutIsp;
  }

  readonly holds = false;

  command(m: readonly number[]): number[] | undefined {
    const { chip, target } = this;
    const [id = 0, first = 0] = m;
    const there = target.shutsOutIsp && !chip.absent;
    if (id === COMMAND.parameter && first === SIGNATURE)
      return there ? [PARAMETER, chip.signature[2]!, chip.signature[1]!] : [REFUSAL.failed];
    if (id === COMMAND.parameter || !Object.values<number>(COMMAND).includes(id)) return undefined;
    if (id === COMMAND.reset && first & GIVE_UP) {
      target.leaveDebugWire();
      return [OK];
    }
    if (!there) return [NO_POWER, 0];
    if (id === COMMAND.erase || id === COMMAND.enter) return [REFUSAL.command];
    if (id === COMMAND.synchronise) return undefined;
    if (id === COMMAND.stop || id === COMMAND.reset) return [OK];
    const [length, address] = [number(m.slice(2, 6)), number(m.slice(6, 10))];
    try {
      if (id === COMMAND.read) return [DATA, ...target.read(first, address, length)];
      target.write(first, address, Uint8Array.from(m.slice(10, 10 + length)));
      return [OK];
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      if (error.code === FAILURE.length) return [REFUSAL.range, 0];
      return [error.code === FAILURE.memory ? REFUSAL.memory : REFUSAL.state, 0];
    }
  }
}
