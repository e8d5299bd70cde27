import { DisconnectedError } from '../../src/model/errors.ts';
import { ByteQueue } from '../../src/transports/byte-queue.ts';
import type { SerialTransport } from '../../src/transports/serial-transport.ts';
import type { SerialDevice } from '../sim/device.ts';

/** Opens a simulated device in this process, with a serial line's manners. */
export function simulatedLine(
  device: SerialDevice,
  { baudRate }: { readonly baudRate: number },
): SerialTransport {
  const queue = new ByteQueue();
  device.onData = (data) => queue.push(data.slice());
  device.onHangUp = () => queue.fail(new DisconnectedError('gone', 'EIO'));
  device.rate(baudRate);
  device.open();
  return {
    write: async (data) => {
      if (queue.failed) throw queue.failed;
      device.receive(data);
    },
    read: (length, timeoutMs) => queue.take(length, timeoutMs),
    drain: (idleMs) => queue.drain(idleMs),
    setLines: async () => {},
    setBaudRate: async (rate) => device.rate(rate),
    close: async () => device.close(),
  };
}
