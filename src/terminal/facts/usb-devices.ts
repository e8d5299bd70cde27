import type { UsbDeviceFact } from '../../model/usb-device-fact.ts';

/** The programmers and boot loaders that are known by their USB ids. */
export async function usbDevices(): Promise<readonly UsbDeviceFact[]> {
  const text = (await import('avrdude:facts')).default.usbDevices;
  return text
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => {
      const [ids = '', programmer = '', parts = '', ...name] = line.split(' ');
      const [vendorId = 0, productId = 0] = ids.split(':').map((id) => Number.parseInt(id, 16));
      return {
        ids: { vendorId, productId },
        programmer,
        parts: parts === '-' ? [] : parts.split(','),
        name: name.join(' '),
      };
    });
}
