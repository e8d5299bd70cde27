/** What our own environment variables ask for. They are read here and nowhere else. */
export interface Settings {
  /** `AVRDUDE_COMPAT`: the release to be, by any version's number; undefined if it is not set. */
  readonly compat: string | undefined;
  /** `AVRDUDE_HINTS`. */
  readonly hints: Wish;
  /** `AVRDUDE_GUARDS`. */
  readonly guards: Wish;
}

/** Whether to have what programs that read our output do not expect; without a wish, a person at a terminal has it. */
export type Wish = 'always' | 'never' | 'on-terminal';

/** Reads the settings. A wish that is neither `always` nor `never` is none. */
export function readSettings({
  AVRDUDE_COMPAT: compat,
  AVRDUDE_HINTS: hints,
  AVRDUDE_GUARDS: guards,
}: Readonly<Record<string, string | undefined>>): Settings {
  return { compat, hints: wishOf(hints), guards: wishOf(guards) };
}

function wishOf(value: string | undefined): Wish {
  return value === 'always' || value === 'never' ? value : 'on-terminal';
}

/** Whether a wish is granted where text goes to a terminal, or does not. */
export function isGranted(wish: Wish, { isTerminal }: { readonly isTerminal: boolean }): boolean {
  return wish === 'always' || (wish === 'on-terminal' && isTerminal);
}
