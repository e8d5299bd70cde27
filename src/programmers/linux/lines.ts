import type { PinName } from '../../model/programmer-entry.ts';
import type { PinLevels } from '../../protocols/bitbang/pins.ts';
import type { LineUse } from '../../protocols/linux/gpio.ts';
import { pinsFor } from '../bitbang/board.ts';
import type { Wires } from '../bitbang/pace.ts';
import type { ProgrammerContext } from '../programmer.ts';

/** Purposes that a line can have, in the order in which avrdude takes lines. */
const purposes = ['reset', 'sck', 'sdo', 'sdi', 'errled', 'rdyled', 'pgmled', 'vfyled'] as const;

/** A line and what it is for. */
export interface AssignedLine extends LineUse {
  readonly name: PinName;
  readonly isInverted: boolean;
}

/** The lines of an entry. Outputs are low at first, lights dark. */
export function assignedLines({ entry }: ProgrammerContext): readonly AssignedLine[] {
  return purposes.flatMap((name) => {
    const [pin] = pinsFor(entry.pins, name);
    if (!pin) return [];
    const direction = name === 'sdi' ? 'input' : 'output';
    const high = direction === 'output' && name.endsWith('led') !== pin.isInverted;
    return [{ name, offset: pin.number, isInverted: pin.isInverted, direction, high }];
  });
}

/** Lines that have been taken, by their place among those that were asked for. */
export interface LineBank {
  set(mask: number, bits: number): void;
  get(mask: number): number;
  /**
   * Makes inputs of all, RESET last, and gives them back. Never throws for what is not there any more.
   * @param kept the level that RESET is left at, if it is not let go
   */
  letGo(kept: boolean | undefined): void;
}

/** Pins by their names on lines by their places. */
export function wiresOn(lines: readonly AssignedLine[], bank: LineBank): Wires {
  const places = new Map(lines.map(({ name, isInverted }, index) => [name, { bit: 1 << index, isInverted }]));
  return {
    set: (levels: PinLevels) => {
      let mask = 0;
      let bits = 0;
      for (const name in levels) {
        const place = places.get(name as PinName);
        if (!place) continue;
        mask |= place.bit;
        if (levels[name as PinName] !== place.isInverted) bits |= place.bit;
      }
      if (mask !== 0) bank.set(mask, bits);
    },
    get: (name) => {
      const place = places.get(name);
      return place !== undefined && (bank.get(place.bit) !== 0) !== place.isInverted;
    },
  };
}
