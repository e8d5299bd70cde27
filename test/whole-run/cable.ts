import { DisconnectedError, InterruptedError, TimeoutError, TransportError } from '../../src/model/errors.ts';
import type { Openers } from '../../src/programmers/programmer.ts';
import { ByteQueue } from '../../src/transports/byte-queue.ts';
import type { DeviceFile, DeviceFiles } from '../../src/transports/device-files.ts';
import { createUsbHidOpener } from '../../src/transports/node/usb-hid.ts';
import type { SerialTransport } from '../../src/transports/serial-transport.ts';
import type { UsbDeviceInfo, UsbFound, UsbOpener, UsbTransport } from '../../src/transports/usb-transport.ts';
import type { SerialDevice } from '../sim/device.ts';
import { CallFailed, DeviceFileSystem, type OpenFile } from '../sim/device-files.ts';
import { type Request, UsbBoard } from '../sim/usb-device.ts';
import { descriptionOf } from './usb-description.ts';
import { travelled } from './virtual-clock.ts';

/** What is at the other end of the cable. */
export type Device = SerialDevice | UsbBoard | DeviceFileSystem;

/** Where a serial device is. */
export const port = '/dev/ttySim';

/** What happens on the way between device and program, counted in bytes from the device (USB: in answered transfers). */
export interface Mishaps {
  /** From there on nothing reaches the program. The device still hears what it is told. */
  readonly silentAt?: number;
  /** There the line is gone. */
  readonly goneAt?: number;
  /** Every byte after it is another one. */
  readonly garbledAt?: number;
  /** Whether the port has no control lines, as a pseudo-terminal has none. */
  readonly lacksControlLines?: boolean;
  /** When what is on USB is plugged in, in virtual milliseconds. */
  readonly pluggedInAt?: number;
  /** What opening the port fails with. */
  readonly refused?: string | undefined;
}

/** Something that is to happen when a count is reached. */
interface Appointment {
  readonly count: number;
  readonly happens: () => void;
}

/** Calls that tell what the target says: values of GPIO lines, a message over SPI, a port's status, a terminal's lines. */
const targetReads: readonly number[] = [0xc010b40e, 0x40206b00, 0x80017081, 0x5415];

/** Bytes; no other command on a serial line is as long as one with a page. */
const shortestPage = 64;

/** A cable of the virtual world, with what is at its end. */
export class Cable {
  /** Bytes heard, or transfers answered. */
  heard = 0;
  /** Bytes that the program has sent; over device files: calls that it has made. */
  sent = 0;
  /** Whether the program pulls at a control line. */
  pulls = false;
  /** How much had been heard each time that the program said something. */
  readonly heardBefore: number[] = [];
  /** When the last came (virtual milliseconds), or when the line was opened. */
  lastHeard = 0;
  readonly #device: Device | undefined;
  readonly #mishaps: Mishaps;
  #pages = 0;
  #onHeard: Appointment | undefined;
  #onPages: Appointment | undefined;
  #gone: (() => void) | undefined;

  constructor(device: Device | undefined, mishaps: Mishaps) {
    this.#device = device;
    this.#mishaps = mishaps;
  }

  /** Calls back when so much has been heard. */
  whenHeard(count: number, happens: () => void): void {
    this.#onHeard = { count, happens };
  }

  /** Calls back when so many pages are about to be sent over a serial line. */
  whenPagesSent(count: number, happens: () => void): void {
    this.#onPages = { count, happens };
  }

