import type { Part } from '../model/part.ts';
import type { PartDefinition } from './collection.ts';
import type { Definitions } from './definitions.ts';
import { type BuiltInFacts, type EditionPart, extendedPart, partOfEdition } from './edition.ts';

/** A part that a look-up may mean: as defined, as the release knows it, or both. */
export type Candidate =
  | { readonly definition: PartDefinition; readonly known: EditionPart | undefined }
  | { readonly definition: undefined; readonly known: EditionPart };

/** Parts as a release looks them up: those that it knows come as and where they do in its own file, the others after them. */
export interface EditionParts {
  named(name: string): readonly Candidate[];
  withSignature(signature: Uint8Array): readonly Candidate[];
  /** Those with a definition, each once. */
  all(): readonly PartDefinition[];
  expand(candidate: Candidate): Part;
}

/**
 * @param ordered puts a list into the order in which the release goes through it
 * @param expand makes a part of a definition as it is
 * @param builtIn what stands beside the definitions of one file, the release's edition among it
 */
export function partsOfEdition(
  definitions: Definitions,
  ordered: <T>(list: readonly T[]) => readonly T[],
  expand: (definition: PartDefinition) => Part,
  builtIn: BuiltInFacts | undefined,
): EditionParts {
  const edition = builtIn?.edition;
  const isBuiltIn = ({ definition }: Candidate): boolean => definition?.file === builtIn?.file;
  const knownOf = (definition: PartDefinition): readonly EditionPart[] =>
    edition && definition.file === builtIn?.file ? edition.partsMadeFrom(definition.id) : [];

  function candidates(definition: PartDefinition): readonly Candidate[] {
    const known = knownOf(definition);
    return known.length === 0
      ? [{ definition, known: undefined }]
      : known.map((one) => ({ definition, known: one }));
  }

  function inOrder(list: readonly Candidate[]): readonly Candidate[] {
    if (!edition) return ordered(list);
    const known = list.filter((one) => one.known).sort((a, b) => placeOf(a) - placeOf(b));
    const own = list.filter((one) => !isBuiltIn(one) && !one.known);
    const others = list.filter((one) => isBuiltIn(one) && !one.known);
    return [...ordered([...known, ...own]), ...ordered(others)];
  }

  /** A part of the user's own has its parent as the release knows it. */
  function expandDefinition(definition: PartDefinition): Part {
    if (builtIn && definition.file === builtIn.file) return { ...expand(definition), isNewer: true };
    const { parent, settings, memoryBlocks } = definition;
    const above = builtIn && parent ? expandFirst(parent) : undefined;
    if (!above?.described) return expand(definition);
    const { parentId, file, line } = definition;
    return { ...extendedPart(above, settings, memoryBlocks), parentId, source: { file, line } };
  }

  const derived = new Map<EditionPart, Part>();

  /** The part as the release has it; made once. */
  function expandKnown(definition: PartDefinition | undefined, known: EditionPart): Part {
    const part = derived.get(known) ?? partOfEdition(definition && expand(definition), known);
    derived.set(known, part);
    return part;
  }

  function expandFirst(definition: PartDefinition): Part {
    const [known] = knownOf(definition);
    return known ? expandKnown(definition, known) : expandDefinition(definition);
  }

  return {
    named(name) {
      const found = definitions.partsNamed(name).flatMap((definition) => {
        const all = candidates(definition);
        const meant = all.find(({ known }) => known?.id.toLowerCase() === name.toLowerCase());
        return meant ? [meant] : all;
      });
      const strangers = edition?.strangersNamed(name) ?? [];
      return inOrder([...found, ...strangers.map(stranger)]);
    },
    withSignature(signature) {
      const found = definitions.partsWithSignature(signature).flatMap(candidates);
      const same = found.filter(({ known }) => known?.signature === undefined);
      const only = (edition?.partsWithSignature(signature) ?? []).map((known) => {
        const [definition] = known.baseId === '' ? [] : definitions.partsNamed(known.baseId);
        return definition ? { definition, known } : stranger(known);
      });
      return inOrder([...same, ...only]);
    },
    all: () => [
      ...new Set(
        inOrder(definitions.parts.flatMap(candidates)).flatMap(({ definition }) => definition ?? []),
      ),
    ],
    expand({ definition, known }) {
      if (!definition) return expandKnown(undefined, known);
      return known ? expandKnown(definition, known) : expandDefinition(definition);
    },
  };
}

function stranger(known: EditionPart): Candidate {
  return { definition: undefined, known };
}

function placeOf({ known }: Candidate): number {
  return known?.place ?? 0;
}
