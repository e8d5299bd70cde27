import type { Memory, Part } from '../model/part.ts';
import type { ProgrammerEntry } from '../model/programmer-entry.ts';

type FieldsOfType<T, V> = {
  [K in keyof T]-?: V extends T[K] ? (T[K] extends V ? K : never) : never;
}[keyof T];

/** Fields of a record that hold plain numbers. */
export type NumberField<T> = FieldsOfType<T, number>;
export type StringField<T> = FieldsOfType<T, string>;

/** A numeric field, and whether avrdude keeps a byte of it only. */
export interface NumberRule<T> {
  readonly field: NumberField<T>;
  readonly byte?: true;
}

/** Words of a part that are numbers and mean just that. */
export const partNumbers: Readonly<Record<string, NumberRule<Part>>> = {
  mcuid: { field: 'mcuid' },
  archnum: { field: 'archnum' },
  n_interrupts: { field: 'nInterrupts' },
  n_page_erase: { field: 'nPageErase' },
  n_boot_sections: { field: 'nBootSections' },
  boot_section_size: { field: 'bootSectionSize' },
  hvupdi_variant: { field: 'hvupdiVariant' },
  stk500_devcode: { field: 'stk500Devcode' },
  avr910_devcode: { field: 'avr910Devcode' },
  chip_erase_delay: { field: 'chipEraseDelay' },
  pagel: { field: 'pagel', byte: true },
  bs2: { field: 'bs2', byte: true },
  usbpid: { field: 'usbpid' },
  timeout: { field: 'timeout' },
  stabdelay: { field: 'stabdelay' },
  cmdexedelay: { field: 'cmdexedelay' },
  synchloops: { field: 'synchloops' },
  bytedelay: { field: 'bytedelay' },
  pollindex: { field: 'pollindex' },
  pollvalue: { field: 'pollvalue', byte: true },
  predelay: { field: 'predelay' },
  postdelay: { field: 'postdelay' },
  pollmethod: { field: 'pollmethod' },
  hventerstabdelay: { field: 'hventerstabdelay' },
  progmodedelay: { field: 'progmodedelay' },
  latchcycles: { field: 'latchcycles' },
  togglevtg: { field: 'togglevtg' },
  poweroffdelay: { field: 'poweroffdelay' },
  resetdelayms: { field: 'resetdelayms' },
  resetdelayus: { field: 'resetdelayus' },
  hvleavestabdelay: { field: 'hvleavestabdelay' },
  resetdelay: { field: 'resetdelay' },
  chiperasepulsewidth: { field: 'chiperasepulsewidth' },
  chiperasepolltimeout: { field: 'chiperasepolltimeout' },
  chiperasetime: { field: 'chiperasetime' },
  programfusepulsewidth: { field: 'programfusepulsewidth' },
  programfusepolltimeout: { field: 'programfusepolltimeout' },
  programlockpulsewidth: { field: 'programlockpulsewidth' },
  programlockpolltimeout: { field: 'programlockpolltimeout' },
  synchcycles: { field: 'synchcycles' },
  hvspcmdexedelay: { field: 'hvspcmdexedelay' },
  mcu_base: { field: 'mcuBase' },
  nvm_base: { field: 'nvmBase' },
  ocd_base: { field: 'ocdBase' },
  syscfg_base: { field: 'syscfgBase' },
  ocdrev: { field: 'ocdrev' },
  autobaud_sync: { field: 'autobaudSync', byte: true },
  factory_fcpu: { field: 'factoryFcpu' },
  idr: { field: 'idr', byte: true },
  rampz: { field: 'rampz', byte: true },
  spmcr: { field: 'spmcr', byte: true },
  eecr: { field: 'eecr', byte: true },
  eind: { field: 'eind', byte: true },
};

/** Words of a memory that are numbers and mean just that; old spellings included. */
export const memoryNumbers: Readonly<Record<string, NumberRule<Memory>>> = {
  size: { field: 'size' },
  num_pages: { field: 'numPages' },
  num_banks: { field: 'numPages' },
  initval: { field: 'initval' },
  bitmask: { field: 'bitmask' },
  n_word_writes: { field: 'nWordWrites' },
  offset: { field: 'offset' },
  min_write_delay: { field: 'minWriteDelay' },
  max_write_delay: { field: 'maxWriteDelay' },
  mode: { field: 'mode' },
  delay: { field: 'delay' },
  blocksize: { field: 'blocksize' },
  readsize: { field: 'readsize' },
  pollindex: { field: 'pollindex' },
};

/** Words of a programmer that are numbers and mean just that. */
export const programmerNumbers: Readonly<Record<string, NumberRule<ProgrammerEntry>>> = {
  extra_features: { field: 'extraFeatures' },
  baudrate: { field: 'baudrate' },
  usbvid: { field: 'usbvid' },
};

/** Words of a programmer that are strings. */
export const programmerStrings: Readonly<Record<string, StringField<ProgrammerEntry>>> = {
  desc: 'desc',
  usbdev: 'usbdev',
  usbsn: 'usbsn',
  usbvendor: 'usbvendor',
  usbproduct: 'usbproduct',
};
