import type { Memory } from './part.ts';

/** What a memory is for, whatever a part calls it. */
export type MemoryKind =
  | 'flash'
  | 'application'
  | 'apptable'
  | 'boot'
  | 'eeprom'
  | 'fuses'
  | 'fuse'
  | 'lock'
  | 'sigrow'
  | 'signature'
  | 'calibration'
  /** Values within the signature row: temperature sensor, serial number, oscillator calibration. */
  | 'sigrow-value'
  | 'bootrow'
  | 'userrow'
  | 'io'
  | 'sram'
  | 'sib'
  | 'other';

const kinds: Readonly<Record<string, MemoryKind>> = {
  eeprom: 'eeprom',
  flash: 'flash',
  application: 'application',
  apptable: 'apptable',
  boot: 'boot',
  fuses: 'fuses',
  lock: 'lock',
  lockbits: 'lock',
  prodsig: 'sigrow',
  sigrow: 'sigrow',
  signature: 'signature',
  calibration: 'calibration',
  tempsense: 'sigrow-value',
  sernum: 'sigrow-value',
  osccal16: 'sigrow-value',
  osccal20: 'sigrow-value',
  osc16err: 'sigrow-value',
  osc20err: 'sigrow-value',
  bootrow: 'bootrow',
  usersig: 'userrow',
  userrow: 'userrow',
  io: 'io',
  sram: 'sram',
  data: 'sram',
  sib: 'sib',
};

/** The place of each fuse byte among the fuses of its part. */
const fuseOffsets: Readonly<Record<string, number>> = {
  fuse: 0,
  lfuse: 0,
  hfuse: 1,
  efuse: 2,
  fuse0: 0,
  wdtcfg: 0,
  fuse1: 1,
  bodcfg: 1,
  fuse2: 2,
  osccfg: 2,
  fuse3: 3,
  pincfg: 3,
  fuse4: 4,
  tcd0cfg: 4,
  hwmoncfg: 4,
  fuse5: 5,
  syscfg0: 5,
  fuse6: 6,
  syscfg1: 6,
  fuse7: 7,
  append: 7,
  codesize: 7,
  fuse8: 8,
  bootend: 8,
  bootsize: 8,
  fusea: 10,
  pdicfg: 10,
};

export function memoryKind(memory: Pick<Memory, 'name'>): MemoryKind {
  return kinds[memory.name] ?? (memory.name in fuseOffsets ? 'fuse' : 'other');
}

/** @returns which byte of the part's fuses a memory of kind `fuse` is; undefined for other memories */
export function fuseOffset(memory: Memory): number | undefined {
  return fuseOffsets[memory.name];
}

/** Flash, or a section of it that has a name of its own. */
export function isInFlash(memory: Memory): boolean {
  return ['flash', 'application', 'apptable', 'boot'].includes(memoryKind(memory));
}

/** The signature row, or a value in it. */
export function isInSigrow(memory: Memory): boolean {
  return ['sigrow', 'signature', 'calibration', 'sigrow-value'].includes(memoryKind(memory));
}

/** Whether a memory cannot be written on any part. */
export function isReadOnlyKind(memory: Memory): boolean {
  return isInSigrow(memory) || memoryKind(memory) === 'sib';
}
