import type { PinName } from '../../model/programmer-entry.ts';
import type { PinLevels, PinStep } from '../../protocols/bitbang/pins.ts';
import type { DeviceFiles } from '../../transports/device-files.ts';

/**
 * What a target at 1 MHz, as it comes from the shop, needs of each level of SCK: more than two periods of its clock (data sheets,
 * "Serial Programming Characteristics"). In microseconds.
 */
const shortest = 2.5;
/** For how long nobody else has a turn at most, in microseconds. */
const stretch = 20_000;

/** Pins that are set and looked at by calls of the system's. */
export interface Wires {
  set(levels: PinLevels): void;
  get(name: PinName): boolean;
}

/** Carries steps out on wires, no faster than a target can follow. */
export class Pace {
  readonly #files: DeviceFiles;
  /** Between two changes, in microseconds. */
  readonly #delay: number;
  /** Whether a pin is looked at only after that time, too, as `-i` is for lines that are slow. */
  readonly #settles: boolean;
  #turn: number;

  /** @param ispDelay of `-i`, microseconds */
  constructor(files: DeviceFiles, ispDelay: number | undefined) {
    this.#files = files;
    this.#delay = Math.max(shortest, ispDelay ?? 0);
    this.#settles = ispDelay !== undefined && ispDelay > shortest;
    this.#turn = files.now();
  }

  /** @returns what was read @throws TransportError */
  async run(steps: readonly PinStep[], wires: Wires): Promise<readonly boolean[]> {
    const files = this.#files;
    if (files.now() - this.#turn > stretch) {
      await files.breathe();
      this.#turn = files.now();
    }
    const seen: boolean[] = [];
    let changed = Number.NEGATIVE_INFINITY;
    const settle = (): void => {
      const left = this.#delay - (files.now() - changed);
      if (left > 0) files.spin(left);
    };
    for (const { set, read } of steps) {
      if (set) {
        settle();
        wires.set(set);
        changed = files.now();
      }
      if (read === undefined) continue;
      if (this.#settles) settle();
      seen.push(wires.get(read));
    }
    settle();
    return seen;
  }
}
