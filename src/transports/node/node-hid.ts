import { DisconnectedError, InterruptedError, TimeoutError, TransportError } from '../../model/errors.ts';
import type { HidDeviceInfo, HidNumbering, HidOpener, HidReport, HidTransport } from '../hid-transport.ts';
import { type HidLibrary, type LibraryHid, type LibraryHidInfo, loadHidLibrary } from './hid-library.ts';

/** How long opening a device may take, in milliseconds. */
const openTimeoutMs = 5000;
const closeTimeoutMs = 1000;

/**
 * HID by hidapi, which asks the system's own driver: on Windows and macOS there is no other way, on Linux it is /dev/hidraw.
 *
 * @param load gives the library; tests pass a fake
 */
export function createNodeHidOpener(load: () => Promise<HidLibrary> = loadHidLibrary): HidOpener {
  return {
    find: async ({ vendorId, productIds }) => {
      const library = await load();
      const devices = await library.devicesAsync(vendorId, 0).catch((error: unknown) => {
        // The loader of libraries has words of its own for what it cannot load. Where hidapi does not start there are no devices to it.
        if (error instanceof Error && 'code' in error) throw error;
        return [];
      });
      return devices
        .filter((one) => one.vendorId === vendorId && productIds.includes(one.productId))
        .map((one) => ({ info: hidInfoOf(one), failure: undefined }));
    },
    open: async (info, numbering) => {
      const library = await load();
      const opening = library.HIDAsync.open(info.path);
      const device = await inTime('opening the HID device', opening, openTimeoutMs);
      return new NodeHid(device, info, numbering);
    },
  };
}

function hidInfoOf(one: LibraryHidInfo): HidDeviceInfo {
  return {
    vendorId: one.vendorId,
    productId: one.productId,
    release: one.release,
    vendor: one.manufacturer,
    product: one.product,
    serial: one.serialNumber,
    usagePage: one.usagePage,
    usage: one.usage,
    interfaceNumber: one.interface < 0 ? undefined : one.interface,
    place: undefined,
    path: one.path ?? '',
  };
}

class NodeHid implements HidTransport {
  readonly info: HidDeviceInfo;
  readonly #device: LibraryHid;
  readonly #numbering: HidNumbering;
  readonly #arrived: HidReport[] = [];
  #failure: TransportError | undefined;
  #wake: (() => void) | undefined;
  #listens = false;

  constructor(device: LibraryHid, info: HidDeviceInfo, numbering: HidNumbering) {
    this.#device = device;
    this.info = info;
    this.#numbering = numbering;
  }

  async sendReport(report: HidReport, timeoutMs: number, ends?: AbortSignal): Promise<void> {
    await inTime('sending a report', this.#device.write(withNumber(report)), timeoutMs, ends);
  }

  async receiveReport(timeoutMs: number, ends?: AbortSignal): Promise<HidReport> {
    this.#listen();
    if (this.#arrived.length === 0 && !this.#failure) {
      const waiting = new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
      await inTime('receiving a report', waiting, timeoutMs, ends);
    }
    const report = this.#arrived.shift();
    if (report) return report;
    throw this.#failure ?? new TimeoutError('no report');
  }

  async getFeatureReport(
    id: number,
    length: number,
    timeoutMs: number,
    ends?: AbortSignal,
  ): Promise<HidReport> {
    const asking = this.#device.getFeatureReport(id, length + 1);
    const answer = await inTime('asking for a report', asking, timeoutMs, ends);
    return { id: answer[0] ?? id, data: new Uint8Array(answer.subarray(1)) };
  }

  async sendFeatureReport(report: HidReport, timeoutMs: number, ends?: AbortSignal): Promise<void> {
    const sending = this.#device.sendFeatureReport(withNumber(report));
    await inTime('sending a feature report', sending, timeoutMs, ends);
  }

  async close(): Promise<void> {
    try {
      await inTime('closing the HID device', this.#device.close(), closeTimeoutMs);
    } catch {
      // What is still under way holds it; the end of the process closes it.
    }
  }

  #listen(): void {
    if (this.#listens) return;
    this.#listens = true;
    this.#device.on('error', (error) => {
      this.#failure = hidError('receiving a report', error);
      this.#wake?.();
    });
    this.#device.on('data', (packet) => {
      const [id = 0] = packet;
      const isNumbered = this.#numbering === 'numbered';
      this.#arrived.push({
        id: isNumbered ? id : 0,
        data: new Uint8Array(packet.subarray(isNumbered ? 1 : 0)),
      });
      this.#wake?.();
    });
  }
}

/** hidapi wants a number in front of every report, 0 where there is none. */
function withNumber({ id, data }: HidReport): Buffer {
  return Buffer.from([id, ...data]);
}

/** Waits for what hidapi does on threads of its own, which cannot be cancelled, no longer than is allowed. */
function inTime<Result>(
  what: string,
  work: Promise<Result>,
  timeoutMs: number,
  ends?: AbortSignal,
): Promise<Result> {
  return new Promise<Result>((resolve, reject) => {
    const interrupt = (): void => reject(new InterruptedError('interrupted'));
    const deadline = setTimeout(
      () => reject(new TimeoutError(`${what}: no end within ${timeoutMs} ms`)),
      timeoutMs,
    );
    if (ends?.aborted) interrupt();
    ends?.addEventListener('abort', interrupt);
    const settled = (): void => {
      clearTimeout(deadline);
      ends?.removeEventListener('abort', interrupt);
    };
    work.then(resolve, (error: unknown) => reject(hidError(what, error))).then(settled, settled);
  });
}

/** What hidapi says on Linux, Windows (with the number of the error) and macOS, as the names of system errors. */
const causes: readonly (readonly [RegExp, string])[] = [
  [/permission denied|access is denied|not permitted|0x00000005|0xE00002E2/i, 'EACCES'],
  [/busy|being used|exclusive access|0x00000020|0xE00002C5/i, 'EBUSY'],
  [
    /no such device|no such file|not connected|disconnected|cannot find|0x0000048F|0x00000002\b|0xE00002C0/i,
    'ENODEV',
  ],
  [/broken pipe|not functioning|0x0000001F|pipe stalled|0xE000404F/i, 'EPIPE'],
  [/timed out|0xE0004051/i, 'ETIMEDOUT'],
];

function hidError(what: string, cause: unknown): TransportError {
  const text = cause instanceof Error ? cause.message : String(cause);
  const code = causes.find(([pattern]) => pattern.test(text))?.[1] ?? 'EIO';
  const message = `${what}: ${text}`;
  if (code === 'ENODEV') return new DisconnectedError(message, code, { cause });
  if (code === 'ETIMEDOUT') return new TimeoutError(message);
  return new TransportError(message, code, { cause });
}
