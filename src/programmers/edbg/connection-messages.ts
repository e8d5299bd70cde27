import { defineMessage, said, type Words } from '../../output/words.ts';

/** What avrdude says while it looks for a JTAGICE3 or its kin (`jtag3.c`, `usb_hidapi.c`, `usb_libusb.c` of the three releases). */

const hid = 'usbhid_open() usb_hidapi.c';
const usb = 'usbdev_open() usb_libusb.c';
const common = 'jtag3_open_common() jtag3.c';
const hex4 = (value: number): string => `0x${value.toString(16).padStart(4, '0')}`;

/** Ways to the target, and avrdude's functions that open the tool for them. */
const openings = {
  JTAG: 'jtag3_open() jtag3.c',
  debugWire: 'jtag3_open_dw() jtag3.c',
  PDI: 'jtag3_open_pdi() jtag3.c',
  UPDI: 'jtag3_open_updi() jtag3.c',
  TPI: 'jtag3_open_tpi() jtag3.c',
  ISP: 'stk500v2_jtag3_open() stk500v2.c',
} as const;
export type Way = keyof typeof openings;

export const opening = defineMessage<{ way: Way }>('edbg/opening', {
  '6.4': (p) => entered(openings[p.way]),
});

/** That a function begins. */
function entered(where: string): Words {
  return said('notice2', `${where.slice(0, where.indexOf(' '))}\n`, where);
}

export const portNotUsb = defineMessage('edbg/port-not-usb', {
  '6.4': () => said('info', 'jtag3_open_common(): JTAGICE3/EDBG port names must start with "usb"\n'),
  '7.1': () => said('error', 'JTAGICE3/EDBG port names must start with usb\n', common),
});

/** A longer serial number than there are. */
export const serialInvalid = defineMessage<{ serial: string }>('edbg/serial-invalid', {
  '6.4': (p) => said('info', `usbhid_open(): invalid serial number "${p.serial}"\n`),
  '7.1': (p) => said('error', `invalid serial number ${p.serial}\n`, hid),
  '8.2': () => undefined,
});

/** No HID device with these ids. `bySerial`: one with a certain serial number was wanted. */
export const hidAbsent = defineMessage<{ vendorId: number; productId: number; bySerial: boolean }>(
  'edbg/hid-absent',
  {
    '6.4': (p) => said('info', `usbhid_open(): ${p.bySerial ? 'No USB HID devices' : 'No device'} found\n`),
    '7.1': (p) =>
      p.bySerial
        ? said('error', 'No USB HID devices found\n', hid)
        : said('warning', `${idsText(p)} not found\n`, hid),
    '8.2': (p) => (p.bySerial ? undefined : said('notice2', `${idsText(p)} not found\n`, hid)),
  },
);

function idsText({ vendorId, productId }: { vendorId: number; productId: number }): string {
  return `USB device with VID: ${hex4(vendorId)} and PID: ${hex4(productId)}`;
}

export const hidFound = defineMessage<{ product: string; serial: string }>('edbg/hid-found', {
  '6.4': (p) => said('notice', `usbhid_open(): Found ${p.product}, serno: ${p.serial}\n`, hid),
  '7.1': (p) => said('notice', `usbhid_open(): found ${p.product}, serno: ${p.serial}\n`, hid),
});

export const serialDiffers = defineMessage('edbg/serial-differs', {
  '6.4': () => said('debug', "usbhid_open(): serial number doesn't match\n", hid),
  '7.1': () => said('debug', 'usbhid_open(): serial number does not match\n', hid),
});

export const noSuchSerial = defineMessage('edbg/no-such-serial', {
  '6.4': () => said('info', 'usbhid_open(): No matching device found\n'),
  '7.1': () => said('error', 'no matching device found\n', hid),
  '8.2': () => undefined,
});

export const productName = defineMessage<{ product: string }>('edbg/product-name', {
  '8.2': (p) => said('debug', `usbhid_open(): product string: ${p.product}\n`, hid),
});

export const probing = defineMessage('edbg/probing', {
  '6.4': () => said('debug', 'usbhid_open(): Probing for max. packet size\n', hid),
  '7.1': () => said('debug', 'usbhid_open(): probing for max packet size\n', hid),
});

