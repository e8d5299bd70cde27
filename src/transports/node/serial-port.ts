import { readSync, realpathSync, statSync, writeSync } from 'node:fs';
import { DisconnectedError, TransportError } from '../../model/errors.ts';
import { codeOfText } from '../../model/system-error.ts';
import { ByteQueue } from '../byte-queue.ts';
import type { SerialSettings, SerialTransport } from '../serial-transport.ts';
import { type FlaggedPort, PortFlags } from './port-flags.ts';
import { takenInTime } from './taken-in-time.ts';

/** What the package's binding for an operating system offers. */
interface PortBinding extends FlaggedPort {
  read(buffer: Buffer, offset: number, length: number): Promise<{ bytesRead: number }>;
  write(buffer: Buffer): Promise<void>;
  update(options: { baudRate: number }): Promise<void>;
  /** Waits until what was written has gone out. */
  drain(): Promise<void>;
  /** Throws away what has not gone out, and what has come. */
  flush(): Promise<void>;
  close(): Promise<void>;
}

/**
 * The Unix bindings show their descriptor. We read and write it ourselves: the package's own reader spins for ever when the
 * line has hung up.
 */
interface UnixPort extends PortBinding {
  readonly fd: number | null;
  readonly poller: { once(event: 'readable' | 'writable', done: () => void): unknown };
}

/**
 * How long what was written may take to go out when a port is closed, and how long closing itself may take (ms). A driver waits
 * with closing for bytes that nobody fetches, and the process with ending for it: after the first they are thrown away.
 */
const drainDeadline = 300;
const closeDeadline = 500;

/**
 * Opens a serial port, or what looks like one to the operating system. The native package is loaded here, not before.
 * @throws TransportError with the operating system's code: `ENOENT` absent, `EACCES` forbidden, `EBUSY` in use, `ENOTTY` not a port
 */
export async function openSerialPort(settings: SerialSettings): Promise<SerialTransport> {
  if (process.platform !== 'win32') mustExist(settings.port);
  const { SerialPort: Package } = (await import('serialport')).default;
  const port: PortBinding = await Package.binding
    .open({
      path: process.platform === 'win32' ? withoutDeviceFolder(settings.port) : settings.port,
      baudRate: settings.baudRate,
      parity: settings.parity ?? 'none',
      stopBits: settings.stopBits ?? 1,
    })
    .catch((error: unknown) => {
      throw openError(settings.port, error);
    });
  const flags = new PortFlags(port);
  if (process.platform === 'linux') await flags.hurry(realpathSync(settings.port));
  return new SerialPort(port, settings.port, flags);
}

/**
 * `COM10` of `\\\\.\\COM10` or `//./COM10`: the folder in which Windows keeps devices, without which C programs find the first nine
 * ports only. The package puts it before every name.
 */
export function withoutDeviceFolder(port: string): string {
  return port.replace(/^[\\/]{2}[.?][\\/]/, '');
}

/** Finds out about a missing port without loading anything. */
function mustExist(port: string): void {
  try {
    statSync(port);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'ENOENT';
    throw new TransportError(`${port}: ${code}`, code, { cause: error });
  }
}

/** The binding gives the system's text, not its code. */
function openError(port: string, error: unknown): TransportError {
  const text = error instanceof Error ? error.message : String(error);
  const code = /Cannot lock port/.test(text) ? 'EBUSY' : (codeOfText(text) ?? windowsCode(text));
  return new TransportError(`${port}: ${text}`, code, { cause: error });
}

function windowsCode(text: string): string | undefined {
  if (/File not found/i.test(text)) return 'ENOENT';
  if (/Access denied|Unknown error code (?:32|33|170)\b/i.test(text)) return 'EBUSY';
  return undefined;
}

/** An open port of the operating system. */
class SerialPort implements SerialTransport {
  readonly #port: PortBinding;
  readonly #name: string;
  readonly #flags: PortFlags;
  readonly #queue = new ByteQueue();
  #open = true;

