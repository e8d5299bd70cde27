import { type Command, done, type TerminalSession } from '../session.ts';
import { refuseArguments } from './no-arguments.ts';
import { needsResetPin } from './spi-mode.ts';

/** `pgm`: RESET low and programming enabled again. */
export const programmingMode: Command = async (session, words) => {
  refuseArguments(session, words, 'pgm', 'return to programming mode');
  needsResetPin(session);
  await enterProgrammingMode(session);
  return done;
};

/** Ends direct SPI if it is on: fuses could not be verified in it. */
export async function leaveSpiMode(session: TerminalSession): Promise<void> {
  if (session.spiMode) await enterProgrammingMode(session);
}

async function enterProgrammingMode(session: TerminalSession): Promise<void> {
  await session.programmer.setReset?.(false);
  session.spiMode = false;
  await session.programmer.initialize();
}
