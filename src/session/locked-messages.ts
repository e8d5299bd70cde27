import { defineMessage, said } from '../output/words.ts';

/** What is said of a target that lets nobody in before it is erased. Words from main.c of avrdude 8.2; others know no such target. */

const where = 'main() main.c';

/** @param tasks whether something is to be done with it */
export const locked = defineMessage<{ tasks: boolean }>('session/locked', {
  '6.4': ({ tasks }) =>
    tasks
      ? said('error', 'device locked; chip erase option -e required for unlocking device first\n', where)
      : said('warning', 'device locked; any operation will require chip erase option -e\n', where),
});

export const unlockingByErase = defineMessage('session/unlocking-by-erase', {
  '6.4': () => said('notice2', '-e option specified on locked device; erasing it should unlock\n', where),
});

export const erasedYetLocked = defineMessage('session/erased-yet-locked', {
  '6.4': () =>
    said('error', 're-initialization failed despite part erasure; try re-running command line\n', where),
});
