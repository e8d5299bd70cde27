/** Where Windows keeps what it has bound USB devices to: a key for each pair of ids, in it one for each device. */
const devices = 'HKLM\\SYSTEM\\CurrentControlSet\\Enum\\USB';

/** How long `reg` may take, milliseconds. */
const deadline = 2000;

/**
 * The driver of a USB device on Windows, by its service's name (`WinUSB`, `libusbK`, `libusb0`, `usbser`, …).
 * @returns empty if it has none; undefined if the registry does not know the device
 */
export async function windowsDriverOf(ids: {
  readonly vendorId: number;
  readonly productId: number;
}): Promise<string | undefined> {
  // As it is: an import would be paid for at every start.
  const { execFile } = process.getBuiltinModule('node:child_process');
  const four = (value: number) => value.toString(16).padStart(4, '0').toUpperCase();
  const key = `${devices}\\VID_${four(ids.vendorId)}&PID_${four(ids.productId)}`;
  return new Promise((resolve) => {
    execFile('reg', ['query', key, '/s'], { timeout: deadline, windowsHide: true }, (error, stdout) =>
      resolve(error ? undefined : serviceIn(stdout)),
    );
  });
}

/** What `reg query /s` says: the values of each device, a line each. Of several devices the last plugged in comes last. */
export function serviceIn(listing: string): string {
  const services = [...listing.matchAll(/^\s+Service\s+REG_SZ\s+(\S+)\s*$/gim)];
  return services.at(-1)?.[1] ?? '';
}
