import { TransportError } from '../../model/errors.ts';
import type { UsbDeviceInfo, UsbTransport } from '../../transports/usb-transport.ts';

/**
 * A device that the user may look at and not write to: libusb 0.1 opens it nevertheless, and every transfer fails. So does avrdude
 * with it, in the words for each.
 */
export function deniedUsb(info: UsbDeviceInfo): UsbTransport {
  const refuse = () => Promise.reject(new TransportError('not permitted', 'EPERM'));
  return {
    info,
    control: refuse,
    claim: refuse,
    configure: refuse,
    bulkOut: refuse,
    bulkIn: refuse,
    reset: refuse,
    close: async () => {},
  };
}
