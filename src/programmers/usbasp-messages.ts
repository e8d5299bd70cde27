import { general } from '../model/printed-number.ts';
import { defineMessage, type Words } from '../output/words.ts';
import { libusb0Text, libusb1Text } from '../protocols/usb-errno.ts';

/** What a USBasp has to say while it is found and while it works. Words from usbasp.c of the releases. */

const where = (name: string): string => `${name}() usbasp.c`;
const hex = (value: number): string => value.toString(16);
const byte = (value: number): string => `0x${hex(value).padStart(2, '0')}`;

const debug = (text: string): Words => ({ level: 'debug', lead: 'program', text });

/** Debugging: a function of avrdude's is entered. */
export const entered = defineMessage<{ call: string }>({ '6.4': ({ call }) => debug(`${call}\n`) });

export const bitclockNotAdjustable = defineMessage({
  '8.2': () => ({
    level: 'warning',
    lead: 'program',
    where: where('usbasp_open'),
    text: 'setting bitclock despite HAS_BITCLOCK_ADJ missing in pgm->extra_features\n',
  }),
});

export const portInvalid = defineMessage<{ port: string }>({
  '8.2': ({ port }) => ({
    level: 'error',
    lead: 'program',
    where: where('usbasp_open'),
    text: `invalid -P ${port}; drop -P option or use -P usb:<busdir>:<devicefile> or -P usb:<serialno>\n`,
  }),
});

export const severalProductIds = defineMessage<{ used: number }>({
  '6.4': ({ used }) => ({
    level: 'info',
    lead: 'program',
    text: `Warning: using PID 0x${hex(used).padStart(4, '0')}, ignoring remaining PIDs in list\n`,
  }),
  '7.1': ({ used }) => ({
    level: 'warning',
    lead: 'program',
    where: where('usbasp_open'),
    text: `using PID 0x${hex(used).padStart(4, '0')}, ignoring remaining PIDs in list\n`,
  }),
});

export const cannotOpen = defineMessage<{ error: unknown; path: string }>({
  '6.4': ({ error }) => ({
    level: 'info',
    lead: 'program',
    text: `Warning: cannot open USB device: ${libusb1Text(error)}\n`,
  }),
  '7.1': ({ error, path }) => ({
    level: 'warning',
    lead: 'program',
    where: where('usbOpenDevice'),
    text: `cannot open USB device: failed to open ${path}: ${libusb0Text(error)}\n`,
  }),
  '8.2': ({ error }) => ({
    level: 'warning',
    lead: 'program',
    where: where('usbOpenDevice'),
    text: `cannot open USB device: ${libusb1Text(error)}\n`,
  }),
});

/** A string descriptor that has to match cannot be read. */
export const cannotQuery = defineMessage<{ what: 'manufacturer' | 'product' }>({
  '6.4': ({ what }) => ({
    level: 'info',
    lead: 'program',
    text: `Warning: cannot query ${what} for device: Invalid argument\n`,
  }),
  '7.1': ({ what }) => ({
    level: 'warning',
    lead: 'program',
    where: where('usbOpenDevice'),
    text: `cannot query ${what} for device: Invalid argument\n`,
  }),
});

export const seenVendor = defineMessage<{ name: string }>({
  '6.4': ({ name }) => ({ level: 'notice2', lead: 'program', text: `seen device from vendor ->${name}<-\n` }),
  '7.1': ({ name }) => ({ level: 'notice2', lead: 'program', text: `seen device from vendor >${name}<\n` }),
});

export const seenProduct = defineMessage<{ name: string }>({
  '6.4': ({ name }) => ({ level: 'notice2', lead: 'program', text: `seen product ->${name}<-\n` }),
  '7.1': ({ name }) => ({ level: 'notice2', lead: 'program', text: `seen product >${name}<\n` }),
});

/** A device of the right kind is compared with `-P`. */
export const comparedWithPort = defineMessage<{ bus: string; device: string; serial: string }>({
  '8.2': ({ bus, device, serial }) => ({
    level: 'notice',
    lead: 'program',
    text: `found USBasp with busdir:devicefile = ${bus}:${device}, serial_number = ${serial}\n`,
  }),
});

export const nibobeeByPort = defineMessage({
  '6.4': () => ({
    level: 'info',
    lead: 'program',
    text: 'warning: Using "-C usbasp -P nibobee" is deprecated,use "-C nibobee" instead.\n',
  }),
  '7.1': () => ({
    level: 'error',
    lead: 'program',
    where: where('usbasp_open'),
    text: 'using -C usbasp -P nibobee is deprecated, use -C nibobee instead\n',
  }),
});

export const nibobeeNotFound = defineMessage<{ vendorId: number; productId: number }>({
  '6.4': ({ vendorId, productId }) => ({
    level: 'info',
    lead: 'program',
    text: `error: could not find USB device "NIBObee" with vid=0x${hex(vendorId)} pid=0x${hex(productId)}\n`,
  }),
  '7.1': ({ vendorId, productId }) => ({
    level: 'error',
    lead: 'program',
    where: where('usbasp_open'),
    text: `cannot find USB device NIBObee with vid=0x${hex(vendorId)} pid=0x${hex(productId)}\n`,
  }),
});

export const foundWithOldIds = defineMessage({
  '6.4': () => ({
    level: 'info',
    lead: 'program',
    text: 'Warning: Found USB device "USBasp" with old VID/PID! Please update firmware of USBasp!\n',
  }),
  '7.1': () => ({
    level: 'error',
    lead: 'program',
    where: where('usbasp_open'),
    text: 'found USB device USBasp with old VID/PID; please update firmware of USBasp\n',
  }),
  '8.2': () => ({
    level: 'error',
    lead: 'program',
    where: where('usbasp_open'),
    text: 'found USBasp with old VID/PID; please update its firmware\n',
  }),
});

