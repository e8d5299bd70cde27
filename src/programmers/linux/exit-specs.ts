/** What `-E` may say of RESET, in 8.2's words. */
export const resetSpecs = [
  ['reset', 'Programmer will keep the reset line low after programming session'],
  ['noreset', 'Programmer will keep the reset line high after programming session'],
] as const;

/** The last of two words of `-E` that exclude each other, if one was given. */
export function lastOf<One extends string>(
  given: readonly string[],
  either: readonly [One, One],
): One | undefined {
  return either.find((one) => one === given.findLast((word) => either.some((each) => each === word)));
}
