import type { PartDefinition, ProgrammerDefinition } from './collection.ts';
import type { GlobalSetting, Setting } from './syntax.ts';

/**
 * Everything that has been defined so far, in the order of definition. A later definition with the same name takes the place
 * of the earlier one (and stands at the end).
 */
export interface Definitions {
  readonly parts: readonly PartDefinition[];
  readonly programmers: readonly ProgrammerDefinition[];
  readonly globals: readonly GlobalSetting[];
}

export const noDefinitions: Definitions = { parts: [], programmers: [], globals: [] };

/** The value last assigned to a word of a block itself, ancestors aside. */
export function lastValues(
  settings: readonly Setting[],
  name: string,
): readonly (string | number)[] | undefined {
  const found = settings.findLast((setting) => setting.kind === 'value' && setting.name === name);
  return found?.kind === 'value' ? found.values : undefined;
}

/** The name of a variant: `"ATmega328P-AU: TQFP32, …"` is `ATmega328P-AU`. */
export function variantName(variant: string): string {
  const colon = variant.indexOf(':');
  return colon < 0 ? variant : variant.slice(0, colon);
}

const same = (a: string, b: string): boolean => a.length === b.length && a.toLowerCase() === b.toLowerCase();

/** Whether a part goes by this name: id, description or variant, in any case of letters. */
export function isNamed(part: Pick<PartDefinition, 'id' | 'desc' | 'variants'>, name: string): boolean {
  return same(part.id, name) || same(part.desc, name) || part.variants.some((variant) => same(variant, name));
}

/** Whether a programmer has this id, in any case of letters. */
export function hasId(programmer: Pick<ProgrammerDefinition, 'ids'>, id: string): boolean {
  return programmer.ids.some((one) => same(one, id));
}
