import { AvrDoperFirmware } from './avrdoper.ts';
import { AvrIspMk2Firmware, mk2, stk600 } from './avrispmk2.ts';
import { BootloadHidFirmware } from './bootloadhid.ts';
import { Ch341aFirmware } from './ch341a.ts';
import { EDBG_TOOLS } from './edbg-tools.ts';
import { EdbgHid, Jtagice3Bulk, MplabTool } from './edbg-usb.ts';
import { Flip1Firmware } from './flip1.ts';
import { Flip2Firmware } from './flip2.ts';
import { FtdiBitBang } from './ftdi-bitbang.ts';
import { FtdiMpsse } from './ftdi-mpsse.ts';
import { HalfKayFirmware } from './halfkay.ts';
import { JtagMkiiUsb } from './jtagmkii-usb.ts';
import { MicronucleusFirmware } from './micronucleus.ts';
import { Pickit2Firmware } from './pickit2.ts';
import type { UsbFirmware, UsbTarget } from './usb-device.ts';
import { UsbaspFirmware } from './usbasp.ts';
import { UsbaspLoaderFirmware } from './usbasploader.ts';
import { UsbtinyFirmware } from './usbtiny.ts';

/** What each kind of USB programmer is. */
export const usbFirmwares: Readonly<Record<string, (target: UsbTarget) => UsbFirmware>> = {
  usbasp: (target) => new UsbaspFirmware(target),
  usbtiny: (target) => new UsbtinyFirmware(target),
  pickit2: (target) => new Pickit2Firmware(target),
  ch341a: (target) => new Ch341aFirmware(target),
  teensy: (target) => new HalfKayFirmware(target, 'halfkay'),
  'lufa-hid': (target) => new HalfKayFirmware(target, 'lufa'),
  micronucleus: (target) => new MicronucleusFirmware(target),
  bootloadhid: (target) => new BootloadHidFirmware(target),
  usbasploader: (target) => new UsbaspLoaderFirmware(target),
  flip1: (target) => new Flip1Firmware(target),
  flip2: (target) => new Flip2Firmware(target),
  avrftdi: (target) => new FtdiMpsse(target, '2232H'),
  ft232h: (target) => new FtdiMpsse(target, '232H'),
  ft232h_jtag: (target) => new FtdiMpsse(target, '232H', 'jtag'),
  ft232r: (target) => new FtdiBitBang(target),
  avrdoper: (target) => new AvrDoperFirmware(target),
  avrispmkII: (target) => new AvrIspMk2Firmware(target),
  avrispmk2: (target) =>
    new AvrIspMk2Firmware(target, { ...mk2, parameters: [...mk2.parameters, [0x92, 23], [0x98, 0x19]] }),
  stk600: (target) => new AvrIspMk2Firmware(target, stk600),
  jtag2: (target) => new JtagMkiiUsb(target, 'JTAGICE mkII'),
  jtag2isp: (target) => new JtagMkiiUsb(target, 'JTAGICE mkII'),
  dragon_jtag: (target) => new JtagMkiiUsb(target, 'AVRDRAGON'),
  dragon_isp: (target) => new JtagMkiiUsb(target, 'AVRDRAGON'),
  pickit4_mplab: () => new MplabTool(),
  jtagice3: (target) => new Jtagice3Bulk(target),
  ...Object.fromEntries(
    Object.entries(EDBG_TOOLS).map(([kind, tool]) => [
      kind,
      (target: UsbTarget) => new EdbgHid(target, tool),
    ]),
  ),
};
