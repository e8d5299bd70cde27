import type { IspTarget } from './isp-target.ts';
import type { OtherChip } from './other-chip.ts';
import { TpiMemories } from './tpi-memories.ts';

type Level = 0 | 1;

/** A chip on three wires and one back: RESET, clock, data to it, and from it. */
export interface Wires {
  /** Whether RESET is low. */
  readonly held: boolean;
  /** Drives the three. @returns the level that comes back */
  step(reset: Level, sck: Level, sdo: Level): Level;
}

/** @param other the chip that is there instead of a classic AVR */
export function wiresTo(isp: IspTarget, other: OtherChip | undefined): Wires {
  if (other instanceof TpiMemories) return new TpiWires(other);
  return {
    get held() {
      return isp.held;
    },
    step: (reset, sck, sdo) => (isp.pins(reset, sck, sdo) ? 1 : 0),
  };
}

/**
 * TPIDATA on both data lines, the host's behind a resistor. The chip samples it as the clock rises and changes it as that falls (ATtiny10
 * data sheet, "Physical Layer of Tiny Programming Interface").
 */
class TpiWires implements Wires {
  held = false;
  private readonly chip: TpiMemories;
  private clock: Level = 0;
  private own: Level = 1;

  constructor(chip: TpiMemories) {
    this.chip = chip;
  }

  step(reset: Level, sck: Level, sdo: Level): Level {
    if (this.held !== (reset === 0)) {
      this.held = reset === 0;
      this.chip.reset();
      this.own = 1;
    }
    if (this.held && sck > this.clock) this.chip.bit(sdo);
    if (sck < this.clock) this.own = this.chip.next ? 1 : 0;
    this.clock = sck;
    return this.own && sdo;
  }
}
