import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createServer, type Socket } from 'node:net';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { SerialDevice } from './device.ts';

/** A device that can be reached from outside this process. */
export interface Carrier {
  /** What to give as `-P`. */
  readonly port: string;
  /** Ends the service; the device is stopped too. */
  close(): Promise<void>;
}

/**
 * Serves a device on TCP; a new connection counts as opening the port.
 * @param port 0 for any free one
 */
export function serveTcp(device: SerialDevice, port = 0): Promise<Carrier> {
  let current: Socket | undefined;
  const server = createServer({ noDelay: true }, (socket) => {
    if (current) {
      socket.destroy(); // in use
      return;
    }
    current = socket;
    socket.on('error', () => socket.destroy());
    socket.on('close', () => {
      current = undefined;
      device.close();
    });
    socket.on('data', (data) => device.receive(data));
    device.open();
  });
  device.onData = (data) => current?.write(data);
  device.onHangUp = () => {
    server.close();
    setTimeout(() => current?.destroy(), 50);
  };
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      const address = server.address();
      if (address === null || typeof address === 'string') throw new Error('no TCP address');
      resolve({
        port: `net:127.0.0.1:${address.port}`,
        close: () =>
          new Promise((done) => {
            device.stop();
            current?.destroy();
            server.close(() => done());
          }),
      });
    });
  });
}

/** A file of this repository, also when this code runs out of a bundle in another folder of it. */
export function projectFile(path: string): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  for (;;) {
    const candidate = join(folder, path);
    if (existsSync(candidate)) return candidate;
    const up = dirname(folder);
    if (up === folder) throw new Error(`${path} not found`);
    folder = up;
  }
}

function frame(letter: 'D' | 'H', payload: Uint8Array = new Uint8Array(0)): Buffer {
  const head = Buffer.alloc(5);
  head.write(letter, 0, 'latin1');
  head.writeUInt32BE(payload.length, 1);
  return Buffer.concat([head, payload]);
}

/** Serves a device on a pseudo-terminal. @param link a symbolic link to be made to it */
export function servePty(device: SerialDevice, link?: string): Promise<Carrier> {
  const child: ChildProcess = spawn(
    'python3',
    ['-I', '-S', projectFile('test/sim/pty.py'), ...(link ? [link] : [])],
    {
      stdio: ['pipe', 'pipe', 'inherit'],
    },
  );
  const { stdin, stdout } = child;
  if (!stdin || !stdout) throw new Error('no pipes to pty.py');
  stdin.on('error', () => {}); // the bridge has ended; its exit says so
  device.onData = (data) => stdin.write(frame('D', data));
  device.onHangUp = () => stdin.write(frame('H'));
  const ended = new Promise<void>((done) => child.once('close', () => done()));
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`pty.py ended with ${code}`)));
    let pending = Buffer.alloc(0);
    stdout.on('data', (chunk: Buffer) => {
      pending = Buffer.concat([pending, chunk]);
      while (pending.length >= 5) {
        const length = pending.readUInt32BE(1);
        if (pending.length < 5 + length) return;
        const letter = pending.toString('latin1', 0, 1);
        const payload = pending.subarray(5, 5 + length);
        pending = pending.subarray(5 + length);
        if (letter === 'O') device.open();
        else if (letter === 'C') device.close();
        else if (letter === 'D') device.receive(payload);
        else if (letter === 'B') device.rate(Number(payload.toString()));
        else if (letter === 'R') {
          resolve({
            port: payload.toString(),
            close: async () => {
              device.stop();
              stdin.end();
              await ended;
            },
          });
        }
      }
    });
  });
}
