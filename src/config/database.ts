import type { CatalogueLine, ConfigDefaults, ConfigText, Database, ListedPart } from '../model/database.ts';
import { ownTypes } from '../model/own-types.ts';
import type { Part, ProgMode } from '../model/part.ts';
import type { ProgrammerEntry } from '../model/programmer-entry.ts';
import type { ConfigBehaviour } from '../model/release.ts';
import { statedModes } from '../model/stated-modes.ts';
import {
  expandPart,
  expandProgrammer,
  type PartDefinition,
  type ProgrammerDefinition,
} from './collection.ts';
import type { Definitions } from './definitions.ts';
import { type BuiltInFacts, correctedPart } from './edition.ts';
import { type Candidate, partsOfEdition } from './edition-parts.ts';
import { progModesOf } from './prog-modes.ts';
import type { GlobalSetting } from './syntax.ts';

/**
 * Makes definitions searchable. A part or programmer is expanded when it is first asked for.
 * @param rules which of two definitions comes first in look-ups and catalogues, and which count
 * @param builtIn what stands beside definitions of the built-in database
 * @param texts the files that they are from
 */
export function createDatabase(
  definitions: Definitions,
  { order, stumps }: Pick<ConfigBehaviour, 'order' | 'stumps'>,
  builtIn?: BuiltInFacts,
  texts: readonly ConfigText[] = [],
): Database {
  const ordered = <T>(list: readonly T[]): readonly T[] =>
    order === 'as-written' ? list : list.toReversed();
  const expandedParts = new Map<PartDefinition, Part>();
  const expandedProgrammers = new Map<ProgrammerDefinition, ProgrammerEntry>();
  const part = (definition: PartDefinition): Part => memoise(expandedParts, definition, expandPart);
  // What no avrdude knows is found by its name, and is in no list: those are the release's.
  const listed = () =>
    definitions.programmers.filter(({ file, type }) => file !== builtIn?.file || !ownTypes.includes(type));
  const entry = (definition: ProgrammerDefinition): ProgrammerEntry =>
    memoise(expandedProgrammers, definition, expandProgrammer);
  const correctedParts = new Map<PartDefinition, Part>();
  const corrected = (definition: PartDefinition): Part =>
    memoise(correctedParts, definition, () =>
      builtIn && definition.file === builtIn.file
        ? correctedPart(part(definition), builtIn.corrections.ofPart(definition.id))
        : part(definition),
    );
  const partsByName = new Map<string, Part>();
  const parts = partsOfEdition(definitions, ordered, corrected, builtIn);
  const isStump = ({ definition, known }: Candidate): boolean =>
    (definition ? (known ?? definition) : known).id.startsWith('.');
  const bySignature = (signature: Uint8Array): readonly Part[] =>
    parts
      .withSignature(signature)
      .filter((one) => stumps === 'found-by-signature' || !isStump(one))
      .map(parts.expand);

  return {
    defaults: defaultsOf(definitions.globals),
    texts,
    part(name) {
      const known = partsByName.get(name);
      if (known) return known;
      const [found] = parts.named(name);
      const made = found && parts.expand(found);
      if (made) partsByName.set(name, made);
      return made;
    },
    partBySignature: (signature) => bySignature(signature)[0],
    partsBySignature: bySignature,
    programmer(id) {
      const [found] = ordered(definitions.programmersWithId(id));
      const desc = found?.file === builtIn?.file ? builtIn?.edition?.programmerDescription(id) : undefined;
      return found && (desc === undefined ? entry(found) : { ...entry(found), desc });
    },
    partCatalogue: () => parts.all().map((definition) => lineOf(definition, definition.id)),
    listedParts: () => definitions.parts.map((definition) => new Listed(definition, part)),
    programmerCatalogue: () =>
      ordered(listed()).flatMap((definition) => definition.ids.map((id) => lineOf(definition, id))),
    *allParts() {
      for (const definition of definitions.parts) yield part(definition);
    },
    *allProgrammers() {
      for (const definition of listed()) yield entry(definition);
    },
  };
}

/** To know its line, a definition may have to be read. */
class Listed implements ListedPart {
  readonly #definition: PartDefinition;
  readonly #expand: (definition: PartDefinition) => Part;

  constructor(definition: PartDefinition, expand: (definition: PartDefinition) => Part) {
    this.#definition = definition;
    this.#expand = expand;
  }

  get id(): string {
    return this.#definition.id;
  }

  get desc(): string {
    return this.#definition.desc;
  }

  get file(): string {
    return this.#definition.file;
  }

  get line(): number {
    return this.#definition.line;
  }

  get variants(): readonly string[] {
    const known = this.#definition.listed?.variants;
    return known ? [...new Set(known)] : this.part.variants;
  }

  get modes(): readonly ProgMode[] {
    const known = this.#definition.listed;
    return known ? progModesOf(known.modeMask) : statedModes(this.part);
  }

  get part(): Part {
    return this.#expand(this.#definition);
  }
}

function lineOf(
  definition: { readonly desc: string; readonly file: string; readonly line: number },
  id: string,
): CatalogueLine {
  const { desc, file } = definition;
  return {
    id,
    desc,
    file,
    get line() {
      return definition.line;
    },
  };
}

function memoise<K, V>(cache: Map<K, V>, key: K, make: (key: K) => V): V {
  const known = cache.get(key);
  if (known !== undefined) return known;
  const made = make(key);
  cache.set(key, made);
  return made;
}

/** What the last assignment to each word outside blocks comes to. */
export function defaultsOf(globals: readonly GlobalSetting[]): ConfigDefaults {
  const values = new Map(globals.map(({ name, value }) => [name, value]));
  const text = (name: string): string => String(values.get(name) ?? '');
  const number = (name: string): number => Number(values.get(name) ?? 0);
  const safemode = values.get('default_safemode');
  return {
    version: text('avrdude_conf_version'),
    programmer: text('default_programmer'),
    parallel: text('default_parallel'),
    serial: text('default_serial'),
    spi: text('default_spi'),
    linuxgpio: text('default_linuxgpio'),
    bitclock: number('default_bitclock'),
    baudrate: number('default_baudrate'),
    safemode: safemode === undefined ? undefined : safemode !== 0,
    allowSubshells: number('allow_subshells') !== 0,
  };
}
