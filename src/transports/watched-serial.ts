import type { SerialTransport } from './serial-transport.ts';
import type { Watch } from './watch.ts';

/** How long a device may take to take what is written (ms). */
const writeTimeout = 10_000;

/** A line whose every wait is watched over. */
export function watchedSerial(line: SerialTransport, watch: Watch): SerialTransport {
  return {
    write: async (data) => {
      watch.begin();
      await watch.wait(() => line.write(data, watch.allowed(writeTimeout), watch.ends), unheard);
    },
    read: async (length, timeoutMs) => {
      watch.goOn();
      return watch.wait(() => line.read(length, watch.allowed(timeoutMs), watch.ends), heard);
    },
    drain: async (idleMs, _ends, dropped) => {
      watch.begin();
      return watch.wait(
        () => line.drain(watch.allowed(idleMs), watch.ends, dropped),
        (count) => count > 0,
      );
    },
    setLines: (lines) => line.setLines(lines),
    setBaudRate: (rate) => line.setBaudRate(rate),
    close: () => line.close(),
  };
}

const heard = (): boolean => true;
const unheard = (): boolean => false;
