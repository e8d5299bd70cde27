import type { ProgMode } from '../model/part.ts';

/** The bits of `prog_modes`, least significant first (`PM_SPM` is 1). */
export const progModeBits: readonly ProgMode[] = [
  'SPM',
  'TPI',
  'ISP',
  'PDI',
  'UPDI',
  'HVSP',
  'HVPP',
  'debugWIRE',
  'JTAG',
  'JTAGmkI',
  'XMEGAJTAG',
  'AVR32JTAG',
  'aWire',
];

/** @param mask the number that `prog_modes` came to */
export function progModesOf(mask: number): readonly ProgMode[] {
  return progModeBits.filter((_, bit) => mask & (1 << bit));
}

/** @returns the number that avrdude keeps for these modes */
export function maskOf(modes: readonly ProgMode[]): number {
  return modes.reduce((mask, mode) => mask | (1 << progModeBits.indexOf(mode)), 0);
}

/**
 * What modes a part or programmer has that gives none: none, or those that follow from what else it says; of those the release may
 * see nothing.
 */
export type MissingModes = 'none' | 'inferred' | 'inferred-unseen';
