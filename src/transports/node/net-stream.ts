import { connect, type Socket } from 'node:net';
import { DisconnectedError, TransportError } from '../../model/errors.ts';
import { ByteQueue } from '../byte-queue.ts';
import type { SerialTransport } from '../serial-transport.ts';
import { takenInTime } from './taken-in-time.ts';

/** How long a connection may take to come about (ms). */
const connectDeadline = 10000;

/** `host:port` taken apart at the last colon; IPv6 addresses may stand in brackets. Undefined if it is not such a pair. */
export function parseHostPort(text: string): { host: string; port: string } | undefined {
  const colon = text.lastIndexOf(':');
  if (colon <= 0) return undefined;
  const host = text.slice(0, colon);
  return { host: /^\[.*\]$/.test(host) ? host.slice(1, -1) : host, port: text.slice(colon + 1) };
}

/**
 * Connects to a terminal server (`-P net:host:port`).
 * @param address `host:port`
 * @throws TransportError with code `EINVAL` (no such pair), `ENOTFOUND`, `ECONNREFUSED` …
 */
export function openNetStream(address: string): Promise<SerialTransport> {
  const target = parseHostPort(address);
  const port = Number(target?.port);
  if (!target) return Promise.reject(new TransportError(`mangled host:port string ${address}`, 'EINVAL'));
  if (!/^\d+$/.test(target.port) || port > 65535)
    return Promise.reject(new TransportError(`no service ${target.port}`, 'ENOTFOUND'));
  return new Promise((resolve, reject) => {
    const socket = connect({ host: target.host, port, noDelay: true });
    const timer = setTimeout(
      () => socket.destroy(Object.assign(new Error('timed out'), { code: 'ETIMEDOUT' })),
      connectDeadline,
    );
    socket.once('connect', () => {
      clearTimeout(timer);
      socket.removeListener('error', failed);
      resolve(new NetStream(socket, address));
    });
    const failed = (error: NodeJS.ErrnoException) => {
      clearTimeout(timer);
      reject(new TransportError(`${address}: ${error.message}`, error.code, { cause: error }));
    };
    socket.once('error', failed);
  });
}

/** An open TCP connection. It has no baud rate and no control lines. */
class NetStream implements SerialTransport {
  readonly #socket: Socket;
  readonly #queue = new ByteQueue();

  constructor(socket: Socket, address: string) {
    this.#socket = socket;
    socket.on('data', (piece) => this.#queue.push(piece));
    socket.on('error', (error: NodeJS.ErrnoException) =>
      this.#queue.fail(new DisconnectedError(`${address}: ${error.message}`, error.code, { cause: error })),
    );
    socket.on('close', () => this.#queue.fail(new DisconnectedError(`${address} has hung up`, 'EPIPE')));
  }

  write(data: Uint8Array, timeoutMs?: number, ends?: AbortSignal): Promise<void> {
    if (this.#queue.failed) return Promise.reject(this.#queue.failed);
    const written = new Promise<void>((resolve, reject) => {
      this.#socket.write(data, (error) => {
        if (error)
          reject(this.#queue.failed ?? new DisconnectedError(error.message, 'EPIPE', { cause: error }));
        else resolve();
      });
    });
    return takenInTime(written, (error) => this.#queue.fail(error), timeoutMs, ends);
  }

  read(length: number, timeoutMs: number, ends?: AbortSignal): Promise<Uint8Array> {
    return this.#queue.take(length, timeoutMs, ends);
  }

  drain(idleMs: number, ends?: AbortSignal): Promise<number> {
    return this.#queue.drain(idleMs, ends);
  }

  setLines(): Promise<void> {
    return Promise.reject(new TransportError('a TCP connection has no control lines', 'ENOTTY'));
  }

  setBaudRate(): Promise<void> {
    return Promise.reject(new TransportError('a TCP connection has no baud rate', 'ENOTTY'));
  }

  async close(): Promise<void> {
    this.#socket.removeAllListeners('close');
    this.#socket.destroy();
  }
}