export const sizeTold = defineMessage<{ size: number }>('edbg/size-told', {
  '6.4': (p) => said('debug', `usbhid_open(): Setting max_xfer from DAP_Info response to ${p.size}\n`, hid),
  '7.1': (p) => said('debug', `usbhid_open(): setting max_xfer from DAP_Info response to ${p.size}\n`, hid),
});

export const noResponse = defineMessage('edbg/no-response', {
  '6.4': () => said('info', 'usbhid_open(): No response from device\n'),
  '7.1': () => said('error', 'no response from device\n', hid),
});

export const infoMisunderstood = defineMessage<{ response: readonly [number, number] }>(
  'edbg/info-misunderstood',
  {
    '6.4': (p) => said('info', `usbhid_open(): Unexpected reply to DAP_Info: ${bytesText(p.response)}\n`),
    '7.1': (p) => said('error', `unexpected reply to DAP_Info: ${bytesText(p.response)}\n`, hid),
  },
);

function bytesText(bytes: readonly number[]): string {
  return bytes.map((byte) => `0x${byte.toString(16).padStart(2, '0')}`).join(' ');
}

/** A silent tool is tried a second time in another way, which cannot configure it. */
export const notConfigured = defineMessage('edbg/not-configured', {
  '6.4': () =>
    said(
      'info',
      'usbdev_open(): WARNING: failed to set configuration 1: could not set config 1: Device or resource busy\n',
    ),
  '7.1': () =>
    said('warning', 'unable to set configuration 1: could not set config 1: Device or resource busy\n', usb),
  '8.2': () => undefined,
});

/** avrdude's second way sends where the tool has no endpoint. */
export const sentNowhere = defineMessage('edbg/sent-nowhere', {
  '6.4': () => said('info', `usbdev_send(): wrote -2 out of 912 bytes, err = ${nowhere}\n`),
  '7.1': () => said('error', `wrote -2 out of 912 bytes, err = ${nowhere}\n`, 'usbdev_send() usb_libusb.c'),
  '8.2': () =>
    said(
      'error',
      `usb_interrupt_write() returns -2 and fails writing 64 bytes, err = ${nowhere}\n`,
      'usbdev_send() usb_libusb.c',
    ),
});

const nowhere = 'error submitting URB: No such file or directory';

/** Packets are smaller than a frame may be. */
export const packetsSmaller = defineMessage<{ size: number }>('edbg/packets-smaller', {
  '6.4': (p) =>
    said(
      'notice',
      `max packet size expected 912, but found ${p.size} due to EP 0x01's wMaxPacketSize\n`,
      usb,
    ),
  '8.2': (p) =>
    said('notice', `max packet size adjusted 912 -> ${p.size} owing to EP 0x01's wMaxPacketSize\n`, usb),
});

export const dapFound = defineMessage('edbg/dap-found', {
  '6.4': () => said('notice', 'Found CMSIS-DAP compliant device, using EDBG protocol\n', common),
  '7.1': () => said('notice', 'found CMSIS-DAP compliant device, using EDBG protocol\n', common),
  '8.2': () => said('notice2', 'found CMSIS-DAP compliant device, using EDBG protocol\n', common),
});

/** None of the devices that would do is there. */
export const noDevice = defineMessage<{
  vendorId: number;
  productIds: readonly number[];
  serial: string | undefined;
}>('edbg/no-device', {
  '6.4': (p) =>
    said(
      'info',
      `jtag3_open_common(): Did not find any device matching VID ${hex4(p.vendorId)} and PID list: ${listText(p.productIds)}\n`,
    ),
  '7.1': (p) =>
    said(
      'error',
      `no device found matching VID ${hex4(p.vendorId)} and PID list: ${listText(p.productIds)}${p.serial ? ` with SN ${p.serial}` : ''}\n`,
      common,
    ),
});

function listText(productIds: readonly number[]): string {
  return productIds.map(hex4).join(', ');
}

/** The tool is closed, of ISP with what is around it. */
export const closing = defineMessage<{ way: Way }>('edbg/closing', {
  '6.4': (p) => [
    ...(p.way === 'ISP' ? [entered('stk500v2_jtag3_close() stk500v2.c')] : []),
    entered('jtag3_close() jtag3.c'),
  ],
});
