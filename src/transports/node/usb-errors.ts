import { DisconnectedError, TransportError } from '../../model/errors.ts';

/** libusb's function results (negative) and transfer results (positive) as the names of system errors. */
const codes: Readonly<Record<number, string>> = {
  [-1]: 'EIO',
  [-2]: 'EINVAL',
  [-3]: 'EACCES',
  [-4]: 'ENODEV',
  [-5]: 'ENOENT',
  [-6]: 'EBUSY',
  [-7]: 'ETIMEDOUT',
  [-8]: 'EOVERFLOW',
  [-9]: 'EPIPE',
  [-10]: 'EINTR',
  [-11]: 'ENOMEM',
  [-12]: 'ENOSYS',
  1: 'EPROTO',
  2: 'ETIMEDOUT',
  3: 'ECANCELED',
  4: 'EPIPE',
  5: 'ENODEV',
  6: 'EOVERFLOW',
};

/**
 * Makes an error of ours from one of libusb's.
 *
 * @param what what was being done, for the message
 */
export function usbError(what: string, cause: unknown): TransportError {
  const errno = (cause as { errno?: unknown } | null)?.errno;
  const code = typeof errno === 'number' ? codes[errno] : undefined;
  const message = `${what}: ${cause instanceof Error ? cause.message : String(cause)}`;
  if (code === 'ENODEV') return new DisconnectedError(message, code, { cause });
  return new TransportError(message, code ?? 'EIO', { cause });
}
