import type { TransportError } from '../../model/errors.ts';
import type { Platform } from '../../model/host.ts';
import { systemErrorText } from '../../model/system-error.ts';
import { type Event, notice } from '../../output/events.ts';
import { cannotOpenPort, cannotOpenWindowsPort } from './messages.ts';

/** What Windows says of a port (`FormatMessage`, English), by the code that we know the failure by. */
const windowsTexts: Readonly<Record<string, string>> = {
  ENOENT: 'The system cannot find the file specified.',
  EBUSY: 'Access is denied.',
};

/** The same, by Windows' number for it, which is all that the library for ports knows of the rarer ones. */
const numberedTexts: Readonly<Record<string, string>> = {
  21: 'The device is not ready.',
  31: 'A device attached to the system is not functioning.',
  32: 'The process cannot access the file because it is being used by another process.',
  33: 'The process cannot access the file because another process has locked a portion of the file.',
  121: 'The semaphore timeout period has expired.',
  123: 'The filename, directory name, or volume label syntax is incorrect.',
  170: 'The requested resource is in use.',
  433: 'A device which does not exist was specified.',
  1167: 'The device is not connected.',
};

/** A serial port that cannot be opened, as the operating system would have avrdude say it. */
export function portFailure(port: string, error: TransportError, platform: Platform): Event {
  if (platform !== 'win32') {
    return notice(cannotOpenPort, { port, reason: systemErrorText(error.code ?? error) });
  }
  // The name under which also ports beyond COM9 can be opened.
  const name = /^com/i.test(port) ? `\\\\.\\${port}` : port;
  const number = /Unknown error code (\d+)/.exec(error.message)?.[1] ?? '';
  const reason =
    numberedTexts[number] ?? windowsTexts[error.code ?? ''] ?? systemErrorText(error.code ?? error);
  return notice(cannotOpenWindowsPort, { port: name, reason });
}
