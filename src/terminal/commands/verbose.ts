import { levelCommand } from './level.ts';

/** `verbose`: shows or sets what `-v` sets. */
export const verbose = levelCommand({
  command: 'verbose',
  title: 'Verbosity level',
  newTitle: 'New verbosity level',
  what: 'verbosity level',
  about: 'display or set -v verbosity level',
  get: (session) => session.verbosity,
  set: (session, verbosity) => session.setLoudness({ verbosity }),
});
