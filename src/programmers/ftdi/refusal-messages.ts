/** Why a device could not be opened. */
export type FtdiRefusal = 'noBus' | 'absent' | 'unopened' | 'unclaimed' | 'forbidden';

/** libftdi's text and number for it (`ftdi.c` of libftdi 1.5; without any bus, of 0.20). */
export const libftdi: Readonly<Record<FtdiRefusal, { readonly text: string; readonly number: number }>> = {
  noBus: { text: 'usb_find_busses() failed', number: -1 },
  absent: { text: 'device not found', number: -3 },
  unopened: { text: 'libusb_open() failed', number: -4 },
  unclaimed: {
    text: 'unable to claim usb device. Make sure the default FTDI driver is not in use',
    number: -5,
  },
  forbidden: { text: 'inappropriate permissions on device!', number: -8 },
};
