import { type ByRelease, lineageOf, type ReleaseId } from '../model/release.ts';
import { wordingFor } from '../output/words.ts';

/**
 * What `-c ?type` says of each programmer type, in avrdude's order (pgm_type.c of 6.4, 7.1 and 8.2). A type is listed from the
 * first release that is given on; a description holds until the next.
 */
const descriptions: Readonly<Record<string, ByRelease<string>>> = {
  arduino: { '6.4': 'Arduino programmer', '8.2': 'Arduino programmer for bootloading' },
  avr910: {
    '6.4': 'Serial programmers using protocol described in application note AVR910',
    '8.2': 'Serial programmer using protocol from appnote AVR910',
  },
  avrftdi: {
    '6.4': 'Interface to the MPSSE Engine of FTDI Chips using libftdi.',
    '8.2': 'Interface to the MPSSE Engine of FTDI chips using libftdi',
  },
  avrftdi_jtag: { '8.2': 'libftdi JTAG interface' },
  buspirate: {
    '6.4': "Using the Bus Pirate's SPI interface for programming",
    '8.2': "Bus Pirate's SPI interface",
  },
  buspirate_bb: {
    '6.4': "Using the Bus Pirate's bitbang interface for programming",
    '8.2': "Bus Pirate's bitbang interface",
  },
  butterfly: {
    '6.4': 'Atmel Butterfly evaluation board; Atmel AppNotes AVR109, AVR911',
    '8.2': 'Atmel Butterfly evaluation board (AVR109, AVR911)',
  },
  butterfly_mk: { '6.4': 'Mikrokopter.de Butterfly' },
  ch341a: { '8.2': 'Chip CH341A: AVR must have min F_CPU of 6.8 MHz' },
  dryrun: { '8.2': 'Dryrun programmer for testing avrdude' },
  dragon_dw: { '6.4': 'Atmel AVR Dragon in debugWire mode' },
  dragon_hvsp: { '6.4': 'Atmel AVR Dragon in HVSP mode' },
  dragon_isp: { '6.4': 'Atmel AVR Dragon in ISP mode' },
  dragon_jtag: { '6.4': 'Atmel AVR Dragon in JTAG mode' },
  dragon_pdi: { '6.4': 'Atmel AVR Dragon in PDI mode' },
  dragon_pp: { '6.4': 'Atmel AVR Dragon in PP mode' },
  flip1: { '6.4': 'FLIP USB DFU protocol version 1 (doc7618)' },
  flip2: { '6.4': 'FLIP USB DFU protocol version 2 (AVR4023)' },
  ftdi_syncbb: {
    '6.4': 'FT245R/FT232R Synchronous BitBangMode Programmer',
    '8.2': 'FT245R/FT232R synchronous bit-bang programmer',
  },
  jtagmki: { '6.4': 'Atmel JTAG ICE mkI' },
  jtagmkii: { '6.4': 'Atmel JTAG ICE mkII' },
  jtagmkii_avr32: { '6.4': 'Atmel JTAG ICE mkII in AVR32 mode' },
  jtagmkii_dw: { '6.4': 'Atmel JTAG ICE mkII in debugWire mode' },
  jtagmkii_isp: { '6.4': 'Atmel JTAG ICE mkII in ISP mode' },
  jtagmkii_pdi: { '6.4': 'Atmel JTAG ICE mkII in PDI mode' },
  jtagmkii_updi: { '7.1': 'Atmel JTAG ICE mkII in UPDI mode' },
  jtagice3: { '6.4': 'Atmel JTAGICE3' },
  jtagice3_pdi: { '6.4': 'Atmel JTAGICE3 in PDI mode' },
  jtagice3_updi: { '6.4': 'Atmel JTAGICE3 in UPDI mode' },
  jtagice3_dw: { '6.4': 'Atmel JTAGICE3 in debugWire mode' },
  jtagice3_isp: { '6.4': 'Atmel JTAGICE3 in ISP mode' },
  jtagice3_tpi: { '7.1': 'Atmel JTAGICE3 in TPI mode' },
  linuxgpio: {
    '6.4': 'GPIO bitbanging using the Linux sysfs interface',
    '8.2': 'GPIO bitbanging using the Linux libgpiod or sysfs interface',
  },
  linuxspi: {
    '6.4': 'SPI using Linux spidev driver (not available)',
    '7.1': 'SPI using Linux spidev driver',
  },
  micronucleus: { '7.1': 'Micronucleus Bootloader' },
  par: { '6.4': 'Parallel port bitbanging' },
  pickit2: { '6.4': "Microchip's PICkit2 Programmer" },
  pickit5: { '8.2': "Microchip's PICkit 5 Programmer/Debugger" },
  serbb: { '6.4': 'Serial port bitbanging' },
  serialupdi: { '7.1': 'Driver for SerialUPDI programmers' },
  serprog: { '8.2': 'Program via the Serprog protocol from Flashrom' },
  stk500: { '6.4': 'Atmel STK500 Version 1.x firmware' },
  stk500generic: { '6.4': 'Atmel STK500, autodetect firmware version' },
  stk500v2: { '6.4': 'Atmel STK500 Version 2.x firmware' },
  stk500hvsp: { '6.4': 'Atmel STK500 V2 in high-voltage serial programming mode' },
  stk500pp: { '6.4': 'Atmel STK500 V2 in parallel programming mode' },
  stk600: { '6.4': 'Atmel STK600' },
  stk600hvsp: { '6.4': 'Atmel STK600 in high-voltage serial programming mode' },
  stk600pp: { '6.4': 'Atmel STK600 in parallel programming mode' },
  teensy: { '7.1': 'Teensy Bootloader' },
  urclock: { '7.1': 'Urclock programmer for urboot bootloaders (arduino compatible)' },
  usbasp: { '6.4': 'USBasp programmer, see http://www.fischl.de/usbasp/' },
  usbtiny: {
    '6.4': 'Driver for "usbtiny"-type programmers',
    '8.2': 'Usbtiny programmer (also as bootloading protocol)',
  },
  wiring: {
    '6.4': 'http://wiring.org.co/, Basically STK500v2 protocol, with some glue to trigger the bootloader.',
    '8.2': 'Bootloader using the STK500v2 protocol (AVR068)',
  },
  xbee: { '6.4': 'XBee Series 2 Over-The-Air (XBeeBoot)' },
};

/** Which types a release has. */
export function typesOf(release: ReleaseId): readonly string[] {
  return Object.entries(descriptions)
    .filter(([, wordings]) => wordingFor(wordings, lineageOf(release)) !== undefined)
    .map(([id]) => id);
}

/** The lines of `-c ?type` in the words of a release. */
export function typeLines(release: ReleaseId): readonly string[] {
  return Object.entries(descriptions).flatMap(([id, wordings]) => {
    const description = wordingFor(wordings, lineageOf(release));
    return description === undefined ? [] : [`  ${id.padEnd(16)} = ${description}\n`];
  });
}
