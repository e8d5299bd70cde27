import * as fs from 'node:fs';
import type { Carrier } from '../sim/carrier.ts';
import type { SerialDevice } from '../sim/device.ts';

type Done = (error: Error | null, value?: unknown) => void;

/** The add-on's watcher of one descriptor. */
interface FdPoller {
  poll(flags: number): void;
  stop(): void;
  destroy(): void;
}

/** The flags of libuv's polling. */
const [READABLE, WRITABLE] = [1, 2];
/** File descriptors from here on are ours. */
const FIRST = 1 << 20;

function systemError(code: string): NodeJS.ErrnoException {
  return Object.assign(new Error(code), { code });
}

/** A serial port with a simulated device behind it, as a program in the same process has it open. */
class OpenPort {
  readonly device: SerialDevice;
  /** Called when there is something to read, or the port has gone. */
  poller: { flags: number; ready: (error: Error | null, flags: number) => void } | undefined;
  private incoming: Uint8Array[] = [];
  gone = false;

  constructor(device: SerialDevice) {
    this.device = device;
  }

  push(data: Uint8Array): void {
    this.incoming.push(data.slice());
    this.look();
  }

  hangUp(): void {
    this.gone = true;
    this.look();
  }

  /** Tells who polls, once, later. */
  look(): void {
    const { poller } = this;
    if (!poller || poller.flags === 0) return;
    const readable = this.incoming.length > 0 || this.gone ? READABLE : 0;
    const flags = poller.flags & (readable | WRITABLE);
    if (flags === 0) return;
    poller.flags &= ~flags;
    setImmediate(() => this.poller === poller && poller.ready(null, flags));
  }

  read(into: Uint8Array, offset: number, length: number): number {
    const [piece] = this.incoming;
    if (piece === undefined) throw systemError(this.gone ? 'EIO' : 'EAGAIN');
    const part = piece.subarray(0, length);
    into.set(part, offset);
    this.incoming.shift();
    if (piece.length > length) this.incoming.unshift(piece.subarray(length));
    return part.length;
  }

  write(data: Uint8Array): number {
    if (this.gone) throw systemError('EIO');
    const copy = data.slice();
    queueMicrotask(() => {
      if (!this.gone) this.device.receive(copy);
    });
    return data.length;
  }
}

/**
 * Simulated devices as serial ports of this very process: the native add-on of the package `serialport` and the calls of
 * `node:fs` on its descriptors, as a program gets to see them.
 */
export class VirtualPorts {
  private readonly devices = new Map<string, SerialDevice>();
  private readonly open = new Map<number, OpenPort>();
  private next = FIRST;
  /** Calls to the true add-on that have not returned. */
  underWay = 0;

  /** Puts a device behind a path. */
  serve(device: SerialDevice, path: string): Carrier {
    fs.writeFileSync(path, '');
    this.devices.set(path, device);
    const ports = () => [...this.open.values()].filter((port) => port.device === device);
    device.onData = (data) => {
      for (const port of ports()) port.push(data);
    };
    device.onHangUp = () => {
      setTimeout(() => {
        this.devices.delete(path);
        fs.rmSync(path, { force: true });
        for (const port of ports()) port.hangUp();
      }, 50);
    };
    return {
      port: path,
      close: async () => {
        device.stop();
        this.devices.delete(path);
      },
    };
  }

  private openPort(path: string, baudRate: number): number {
    const device = this.devices.get(path);
    if (!device) throw new Error(`there is no simulated device at ${path}`);
    const fd = this.next++;
    device.open();
    device.rate(baudRate);
    this.open.set(fd, new OpenPort(device));
    return fd;
  }

  private port(fd: number): OpenPort {
    const port = this.open.get(fd);
    if (!port) throw systemError('EBADF');
    return port;
  }

  /** Whether a path is one of ours. */
  serves(path: string): boolean {
    return this.devices.has(path);
  }

  /** The add-on of `@serialport/bindings-cpp`. @param real the true one, for ports that are not ours */
  addon(real: Record<string, unknown>): Record<string, unknown> {
    const ports = this;
    const later =
      (call: (...args: never[]) => unknown, name: string) =>
      (...args: unknown[]) => {
        const done = args.at(-1) as Done;
        const [first] = args;
        const ours = typeof first === 'string' ? ports.serves(first) : Number(first) >= FIRST;
        if (!ours) {
          ports.underWay++;
          const settled: Done = (...results) => {
            ports.underWay--;
            done(...results);
          };
          return (real[name] as (...args: unknown[]) => void)(...args.slice(0, -1), settled);
        }
        setImmediate(() => {
          try {
            done(null, call(...(args.slice(0, -1) as never[])));
          } catch (error) {
            done(error as Error);
          }
        });
      };
    type Ready = (error: Error | null, flags: number) => void;
    const RealPoller = real.Poller as new (fd: number, ready: Ready) => FdPoller;
    class Poller implements FdPoller {
      private readonly port: OpenPort | undefined;
      private readonly real: FdPoller | undefined;
      constructor(fd: number, ready: Ready) {
        if (fd < FIRST) {
          this.real = new RealPoller(fd, ready);
          return;
        }
        this.port = ports.port(fd);
        this.port.poller = { flags: 0, ready };
      }
      poll(flags: number): void {
        this.real?.poll(flags);
        if (this.port?.poller) this.port.poller.flags |= flags;
        this.port?.look();
      }
      stop(): void {
        this.real?.stop();
        if (this.port?.poller) this.port.poller.flags = 0;
      }
      destroy(): void {
        this.real?.destroy();
        if (this.port) this.port.poller = undefined;
      }
    }
    return {
      ...real,
      Poller,
      open: later(
        (path: string, { baudRate }: { baudRate: number }) => ports.openPort(path, baudRate),
        'open',
      ),
      close: later((fd: number) => {
        const { device } = ports.port(fd);
        ports.open.delete(fd);
        device.close();
      }, 'close'),
      update: later((fd: number, { baudRate }: { baudRate: number }) => {
        ports.port(fd).device.rate(baudRate);
      }, 'update'),
      // A pseudo-terminal has no control lines, either.
      set: later(() => {
        throw new Error('Error: Inappropriate ioctl for device, cannot set');
      }, 'set'),
      get: later(() => {
        throw new Error('Error: Inappropriate ioctl for device, cannot get');
      }, 'get'),
      flush: later(() => undefined, 'flush'),
      drain: later(() => undefined, 'drain'),
    };
  }

  /** `node:fs` with our descriptors in it, as whole buffers are read and written. */
  fs(): typeof fs {
    type Call = (
      fd: number,
      data: Uint8Array,
      offset?: number,
      length?: number,
      ...rest: unknown[]
    ) => number;
    const [read, write] = [fs.readSync as Call, fs.writeSync as Call];
    const readSync: Call = (fd, into, offset = 0, length = into.length - offset, ...rest) =>
      fd >= FIRST ? this.port(fd).read(into, offset, length) : read(fd, into, offset, length, ...rest);
    const writeSync: Call = (fd, data, offset, length, ...rest) =>
      fd >= FIRST
        ? this.port(fd).write(
            data.subarray(offset, length === undefined ? undefined : (offset ?? 0) + length),
          )
        : write(fd, data, offset, length, ...rest);
    return { ...fs, readSync: readSync as typeof fs.readSync, writeSync: writeSync as typeof fs.writeSync };
  }
}
