import type { Part, ProgMode } from './part.ts';

const classicModes: readonly ProgMode[] = ['TPI', 'ISP', 'HVSP', 'HVPP', 'debugWIRE', 'JTAG', 'JTAGmkI'];

/** Whether a part is programmed in one of the ways from before XMEGA. */
export function isClassic(part: Part): boolean {
  return part.progModes.some((mode) => classicModes.includes(mode));
}
