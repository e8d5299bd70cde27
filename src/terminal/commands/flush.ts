import { type Command, done, failed } from '../session.ts';
import { refuseArguments } from './no-arguments.ts';

/** `flush`: brings the device up to date with what was written. */
export const flush: Command = async (session, words) => {
  refuseArguments(session, words, 'flush', 'synchronise flash and EEPROM cache with the device');
  const flushed = await session.memories.flush();
  return flushed.ok || !session.rules.refusesExtraArguments ? done : failed(flushed.error);
};
