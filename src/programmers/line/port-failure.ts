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

/** A serial port that cannot be opened, as the operating system would have avrdude say it. */
export function portFailure(port: string, error: TransportError, platform: Platform): Event {
  if (platform !== 'win32') {
    return notice(cannotOpenPort, { port, reason: systemErrorText(error.code ?? error) });
  }
  // The name under which also ports beyond COM9 can be opened.
  const name = /^com/i.test(port) ? `\\\\.\\${port}` : port;
  const reason = windowsTexts[error.code ?? ''] ?? systemErrorText(error.code ?? error);
  return notice(cannotOpenWindowsPort, { port: name, reason });
}
