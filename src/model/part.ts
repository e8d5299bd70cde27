/**
 * The nouns of the part database: what avrdude.conf says of a microcontroller.
 * Field names are the configuration keywords in camelCase; units are those of avrdude.conf.
 */

/** A way of programming a part, as `prog_modes` in avrdude.conf names it (without its `PM_`). */
export type ProgMode =
  | 'SPM'
  | 'TPI'
  | 'ISP'
  | 'PDI'
  | 'UPDI'
  | 'HVSP'
  | 'HVPP'
  | 'debugWIRE'
  | 'JTAG'
  | 'JTAGmkI'
  | 'XMEGAJTAG'
  | 'AVR32JTAG'
  | 'aWire';

/** The instructions of serial programming that a part or one of its memories defines. */
export const opcodeKinds = [
  'read',
  'write',
  'read_lo',
  'read_hi',
  'write_lo',
  'write_hi',
  'loadpage_lo',
  'loadpage_hi',
  'load_ext_addr',
  'writepage',
  'chip_erase',
  'pgm_enable',
] as const;
export type OpcodeKind = (typeof opcodeKinds)[number];

/** What one of the 32 bits of an instruction carries. `bit` is the bit of address or data it stands for. */
export type OpcodeBit =
  | { readonly kind: 'ignore' }
  | { readonly kind: 'value'; readonly value: 0 | 1 }
  | { readonly kind: 'address'; readonly bit: number }
  | { readonly kind: 'input'; readonly bit: number }
  | { readonly kind: 'output'; readonly bit: number };

/** A four-byte instruction; `bits[31]` is the first bit on the wire (most significant bit of the first byte). */
export interface Opcode {
  readonly bits: readonly OpcodeBit[];
}

export type Opcodes = Readonly<Partial<Record<OpcodeKind, Opcode>>>;

/** One memory of a part: flash, eeprom, a fuse, the signature … */
export interface Memory {
  readonly name: string;
  /** Other names by which `-U` and the terminal know it. */
  readonly aliases: readonly string[];
  /** Its aliases came later than the release in force, which does not print them. */
  readonly aliasesAreLater?: boolean;
  /** Written through a page buffer with word addresses (flash of classic parts). */
  readonly paged: boolean;
  /** Bytes. */
  readonly size: number;
  /** Bytes; 0 or 1 where the memory has no pages. */
  readonly pageSize: number;
  readonly numPages: number;
  /** Factory value of fuses and lock bits, -1 if unknown. */
  readonly initval: number;
  /** Bits in use in a fuse or lock byte, -1 if unknown. */
  readonly bitmask: number;
  /** TPI: words written at a time. */
  readonly nWordWrites: number;
  /** Address in the data space (XMEGA, UPDI, TPI and some classic memories). */
  readonly offset: number;
  /** Microseconds. */
  readonly minWriteDelay: number;
  /** Microseconds. */
  readonly maxWriteDelay: number;
  readonly pwroffAfterWrite: boolean;
  /** Values that polling cannot tell from "busy". */
  readonly readback: readonly [number, number];
  /** STK500v2 parameters (AVR068). */
  readonly mode: number;
  readonly delay: number;
  readonly blocksize: number;
  readonly readsize: number;
  readonly pollindex: number;
  readonly opcodes: Opcodes;
  /** The release in force does not know it: it is listed nowhere and found by its whole name only. */
  readonly later: boolean;
}

/** A microcontroller. */
export interface Part {
  readonly id: string;
  /** The id under which `conf/facts` has it, if the release in force calls it otherwise. */
  readonly filedAs: string | undefined;
  readonly desc: string;
  readonly parentId: string | undefined;
  readonly variants: readonly string[];
  readonly familyId: string;
  readonly progModes: readonly ProgMode[];
  /** What the configuration says, if the modes follow from other things that it says and the release would not know. */
  readonly statedModes?: readonly ProgMode[];
  readonly mcuid: number;
  readonly archnum: number;
  readonly nInterrupts: number;
  readonly nPageErase: number;
  readonly nBootSections: number;
  readonly bootSectionSize: number;
  readonly hvupdiVariant: number;
  readonly stk500Devcode: number;
  readonly avr910Devcode: number;
  /** Microseconds. */
  readonly chipEraseDelay: number;
  readonly pagel: number;
  readonly bs2: number;
  /** Three bytes; 0xff where the configuration gives none. */
  readonly signature: Uint8Array;
  readonly usbpid: number;
  readonly resetDisposition: 'dedicated' | 'io';
  readonly retryPulse: 'reset' | 'sck' | 'none';
  /** `serial = no/pseudo/yes`, `parallel = no/pseudo/yes`. */
  readonly serial: 'no' | 'pseudo' | 'yes';
  readonly parallel: 'no' | 'pseudo' | 'yes';
  readonly isAt90s1200: boolean;
  readonly isAvr32: boolean;
  readonly allowFullPageBitstream: boolean;
  readonly enablePageProgramming: boolean;
  readonly timeout: number;
  readonly stabdelay: number;
  readonly cmdexedelay: number;
  readonly synchloops: number;
  readonly bytedelay: number;
  readonly pollindex: number;
  readonly pollvalue: number;
  readonly predelay: number;
  readonly postdelay: number;
  readonly pollmethod: number;
  readonly ctlStack: { readonly kind: 'none' | 'pp' | 'hvsp'; readonly bytes: Uint8Array };
  readonly flashInstr: Uint8Array;
  readonly eepromInstr: Uint8Array;
  readonly hventerstabdelay: number;
  readonly progmodedelay: number;
  readonly latchcycles: number;
  readonly togglevtg: number;
  readonly poweroffdelay: number;
  readonly resetdelayms: number;
  readonly resetdelayus: number;
  readonly hvleavestabdelay: number;
  readonly resetdelay: number;
  readonly chiperasepulsewidth: number;
  readonly chiperasepolltimeout: number;
  readonly chiperasetime: number;
  readonly programfusepulsewidth: number;
  readonly programfusepolltimeout: number;
  readonly programlockpulsewidth: number;
  readonly programlockpolltimeout: number;
  readonly synchcycles: number;
  readonly hvspcmdexedelay: number;
  readonly idr: number;
  readonly rampz: number;
  readonly spmcr: number;
  readonly eecr: number;
  readonly eind: number;
  readonly mcuBase: number;
  readonly nvmBase: number;
  readonly ocdBase: number;
  readonly syscfgBase: number;
  readonly ocdrev: number;
  readonly autobaudSync: number;
  readonly factoryFcpu: number;
  readonly opcodes: Opcodes;
  /** In the order of the configuration file. */
  readonly memories: readonly Memory[];
  /** What the release in force prints of the part, where it differs from the facts to go by. */
  readonly described: Part | undefined;
  /** Where it was defined. */
  readonly source: SourcePlace;
  /** Whether the release in force does not know the part. */
  readonly isNewer: boolean;
}

/** A file and line of the configuration. */
export interface SourcePlace {
  readonly file: string;
  readonly line: number;
}
