import { utf16Text } from '../../model/encoding.ts';
import { TransportError } from '../../model/errors.ts';
import type { UsbTransport } from '../../transports/usb-transport.ts';

const timeoutMs = 1000;
const stringDescriptor = 3;

/**
 * Reads a string descriptor in the first language that the device has (USB 2.0, 9.6.7), which it is asked for each time, as libusb does.
 * @throws TransportError
 */
export async function readUsbString(transport: UsbTransport, index: number): Promise<string> {
  const languages = await descriptor(transport, 0, 0);
  if (languages.length < 4) throw new TransportError('the device has no language', 'EIO');
  const data = await descriptor(transport, index, (languages[2] ?? 0) | ((languages[3] ?? 0) << 8));
  if (data[1] !== stringDescriptor) throw new TransportError(`string descriptor ${index} is none`, 'EIO');
  return utf16Text(data.subarray(2, data[0]));
}

function descriptor(transport: UsbTransport, index: number, language: number): Promise<Uint8Array> {
  return transport.control({
    requestType: 0x80,
    request: 6,
    value: (stringDescriptor << 8) | index,
    index: language,
    data: 255,
    timeoutMs,
  });
}
