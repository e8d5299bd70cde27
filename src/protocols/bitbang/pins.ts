import type { PinName } from '../../model/programmer-entry.ts';

/** Levels of pins by what they are for, as the target sees them: an inverted pin is turned around on its way. */
export type PinLevels = Readonly<Partial<Record<PinName, boolean>>>;

/** Pins that change at once, and a pin that is looked at then. */
export interface PinStep {
  readonly set?: PinLevels;
  readonly read?: PinName;
}

/**
 * What bit banging needs of whatever has pins: it carries out steps in their order, with nothing of ours in between, so that they
 * can all travel together.
 */
export interface PinPort {
  /**
   * Pins that nobody has assigned are passed over, and read as low.
   * @returns what was read, in the order of the steps that read @throws TransportError
   */
  run(steps: readonly PinStep[]): Promise<readonly boolean[]>;
}
