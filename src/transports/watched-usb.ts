import type { UsbOpener, UsbTransport } from './usb-transport.ts';
import type { Watch } from './watch.ts';

/** USB whose every wait is watched over. That a device takes a packet of data is no sign of life: it may do so and be stuck. */
export function watchedUsb(opener: UsbOpener, watch: Watch): UsbOpener {
  return {
    find: (query) => {
      watch.begin();
      // A device that turns up is a sign of life: however long it was waited for, it has not fallen silent.
      return watch.wait(
        () => watch.untilCut(opener.find(query)),
        (found) => found.length > 0,
      );
    },
    list: () => {
      watch.begin();
      return watch.untilCut(opener.list());
    },
    describe: (device) => opener.describe(device),
    open: async (device, interfaceNumber) => {
      watch.begin();
      return watched(await opener.open(device, interfaceNumber), watch);
    },
  };
}

function watched(device: UsbTransport, watch: Watch): UsbTransport {
  return {
    info: device.info,
    control: async (request) => {
      watch.begin();
      const limits = { timeoutMs: watch.allowed(request.timeoutMs), ends: watch.ends };
      return watch.wait(() => device.control({ ...request, ...limits }), heard);
    },
    bulkOut: async (endpoint, data, timeoutMs) => {
      watch.begin();
      await watch.wait(() => device.bulkOut(endpoint, data, watch.allowed(timeoutMs), watch.ends), unheard);
    },
    bulkIn: async (endpoint, length, timeoutMs) => {
      watch.goOn();
      return watch.wait(() => device.bulkIn(endpoint, length, watch.allowed(timeoutMs), watch.ends), heard);
    },
    claim: (interfaceNumber) => device.claim(interfaceNumber),
    configure: () => device.configure(),
    reset: () => device.reset(),
    close: () => device.close(),
  };
}

const heard = (): boolean => true;
const unheard = (): boolean => false;
