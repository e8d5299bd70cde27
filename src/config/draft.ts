import { bareMemory } from '../model/bare-memory.ts';
import type { Memory, Opcode, OpcodeKind, Part } from '../model/part.ts';
import type { ProgrammerEntry } from '../model/programmer-entry.ts';

export type Draft<T> = { -readonly [K in keyof T]: T[K] };

/** A memory while its block is read. */
export type MemoryDraft = Omit<Draft<Memory>, 'opcodes'> & {
  opcodes: Partial<Record<OpcodeKind, Opcode>>;
};

/** Interfaces as files before 7.1 name them, one `has_…` each. */
export interface OldInterfaces {
  readonly avr32: boolean;
  readonly jtag: boolean;
  readonly debugwire: boolean;
  readonly pdi: boolean;
  readonly updi: boolean;
  readonly tpi: boolean;
}

/** A part while its block is read. Memories that the block does not touch are its parent's own. */
export interface PartDraft {
  readonly part: Omit<Draft<Part>, 'opcodes'> & { opcodes: Partial<Record<OpcodeKind, Opcode>> };
  /** The bits of `prog_modes`, undefined until it is assigned. */
  modeMask: number | undefined;
  old: OldInterfaces;
}

export type ProgrammerDraft = Omit<Draft<ProgrammerEntry>, 'ids' | 'progModes' | 'statedModes' | 'pins'> & {
  ids: string[];
  pins: Draft<ProgrammerEntry['pins']>;
  modeMask: number;
};

/** A memory of which its block has said nothing yet. */
export function newMemory(name: string): MemoryDraft {
  return { ...bareMemory, name, opcodes: {} };
}

/**
 * What avrdude assumes of a part that its block does not mention.
 * @param modeMask undefined for files that are older than programming modes: they follow from `has_jtag` and its like
 */
export function newPart(modeMask: number | undefined): PartDraft {
  const part: PartDraft['part'] = {
    id: '',
    filedAs: undefined,
    desc: '',
    parentId: undefined,
    variants: [],
    familyId: '',
    mcuid: -1,
    archnum: 0,
    nInterrupts: 0,
    nPageErase: 0,
    nBootSections: 0,
    bootSectionSize: 0,
    hvupdiVariant: -1,
    stk500Devcode: 0,
    avr910Devcode: 0,
    chipEraseDelay: 0,
    pagel: 0,
    bs2: 0,
    signature: new Uint8Array([0xff, 0xff, 0xff]),
    usbpid: 0,
    resetDisposition: 'dedicated',
    retryPulse: 'sck',
    serial: 'yes',
    parallel: 'yes',
    isAt90s1200: false,
    isAvr32: false,
    allowFullPageBitstream: false,
    enablePageProgramming: true,
    timeout: 0,
    stabdelay: 0,
    cmdexedelay: 0,
    synchloops: 0,
    bytedelay: 0,
    pollindex: 0,
    pollvalue: 0,
    predelay: 0,
    postdelay: 0,
    pollmethod: 0,
    ctlStack: { kind: 'none', bytes: new Uint8Array(32) },
    flashInstr: new Uint8Array(3),
    eepromInstr: new Uint8Array(20),
    hventerstabdelay: 0,
    progmodedelay: 0,
    latchcycles: 0,
    togglevtg: 0,
    poweroffdelay: 0,
    resetdelayms: 0,
    resetdelayus: 0,
    hvleavestabdelay: 0,
    resetdelay: 0,
    chiperasepulsewidth: 0,
    chiperasepolltimeout: 0,
    chiperasetime: 0,
    programfusepulsewidth: 0,
    programfusepolltimeout: 0,
    programlockpulsewidth: 0,
    programlockpolltimeout: 0,
    synchcycles: 0,
    hvspcmdexedelay: 0,
    idr: 0,
    rampz: 0,
    spmcr: 0,
    eecr: 0,
    eind: 0,
    mcuBase: 0,
    nvmBase: 0,
    ocdBase: 0,
    syscfgBase: 0,
    ocdrev: -1,
    autobaudSync: 0x30,
    factoryFcpu: 0,
    opcodes: {},
    memories: [],
    progModes: [],
    described: undefined,
    isNewer: false,
    source: { file: '', line: 0 },
  };
  return {
    part,
    modeMask,
    old: { avr32: false, jtag: false, debugwire: false, pdi: false, updi: false, tpi: false },
  };
}

/** A copy that a child can change; variants are not inherited. */
export function copyPart({ part, modeMask, old }: PartDraft): PartDraft {
  return { part: { ...part, variants: [], opcodes: { ...part.opcodes } }, modeMask, old };
}

/** What avrdude assumes of a programmer that its block does not mention. */
export function newProgrammer(): ProgrammerDraft {
  return {
    ids: [],
    desc: '',
    parentId: undefined,
    type: '',
    modeMask: 0,
    isSerialAdapter: false,
    extraFeatures: 0,
    connectionType: 'parallel',
    baudrate: 0,
    usbvid: 0,
    usbpid: [],
    usbdev: '',
    usbsn: '',
    usbvendor: '',
    usbproduct: '',
    pins: {},
    hvupdiSupport: [],
    source: { file: '', line: 0 },
  };
}

/** A copy that a child can change; ids are not inherited. */
export function copyProgrammer(parent: ProgrammerDraft): ProgrammerDraft {
  return { ...parent, ids: [], pins: { ...parent.pins } };
}
