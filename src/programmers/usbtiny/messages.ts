import { defineMessage, more, raw, said } from '../../output/words.ts';
import { byLibusb0, driverMessages } from '../usb/messages.ts';

/** What a USBtiny has to say while it is found and while it works. Words from usbtiny.c of the releases. */

const where = (name: string): string => `${name}() usbtiny.c`;

const hex = (value: number): string => value.toString(16);

const hex2 = (value: number): string => hex(value).padStart(2, '0');

export const { bitclockNotAdjustable, portNotUsb, severalProductIds, cannotOpen, noEraseInstruction } =
  driverMessages({
    family: 'usbtiny',
    file: 'usbtiny.c',
    open: 'usbtiny_open',
    opensDevice: 'usbtiny_open',
    setsClock: 'usbtiny_initialize',
    erases: 'usbtiny_chip_erase',
    eraseNoun: 'Chip erase',
    portAdvice: 'drop this option or use -P usb:<busdir>:<devicefile>',
    reason: { '6.4': byLibusb0, '7.1': byLibusb0, '8.2': byLibusb0 },
  });

export const opening = defineMessage<{ port: string }>('usbtiny/opening', {
  '8.2': ({ port }) => said('debug', `usbtiny_open("${port}")\n`),
});

/** `-P` does not name a bus and a device. */
export const portInvalid = defineMessage<{ port: string }>('usbtiny/port-invalid', {
  '6.4': ({ port }) => [
    said('info', `Error: Invalid -P value: '${port}'\n`),
    more('info', 'Use -P usb:bus:device\n'),
  ],
  '7.1': ({ port }) => [
    said('error', `invalid -P value: '${port}'\n`, where('usbtiny_open')),
    more('error', 'use -P usb:bus:device\n'),
  ],
  '8.2': ({ port }) =>
    said(
      'error',
      `invalid -P ${port}; drop -P option or use -P usb:<busdir>:<devicefile>\n`,
      where('usbtiny_open'),
    ),
});

export const found = defineMessage<{ bus: string; device: string }>('usbtiny/found', {
  '6.4': ({ bus, device }) =>
    said('notice', `usbdev_open(): Found USBtinyISP, bus:device: ${bus}:${device}\n`),
  '7.1': ({ bus, device }) =>
    said('notice', `usbdev_open(): found USBtinyISP, bus:device: ${bus}:${device}\n`),
  '8.2': ({ bus, device }) => said('notice', `found USBtiny with busdir:devicefile = ${bus}:${device}\n`),
});

export const notFound = defineMessage<{ vendorId: number; productId: number }>('usbtiny/not-found', {
  '6.4': ({ vendorId, productId }) =>
    said('info', `Error: Could not find USBtiny device (0x${hex(vendorId)}/0x${hex(productId)})\n`),
  '7.1': ({ vendorId, productId }) =>
    said(
      'error',
      `cannot find USBtiny device (0x${hex(vendorId)}/0x${hex(productId)})\n`,
      where('usbtiny_open'),
    ),
});

/** It has nothing to tell of itself, which only 8.x knows. */
export const nothingToDisplay = defineMessage('usbtiny/nothing-to-display', {
  '6.4': () => said('info', 'programmer operation not supported\n'),
  '7.1': () => said('error', 'programmer operation not supported\n', 'pgm_default() pgm.c'),
  '8.2': () => undefined,
});

export const periodSet = defineMessage<{ period: number }>('usbtiny/period-set', {
  '6.4': ({ period }) => said('notice', `Setting SCK period to ${period} usec\n`),
  '7.1': ({ period }) => said('notice', `setting SCK period to ${period} usec\n`),
});

export const usualPeriodUsed = defineMessage<{ period: number }>('usbtiny/usual-period-used', {
  '6.4': ({ period }) => said('notice', `Using SCK period of ${period} usec\n`),
  '7.1': ({ period }) => said('notice', `using SCK period of ${period} usec\n`),
});

/** Our own: a target too slow for the usual clock answers at this one. */
export const slowerClockFound = defineMessage<{ period: number }>('usbtiny/slower-clock-found', {
  '6.4': ({ period }) => said('info', `target is slow; using SCK period of ${period} usec\n`),
});

/** An instruction and what came back, at `-v -v` (8.x: one more). */
export const exchanged = defineMessage<{ instruction: Uint8Array; answer: Uint8Array }>('usbtiny/exchanged', {
  '6.4': (facts) => raw('notice2', exchangeText(facts)),
  '8.2': (facts) => raw('debug', exchangeText(facts)),
});

function exchangeText({ instruction, answer }: { instruction: Uint8Array; answer: Uint8Array }): string {
  return `CMD: [${bytes(instruction)}] [${bytes(answer)}]\n`;
}

/** A page buffer is about to be written: 8.x says where. @param address of the bytes loaded last, as wide as the memory's last */
export const pageFlushed = defineMessage<{
  programmer: string;
  part: string;
  memory: string;
  address: string;
}>('usbtiny/page-flushed', {
  '8.2': ({ programmer, part, memory, address }) =>
    said('debug', `avr_write_page(${programmer}, ${part}, ${memory}, 0x${address})\n`),
});

/** @param number avrdude's number for the instruction */
export const noInstruction = defineMessage<{ number: number }>('usbtiny/no-instruction', {
  '6.4': ({ number }) => raw('info', `Operation ${number} not defined for this chip!\n`),
  '7.1': ({ number }) =>
    said('error', `operation ${number} not defined for this chip\n`, where('usbtiny_avr_op')),
});

export const spiInFours = defineMessage('usbtiny/spi-in-fours', {
  '7.1': () =>
    said('error', 'direct SPI write must be a multiple of 4 bytes for USBtiny\n', where('usbtiny_spi')),
});

function bytes(data: Uint8Array): string {
  return Array.from(data, hex2).join(' ');
}
