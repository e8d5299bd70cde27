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
  /** By id, description or variant, in any case of letters. */
  partsNamed(name: string): readonly PartDefinition[];
  partsWithSignature(signature: Uint8Array): readonly PartDefinition[];
  programmersWithId(id: string): readonly ProgrammerDefinition[];
}

/** Makes lists searchable. */
export function definitionsOf(
  parts: readonly PartDefinition[],
  programmers: readonly ProgrammerDefinition[],
  globals: readonly GlobalSetting[],
): Definitions {
  return {
    parts,
    programmers,
    globals,
    partsNamed: (name) => parts.filter((part) => isNamed(part, name)),
    partsWithSignature: (signature) =>
      parts.filter((part) => part.signature.every((byte, i) => byte === signature[i])),
    programmersWithId: (id) => programmers.filter((programmer) => hasId(programmer, id)),
  };
}

export const noDefinitions: Definitions = definitionsOf([], [], []);

/** The value last assigned to a word of a block itself, ancestors aside. */
export function lastValues(
  settings: readonly Setting[],
  name: string,
): readonly (string | number)[] | undefined {
  const found = settings.findLast((setting) => setting.kind === 'value' && setting.name === name);
  return found?.kind === 'value' ? found.values : undefined;
}

/** All values that a block itself assigns to a word, however often. */
export function allValues(settings: readonly Setting[], name: string): readonly (string | number)[] {
  return settings.flatMap((setting) =>
    setting.kind === 'value' && setting.name === name ? setting.values : [],
  );
}

/**
 * The names under which a part can be asked for besides id and description: `"ATmega328P-AU: TQFP32, …"` makes it known as
 * ATmega328P-AU.
 * @returns the names in lower case, each between tabs; empty if there are none
 */
export function variantNames(settings: readonly Setting[]): string {
  return namesOfVariants(allValues(settings, 'variants').map(String));
}

/** The same of the variants as they are written. */
export function namesOfVariants(variants: readonly string[]): string {
  const names = variants.map((variant) => variant.split(':', 1)[0]?.toLowerCase() ?? '');
  return names.length === 0 ? '' : `\t${names.join('\t')}\t`;
}

const same = (a: string, b: string): boolean => a.length === b.length && a.toLowerCase() === b.toLowerCase();

/** Whether a part goes by this name: id, description or variant, in any case of letters. */
function isNamed(part: Pick<PartDefinition, 'id' | 'desc' | 'variantNames'>, name: string): boolean {
  return (
    same(part.id, name) || same(part.desc, name) || part.variantNames.includes(`\t${name.toLowerCase()}\t`)
  );
}

/** Whether a programmer has this id, in any case of letters. */
function hasId(programmer: Pick<ProgrammerDefinition, 'ids'>, id: string): boolean {
  return programmer.ids.some((one) => same(one, id));
}
