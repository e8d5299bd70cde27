import type { ProgMode } from './part.ts';

/** A part or a programmer. */
interface WithModes {
  readonly progModes: readonly ProgMode[];
  readonly statedModes?: readonly ProgMode[];
}

/** @returns the modes that listings and descriptions give: those that the configuration says, not those that follow */
export function statedModes({ progModes, statedModes }: WithModes): readonly ProgMode[] {
  return statedModes ?? progModes;
}
