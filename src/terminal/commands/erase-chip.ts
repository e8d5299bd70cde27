import { defineMessage, said } from '../../output/words.ts';
import { plain } from '../phrases.ts';
import { attempt, type Command, done } from '../session.ts';
import { eraseFailed, handleFailedErase } from './erase-failure.ts';

const erasing = defineMessage('terminal/erasing', {
  '6.4': () => said('info', 'erasing chip\n'),
  '7.1': () => ({ ...plain('erasing chip ...\n'), stream: 'stdout' }) as const,
});

/** `erase` of 6.4 and 7.1: erases the chip at once. */
export const eraseChip: Command = async (session) => {
  session.say(erasing);
  const erased = await attempt(() => session.memories.chipErase());
  if (erased.ok || session.rules.cached === 'none') return done;
  return handleFailedErase(session, erased.error, eraseFailed);
};
