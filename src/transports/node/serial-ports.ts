import type { FileSystem, Platform } from '../../model/host.ts';
import type { SerialPortInfo } from '../../model/serial-port.ts';

type Files = Pick<
  FileSystem,
  'existsSync' | 'readdirSync' | 'readFileSync' | 'realpathSync' | 'readlinkSync'
>;

/** The serial ports of this machine, those with the same name by their numbers. */
export async function listSerialPorts(fs: Files, platform: Platform): Promise<SerialPortInfo[]> {
  const ports = platform === 'linux' ? portsOfLinux(fs) : await portsOfPackage();
  return ports.sort((a, b) => compareNames(a.port, b.port));
}

/** Linux tells by its files (Documentation/ABI/testing/sysfs-tty); nothing has to be opened. */
function portsOfLinux(fs: Files): SerialPortInfo[] {
  const folder = '/sys/class/tty';
  if (!fs.existsSync(folder)) return [];
  return fs.readdirSync(folder).flatMap((name) => {
    const at = `${folder}/${name}`;
    if (!fs.existsSync(`/dev/${name}`)) return [];
    const device = deviceOf(fs, at);
    if (device === undefined) return [];
    // The driver of the PC's own ports has a fixed number of them; those without a chip are of type 0.
    const isEmpty = device.includes('serial8250') && read(fs, `${at}/type`) === '0';
    return device.includes('/virtual/') || isEmpty
      ? []
      : [{ port: `/dev/${name}`, ...usbDevice(fs, device) }];
  });
}

/** The device of a port; where its folder cannot be looked into, as in a container, what the link to it says. */
function deviceOf(fs: Files, at: string): string | undefined {
  if (fs.existsSync(`${at}/device`)) return fs.realpathSync(`${at}/device`);
  try {
    return fs.existsSync(at) ? undefined : fs.readlinkSync?.(at);
  } catch {
    return undefined;
  }
}

/** The USB device that a port belongs to is one or two folders above its interface. */
function usbDevice(fs: Files, device: string): Omit<SerialPortInfo, 'port'> {
  const folders = [1, 2].map((up) => device.split('/').slice(0, -up).join('/'));
  const usb = folders.find((folder) => fs.existsSync(`${folder}/idVendor`));
  if (usb === undefined) return { vendor: 0, product: 0, serialNumber: '' };
  const name = [read(fs, `${usb}/manufacturer`), read(fs, `${usb}/product`)].filter(Boolean).join(' ');
  return {
    ...(name && { name }),
    vendor: Number.parseInt(read(fs, `${usb}/idVendor`), 16),
    product: Number.parseInt(read(fs, `${usb}/idProduct`), 16),
    serialNumber: fs.existsSync(`${usb}/serial`) ? read(fs, `${usb}/serial`) : '',
  };
}

function read(fs: Files, file: string): string {
  return fs.existsSync(file) ? fs.readFileSync(file, 'utf8').trim() : '';
}

async function portsOfPackage(): Promise<SerialPortInfo[]> {
  const { SerialPort } = (await import('serialport')).default;
  return (await SerialPort.list()).map(({ path, vendorId, productId, serialNumber }) => ({
    port: path,
    vendor: Number.parseInt(vendorId ?? '0', 16),
    product: Number.parseInt(productId ?? '0', 16),
    serialNumber: serialNumber ?? '',
  }));
}

/** First what stands before the number at the end, without regard to case, then the number: `ttyUSB2` before `ttyUSB10`. */
function compareNames(a: string, b: string): number {
  const split = (name: string) => /^(.*?)(\d*)$/.exec(name.toLowerCase()) ?? ['', name, ''];
  const [, baseA = '', numberA = ''] = split(a);
  const [, baseB = '', numberB = ''] = split(b);
  if (baseA !== baseB) return baseA < baseB ? -1 : 1;
  return Number(numberA) - Number(numberB);
}
