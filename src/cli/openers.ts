import type { Openers } from '../programmers/programmer.ts';

/** How programmers reach the outside; each library is loaded when something is opened over it. */
export function createOpeners(): Openers {
  return {
    serial: async (settings) => (await import('../transports/open-serial.ts')).openSerial(settings),
    ports: async () => (await import('../transports/port-list.ts')).listSerialPorts(),
    usb: {
      find: async (query) => (await usb()).find(query),
      open: async (device) => (await usb()).open(device),
    },
  };
}

async function usb(): Promise<Openers['usb']> {
  return (await import('../transports/usb.ts')).createUsbOpener();
}
