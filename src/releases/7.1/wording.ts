import type { RunWording } from '../../output/console.ts';
import { describePart } from './part-description.ts';

/** What avrdude 7.1 says of the facts of a run. */
export const wording: RunWording = {
  'part-shown': ({ part }) => ({
    level: 'info',
    stream: 'stdout',
    text: `\n${describePart(part, 0).join('\n')}\n\n`,
  }),
};
