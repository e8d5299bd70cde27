import type { Part } from '../../model/part.ts';
import { partLine } from './entries.ts';

/** The names of a part's interrupt vectors by number; empty if they are not known. */
export async function vectors(part: Part): Promise<readonly string[]> {
  const text = (await import('avrdude:facts')).default.vectors;
  return partLine(text, part.desc) ?? [];
}
