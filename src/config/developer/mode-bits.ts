import type { ProgMode } from '../../model/part.ts';

/** Programming modes in the order of their bits, the lowest first. */
const modes: readonly ProgMode[] = [
  ...(['SPM', 'TPI', 'ISP', 'PDI', 'UPDI', 'HVSP', 'HVPP', 'debugWIRE', 'JTAG', 'JTAGmkI'] as const),
  ...(['XMEGAJTAG', 'AVR32JTAG', 'aWire'] as const),
];

/** The bits of avrdude's `prog_modes`. */
export function modeBits(given: readonly ProgMode[]): number {
  return modes.reduce((sum, mode, bit) => (given.includes(mode) ? sum | (1 << bit) : sum), 0);
}
