import { type ByRelease, heldUpTo, type Lineage } from '../model/release.ts';

/** How loud a message is; numbers are avrdude's `MSG_…` values, compared with the count of `-v` less the extra `-q`s. */
export const levels = {
  'ext-error': -3,
  error: -2,
  warning: -1,
  info: 0,
  notice: 1,
  notice2: 2,
  debug: 3,
  trace: 4,
  trace2: 5,
} as const;
export type Level = keyof typeof levels;

/** A piece of text on its way out, before the console has put the release's margin around it. */
export interface Words {
  readonly level: Level;
  /** Exactly what is printed behind the lead, line ends included. */
  readonly text: string;
  /**
   * What stands before the text. `raw`: nothing. `program`: the program's name (8.x: the message's type). `name`: the program's
   * name and a blank, without a colon. `colon`: the name and a colon, without a blank (6.4). `indent`: blanks as wide as that. `margin`: nothing, but on a fresh line. Default `raw`.
   */
  readonly lead?: 'raw' | 'program' | 'name' | 'colon' | 'indent' | 'margin';
  /**
   * `function() file.c` of the release's source, for those that show it, and the line, at higher verbosity. ` #2` behind it: the
   * second of those that say the same in that function.
   */
  readonly where?: string;
  /** Not said when `-q -q` is given (6.4 checks this beside the level). */
  readonly unlessQuelled?: boolean;
  /** The text brings its cursor back itself, as a bar does; in all others a terminal is shown what controls there are. */
  readonly redraws?: boolean;
  /** Default `stderr`. */
  readonly stream?: 'stderr' | 'stdout';
}

/** A message that begins with the program's name or its type. @param where `function() file.c` of the release's source */
export function said(level: Level, text: string, where?: string): Words {
  return where === undefined ? { level, lead: 'program', text } : { level, lead: 'program', text, where };
}

/** A line that goes on with the message before. */
export function more(level: Level, text: string): Words {
  return { level, lead: 'indent', text };
}

/** Text as it is. */
export function raw(level: Level, text: string): Words {
  return { level, text };
}

/** The same, but not with `-q -q`. */
export function unlessQuelled(words: Words): Words {
  return { ...words, unlessQuelled: true };
}

/** Words for a fact: none, one piece or several in a row. */
export type Wording<Facts> = (facts: Facts) => Words | readonly Words[] | undefined;

/** A wording for 6.4, and for each later release that says it differently. */
export type MessageDefinition<Facts> = Wordings<Facts> & {
  /** `family/what`; no two messages have the same. */
  readonly name: string;
};

type Wordings<Facts> = ByRelease<Wording<Facts>>;

/**
 * Declares what a back end has to say, beside the code that says it. A wording holds until the next release that is given.
 * @param name `family/what`; what a message is called where it is not shown as text
 */
export function defineMessage<Facts = void>(
  name: string,
  wordings: Wordings<Facts>,
): MessageDefinition<Facts> {
  return { name, ...wordings };
}

/** Wordings that have been looked for: a message may be said for every byte. */
const found = new WeakMap<Lineage, WeakMap<object, unknown>>();

/** @returns the wording that holds for the release in force; undefined if it has none yet */
export function wordingFor<Held>(definition: ByRelease<Held>, lineage: Lineage): Held | undefined {
  const known = found.get(lineage) ?? new WeakMap<object, unknown>();
  found.set(lineage, known);
  if (!known.has(definition)) known.set(definition, heldUpTo(definition, lineage).at(-1));
  return known.get(definition) as Held | undefined;
}
