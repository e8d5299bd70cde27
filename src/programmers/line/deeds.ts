import type { DeedsByRelease } from '../../model/release.ts';

/** What releases do with boards that are reset by control lines. */
export interface LineDeeds {
  /** A board is reset by control lines that stay set until the end, or by a short pulse (8.x). */
  readonly boardReset: 'hold' | 'pulse';
}

export const lineDeeds: DeedsByRelease<LineDeeds> = {
  '6.4': { boardReset: 'hold' },
  '8.2': { boardReset: 'pulse' },
};
