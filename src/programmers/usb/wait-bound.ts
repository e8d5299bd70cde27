import { scanInt } from '../../model/c-number.ts';

/** A number of seconds as `atoi` reads it; undefined below 0: that bounds nothing. */
export function secondsOf(text: string): number | undefined {
  const { value } = scanInt(text, 10);
  return value < 0 ? undefined : value;
}

/** The seconds that the last `-x wait=…` names; undefined where it names none, or a number below 0. */
export function secondsNamed(extended: readonly string[]): number | undefined {
  const last = extended.findLast((text) => /^wait(?:=|$)/.test(text));
  return last?.startsWith('wait=') ? secondsOf(last.slice('wait='.length)) : undefined;
}
