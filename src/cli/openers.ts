import type { Host } from '../model/host.ts';
import type { Openers } from '../programmers/programmer.ts';

/** How programmers reach the outside; each library is loaded when something is opened over it. */
export function createOpeners({ fs, platform }: Pick<Host, 'fs' | 'platform'>): Openers {
  return {
    serial: async (settings) => (await import('../transports/open-serial.ts')).openSerial(settings),
    ports: async () => (await import('../transports/serial-ports.ts')).listSerialPorts(fs, platform),
    usb: {
      find: async (query) => (await usb()).find(query),
      open: async (device) => (await usb()).open(device),
    },
    hid: {
      open: async (query) => (await import('../transports/usb-hid.ts')).openUsbHid(await usb(), query),
    },
  };
}

async function usb(): Promise<Openers['usb']> {
  return (await import('../transports/usb.ts')).createUsbOpener();
}
