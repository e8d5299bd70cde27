/** The seconds that the last `-x wait=…` names; undefined where it names none, or a number below 0. */
export function secondsNamed(extended: readonly string[]): number | undefined {
  const last = extended.findLast((text) => /^wait(?:=|$)/.test(text));
  const seconds = last === undefined ? undefined : Number.parseInt(last.slice('wait='.length), 10);
  return seconds !== undefined && seconds >= 0 ? seconds : undefined;
}
