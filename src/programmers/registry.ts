import type { Part } from '../model/part.ts';
import type { ProgrammerType } from './programmer.ts';

/** Every programmer type by its id. A type's code is loaded when it is asked for. */
const types: Readonly<Record<string, () => Promise<ProgrammerType>>> = {
  arduino: async () => (await import('./stk500v1/arduino.ts')).arduino,
  avrftdi: async () => (await import('./ftdi/avrftdi.ts')).avrftdi,
  avrftdi_jtag: async () => (await import('./ftdi/avrftdi-jtag.ts')).avrftdiJtag,
  avr910: async () => (await import('./avr910/avr910.ts')).avr910,
  buspirate: async () => (await import('./buspirate/binary.ts')).buspirate,
  buspirate_bb: async () => (await import('./buspirate/bitbang.ts')).buspirateBb,
  butterfly: async () => (await import('./butterfly/butterfly.ts')).butterfly,
  butterfly_mk: async () => (await import('./butterfly/mikrokopter.ts')).butterflyMk,
  ch341a: async () => (await import('./ch341a/ch341a.ts')).ch341a,
  dryrun: async () => (await import('./dryrun/dryrun.ts')).dryrun,
  flip1: async () => (await import('./flip/flip1.ts')).flip1,
  flip2: async () => (await import('./flip/flip2.ts')).flip2,
  ftdi_syncbb: async () => (await import('./ftdi/syncbb.ts')).ftdiSyncbb,
  serialupdi: async () => (await import('./serialupdi/serialupdi.ts')).serialupdi,
  serprog: async () => (await import('./serprog/serprog.ts')).serprog,
  dragon_isp: async () => (await import('./jtagmkii/isp.ts')).dragonIsp,
  dragon_jtag: async () => (await import('./jtagmkii/jtag-types.ts')).dragonJtag,
  jtagice3: async () => (await import('./edbg/types.ts')).jtagice3,
  jtagice3_dw: async () => (await import('./edbg/types.ts')).jtagice3Dw,
  jtagice3_isp: async () => (await import('./edbg/types.ts')).jtagice3Isp,
  jtagice3_pdi: async () => (await import('./edbg/types.ts')).jtagice3Pdi,
  jtagice3_tpi: async () => (await import('./edbg/types.ts')).jtagice3Tpi,
  jtagice3_updi: async () => (await import('./edbg/types.ts')).jtagice3Updi,
  dragon_dw: async () => (await import('./jtagmkii/debug-wire.ts')).dragonDw,
  jtagmkii_dw: async () => (await import('./jtagmkii/debug-wire.ts')).jtagmkiiDw,
  dragon_hvsp: async () => (await import('./jtagmkii/isp.ts')).dragonHvsp,
  dragon_pdi: async () => (await import('./jtagmkii/xmega.ts')).dragonPdi,
  dragon_pp: async () => (await import('./jtagmkii/isp.ts')).dragonPp,
  jtagmkii_pdi: async () => (await import('./jtagmkii/xmega.ts')).jtagmkiiXmega,
  jtagmki: async () => (await import('./jtagmki/jtagmki.ts')).jtagmki,
  jtagmkii: async () => (await import('./jtagmkii/jtag-types.ts')).jtagmkii,
  jtagmkii_avr32: async () => (await import('./jtagmkii/avr32.ts')).jtagmkiiAvr32,
  jtagmkii_updi: async () => (await import('./jtagmkii/updi.ts')).jtagmkiiUpdi,
  jtagmkii_isp: async () => (await import('./jtagmkii/isp.ts')).jtagmkiiIsp,
  linuxspi: async () => (await import('./linux/linuxspi.ts')).linuxspi,
  linuxgpio: async () => (await import('./linux/linuxgpio.ts')).linuxgpio,
  par: async () => (await import('./par/par.ts')).par,
  serbb: async () => (await import('./serbb/serbb.ts')).serbb,
  stk500: async () => (await import('./stk500v1/stk500.ts')).stk500,
  stk500generic: async () => (await import('./stk500v1/generic.ts')).stk500generic,
  stk500hvsp: async () => (await import('./stk500v2/high-voltage.ts')).stk500hvsp,
  stk500pp: async () => (await import('./stk500v2/high-voltage.ts')).stk500pp,
  stk500v2: async () => (await import('./stk500v2/isp.ts')).stk500v2,
  bootloadhid: async () => (await import('./hidboot/bootloadhid.ts')).bootloadhid,
  lufa_hid: async () => (await import('./hidboot/lufa-hid.ts')).lufaHid,
  micronucleus: async () => (await import('./micronucleus/micronucleus.ts')).micronucleus,
  pickit2: async () => (await import('./pickit2/pickit2.ts')).pickit2,
  pickit5: async () => (await import('./pickit5/pickit5.ts')).pickit5,
  teensy: async () => (await import('./halfkay/teensy.ts')).teensy,
  stk600: async () => (await import('./stk500v2/stk600.ts')).stk600,
  stk600hvsp: async () => (await import('./stk500v2/stk600.ts')).stk600hvsp,
  stk600pp: async () => (await import('./stk500v2/stk600.ts')).stk600pp,
  urclock: async () => (await import('./urclock/urclock.ts')).urclock,
  wiring: async () => (await import('./stk500v2/wiring.ts')).wiring,
  xbee: async () => (await import('./xbee/xbee.ts')).xbee,
  usbasp: async () => (await import('./usbasp/type.ts')).usbasp,
  usbtiny: async () => (await import('./usbtiny/type.ts')).usbtiny,
};

/** The ids of all types. */
export const programmerTypeIds: readonly string[] = Object.keys(types);

/**
 * @param id as `type = "…";` in the configuration names it
 * @param part to be programmed, if it is known: `jtagmkii_pdi` was the type of jtag2updi, too, before that had one of its own
 * @returns undefined if we have no such type
 */
export async function loadProgrammerType(id: string, part?: Part): Promise<ProgrammerType | undefined> {
  const name = id.toLowerCase();
  if (name === 'jtagmkii_pdi' && part?.progModes.includes('UPDI'))
    return (await import('./jtagmkii/updi.ts')).jtagmkiiPdi;
  return types[name]?.();
}
