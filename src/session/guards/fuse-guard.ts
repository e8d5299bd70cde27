import type { Part } from '../../model/part.ts';
import type { ProgrammerEntry } from '../../model/programmer-entry.ts';
import { fuseHazards, type Hazard, type HazardousField } from './fuse-hazards.ts';

/** What a dangerous value does, and to whom: the way of programming that it shuts out. */
const deeds: Readonly<Record<Hazard, { readonly mode: 'ISP' | 'JTAG' | 'UPDI'; readonly text: string }>> = {
  'spi-off': { mode: 'ISP', text: 'switches serial programming off (SPIEN)' },
  'reset-off': { mode: 'ISP', text: 'makes the reset pin an ordinary pin (RSTDISBL)' },
  'debugwire-on': { mode: 'ISP', text: 'gives the reset pin to debugWIRE (DWEN)' },
  'external-clock': { mode: 'ISP', text: 'makes the part wait for an external clock (CKSEL)' },
  'jtag-off': { mode: 'JTAG', text: 'switches JTAG off (JTAGEN)' },
  'updi-off': { mode: 'UPDI', text: 'makes the UPDI pin an ordinary pin' },
};

/** The dangerous fields of a part as the programmer at hand sees it. */
export async function hazardsOf(
  part: Part,
  { progModes }: ProgrammerEntry,
): Promise<readonly HazardousField[]> {
  return (await fuseHazards(part)).filter(({ hazard }) => progModes.includes(deeds[hazard].mode));
}

/**
 * Looks for a field that becomes dangerous. One that already is does no further harm: whoever got here has the clock that the
 * part waits for.
 * @param was undefined if it could not be read
 * @returns what the new value does; undefined if it is safe
 */
export function dangerOf(
  hazards: readonly HazardousField[],
  fuse: string,
  was: number | undefined,
  value: number,
): string | undefined {
  const found = hazards.find(
    (field) =>
      field.fuse === fuse &&
      (value & field.mask) === field.value &&
      (was === undefined || (was & field.mask) !== field.value),
  );
  return found && deeds[found.hazard].text;
}
