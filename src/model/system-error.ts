/** What the C library says for an error of the operating system. */
const texts: Readonly<Record<string, string>> = {
  EPERM: 'Operation not permitted',
  ENOENT: 'No such file or directory',
  EINTR: 'Interrupted system call',
  EIO: 'Input/output error',
  ENXIO: 'No such device or address',
  EBADF: 'Bad file descriptor',
  EAGAIN: 'Resource temporarily unavailable',
  ENOMEM: 'Cannot allocate memory',
  EACCES: 'Permission denied',
  EBUSY: 'Device or resource busy',
  EEXIST: 'File exists',
  EXDEV: 'Invalid cross-device link',
  ENODEV: 'No such device',
  ENOTDIR: 'Not a directory',
  EISDIR: 'Is a directory',
  EINVAL: 'Invalid argument',
  ENFILE: 'Too many open files in system',
  EMFILE: 'Too many open files',
  ENOTTY: 'Inappropriate ioctl for device',
  ETXTBSY: 'Text file busy',
  EFBIG: 'File too large',
  ENOSPC: 'No space left on device',
  ESPIPE: 'Illegal seek',
  EROFS: 'Read-only file system',
  EPIPE: 'Broken pipe',
  ERANGE: 'Numerical result out of range',
  ENOSYS: 'Function not implemented',
  ENAMETOOLONG: 'File name too long',
  ELOOP: 'Too many levels of symbolic links',
  EPROTO: 'Protocol error',
  EOVERFLOW: 'Value too large for defined data type',
  EADDRINUSE: 'Address already in use',
  ENETUNREACH: 'Network is unreachable',
  ECONNABORTED: 'Software caused connection abort',
  ECONNRESET: 'Connection reset by peer',
  ETIMEDOUT: 'Connection timed out',
  ECONNREFUSED: 'Connection refused',
  EHOSTUNREACH: 'No route to host',
  ECANCELED: 'Operation canceled',
  EDQUOT: 'Disk quota exceeded',
};

/**
 * @param error as Node throws it (with a `code`), or the code itself (`ENOENT`)
 * @returns the text of `strerror(3)` in the C locale
 */
export function systemErrorText(error: unknown): string {
  const code =
    typeof error === 'string' ? error : error instanceof Error && 'code' in error ? String(error.code) : '';
  return texts[code] ?? (error instanceof Error ? error.message : code);
}

/** The code whose `strerror(3)` text stands in `message`, for packages that hand on only the text. */
export function codeOfText(message: string): string | undefined {
  return Object.keys(texts).find((code) => message.includes(texts[code] ?? code));
}
