import { type Command, done } from '../session.ts';
import { refuseArguments } from './no-arguments.ts';

/** `abort`: forgets what has been written since the last flush. */
export const abort: Command = async (session, words) => {
  refuseArguments(session, words, 'abort', 'abort flash and EEPROM writes, ie, reset the r/w cache');
  session.memories.reset();
  return done;
};
