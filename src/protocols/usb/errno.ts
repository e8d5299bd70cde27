import { returnCode, TransportError } from '../../model/errors.ts';
import { systemErrorText } from '../../model/system-error.ts';

/** Linux's numbers of the errors that a USB transfer can end in. */
const numbers: Readonly<Record<string, number>> = {
  EIO: 5,
  EBUSY: 16,
  ENODEV: 19,
  EINVAL: 22,
  EPIPE: 32,
  EPROTO: 71,
  EOVERFLOW: 75,
  ETIMEDOUT: 110,
};

/** What avrdude says of a failure where it is built with libusb 1.0: the text of the error it maps libusb's result to. */
export function libusb1Text(error: unknown): string {
  const code = codeOf(error);
  return systemErrorText(code === 'ENODEV' ? 'ENXIO' : code);
}

/** What it says where it is built with libusb 0.1: the system's own error. */
export function libusb0Text(error: unknown): string {
  return systemErrorText(codeOf(error));
}

/** The system's number of the error. */
export function errorNumber(error: unknown): number {
  return numbers[codeOf(error)] ?? numbers.EIO ?? 0;
}

/** What libusb 0.1 says of a bulk or interrupt transfer: only what could not be sent is an error to it. */
export function urbText(error: unknown): string {
  const code = codeOf(error);
  return code === 'ENODEV' ? `error submitting URB: ${systemErrorText(code)}` : 'No error';
}

/** What libusb 0.1 returns: the negative error number. */
export function libusb0Result(error: unknown): number {
  return error instanceof TransportError ? -(numbers[codeOf(error)] ?? 5) : returnCode(error);
}

function codeOf(error: unknown): string {
  return (error instanceof TransportError ? error.code : undefined) ?? 'EIO';
}

/** libusb 1.0's results by the system's names for them. */
const libusb1Results: Readonly<Record<string, readonly [number, string]>> = {
  EINVAL: [-2, 'INVALID_PARAM'],
  EACCES: [-3, 'ACCESS'],
  ENODEV: [-4, 'NO_DEVICE'],
  ENOENT: [-5, 'NOT_FOUND'],
  EBUSY: [-6, 'BUSY'],
  ETIMEDOUT: [-7, 'TIMEOUT'],
  EOVERFLOW: [-8, 'OVERFLOW'],
  EPIPE: [-9, 'PIPE'],
  EINTR: [-10, 'INTERRUPTED'],
  ENOMEM: [-11, 'NO_MEM'],
  ENOSYS: [-12, 'NOT_SUPPORTED'],
};

/** What libusb 1.0 returns, with its name: `-7 (LIBUSB_ERROR_TIMEOUT)`. */
export function libusb1Result(error: unknown): string {
  const [number, name] = libusb1Results[codeOf(error)] ?? [-1, 'IO'];
  return `${number} (LIBUSB_ERROR_${name})`;
}
