/** What `-E` may say, in 8.2's words, which has the two the wrong way round. */
export const exitSpecs = [
  ['reset', 'Application will not start automatically after programming session'],
  ['noreset', 'Application will start automatically after programming session'],
] as const;

/** Whether the application is to be started at the end: the last word counts. Without any, the boot loader goes on running. */
export function startsApplication(given: readonly string[]): boolean {
  return given.at(-1) === 'reset';
}
