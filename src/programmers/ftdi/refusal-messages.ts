/** Why a device could not be opened. */
export type FtdiRefusal = 'absent' | 'unopened' | 'unclaimed' | 'forbidden';

/** libftdi's text and number for it (`ftdi.c` of libftdi 1.5). */
export const libftdi: Readonly<Record<FtdiRefusal, { readonly text: string; readonly number: number }>> = {
  absent: { text: 'device not found', number: -3 },
  unopened: { text: 'libusb_open() failed', number: -4 },
  unclaimed: {
    text: 'unable to claim usb device. Make sure the default FTDI driver is not in use',
    number: -5,
  },
  forbidden: { text: 'inappropriate permissions on device!', number: -8 },
};
