import { SilentLineError } from '../model/errors.ts';
import type { HidOpener, HidTransport } from './hid-transport.ts';
import type { Watch } from './watch.ts';

/** HID devices whose every wait is watched over. That one takes a report is no sign of life: it may do so and be stuck. */
export function watchedHid(opener: HidOpener, watch: Watch): HidOpener {
  return {
    open: async (query) => {
      watch.begin();
      return watched(await watch.untilCut(opener.open(query)), watch);
    },
  };
}

/** One that is asked again and again answers all the while; what has nothing behind its number is silence. */
const saysSomething = (report: Uint8Array): boolean => report.subarray(1).some((byte) => byte !== 0);

function watched(device: HidTransport, watch: Watch): HidTransport {
  return {
    getFeatureReport: async (id, length, timeoutMs) => {
      watch.goOn();
      const report = await watch.wait(
        () => device.getFeatureReport(id, length, watch.allowed(timeoutMs), watch.ends),
        saysSomething,
      );
      if (watch.isSilent) throw new SilentLineError('nothing but empty reports');
      return report;
    },
    sendFeatureReport: async (report, timeoutMs) => {
      watch.begin();
      await watch.wait(
        () => device.sendFeatureReport(report, watch.allowed(timeoutMs), watch.ends),
        () => false,
      );
    },
    close: () => device.close(),
  };
}
