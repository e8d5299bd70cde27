import { existsSync } from 'node:fs';
import { createServer, type Socket } from 'node:net';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { SerialDevice } from './device.ts';
import { Pty } from './pty.ts';

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

/**
 * Serves a device on a pseudo-terminal.
 * @param link a symbolic link to be made to it
 * @throws Error (as a rejection) where `PSEUDO_TERMINALS` says that none can be made
 */
export async function servePty(device: SerialDevice, link?: string): Promise<Carrier> {
  const pty = new Pty(device, link);
  return { port: pty.port, close: async () => pty.close() };
}
