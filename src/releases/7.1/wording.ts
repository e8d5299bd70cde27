import type { RunWording } from '../../output/console.ts';

/** What avrdude 7.1 says of the facts of a run. */
export const wording: RunWording = {};
