import { Avr32Chip } from './avr32-chip.ts';
import { TpiMemories } from './tpi-memories.ts';
import { UpdiChip } from './updi-chip.ts';
import { updiPart } from './updi-parts.ts';
import { type XmegaChip, xmegaChip } from './xmega-chip.ts';

/** A chip that is no classic AVR. */
export type OtherChip = UpdiChip | XmegaChip | TpiMemories | Avr32Chip;

/** @returns undefined for a classic AVR */
export function otherChip(part: string): OtherChip | undefined {
  const facts = updiPart(part);
  if (facts) return new UpdiChip(facts);
  if (part === 'uc3a0512') return new Avr32Chip();
  return part === 't10' ? new TpiMemories() : xmegaChip(part);
}
