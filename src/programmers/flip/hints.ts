import type { Event } from '../../output/events.ts';

/** Atmel's loader shows nothing and takes nothing before a chip erase. */
export const loaderClosed: Event = {
  kind: 'hint',
  name: 'flip/closed',
  text: "Atmel's boot loader keeps its memories closed, since it was started, until the chip is erased. A chip erase opens it: -e (the program goes, EEPROM stays).",
};

/** The signature is told only before the first erase. */
export const signatureSpent: Event = {
  kind: 'hint',
  name: 'flip/signature-spent',
  text: "Once the chip has been erased, Atmel's boot loader tells no signature until it is started anew: start it by the reset button, or unplug the board and plug it in again.",
};

/** The board has left in the middle. */
export const boardGone: Event = {
  kind: 'hint',
  name: 'flip/board-gone',
  text: 'The board is no longer there. Its boot loader is not lost: start it again (reset button, or plug it in) and repeat the command.',
};

/** The same for the loaders of XMEGA parts, which may be closed. */
export const xmegaClosed: Event = {
  kind: 'hint',
  name: 'flip/memory-protected',
  text: 'This boot loader keeps its memories closed until the chip is erased. A chip erase opens it: -e.',
};
