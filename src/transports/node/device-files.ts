import { closeSync, constants, openSync, readSync, statSync, writeSync } from 'node:fs';
import { DisconnectedError, TransportError } from '../../model/errors.ts';
import type { DeviceFile, DeviceFiles, FileAccess } from '../device-files.ts';

/** The device behind the file is not there any more. */
const gone = ['ENODEV', 'ENXIO', 'ESHUTDOWN', 'EIO'];

const accessFlags: Readonly<Record<FileAccess, number>> = {
  read: constants.O_RDONLY,
  write: constants.O_WRONLY,
  both: constants.O_RDWR,
};

/** Device files of Linux, whose ioctl(2) is called through the package `koffi`. */
export async function openDeviceFiles(): Promise<DeviceFiles> {
  const { default: koffi } = await import('koffi');
  const call = koffi.load(null).func('int ioctl(int file, unsigned long request, void *argument)');
  const codes = new Map(Object.entries(koffi.os.errno).map(([code, number]) => [number, code]));
  const now = (): number => performance.now() * 1000;

  const ioctl: (file: number, ...call: Parameters<DeviceFile['ioctl']>) => number = (
    file,
    request,
    argument,
    pointers = [],
  ) => {
    if (argument && pointers.length > 0) {
      const fields = new DataView(argument.buffer, argument.byteOffset, argument.byteLength);
      for (const { offset, bytes } of pointers)
        fields.setBigUint64(offset, koffi.address(bytes), isLittleEndian);
    }
    const result: number = call(file, request, argument ?? null);
    if (result >= 0) return result;
    const code = codes.get(koffi.errno()) ?? 'EIO';
    throw deviceError(`ioctl 0x${request.toString(16)}: ${code}`, code);
  };

  const fileOf = (descriptor: number): DeviceFile => ({
    ioctl: (...asked) => ioctl(descriptor, ...asked),
    write: (data) => tried(() => writeSync(descriptor, data)),
    read: (length) => {
      const data = new Uint8Array(length);
      return data.subarray(
        0,
        tried(() => readSync(descriptor, data, 0, length, 0)),
      );
    },
    close: () => {
      try {
        closeSync(descriptor);
      } catch {
        // It is not there any more.
      }
    },
  });

  return {
    open: (path, access, terminal = false) => {
      const flags = terminal ? constants.O_NOCTTY | constants.O_NONBLOCK : 0;
      return fileOf(tried(() => openSync(path, accessFlags[access] | flags)));
    },
    adopt: fileOf,
    exists: (path) => tried(() => statSync(path, { throwIfNoEntry: false })) !== undefined,
    spin: (microseconds) => {
      for (const end = now() + microseconds; now() < end; );
    },
    now,
    breathe: () => new Promise((resolve) => setImmediate(resolve)),
  };
}

const isLittleEndian = new Uint8Array(Uint16Array.of(1).buffer)[0] === 1;

/** What a call of Node's throws, as an error of ours. */
function tried<Result>(use: () => Result): Result {
  try {
    return use();
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? String(cause.code) : 'EIO';
    throw deviceError(cause instanceof Error ? cause.message : String(cause), code, { cause });
  }
}

function deviceError(message: string, code: string, options?: ErrorOptions): TransportError {
  return gone.includes(code)
    ? new DisconnectedError(message, code, options)
    : new TransportError(message, code, options);
}
