import { openNetStream } from './net-stream.ts';
import { openSerialPort } from './serial-port.ts';
import type { SerialSettings, SerialTransport } from './serial-transport.ts';

/** Opens what `-P` names: `net:host:port`, or a port of the operating system. @throws TransportError */
export function openSerial(settings: SerialSettings): Promise<SerialTransport> {
  return settings.port.startsWith('net:')
    ? openNetStream(settings.port.slice('net:'.length))
    : openSerialPort(settings);
}
