import type { ProgMode } from '../model/part.ts';
import type { ConnectionType, ProgrammerEntry } from '../model/programmer-entry.ts';

/**
 * What a programmer's type says of it where its block does not: files of releases before 7.1 have no `prog_modes`, those of 5.x no
 * `connection_type` either. The values are those that 8.2's avrdude.conf gives programmers of the type.
 */
const facts: Readonly<Record<string, readonly [ConnectionType, ...ProgMode[]]>> = {
  arduino: ['serial', 'SPM'],
  avr910: ['serial', 'ISP'],
  avrftdi: ['usb', 'TPI', 'ISP'],
  avrftdi_jtag: ['usb', 'JTAG'],
  buspirate: ['serial', 'ISP'],
  buspirate_bb: ['serial', 'TPI', 'ISP'],
  butterfly: ['serial', 'SPM'],
  butterfly_mk: ['serial', 'SPM'],
  ch341a: ['usb', 'ISP'],
  dragon_dw: ['usb', 'debugWIRE'],
  dragon_hvsp: ['usb', 'HVSP'],
  dragon_isp: ['usb', 'ISP'],
  dragon_jtag: ['usb', 'JTAG', 'XMEGAJTAG', 'AVR32JTAG'],
  dragon_pdi: ['usb', 'PDI'],
  dragon_pp: ['usb', 'HVPP'],
  dryrun: ['parallel', 'TPI', 'ISP', 'PDI', 'UPDI', 'HVSP', 'HVPP', 'aWire'],
  flip1: ['usb', 'SPM'],
  flip2: ['usb', 'SPM'],
  ftdi_syncbb: ['usb', 'TPI', 'ISP'],
  jtagmki: ['serial', 'JTAGmkI'],
  jtagmkii: ['usb', 'JTAG', 'XMEGAJTAG', 'AVR32JTAG'],
  jtagmkii_avr32: ['usb', 'aWire'],
  jtagmkii_dw: ['usb', 'debugWIRE'],
  jtagmkii_isp: ['usb', 'TPI', 'ISP'],
  // It was the type of jtag2updi, too, before that had one of its own.
  jtagmkii_pdi: ['usb', 'PDI', 'UPDI'],
  jtagmkii_updi: ['serial', 'UPDI'],
  jtagice3: ['usb', 'JTAG', 'XMEGAJTAG', 'AVR32JTAG'],
  jtagice3_dw: ['usb', 'debugWIRE'],
  jtagice3_isp: ['usb', 'ISP'],
  jtagice3_pdi: ['usb', 'PDI'],
  jtagice3_tpi: ['usb', 'TPI'],
  jtagice3_updi: ['usb', 'UPDI'],
  // Before 8.x a block could say nothing else.
  linuxgpio: ['parallel', 'ISP'],
  linuxspi: ['spi', 'TPI', 'ISP'],
  micronucleus: ['usb', 'SPM'],
  par: ['parallel', 'TPI', 'ISP'],
  pickit2: ['usb', 'ISP'],
  serbb: ['serial', 'TPI', 'ISP'],
  serialupdi: ['serial', 'UPDI'],
  serprog: ['serial', 'ISP'],
  stk500: ['serial', 'TPI', 'ISP'],
  stk500generic: ['serial', 'ISP'],
  stk500hvsp: ['serial', 'HVSP'],
  stk500pp: ['serial', 'HVPP'],
  stk500v2: ['serial', 'TPI', 'ISP', 'PDI'],
  stk600: ['usb', 'ISP', 'PDI'],
  stk600hvsp: ['usb', 'HVSP'],
  stk600pp: ['usb', 'HVPP'],
  teensy: ['usb', 'SPM'],
  urclock: ['serial', 'SPM'],
  usbasp: ['usb', 'TPI', 'ISP'],
  usbtiny: ['usb', 'TPI', 'ISP'],
  wiring: ['serial', 'SPM'],
  xbee: ['serial', 'SPM'],
};

/**
 * @returns how a programmer is connected: as its block says, which means a parallel port if it says nothing, unless none of its type
 * ever was there
 */
export function connectionOf({
  type,
  connectionType,
}: Pick<ProgrammerEntry, 'type' | 'connectionType'>): ConnectionType {
  return connectionType === 'parallel' ? (facts[type.toLowerCase()]?.[0] ?? connectionType) : connectionType;
}

/** @returns the modes of a programmer of the type; none if it is unknown */
export function modesOfType(type: string): readonly ProgMode[] {
  const [, ...modes] = facts[type.toLowerCase()] ?? ['parallel'];
  return modes;
}
