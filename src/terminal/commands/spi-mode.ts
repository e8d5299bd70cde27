import { CrashError } from '../../model/errors.ts';
import { type Command, done, type TerminalSession } from '../session.ts';
import { refuseArguments } from './no-arguments.ts';

/** `spi`: RESET high, so that `send` talks to whatever else is on the SPI lines. */
export const spiMode: Command = async (session, words) => {
  refuseArguments(session, words, 'spi', 'enter direct SPI mode');
  needsResetPin(session);
  await session.programmer.setReset?.(true);
  session.spiMode = true;
  return done;
};

/**
 * 6.4 offers `spi` and `pgm` for every programmer and dies on those that cannot drive RESET by hand. We end the run with the
 * same status, but let the target go first.
 */
export function needsResetPin(session: TerminalSession): void {
  if (!session.programmer.setReset) throw new CrashError('programmer cannot drive RESET by hand');
}
