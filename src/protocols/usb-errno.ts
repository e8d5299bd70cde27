import { returnCode, TransportError } from '../model/errors.ts';

/** Linux's numbers and texts of the errors that a USB transfer can end in. */
const systemErrors: Readonly<Record<string, { readonly number: number; readonly text: string }>> = {
  ENOENT: { number: 2, text: 'No such file or directory' },
  EINTR: { number: 4, text: 'Interrupted system call' },
  EIO: { number: 5, text: 'Input/output error' },
  ENXIO: { number: 6, text: 'No such device or address' },
  ENOMEM: { number: 12, text: 'Cannot allocate memory' },
  EACCES: { number: 13, text: 'Permission denied' },
  EBUSY: { number: 16, text: 'Device or resource busy' },
  ENODEV: { number: 19, text: 'No such device' },
  EINVAL: { number: 22, text: 'Invalid argument' },
  EPIPE: { number: 32, text: 'Broken pipe' },
  ENOSYS: { number: 38, text: 'Function not implemented' },
  EPROTO: { number: 71, text: 'Protocol error' },
  EOVERFLOW: { number: 75, text: 'Value too large for defined data type' },
  ETIMEDOUT: { number: 110, text: 'Connection timed out' },
  ECANCELED: { number: 125, text: 'Operation canceled' },
};

function codeOf(error: unknown): string {
  return (error instanceof TransportError ? error.code : undefined) ?? 'EIO';
}

/** What avrdude says of a failure where it is built with libusb 1.0: the text of the error it maps libusb's result to. */
export function libusb1Text(error: unknown): string {
  const code = codeOf(error);
  return systemErrors[code === 'ENODEV' ? 'ENXIO' : code]?.text ?? 'Input/output error';
}

/** What it says where it is built with libusb 0.1: the system's own error. */
export function libusb0Text(error: unknown): string {
  return systemErrors[codeOf(error)]?.text ?? 'Input/output error';
}

/** What libusb 0.1 returns: the negative error number. */
export function libusb0Result(error: unknown): number {
  if (!(error instanceof TransportError)) return returnCode(error);
  return -(systemErrors[codeOf(error)]?.number ?? 5);
}
