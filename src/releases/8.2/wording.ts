import type { RunWording } from '../../output/console.ts';

/** What avrdude 8.2 says of the facts of a run. */
export const wording: RunWording = {};
