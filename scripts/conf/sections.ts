/**
 * How `conf/` is cut into files. A file begins with the block that has the id `first` and holds what follows, up to the next
 * file's first block: so the order of avrdude's own file is kept (listings and look-ups by signature go by it), and a part that
 * a later release slips in lands beside its neighbours.
 */
export interface Section {
  readonly file: string;
  readonly first: string;
  readonly title: string;
  /** What a reader should know before looking for a part or programmer here. */
  readonly about: string;
}

export const programmerSections: readonly Section[] = [
  {
    file: '10-parallel-port.conf',
    first: 'bsd',
    title: 'Cables on a PC parallel port',
    about: 'Pins are those of the 25-pin connector; vcc pins are driven high to power the target.',
  },
  {
    file: '11-linux.conf',
    first: 'raspberry_pi_gpio',
    title: 'Pins and SPI controllers of a Linux computer',
    about: 'linuxgpio pins are line numbers of the GPIO chip that -P names.',
  },
  {
    file: '12-dry-run.conf',
    first: 'dryrun',
    title: 'Programmers that touch no hardware',
    about: 'An emulated chip in memory, to try a command line with.',
  },
  {
    file: '13-boot-loaders.conf',
    first: 'wiring',
    title: 'Boot loaders on a serial port',
    about: 'They sit in the target itself: fuses and lock bits are out of their reach.',
  },
  {
    file: '14-mpsse.conf',
    first: 'avrftdi',
    title: 'FTDI chips with an MPSSE engine (FT2232, FT4232, FT232H)',
    about: 'Pins count from bit 0 of the low data byte; ~ marks outputs that are active low.',
  },
  {
    file: '15-serial-updi.conf',
    first: 'serialupdi',
    title: 'A plain serial adapter on a UPDI pin',
    about: 'RX and TX joined through a resistor or diode.',
  },
  {
    file: '16-serprog.conf',
    first: 'serprog',
    title: "flashrom's serial protocol",
    about: '',
  },
  {
    file: '17-stk500.conf',
    first: 'avrisp',
    title: 'STK500 and its kin',
    about: 'AVR061 (version 1) and AVR068 (version 2) protocols, the Bus Pirate among them.',
  },
  {
    file: '18-avr910.conf',
    first: 'avr910',
    title: 'AVR910 low-cost serial programmer',
    about: '',
  },
  {
    file: '19-ftdi-bit-bang.conf',
    first: 'ft245r',
    title: 'FTDI chips in synchronous bit-bang mode (FT245R, FT232R)',
    about: 'Pins are bits 0 to 7 of the data port.',
  },
  {
    file: '20-usbasp.conf',
    first: 'usbasp',
    title: 'USBasp',
    about: '',
  },
  {
    file: '21-usbtiny.conf',
    first: 'usbtiny',
    title: 'USBtinyISP and devices that pass for one',
    about: '',
  },
  {
    file: '22-usb-boot-loaders.conf',
    first: 'micronucleus',
    title: 'Boot loaders on USB: micronucleus and HalfKay',
    about: '',
  },
  {
    file: '23-ch341a.conf',
    first: 'ch341a',
    title: 'WCH CH341A',
    about: 'Its SPI clock is fixed: the target must run at 6.8 MHz or more.',
  },
  {
    file: '24-butterfly.conf',
    first: 'butterfly',
    title: 'AVR109 boot loaders',
    about: 'Caterina (Arduino Leonardo, Pro Micro), the Butterfly and its descendants.',
  },
  {
    file: '25-jtag-ice.conf',
    first: 'jtagmkI',
    title: 'JTAG ICE mkI, mkII and AVR Dragon',
    about: '',
  },
  {
    file: '26-jtag-ice-3.conf',
    first: 'jtag3',
    title: 'JTAGICE3 and the EDBG family',
    about: 'Xplained Pro and Mini, Atmel-ICE, Power Debugger, PICkit 4, 5 and Basic, MPLAB SNAP, nEDBG.',
  },
  {
    file: '27-usb-others.conf',
    first: 'pavr',
    title: 'Pololu, PICkit 2 and others',
    about: '',
  },
  {
    file: '28-flip.conf',
    first: 'flip1',
    title: 'DFU boot loaders in AT90USB, ATmega…U and XMEGA parts',
    about: 'doc7618 (version 1) and AVR4023 (version 2).',
  },
  {
    file: '29-serial-bit-bang.conf',
    first: 'ponyser',
    title: 'Control lines of a serial port',
    about: 'Pins are those of the 9-pin connector.',
  },
  {
    file: '30-serial-adapters.conf',
    first: 'jtag2updi',
    title: 'jtag2updi, and serial adapters',
    about: 'Adapters name a USB serial chip for -P and have no type of their own.',
  },
];

