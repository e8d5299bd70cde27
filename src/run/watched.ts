import type { Clock } from '../model/clock.ts';
import type { Openers } from '../programmers/programmer.ts';
import type { Watch } from '../transports/watch.ts';
import { watchedDevices } from '../transports/watched-devices.ts';
import { watchedHid } from '../transports/watched-hid.ts';
import { watchedSerial } from '../transports/watched-serial.ts';
import { watchedUsb } from '../transports/watched-usb.ts';

/** The ways to the outside, with every wait on them watched over. */
export function watchedOpeners({ openers, watch }: { openers: Openers; watch: Watch }): Openers {
  return {
    ...openers,
    serial: async (settings) => {
      watch.begin();
      return watchedSerial(await watch.untilCut(openers.serial(settings)), watch);
    },
    usb: watchedUsb(openers.usb, watch),
    hid: watchedHid(openers.hid, watch),
    ...(openers.devices && { devices: watchedDevices(openers.devices, watch) }),
  };
}

/** The same for ports of which some are now somewhere else. @param moved where those are, by their old names */
export function followingOpeners(openers: Openers, moved: ReadonlyMap<string, string>): Openers {
  return {
    ...openers,
    serial: (settings) => openers.serial({ ...settings, port: moved.get(settings.port) ?? settings.port }),
  };
}

/** Time that passes no longer than a watch lets it. */
export function watchedClock({ clock, watch }: { clock: Clock; watch: Watch }): Clock {
  return { now: () => clock.now(), sleep: (milliseconds) => watch.sleep(clock, milliseconds) };
}
