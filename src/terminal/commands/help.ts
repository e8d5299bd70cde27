import { offeredCommands } from '../offered.ts';
import { type Command, done } from '../session.ts';
import { refuseArguments } from './no-arguments.ts';

/** `help`: the commands that this programmer and part allow. */
export const help: Command = async (session, words) => {
  refuseArguments(session, words, 'help', 'show help message for terminal commands');
  const { above, below, nameWidth } = session.rules.help;
  const lines = offeredCommands(session).flatMap(({ name, about }) =>
    about === undefined ? [] : [`  ${name.padEnd(nameWidth)} : ${about}\n`],
  );
  session.print(above + lines.join('') + below);
  return done;
};
