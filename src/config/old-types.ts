import type { ProgMode } from '../model/part.ts';
import { maskOf } from './prog-modes.ts';

const isp: readonly ProgMode[] = ['ISP'];
const ispAndTpi: readonly ProgMode[] = ['TPI', 'ISP'];
const bootLoader: readonly ProgMode[] = ['SPM'];

/**
 * What each programmer type of releases before 7.1 can do. Their files have no `prog_modes`; the values are those that 8.2's
 * avrdude.conf gives programmers of the type.
 */
const modesByType: Readonly<Record<string, readonly ProgMode[]>> = {
  arduino: bootLoader,
  avr910: isp,
  avrftdi: ispAndTpi,
  buspirate: isp,
  buspirate_bb: ispAndTpi,
  butterfly: bootLoader,
  butterfly_mk: bootLoader,
  dragon_dw: ['debugWIRE'],
  dragon_hvsp: ['HVSP'],
  dragon_isp: isp,
  dragon_jtag: ['JTAG', 'XMEGAJTAG', 'AVR32JTAG'],
  dragon_pdi: ['PDI'],
  dragon_pp: ['HVPP'],
  flip1: bootLoader,
  flip2: bootLoader,
  ftdi_syncbb: ispAndTpi,
  jtagmki: ['JTAGmkI'],
  jtagmkii: ['JTAG', 'XMEGAJTAG', 'AVR32JTAG'],
  jtagmkii_avr32: ['aWire'],
  jtagmkii_dw: ['debugWIRE'],
  jtagmkii_isp: ispAndTpi,
  jtagmkii_pdi: ['PDI'],
  jtagmkii_updi: ['UPDI'],
  jtagice3: ['JTAG', 'XMEGAJTAG', 'AVR32JTAG'],
  jtagice3_dw: ['debugWIRE'],
  jtagice3_isp: isp,
  jtagice3_pdi: ['PDI'],
  jtagice3_tpi: ['TPI'],
  jtagice3_updi: ['UPDI'],
  linuxgpio: isp,
  linuxspi: ispAndTpi,
  micronucleus: bootLoader,
  par: ispAndTpi,
  pickit2: isp,
  serbb: ispAndTpi,
  serialupdi: ['UPDI'],
  stk500: ispAndTpi,
  stk500generic: isp,
  stk500hvsp: ['HVSP'],
  stk500pp: ['HVPP'],
  stk500v2: ['TPI', 'ISP', 'PDI'],
  stk600: ['ISP', 'PDI'],
  stk600hvsp: ['HVSP'],
  stk600pp: ['HVPP'],
  teensy: bootLoader,
  usbasp: ispAndTpi,
  usbtiny: ispAndTpi,
  wiring: bootLoader,
  xbee: bootLoader,
};

/** @returns the bits of `prog_modes` for a programmer whose file is older than they are; 0 for a type unknown then */
export function modesOfOldType(type: string): number {
  return maskOf(modesByType[type] ?? []);
}
