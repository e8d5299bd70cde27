import type { UsbBoard } from '../sim/usb-device.ts';
import type { UsbService } from '../sim/usb-server.ts';
import type { VirtualTime } from './virtual-time.ts';
import { deviceClass, libusbErrors, type Plug, setupLength, Transfer } from './virtual-usb-device.ts';

/** What a transfer takes of the time, in milliseconds: half a frame of a bus of full speed. */
const transferMs = 0.5;

/**
 * Simulated devices on the bus of this very process: the native add-on of the package `usb`, as a program gets to see it. All of
 * the package's own JavaScript, and ours, runs as it does in the executable.
 */
export class VirtualUsb {
  private readonly time: VirtualTime;
  private plugged: readonly Plug[] = [];

  constructor(time: VirtualTime) {
    this.time = time;
  }

  /** Plugs devices into bus 1, from address 2 on, as `serveUsb` does for another process. */
  plug(boards: readonly UsbBoard[]): UsbService {
    let isPlugged = true;
    this.plugged = boards.map((board, index) => ({
      board,
      address: index + 2,
      later: (happens) => {
        setImmediate(() => isPlugged && happens());
      },
      travels: () => this.time.pass(transferMs),
    }));
    return {
      env: {},
      close: async () => {
        isPlugged = false;
        this.plugged = [];
      },
    };
  }

  /** A fresh one for each run: the package makes additions to it. */
  addon(): Record<string, unknown> {
    const Device = deviceClass();
    // The last that was plugged in comes first.
    const devices = this.plugged.map((plug) => new Device(plug)).reverse();
    const errors = Object.entries(libusbErrors).map(([name, errno]) => [`LIBUSB_ERROR_${name}`, errno]);
    return {
      Device,
      Transfer,
      getDeviceList: () => [...devices],
      ...Object.fromEntries(errors),
      LIBUSB_ENDPOINT_IN: 0x80,
      LIBUSB_CONTROL_SETUP_SIZE: setupLength,
      LIBUSB_TRANSFER_TYPE_CONTROL: 0,
    };
  }
}
