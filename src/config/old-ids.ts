import type { PartDefinition } from './collection.ts';
import type { Definitions } from './definitions.ts';

/** Ids that earlier releases had for parts and that no later name leads to. */
export const oldIds: Readonly<Record<string, readonly string[]>> = {
  lgt88p: ['lgt8fx88p'],
  lgt168p: ['lgt8fx168p'],
  lgt328p: ['lgt8fx328p'],
  uc3a0512: ['ucr2'],
};

/** The part of `conf/` that a release knew by this id, if it is there. */
export function partKnownAs(definitions: Definitions, id: string): PartDefinition | undefined {
  const [first, ...others] = definitions.partsNamed(id);
  return (
    [first, ...others].find((part) => part?.id === id) ??
    first ??
    definitions.parts.find((part) => oldIds[part.id]?.includes(id))
  );
}
