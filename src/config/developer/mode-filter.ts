import type { ProgMode } from '../../model/part.ts';

/** Mode letters of developer flags, and the programming modes that each lets through. */
const letters: Readonly<Record<string, readonly ProgMode[]>> = {
  B: ['SPM'],
  C: ['TPI', 'ISP', 'HVSP', 'HVPP', 'debugWIRE', 'JTAG', 'JTAGmkI'],
  U: ['UPDI'],
  P: ['PDI'],
  T: ['TPI'],
  I: ['ISP'],
  J: ['JTAG', 'JTAGmkI', 'XMEGAJTAG'],
  W: ['debugWIRE'],
  H: ['HVPP', 'HVSP'],
  Q: ['AVR32JTAG', 'aWire'],
};

/** Whether the flags' mode letters let a part or programmer with these modes through; Q also stands for no mode at all. */
export function passesModes(modes: readonly ProgMode[], flags: string): boolean {
  const wanted = [...flags].flatMap((flag) => letters[flag] ?? []);
  if (wanted.length === 0) return true;
  return (modes.length === 0 && flags.includes('Q')) || modes.some((mode) => wanted.includes(mode));
}
