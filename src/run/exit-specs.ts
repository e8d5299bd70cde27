import { ExitSpecsError, HelpGivenError } from '../model/errors.ts';
import type { Options } from '../model/options.ts';
import type { Behaviour } from '../model/release.ts';
import type { Emit } from '../output/events.ts';
import { fail } from '../output/fail.ts';
import type { ProgrammerType } from '../programmers/programmer.ts';
import type { Release } from '../releases/release.ts';

/** What `-E` is checked with. */
interface ExitSpecsRequest {
  readonly options: Pick<Options, 'exitSpecs'>;
  readonly release: Release;
  readonly emit: Emit;
  readonly program: string;
}

/** What of `-E` a programmer is to go by: all of it, or nothing if there is a word in it that the type does not know. */
export function exitSpecsFor(
  given: readonly string[] | undefined,
  type: ProgrammerType,
  behaviour: Behaviour,
): readonly string[] {
  const exitSpecs = knownTo(type, behaviour) ?? [];
  const words = said(given);
  return words.every((word) => exitSpecs.some(([spec]) => spec === word)) ? words : [];
}

/**
 * Says what is wrong with `-E`. What a type knows is understood under every release, unless the type says otherwise; for anything
 * else a release has its words, which are other ones where it knows no `-E` for the type at all.
 * @throws ExitSpecsError for an unknown word, HelpGivenError for `help`, after saying so
 */
export function checkExitSpecs(
  { options, release, emit, program }: ExitSpecsRequest,
  { id, type }: { readonly id: string; readonly type: ProgrammerType },
): void {
  if (options.exitSpecs === undefined) return;
  const exitSpecs = knownTo(type, release.behaviour);
  const wrong = said(options.exitSpecs).find((word) => !exitSpecs?.some(([spec]) => spec === word));
  if (exitSpecs && wrong === undefined) return;
  const { types, refusedAbruptly } = release.behaviour.exitSpecs;
  if (!exitSpecs || !types.includes(type.id)) {
    emit({ kind: 'exit-specs-unsupported' });
    return;
  }
  const facts = { id, program, type: type.id, help: exitSpecs };
  if (wrong === 'help' && release.wording['exit-specs-help'])
    fail(emit, { kind: 'exit-specs-help', ...facts }, new HelpGivenError('-E help'));
  fail(
    emit,
    { kind: 'exit-specs-refused', ...facts, given: wrong ?? '' },
    new ExitSpecsError(`-E ${wrong} is not known`, refusedAbruptly),
  );
}

/** What the type knows; undefined if it has no `-E`, or not under this release. */
function knownTo(type: ProgrammerType, behaviour: Behaviour): ProgrammerType['exitSpecs'] {
  return (type.takesExitSpecs?.(behaviour) ?? true) ? type.exitSpecs : undefined;
}

/** Commas may follow each other. */
function said(given: readonly string[] = []): readonly string[] {
  return given.filter((word) => word !== '');
}
