import type { SerialSettings, SerialTransport } from '../serial-transport.ts';

/**
 * Opens what `-P` names: `net:host:port`, or a port of the operating system. Only what is opened is loaded.
 * @throws TransportError
 */
export async function openSerial(settings: SerialSettings): Promise<SerialTransport> {
  if (settings.port.startsWith('net:')) {
    const { openNetStream } = await import('./net-stream.ts');
    return openNetStream(settings.port.slice('net:'.length));
  }
  const { openSerialPort } = await import('./serial-port.ts');
  return openSerialPort(settings);
}
