import { scanInt } from '../../model/c-number.ts';
import { HelpGivenError, UsageError } from '../../model/errors.ts';
import { type IntegerItem, readIntegerItem } from '../../model/integer-item.ts';
import { type Hint, notice } from '../../output/events.ts';
import { fail } from '../../output/fail.ts';
import type { ProgrammerContext } from '../programmer.ts';
import { extendedDeeds } from './deeds.ts';
import * as words from './messages.ts';

/** One `-x` parameter of a programmer type. */
export interface ExtendedParameter<Settings> {
  /** Must match from the beginning; groups are handed to `apply`. */
  readonly pattern: RegExp;
  /** @returns the settings with the parameter in them; undefined if its value is wrong, after saying so */
  apply(settings: Settings, match: RegExpMatchArray): Settings | undefined;
}

/** What a programmer type takes with `-x`. */
export interface ExtendedSyntax<Settings> {
  /** The type's id. */
  readonly type: string;
  readonly initial: Settings;
  readonly parameters: readonly ExtendedParameter<Settings>[];
  /** What `ExtendedDeeds.types` calls the type, where that is another name. */
  readonly listed?: string;
  /** What stands in the list of `-x help`, without the line for help itself. */
  readonly help: readonly (readonly [parameter: string, meaning: string])[];
  /** The column in which meanings begin, counted from the parameters; else as far as the longest one reaches. */
  readonly helpColumn?: number;
  /** Lines behind that list. */
  readonly notes?: readonly string[];
  /** How releases word an unknown parameter, where not in the usual way; one for 8.2 has no list behind it. */
  readonly unknown?: words.OwnUnknown;
  /** The first wrong parameter ends the list of this type under every release. */
  readonly endsAtFault?: boolean;
}

/**
 * Reads the `-x` parameters of a run. Those of any release are understood under every release; where the release in force has
 * none for this type, others are ignored as it would. `help` is one of them before 8.x; the list comes as a hint then.
 * @throws UsageError for an unknown parameter or a wrong value, HelpGivenError for `-x help`; both after saying so
 */
export function parseExtended<Settings>(
  context: ProgrammerContext,
  syntax: ExtendedSyntax<Settings>,
): Settings {
  const { extended, behaviour, emit } = context;
  const { types, hasHelp, endsAtFault } = behaviour.of(extendedDeeds);
  const stopsAtFault = endsAtFault || syntax.endsAtFault === true;
  const known = types.includes(syntax.listed ?? syntax.type);
  let settings = syntax.initial;
  let wrong = 0;
  const ignored: string[] = [];
  for (const text of extended) {
    if (wrong > 0 && stopsAtFault) break;
    const found = syntax.parameters.map((p) => ({ p, match: text.match(p.pattern) })).find((x) => x.match);
    const next = found?.match ? found.p.apply(settings, found.match) : undefined;
    if (next !== undefined) settings = next;
    else if (found) wrong++;
    else if (text === 'help' && hasHelp) {
      fail(
        emit,
        notice(words.help, { id: context.id, lines: helpLines(syntax) }),
        new HelpGivenError('-x help'),
      );
    } else if (known) {
      wrong++;
      emit(
        notice(words.unknown, { type: syntax.type, text, ...(syntax.unknown && { own: syntax.unknown }) }),
      );
      if (!syntax.unknown?.['8.2'])
        emit(notice(words.helpAfterUnknown, { id: context.id, lines: helpLines(syntax) }));
    } else ignored.push(text);
  }
  if (ignored.length > 0) emit({ kind: 'extended-unsupported', parameters: ignored });
  if (!hasHelp && extended.includes('help')) emit(listAsHint(context.id, syntax));
  if (wrong > 0) throw new UsageError('bad -x parameter');
  return settings;
}

function listAsHint(id: string, syntax: Pick<ExtendedSyntax<never>, 'help' | 'helpColumn'>): Hint {
  const list = aligned(syntax.help, syntax.helpColumn, false).join('\n    ');
  return { kind: 'hint', name: 'extended/what-there-is', text: `-c ${id} takes:\n    ${list}` };
}

/** A number as C reads it: decimal, 0x hexadecimal, 0 octal, whatever stands behind. @returns undefined if it is none */
export function cInteger(text: string): number | undefined {
  const { value, end } = scanInt(text);
  return end === 0 ? undefined : value;
}

/** A number of a parameter as the release reads it. */
export function extendedNumber({ behaviour }: ProgrammerContext, text: string): IntegerItem {
  if (behaviour.of(extendedDeeds).numbers === 'data-items') return readIntegerItem(text, 'int32');
  const value = cInteger(text);
  return value === undefined ? { ok: false, error: 'cannot parse' } : { ok: true, value };
}

function helpLines({
  help,
  helpColumn,
  notes = [],
}: Pick<ExtendedSyntax<never>, 'help' | 'helpColumn' | 'notes'>): readonly string[] {
  return [...aligned(help, helpColumn), ...notes];
}

/** The lines of a help list, meanings in one column: two blanks behind a word, one is enough behind a value. Without a word a line goes on. */
function aligned(
  help: readonly (readonly [string, string])[],
  column?: number,
  withHelp = true,
): readonly string[] {
  const all = [...help, ...(withHelp ? [['help', 'Show this help menu and exit'] as const] : [])];
  const width =
    column ?? Math.max(...all.map(([parameter]) => parameter.length + (parameter.includes('=') ? 1 : 2)));
  return all.map(([parameter, meaning]) => {
    const word = parameter.length < width ? parameter.padEnd(width) : `${parameter} `;
    return `  ${parameter ? '-x' : '  '} ${word}${meaning}`;
  });
}
