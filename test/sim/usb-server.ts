import { spawnSync } from 'node:child_process';
import {
  closeSync,
  constants,
  mkdirSync,
  mkdtempSync,
  openSync,
  readSync,
  rmSync,
  symlinkSync,
  writeSync,
} from 'node:fs';
import { createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { UsbBoard } from './usb-device.ts';
import { type CallerMemory, UsbFile } from './usb-files.ts';
import { writeSysfs } from './usb-sysfs.ts';

/** Devices that a program sees as plugged in when it is started with this environment. */
export interface UsbService {
  readonly env: Readonly<Record<string, string>>;
  close(): Promise<void>;
}

/** Messages of umockdev's preload library (src/ioctl_tree, "remote ioctl"): three unsigned longs. */
const message = { ioctl: 1, done: 3, readMemory: 5, writeMemory: 6, read: 7 } as const;
const preload = 'libumockdev-preload.so.0';

/** Whether this machine can serve USB devices to other programs. */
export function canServeUsb(): boolean {
  const { stdout }: { stdout: string | null } = spawnSync('ldconfig', ['-p'], {
    encoding: 'utf8',
    env: { PATH: '/usr/sbin:/sbin:/usr/bin:/bin' },
  });
  // There may be no ldconfig.
  return (stdout ?? '').includes(preload);
}

/**
 * Plugs devices into bus 1, from address 2 on, for programs that are started with `env`: umockdev's preload library shows
 * them our picture of `/sys` and `/dev` and sends their system calls here.
 */
export async function serveUsb(boards: readonly UsbBoard[]): Promise<UsbService> {
  const root = mkdtempSync(join(tmpdir(), 'usb.'));
  for (const folder of ['dev/bus/usb/001', 'dev/.node', 'ioctl/dev/bus/usb/001']) {
    mkdirSync(join(root, folder), { recursive: true });
  }
  const nodes = await Promise.all(boards.map((board, index) => serveNode(root, board, index)));
  return {
    env: { UMOCKDEV_DIR: root, LD_PRELOAD: preload },
    close: async () => {
      await Promise.all(nodes.map((node) => node.close()));
      rmSync(root, { recursive: true, force: true });
    },
  };
}

async function serveNode(root: string, board: UsbBoard, index: number): Promise<{ close(): Promise<void> }> {
  const address = index + 2;
  const place = `bus/usb/001/${String(address).padStart(3, '0')}`;
  writeSysfs(root, { port: index + 1, address }, board.firmware.descriptors);
  symlinkSync(`189:${address - 1}`, join(root, 'dev/.node', place.replaceAll('/', '_')));
  const gate = new Gate(join(root, 'dev', place));
  const files = new Set<UsbFile>();
  const sockets = new Set<Socket>();
  const update = (): void => gate.open([...files].some((file) => file.ready));
  const server = createServer((socket) => {
    sockets.add(socket);
    const caller = new Caller(socket);
    const file = new UsbFile(board, caller, update);
    files.add(file);
    socket.on('error', () => socket.destroy());
    socket.on('close', () => {
      sockets.delete(socket);
      files.delete(file);
      file.close();
      update();
    });
    void answerCalls(caller, file, board).catch(() => socket.destroy());
  });
  await listen(server, join(root, 'ioctl/dev', place));
  return {
    close: () =>
      new Promise((resolve) => {
        for (const socket of sockets) socket.destroy();
        server.close(() => {
          gate.close();
          resolve();
        });
      }),
  };
}

function listen(server: Server, path: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(path, resolve);
  });
}

async function answerCalls(caller: Caller, file: UsbFile, board: UsbBoard): Promise<void> {
  const { device, configuration } = board.firmware.descriptors;
  const contents = Buffer.concat([device, configuration]);
  let position = 0;
  for (;;) {
    const [kind, first, second] = await caller.receive();
    if (kind === message.ioctl) caller.done(await file.ioctl(Number(first), second));
    else if (kind === message.read) {
      const piece = contents.subarray(position, position + Number(second));
      if (piece.length > 0) await caller.write(first, piece);
      position += piece.length;
      caller.done(piece.length);
    } else caller.done(-22);
  }
}

/** The other end of a connection: a program in the middle of a system call. */
class Caller implements CallerMemory {
  private readonly socket: Socket;
  private received = Buffer.alloc(0);
  private wake: (() => void) | undefined;
  private ended = false;

  constructor(socket: Socket) {
    this.socket = socket;
    socket.on('data', (data) => {
      this.received = Buffer.concat([this.received, data]);
      this.wake?.();
    });
    socket.on('close', () => {
      this.ended = true;
      this.wake?.();
    });
  }

  /** The next call: kind and two arguments. */
  async receive(): Promise<[number, bigint, bigint]> {
    const bytes = await this.take(24);
    return [Number(bytes.readBigUInt64LE(0)), bytes.readBigUInt64LE(8), bytes.readBigUInt64LE(16)];
  }

  /** Ends the call. @param result negative for an error number */
  done(result: number): void {
    this.send(
      message.done,
      BigInt.asUintN(64, BigInt(result < 0 ? -1 : result)),
      BigInt(result < 0 ? -result : 0),
    );
  }

  async read(address: bigint, length: number): Promise<Buffer> {
    if (length === 0) return Buffer.alloc(0);
    this.send(message.readMemory, address, BigInt(length));
    return this.take(length);
  }

  async write(address: bigint, data: Uint8Array): Promise<void> {
    this.send(message.writeMemory, address, BigInt(data.length));
    this.socket.write(data);
  }

  private send(kind: number, first: bigint, second: bigint): void {
    const bytes = Buffer.alloc(24);
    bytes.writeBigUInt64LE(BigInt(kind), 0);
    bytes.writeBigUInt64LE(first, 8);
    bytes.writeBigUInt64LE(second, 16);
    this.socket.write(bytes);
  }

  private async take(length: number): Promise<Buffer> {
    while (this.received.length < length) {
      if (this.ended) throw new Error('the program has closed the device');
      await new Promise<void>((resolve) => {
        this.wake = resolve;
      });
    }
    const taken = this.received.subarray(0, length);
    this.received = this.received.subarray(length);
    return taken;
  }
}

/**
 * The device's node: a FIFO that is full until there is something to reap, since a full one is not writable and poll(2) on the
 * node is the one call that the preload library does not pass on.
 */
class Gate {
  private readonly fd: number;
  private readonly page = Buffer.alloc(4096);
  private isOpen = true;
  private isClosed = false;

  constructor(path: string) {
    const { status, stderr } = spawnSync('mkfifo', ['-m', '666', path], { encoding: 'utf8' });
    if (status !== 0) throw new Error(`mkfifo: ${stderr}`);
    this.fd = openSync(path, constants.O_RDWR | constants.O_NONBLOCK);
    this.open(false);
  }

  open(wanted: boolean): void {
    if (wanted === this.isOpen || this.isClosed) return;
    this.isOpen = wanted;
    if (wanted) readSync(this.fd, this.page);
    else this.fill();
  }

  close(): void {
    if (this.isClosed) return;
    this.isClosed = true;
    closeSync(this.fd);
  }

  private fill(): void {
    try {
      for (;;) writeSync(this.fd, this.page);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EAGAIN') throw error;
    }
  }
}
