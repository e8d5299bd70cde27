import { defineMessage, said } from '../output/words.ts';

const text = (memory: string): string =>
  `${memory} written; this boot loader cannot be read back, so nothing is verified\n`;

/** What has been written would be verified now, and cannot be. Our own: no type of avrdude's says so. */
export const notReadBack = defineMessage<{ memory: string }>('session/not-read-back', {
  '6.4': ({ memory }) => said('info', text(memory)),
  '7.1': ({ memory }) => said('warning', text(memory)),
});