  constructor(port: PortBinding, name: string, flags: PortFlags) {
    this.#port = port;
    this.#name = name;
    this.#flags = flags;
    void (isUnixPort(port) ? this.#pumpUnix(port) : this.#pump());
  }

  async write(data: Uint8Array, timeoutMs?: number, ends?: AbortSignal): Promise<void> {
    if (this.#queue.failed) throw this.#queue.failed;
    const writing = isUnixPort(this.#port)
      ? this.#writeWhole(this.#port, data)
      : this.#port.write(Buffer.from(data));
    try {
      await takenInTime(writing, (error) => this.#queue.fail(error), timeoutMs, ends);
    } catch (error) {
      throw error instanceof DisconnectedError ? error : this.#lost(error);
    }
  }

  read(length: number, timeoutMs: number, ends?: AbortSignal): Promise<Uint8Array> {
    return this.#queue.take(length, timeoutMs, ends);
  }

  drain(...how: Parameters<SerialTransport['drain']>): Promise<number> {
    return this.#queue.drain(...how);
  }

  async setLines(lines: { dtr: boolean; rts: boolean }): Promise<void> {
    try {
      await this.#flags.setLines(lines);
    } catch (error) {
      throw this.#worded(error);
    }
  }

  async setBaudRate(rate: number): Promise<void> {
    try {
      await this.#port.update({ baudRate: rate });
    } catch (error) {
      throw this.#worded(error);
    }
  }

  async close(): Promise<void> {
    if (!this.#open) return;
    this.#open = false;
    if (!(await settles(this.#port.drain(), drainDeadline))) await settles(this.#port.flush(), closeDeadline);
    await settles(this.#flags.restore(), closeDeadline);
    await settles(this.#port.close(), closeDeadline);
  }

  /** Reads what comes for as long as the port is open. Zero bytes from a readable terminal mean that the other end is gone. */
  async #pumpUnix(port: UnixPort): Promise<void> {
    const buffer = Buffer.alloc(4096);
    while (this.#open && port.fd !== null) {
      try {
        const count = readSync(port.fd, buffer, 0, buffer.length, null);
        if (count === 0) throw new Error('end of line');
        this.#queue.push(Uint8Array.from(buffer.subarray(0, count)));
        continue;
      } catch (error) {
        if (!isAgain(error)) {
          this.#lost(error);
          return;
        }
      }
      // A hang-up shows as an error of the poller; the read that follows tells what happened.
      await new Promise<void>((resolve) => port.poller.once('readable', () => resolve()));
    }
  }

  async #writeWhole(port: UnixPort, data: Uint8Array): Promise<void> {
    let sent = 0;
    while (sent < data.length && !this.#queue.failed) {
      if (port.fd === null) throw new Error('port is closed');
      try {
        sent += writeSync(port.fd, data, sent, data.length - sent);
      } catch (error) {
        if (!isAgain(error)) throw error;
        await new Promise<void>((resolve) => port.poller.once('writable', () => resolve()));
      }
    }
  }

  async #pump(): Promise<void> {
    const buffer = Buffer.alloc(4096);
    try {
      while (this.#open) {
        const { bytesRead } = await this.#port.read(buffer, 0, buffer.length);
        this.#queue.push(Uint8Array.from(buffer.subarray(0, bytesRead)));
      }
    } catch (error) {
      this.#lost(error);
    }
  }

  #lost(error: unknown): DisconnectedError {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'EIO';
    const lost = new DisconnectedError(`${this.#name} is gone`, code, { cause: error });
    if (this.#open) this.#queue.fail(lost);
    return lost;
  }

  #worded(error: unknown): TransportError {
    const text = error instanceof Error ? error.message : String(error);
    return new TransportError(`${this.#name}: ${text}`, codeOfText(text), { cause: error });
  }
}

/** @returns whether something ended in time, well or not */
async function settles(work: Promise<unknown>, deadlineMs: number): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const deadline = new Promise<boolean>((resolve) => {
    timer = setTimeout(resolve, deadlineMs, false);
  });
  const ended = work.then(
    () => true,
    () => true,
  );
  const inTime = await Promise.race([ended, deadline]);
  clearTimeout(timer);
  return inTime;
}

function isUnixPort(port: PortBinding): port is UnixPort {
  return 'poller' in port;
}

function isAgain(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === 'EAGAIN' || error.code === 'EINTR');
}
