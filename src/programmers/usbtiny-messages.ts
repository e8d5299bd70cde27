import { defineMessage } from '../output/words.ts';
import { libusb0Text } from '../protocols/usb-errno.ts';

/** What a USBtiny has to say while it is found and while it works. Words from usbtiny.c of the releases. */

const where = (name: string): string => `${name}() usbtiny.c`;
const hex = (value: number): string => value.toString(16);
const hex2 = (value: number): string => hex(value).padStart(2, '0');

export const opening = defineMessage<{ port: string }>({
  '8.2': ({ port }) => ({ level: 'debug', lead: 'program', text: `usbtiny_open("${port}")\n` }),
});

/** `-P` is no USB port at all. */
export const portNotUsb = defineMessage<{ port: string }>({
  '8.2': ({ port }) => ({
    level: 'error',
    lead: 'program',
    where: where('usbtiny_open'),
    text: `invalid -P ${port}; drop this option or use -P usb:<busdir>:<devicefile>\n`,
  }),
});

/** `-P` does not name a bus and a device. */
export const portInvalid = defineMessage<{ port: string }>({
  '6.4': ({ port }) => [
    { level: 'info', lead: 'program', text: `Error: Invalid -P value: '${port}'\n` },
    { level: 'info', lead: 'indent', text: 'Use -P usb:bus:device\n' },
  ],
  '7.1': ({ port }) => [
    {
      level: 'error',
      lead: 'program',
      where: where('usbtiny_open'),
      text: `invalid -P value: '${port}'\n`,
    },
    { level: 'error', lead: 'indent', text: 'use -P usb:bus:device\n' },
  ],
  '8.2': ({ port }) => ({
    level: 'error',
    lead: 'program',
    where: where('usbtiny_open'),
    text: `invalid -P ${port}; drop -P option or use -P usb:<busdir>:<devicefile>\n`,
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
    where: where('usbtiny_open'),
    text: `using PID 0x${hex(used).padStart(4, '0')}, ignoring remaining PIDs in list\n`,
  }),
});

export const found = defineMessage<{ bus: string; device: string }>({
  '6.4': ({ bus, device }) => ({
    level: 'notice',
    lead: 'program',
    text: `usbdev_open(): Found USBtinyISP, bus:device: ${bus}:${device}\n`,
  }),
  '7.1': ({ bus, device }) => ({
    level: 'notice',
    lead: 'program',
    text: `usbdev_open(): found USBtinyISP, bus:device: ${bus}:${device}\n`,
  }),
  '8.2': ({ bus, device }) => ({
    level: 'notice',
    lead: 'program',
    text: `found USBtiny with busdir:devicefile = ${bus}:${device}\n`,
  }),
});

export const cannotOpen = defineMessage<{ error: unknown; path: string }>({
  '6.4': ({ error, path }) => ({
    level: 'info',
    lead: 'program',
    text: `Warning: cannot open USB device: failed to open ${path}: ${libusb0Text(error)}\n`,
  }),
  '7.1': ({ error, path }) => ({
    level: 'warning',
    lead: 'program',
    where: where('usbtiny_open'),
    text: `cannot open USB device: failed to open ${path}: ${libusb0Text(error)}\n`,
  }),
});

export const notFound = defineMessage<{ vendorId: number; productId: number }>({
  '6.4': ({ vendorId, productId }) => ({
    level: 'info',
    lead: 'program',
    text: `Error: Could not find USBtiny device (0x${hex(vendorId)}/0x${hex(productId)})\n`,
  }),
  '7.1': ({ vendorId, productId }) => ({
    level: 'error',
    lead: 'program',
    where: where('usbtiny_open'),
    text: `cannot find USBtiny device (0x${hex(vendorId)}/0x${hex(productId)})\n`,
  }),
});

/** It has nothing to tell of itself, which only 8.x knows. */
export const nothingToDisplay = defineMessage({
  '6.4': () => ({ level: 'info', lead: 'program', text: 'programmer operation not supported\n' }),
  '7.1': () => ({
    level: 'error',
    lead: 'program',
    where: 'pgm_default() pgm.c',
    text: 'programmer operation not supported\n',
  }),
  '8.2': () => undefined,
});

export const bitclockNotAdjustable = defineMessage({
  '8.2': () => ({
    level: 'warning',
    lead: 'program',
    where: where('usbtiny_initialize'),
    text: 'setting bitclock despite HAS_BITCLOCK_ADJ missing in pgm->extra_features\n',
  }),
});

export const periodSet = defineMessage<{ period: number }>({
  '6.4': ({ period }) => ({
    level: 'notice',
    lead: 'program',
    text: `Setting SCK period to ${period} usec\n`,
  }),
  '7.1': ({ period }) => ({
    level: 'notice',
    lead: 'program',
    text: `setting SCK period to ${period} usec\n`,
  }),
});

export const usualPeriodUsed = defineMessage<{ period: number }>({
  '6.4': ({ period }) => ({
    level: 'notice',
    lead: 'program',
    text: `Using SCK period of ${period} usec\n`,
  }),
  '7.1': ({ period }) => ({
    level: 'notice',
    lead: 'program',
    text: `using SCK period of ${period} usec\n`,
  }),
});

/** Our own: a target too slow for the usual clock answers at this one. */
export const slowerClockFound = defineMessage<{ period: number }>({
  '6.4': ({ period }) => ({
    level: 'info',
    lead: 'program',
    text: `target is slow; using SCK period of ${period} usec\n`,
  }),
});

/** An instruction and what came back, at `-v -v` (8.x: one more). */
export const exchanged = defineMessage<{ instruction: Uint8Array; answer: Uint8Array }>({
  '6.4': (facts) => ({ level: 'notice2', text: exchangeText(facts) }),
  '8.2': (facts) => ({ level: 'debug', text: exchangeText(facts) }),
});

function exchangeText({ instruction, answer }: { instruction: Uint8Array; answer: Uint8Array }): string {
  return `CMD: [${bytes(instruction)}] [${bytes(answer)}]\n`;
}

export const noEraseInstruction = defineMessage<{ part: string }>({
  '6.4': ({ part }) => ({
    level: 'info',
    text: `Chip erase instruction not defined for part "${part}"\n`,
  }),
  '7.1': ({ part }) => ({
    level: 'error',
    lead: 'program',
    where: where('usbtiny_chip_erase'),
    text: `chip erase instruction not defined for part ${part}\n`,
  }),
});

/** @param number avrdude's number for the instruction */
export const noInstruction = defineMessage<{ number: number }>({
  '6.4': ({ number }) => ({
    level: 'info',
    text: `Operation ${number} not defined for this chip!\n`,
  }),
  '7.1': ({ number }) => ({
    level: 'error',
    lead: 'program',
    where: where('usbtiny_avr_op'),
    text: `operation ${number} not defined for this chip\n`,
  }),
});

export const spiInFours = defineMessage({
  '7.1': () => ({
    level: 'error',
    lead: 'program',
    where: where('usbtiny_spi'),
    text: 'direct SPI write must be a multiple of 4 bytes for USBtiny\n',
  }),
});

function bytes(data: Uint8Array): string {
  return Array.from(data, hex2).join(' ');
}
