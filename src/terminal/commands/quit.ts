import { type Command, quit as ended } from '../session.ts';
import { refuseArguments } from './no-arguments.ts';
import { leaveSpiMode } from './programming-mode.ts';

/** `quit`: back to programming mode if need be, and out. What is in the cache goes to the device after it. */
export const quit: Command = async (session, words) => {
  refuseArguments(session, words, 'quit', 'synchronise flash/EEPROM cache with device and quit');
  if (session.rules.cached !== 'none') await leaveSpiMode(session);
  return ended;
};