  /** The run is over. */
  unplug(): void {
    if (this.#device && 'stop' in this.#device) this.#device.stop();
  }

  get openers(): Openers {
    return {
      serial: async (asked) => {
        const { refused } = this.#mishaps;
        if (refused !== undefined) throw new TransportError(refused, refused);
        if (!this.#device || !('receive' in this.#device) || asked.port !== port)
          throw new TransportError('ENOENT', 'ENOENT');
        return this.#line(this.#device, asked.baudRate);
      },
      ports: async () => [{ port, name: 'a board', vendor: 0, product: 0, serialNumber: '' }],
      usb: this.#usb,
      hid: createUsbHidOpener(async () => this.#usb),
      devices: async () => this.#deviceFiles,
    };
  }

  /** @returns what of a piece gets through */
  #pass(piece: Uint8Array): Uint8Array {
    const { silentAt = Number.POSITIVE_INFINITY, goneAt, garbledAt } = this.#mishaps;
    const from = this.heard;
    const through = piece.slice(0, Math.max(0, silentAt - from));
    if (garbledAt !== undefined)
      for (let i = Math.max(0, garbledAt - from); i < through.length; i++) through[i]! ^= 0x55;
    if (through.length > 0) {
      this.heard += through.length;
      this.lastHeard = performance.now();
    }
    const at = this.#onHeard;
    if (at && from < at.count && this.heard >= at.count) at.happens();
    if (goneAt !== undefined && this.heard >= goneAt) queueMicrotask(() => this.#gone?.());
    return through;
  }

  #line(device: SerialDevice, baudRate: number): SerialTransport {
    const queue = new ByteQueue();
    this.lastHeard = performance.now();
    device.onData = (data) => queue.push(this.#pass(data));
    device.onHangUp = () => queue.fail(new DisconnectedError('gone', 'EIO'));
    this.#gone = device.onHangUp;
    device.rate(baudRate);
    device.open();
    return {
      write: async (data) => {
        if (queue.failed) throw queue.failed;
        this.heardBefore.push(this.heard);
        this.sent += data.length;
        if (data.length > shortestPage && ++this.#pages === this.#onPages?.count) this.#onPages.happens();
        device.receive(data);
        await travelled();
      },
      read: (...how) => queue.take(...how),
      drain: (...how) => queue.drain(...how),
      setLines: async ({ dtr, rts }) => {
        this.pulls = dtr || rts;
        device.lines?.({ dtr });
        if (this.#mishaps.lacksControlLines) throw new TransportError('there are none', 'ENOTTY');
      },
      setBaudRate: async (rate) => device.rate(rate),
      close: async () => device.close(),
    };
  }

  /** What is heard is what calls read; one of them takes 10 µs. */
  get #deviceFiles(): DeviceFiles {
    const system = this.#device instanceof DeviceFileSystem ? this.#device : undefined;
    const files: OpenFile[] = [];
    let spent = 0;
    const fileOf = (file: OpenFile): DeviceFile => ({
      ioctl: (request, argument = none, pointers = []) => {
        spent += 10;
        this.sent += 1;
        const { silentAt = Number.POSITIVE_INFINITY, goneAt = Number.POSITIVE_INFINITY } = this.#mishaps;
        if (this.heard >= goneAt) throw new DisconnectedError('gone', 'ENODEV');
        const answers = targetReads.includes(request);
        const opened = (made: OpenFile): number => files.push(made) - 1;
        const isSilent = answers && this.heard >= silentAt;
        try {
          const result = file.ioctl({ request, argument, pointers, opened });
          const answer = pointers.at(-1)?.bytes ?? argument;
          // Nobody drives the line: it floats.
          if (isSilent) answer.fill(0xff);
          else if (answers) answer.set(this.#pass(answer.slice()).subarray(0, answer.length));
          return result;
        } catch (error) {
          if (error instanceof CallFailed) throw new TransportError(error.code, error.code);
          throw error;
        }
      },
      write: () => {},
      read: () => none,
      close: () => system?.close(file),
    });
    const none = new Uint8Array(0);
    return {
      open: (path) => {
        if (!system) throw new TransportError('ENOENT', 'ENOENT');
        this.lastHeard = performance.now();
        try {
          return fileOf(system.openFile(path));
        } catch (error) {
          if (error instanceof CallFailed) throw new TransportError(error.code, error.code);
          throw error;
        }
      },
      adopt: (descriptor) => {
        const file = files[descriptor];
        if (!file) throw new TransportError('EBADF', 'EBADF');
        system?.open.add(file);
        return fileOf(file);
      },
      exists: () => false,
      spin: (microseconds) => {
        spent += microseconds;
      },
      now: () => performance.now() * 1000 + spent,
      breathe: travelled,
    };
  }

  get #usb(): UsbOpener {
    const board = this.#device instanceof UsbBoard ? this.#device : undefined;
    const pluggedInAt = performance.now() + (this.#mishaps.pluggedInAt ?? 0);
    return {
      find: async (query) => {
        if (!board) return [];
        const found = foundOf(board);
        const { vendorId, productId } = found.info;
        return vendorId === query.vendorId && query.productIds.includes(productId) ? [found] : [];
      },
      describe: async () => descriptionOf(board!.firmware.descriptors),
      list: async () => (board && performance.now() >= pluggedInAt ? [foundOf(board).info] : []),
      open: async (info) => {
        if (!board) throw new DisconnectedError('nothing is plugged in', 'ENODEV');
        this.lastHeard = performance.now();
        return this.#transport(board, info);
      },
    };
  }

  #transport(board: UsbBoard, info: UsbDeviceInfo): UsbTransport {
    const transferred = async (
      request: Request,
      timeoutMs: number,
      ends?: AbortSignal,
    ): Promise<Uint8Array> => {
      const { silentAt = Number.POSITIVE_INFINITY, goneAt } = this.#mishaps;
      const answers = request.endpoint === 0 || (request.endpoint & 0x80) !== 0;
      if (goneAt !== undefined && this.heard >= goneAt) throw new DisconnectedError('gone', 'ENODEV');
      await travelled();
      this.heardBefore.push(this.heard);
      this.sent += request.data.length;
      const transfer = board.submit(request);
      const silent = answers && this.heard >= silentAt;
      const outcome = await new Promise<Awaited<typeof transfer.done> | 'ended' | 'late'>((resolve) => {
        const deadline = setTimeout(() => resolve('late'), timeoutMs);
        const end = (): void => resolve('ended');
        if (ends?.aborted) end();
        ends?.addEventListener('abort', end);
        if (!silent) void transfer.done.then(resolve);
        transfer.done.then(() => silent || clearTimeout(deadline));
      });
      if (outcome === 'ended' || outcome === 'late') transfer.cancel();
      if (outcome === 'ended') throw new InterruptedError('interrupted');
      if (outcome === 'late' || outcome.kind === 'cancelled') throw new TimeoutError('no answer');
      if (outcome.kind === 'gone') throw new DisconnectedError('gone', 'ENODEV');
      if (outcome.kind === 'broken') throw new TransportError('no answer on the bus', 'EPROTO');
      if (answers) this.#pass(Uint8Array.of(0));
      if (outcome.kind !== 'done') throw new TransportError(outcome.kind, 'EPIPE');
      return outcome.data;
    };
    const none = new Uint8Array(0);
    return {
      info,
      bulkIn: (endpoint, length, ...how) =>
        transferred({ endpoint: endpoint | 0x80, data: none, length }, ...how),
      bulkOut: async (endpoint, data, ...how) => {
        await transferred({ endpoint: endpoint & 0x7f, data, length: data.length }, ...how);
      },
      claim: async () => {},
      configure: async () => {},
      reset: async () => board.configure(),
      close: async () => {},
      control({ requestType, request, value, index, data, timeoutMs, ends }) {
        const isIn = typeof data === 'number';
        const setup = { requestType, request, value, index, length: isIn ? data : data.length };
        return transferred({ endpoint: 0, setup, data: isIn ? none : data }, timeoutMs, ends);
      },
    };
  }
}

function foundOf(board: UsbBoard): UsbFound {
  const { device, strings } = board.firmware.descriptors;
  const text = (at: number): string | undefined => strings[device[at]! - 1];
  const info: UsbDeviceInfo = {
    vendorId: device[8]! + device[9]! * 256,
    productId: device[10]! + device[11]! * 256,
    release: device[12]! + device[13]! * 256,
    vendor: text(14),
    product: text(15),
    serial: text(16),
    bus: '001',
    device: '002',
  };
  return { info, failure: undefined };
}