export interface Sought {
  readonly vendorId: number;
  readonly productId: number;
  readonly vendor: string;
  readonly product: string;
}

const soughtText = ({ vendorId, productId, vendor, product }: Sought): string =>
  `vid=0x${hex(vendorId)} pid=0x${hex(productId)}${vendor && ` vendor='${vendor}'`}${product && ` product='${product}'`}\n`;

export const notFound = defineMessage<Sought>({
  '6.4': (sought) => ({
    level: 'info',
    lead: 'program',
    text: `error: could not find USB device with ${soughtText(sought)}`,
  }),
  '7.1': (sought) => ({
    level: 'error',
    lead: 'program',
    where: where('usbasp_open'),
    text: `cannot find USB device with ${soughtText(sought)}`,
  }),
});

export const wrongResponseSize = defineMessage<{ where: string }>({
  '6.4': () => ({ level: 'info', lead: 'program', text: 'error: wrong response size\n' }),
  '7.1': (facts) => ({
    level: 'error',
    lead: 'program',
    where: where(facts.where),
    text: 'wrong response size\n',
  }),
});

/** An instruction is sent at `-vvv`; at `-vvvv` the transfer itself is shown between it and its answer. */
export const commandSent = defineMessage<{ instruction: Uint8Array; traced: boolean }>({
  '6.4': ({ instruction, traced }) => debug(`usbasp_spi_cmd(${list(instruction)})${traced ? '...\n' : ''}`),
  '7.1': ({ instruction, traced }) => debug(`usbasp_spi_cmd(${list(instruction)})${traced ? ' ...\n' : ''}`),
});

export const commandAnswered = defineMessage<{ answer: Uint8Array }>({
  '6.4': ({ answer }) => [
    { level: 'trace', lead: 'program', text: 'usbasp_spi_cmd()' },
    { level: 'debug', text: ` => ${list(answer)}\n` },
  ],
});

/** @param answer what ENABLEPROG gave, 0 if nothing */
export const targetSilent = defineMessage<{ answer: number }>({
  '6.4': ({ answer }) => ({
    level: 'info',
    lead: 'program',
    text: `error: program enable: target doesn't answer. ${hex(answer)} \n`,
  }),
  '7.1': ({ answer }) => ({
    level: 'error',
    lead: 'program',
    where: where('usbasp_spi_program_enable'),
    text: `program enable: target does not answer (${byte(answer)})\n`,
  }),
});

/** Our own: a target too slow for the usual clock answers at this one. */
export const slowerClockFound = defineMessage<{ hertz: number }>({
  '6.4': ({ hertz }) => ({
    level: 'info',
    lead: 'program',
    text: `target is slow; set SCK frequency to ${hertz} Hz\n`,
  }),
});

export const noEraseInstruction = defineMessage<{ part: string }>({
  '6.4': ({ part }) => ({
    level: 'info',
    text: `chip erase instruction not defined for part "${part}"\n`,
  }),
  '7.1': ({ part }) => ({
    level: 'error',
    lead: 'program',
    where: where('usbasp_spi_chip_erase'),
    text: `chip erase instruction not defined for part ${part}\n`,
  }),
});

/** @param count as the C program prints it: hexadecimal, and -1 if the transfer failed */
export const wrongReadCount = defineMessage<{ count: number; where: string }>({
  '6.4': ({ count }) => ({
    level: 'info',
    lead: 'program',
    text: `error: wrong reading bytes ${hex(count >>> 0)}\n`,
  }),
  '7.1': (facts) => ({
    level: 'error',
    lead: 'program',
    where: where(facts.where),
    text: `wrong reading bytes ${hex(facts.count >>> 0)}\n`,
  }),
});

export const wrongWriteCount = defineMessage<{ count: number; where: string }>({
  '6.4': ({ count }) => ({
    level: 'info',
    lead: 'program',
    text: `error: wrong count at writing ${hex(count >>> 0)}\n`,
  }),
  '7.1': (facts) => ({
    level: 'error',
    lead: 'program',
    where: where(facts.where),
    text: `wrong count at writing ${hex(facts.count >>> 0)}\n`,
  }),
});

export const clockChosenByFirmware = defineMessage({
  '6.4': () => ({
    level: 'notice',
    lead: 'program',
    text: 'auto set sck period (because given equals null)\n',
  }),
  '8.2': () => ({ level: 'notice2', lead: 'program', text: 'auto set sck period\n' }),
});

export const clockAskedFor = defineMessage<{ seconds: number; hertz: number; sck3Mhz: boolean }>({
  '6.4': ({ seconds, hertz, sck3Mhz }) => [
    {
      level: 'notice2',
      lead: 'program',
      text: `try to set SCK period to ${general(seconds)} s (= ${hertz} Hz)\n`,
    },
    {
      level: 'notice2',
      lead: 'program',
      text: `connected USBasp is ${sck3Mhz ? 'capable' : 'not cabable'} of 3 MHz SCK\n`,
    },
  ],
});

export const clockSet = defineMessage<{ hertz: number }>({
  '6.4': ({ hertz }) => ({ level: 'info', lead: 'program', text: `set SCK frequency to ${hertz} Hz\n` }),
});

export const clockRefused = defineMessage({
  '6.4': () => ({
    level: 'info',
    lead: 'program',
    text: 'warning: cannot set sck period. please check for usbasp firmware update.\n',
  }),
  '7.1': () => ({
    level: 'error',
    lead: 'program',
    where: where('usbasp_spi_set_sck_period'),
    text: 'cannot set sck period; please check for usbasp firmware update\n',
  }),
});

function list(bytes: Uint8Array): string {
  return Array.from(bytes, byte).join(', ');
}
