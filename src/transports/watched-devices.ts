import type { DeviceFile, DeviceFiles, DeviceFilesOpener } from './device-files.ts';
import type { Watch } from './watch.ts';

/** Device files to which nothing is said any more once the run is to end, but what lets the target go. */
export function watchedDevices(opener: DeviceFilesOpener, watch: Watch): DeviceFilesOpener {
  return async () => {
    watch.begin();
    const files = await opener();
    const watched = (file: DeviceFile): DeviceFile => ({
      ioctl: (request, argument, pointers) => {
        watch.goOn();
        return file.ioctl(request, argument, pointers);
      },
      write: (data) => {
        watch.goOn();
        file.write(data);
      },
      read: (length) => {
        watch.goOn();
        return file.read(length);
      },
      close: () => file.close(),
    });
    return {
      open: (path, access, terminal) => {
        watch.begin();
        return watched(files.open(path, access, terminal));
      },
      adopt: (descriptor) => watched(files.adopt(descriptor)),
      exists: (path) => files.exists(path),
      spin: (microseconds) => files.spin(microseconds),
      now: () => files.now(),
      breathe: () => files.breathe(),
    } satisfies DeviceFiles;
  };
}