export const partSections: readonly Section[] = [
  {
    file: '40-tiny-reduced-core.conf',
    first: '.reduced_core_tiny',
    title: 'ATtiny4, 5, 9, 10, 20, 40, 102, 104',
    about: 'Reduced core, programmed over TPI.',
  },
  {
    file: '41-classic-tiny.conf',
    first: '.classic-nocal',
    title: 'Classic ATtiny',
    about: 'Also holds what all classic parts have in common (.classic).',
  },
  {
    file: '42-can-pwm.conf',
    first: 'c32',
    title: 'AT90CAN and AT90PWM',
    about: '',
  },
  {
    file: '43-at90usb.conf',
    first: 'usb646',
    title: 'AT90USB',
    about: 'More parts with USB (ATmega8U2 to 32U4) are in 46-mega-usb.conf.',
  },
  {
    file: '44-at90s.conf',
    first: '1200',
    title: 'AT90S, the first AVRs',
    about: '',
  },
  {
    file: '45-classic-mega.conf',
    first: 'm103',
    title: 'Classic ATmega',
    about: 'Those for radio, LCD, battery, CAN and motor control included.',
  },
  {
    file: '46-mega-usb.conf',
    first: 'm8u2',
    title: 'ATmega8U2, 16U2, 32U2, 16U4, 32U4',
    about: 'More parts with USB (AT90USB) are in 43-at90usb.conf.',
  },
  {
    file: '47-mega-special.conf',
    first: 'm406',
    title: 'ATmega406, ATA chips for cars',
    about: '',
  },
  {
    file: '48-logic-green.conf',
    first: 'lgt88p',
    title: 'Logic Green LGT8F',
    about: '',
  },
  {
    file: '49-8051.conf',
    first: '89S51',
    title: 'AT89S51 and AT89S52',
    about: '8051 cores that speak the same in-system programming protocol.',
  },
  {
    file: '50-xmega.conf',
    first: '.xmega-cd',
    title: 'ATxmega A, B, C, D and E',
    about: 'Programmed over PDI, some over JTAG.',
  },
  {
    file: '51-avr32.conf',
    first: 'uc3a0512',
    title: 'AT32UC3',
    about: '',
  },
  {
    file: '60-tiny-0-1-2.conf',
    first: '.avr8x',
    title: 'tinyAVR 0, 1 and 2 series',
    about: 'Also holds what all UPDI parts have in common (.avr8x, .avr8x_tiny, .avr8x_mega).',
  },
  {
    file: '61-mega-0.conf',
    first: 'm808',
    title: 'megaAVR 0 series',
    about: '',
  },
  {
    file: '62-avr-d.conf',
    first: '.avr-da-db',
    title: 'AVR DA, DB, DD and DU',
    about: '',
  },
  {
    file: '63-avr-e.conf',
    first: '.avr-ex',
    title: 'AVR EA and EB',
    about: '',
  },
  {
    file: '64-avr-l-s.conf',
    first: '.avr-lx',
    title: 'AVR LA and SD',
    about: '',
  },
];
