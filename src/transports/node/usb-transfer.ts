import { InterruptedError, TimeoutError, type TransportError } from '../../model/errors.ts';
import { usbError } from './usb-errors.ts';
import type { LibraryDevice, UsbLibrary } from './usb-library.ts';

/** How long a cancelled transfer may take to come back before it is given up for lost, in milliseconds. */
const cancelGraceMs = 1000;
/** The same for one that is cancelled because the run is to end. */
const interruptedGraceMs = 50;

export interface TransferOptions {
  /** What is being done, for the text of an error. */
  readonly what: string;
  readonly endpoint: number;
  readonly type: number;
  readonly timeoutMs: number;
  /** Cancels it before its time. */
  readonly ends: AbortSignal | undefined;
}

/** A transfer under way. */
export interface RunningTransfer {
  /** @returns the whole buffer and how many bytes were transferred */
  readonly done: Promise<{ buffer: Buffer; length: number }>;
  cancel(): void;
}

/**
 * Starts one transfer with a deadline. libusb is told none, since the package looks at its clock up to a minute late: a timer
 * of ours cancels the transfer, and gives up waiting if even the cancelled transfer does not come back.
 */
export function startTransfer(
  library: UsbLibrary,
  device: LibraryDevice,
  options: TransferOptions,
  buffer: Buffer,
): RunningTransfer {
  const { what, timeoutMs, ends } = options;
  let cancel = (): void => undefined;
  const done = new Promise<{ buffer: Buffer; length: number }>((resolve, reject) => {
    const timeout = (): TransportError =>
      ends?.aborted
        ? new InterruptedError('interrupted')
        : new TimeoutError(`${what}: no answer within ${timeoutMs} ms`);
    let grace: NodeJS.Timeout | undefined;
    const transfer = new library.Transfer(
      device,
      options.endpoint,
      options.type,
      0,
      (error, data, length) => {
        clearTimeout(deadline);
        clearTimeout(grace);
        ends?.removeEventListener('abort', giveUp);
        if (!error) resolve({ buffer: data, length });
        else reject(grace ? timeout() : usbError(what, error));
      },
    );
    const giveUp = (): void => {
      clearTimeout(deadline);
      grace ??= setTimeout(() => reject(timeout()), ends?.aborted ? interruptedGraceMs : cancelGraceMs);
      transfer.cancel();
    };
    const deadline = setTimeout(giveUp, timeoutMs);
    ends?.addEventListener('abort', giveUp);
    cancel = () => void transfer.cancel();
    try {
      transfer.submit(buffer);
    } catch (error) {
      clearTimeout(deadline);
      ends?.removeEventListener('abort', giveUp);
      reject(usbError(what, error));
    }
  });
  return { done, cancel };
}
