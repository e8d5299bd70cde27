import { type Command, done, failed } from '../session.ts';
import { refusesArguments } from './no-arguments.ts';

/** `abort`: forgets what has been written since the last flush. */
export const abort: Command = async (session, words) => {
  if (refusesArguments(session, words, 'abort', 'abort flash and EEPROM writes, ie, reset the r/w cache'))
    return failed();
  session.memories.reset();
  return done;
};
