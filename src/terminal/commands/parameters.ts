import { defineMessage } from '../../output/words.ts';
import { named } from '../phrases.ts';
import { attempt, type Command, done } from '../session.ts';
import { refuseArguments } from './no-arguments.ts';

const none = defineMessage<{ type: string }>('terminal/none', {
  '6.4': ({ type }) => named('parms', `the ${type} programmer does not support adjustable parameters\n`),
});

/** `parms`: voltages and clocks of the programmer. */
export const parameters: Command = async (session, words) => {
  refuseArguments(session, words, 'parms', 'display useful parameters');
  const { programmer } = session;
  if (!programmer.printParameters) {
    return session.refuse(none, { type: session.context.typeName });
  }
  await attempt(async () => programmer.printParameters?.());
  if (session.rules.cached !== 'none') session.endParagraph();
  return done;
};
