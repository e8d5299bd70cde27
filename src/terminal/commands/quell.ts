import { levelCommand } from './level.ts';

/** `quell`: shows or sets what `-q` sets; with 0 progress bars appear. */
export const quell = levelCommand({
  command: 'quell',
  title: 'Quell level',
  newTitle: 'New quell level',
  what: 'quell level',
  about: 'display or set -q quell level for progress bars',
  get: (session) => session.quell,
  set: (session, level) => session.setLoudness({ quell: level }),
});
