import type { PinName } from '../../model/programmer-entry.ts';
import type { PinLevels } from '../../protocols/bitbang/pins.ts';
import { type Register, readRegister, writeRegister } from '../../protocols/linux/ppdev.ts';
import type { DeviceFile } from '../../transports/device-files.ts';
import { type AssignedPin, pinsFor } from '../bitbang/board.ts';
import type { Wires } from '../bitbang/pace.ts';
import type { ProgrammerContext } from '../programmer.ts';

/** Where a pin of the 25-pin plug is in a register (IEEE 1284, compatibility mode), and whether the port turns it around. */
interface Place {
  readonly register: Register;
  readonly bit: number;
  readonly isInverted: boolean;
}

const place = (register: Register, bit: number, isInverted = false): Place => ({ register, bit, isInverted });
const places: Readonly<Record<number, Place>> = {
  1: place('control', 0x01, true),
  2: place('data', 0x01),
  3: place('data', 0x02),
  4: place('data', 0x04),
  5: place('data', 0x08),
  6: place('data', 0x10),
  7: place('data', 0x20),
  8: place('data', 0x40),
  9: place('data', 0x80),
  10: place('status', 0x40),
  11: place('status', 0x80, true),
  12: place('status', 0x20),
  13: place('status', 0x10),
  14: place('control', 0x02, true),
  15: place('status', 0x08),
  16: place('control', 0x04),
  17: place('control', 0x08, true),
};

/** What the two registers that can be written hold. */
export interface Levels {
  readonly data: number;
  readonly control: number;
}

/** The pins of a parallel port. Pins of one register change together; a register that stays as it is is not written. */
export class PortRegisters implements Wires {
  readonly #file: DeviceFile;
  readonly #pins: ReadonlyMap<PinName, readonly (AssignedPin & Place)[]>;
  #levels: Levels;

  /** @throws TransportError */
  constructor(file: DeviceFile, { entry }: ProgrammerContext) {
    this.#file = file;
    const names = Object.keys(entry.pins) as PinName[];
    this.#pins = new Map(
      names.map((name) => [
        name,
        pinsFor(entry.pins, name).flatMap((pin) => {
          const found = places[pin.number];
          return found ? [{ ...pin, ...found, isInverted: pin.isInverted !== found.isInverted }] : [];
        }),
      ]),
    );
    this.#levels = { data: readRegister(file, 'data'), control: readRegister(file, 'control') };
  }

  get levels(): Levels {
    return this.#levels;
  }

  set(levels: PinLevels): void {
    const wanted = { ...this.#levels };
    for (const name in levels) {
      for (const { register, bit, isInverted } of this.#pins.get(name as PinName) ?? []) {
        if (register === 'status') continue;
        const high = levels[name as PinName] !== isInverted;
        wanted[register] = high ? wanted[register] | bit : wanted[register] & ~bit;
      }
    }
    this.write(wanted);
  }

  get(name: PinName): boolean {
    const [pin] = this.#pins.get(name) ?? [];
    return pin !== undefined && ((readRegister(this.#file, pin.register) & pin.bit) !== 0) !== pin.isInverted;
  }

  /** Sets both registers. */
  write(wanted: Levels): void {
    const before = this.#levels;
    this.#levels = wanted;
    for (const register of ['data', 'control'] as const)
      if (wanted[register] !== before[register]) writeRegister(this.#file, register, wanted[register]);
  }
}
