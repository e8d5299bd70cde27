import { SilentLineError } from '../model/errors.ts';
import type { HidOpener, HidReport, HidTransport } from './hid-transport.ts';
import type { Watch } from './watch.ts';

/**
 * HID devices whose every wait is watched over. That one takes a report is no sign of life: it may do so and be stuck. But it is no
 * silence either, for there are devices that have nothing to say.
 */
export function watchedHid(opener: HidOpener, watch: Watch): HidOpener {
  return {
    find: (query) => {
      watch.begin();
      return watch.untilCut(opener.find(query));
    },
    open: async (info, numbering) => {
      watch.begin();
      return watched(await watch.untilCut(opener.open(info, numbering)), watch);
    },
  };
}

/** One that is asked again and again answers all the while; what has nothing behind its number is silence. */
const saysSomething = ({ data }: HidReport): boolean => data.some((byte) => byte !== 0);
const heard = (): boolean => true;
const taken = (): 'taken' => 'taken';

function watched(device: HidTransport, watch: Watch): HidTransport {
  return {
    info: device.info,
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
      await watch.wait(() => device.sendFeatureReport(report, watch.allowed(timeoutMs), watch.ends), taken);
    },
    sendReport: async (report, timeoutMs) => {
      watch.begin();
      await watch.wait(() => device.sendReport(report, watch.allowed(timeoutMs), watch.ends), taken);
    },
    receiveReport: async (timeoutMs) => {
      watch.goOn();
      return watch.wait(() => device.receiveReport(watch.allowed(timeoutMs), watch.ends), heard);
    },
    close: () => device.close(),
  };
}
