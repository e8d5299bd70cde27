import { AvrdudeError, TransportError } from '../../model/errors.ts';
import { systemErrorText } from '../../model/system-error.ts';
import { notice } from '../../output/events.ts';
import { fail } from '../../output/fail.ts';
import { defineMessage, said } from '../../output/words.ts';
import type { DeviceFiles } from '../../transports/device-files.ts';
import type { ProgrammerContext } from '../programmer.ts';

const notOnThisSystem = defineMessage<{ what: string }>('linux/not-on-this-system', {
  '6.4': ({ what }) => said('info', `${what} can be used on Linux only\n`),
  '7.1': ({ what }) => said('error', `${what} can be used on Linux only\n`),
});

/**
 * The device files of this computer.
 * @param what is reached through them, for the message where there are none
 * @throws TransportError after saying so
 */
export async function deviceFiles({ open, emit }: ProgrammerContext, what: string): Promise<DeviceFiles> {
  if (open.devices) return open.devices();
  fail(emit, notice(notOnThisSystem, { what }), new TransportError(`${what}: not on this system`, 'ENOSYS'));
}

/** What the system says of a failure. */
export function reasonOf(error: TransportError): string {
  return systemErrorText(error.code ?? error);
}

/** What went wrong in a call of the system's. Anything else is thrown on. */
export function systemFailure(error: unknown): TransportError {
  if (error instanceof TransportError) return error;
  if (error instanceof AvrdudeError) return new TransportError(error.message, 'EIO', { cause: error });
  throw error;
}
