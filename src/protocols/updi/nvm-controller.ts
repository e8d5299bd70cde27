import type { AddressBytes, Unit } from './instructions.ts';

/**
 * The controllers of non-volatile memory in parts with UPDI, by the version that their system information block names
 * (data sheets, chapter NVMCTRL): registers and commands as data, operations as lists of steps.
 */
export interface NvmController {
  readonly version: string;
  /** What avrdude calls it from -v on. */
  readonly kind: string;
  readonly addressBytes: AddressBytes;
  /** Offset of the STATUS register from the controller's base. */
  readonly status: number;
  /** Bits of STATUS that tell of a failed command. */
  readonly errors: number;
  /** By how much avrdude shifts STATUS for its error number; undefined where it names none. */
  readonly errorShift: number | undefined;
  /** Data fill a page buffer that a command then writes, or a command is in force while they are stored. */
  readonly data: 'page-buffer' | 'direct';
  readonly commands: {
    /** Takes back a command; undefined where a command ends by itself. */
    readonly none: number | undefined;
    readonly flashWrite: number;
    readonly flashPageErase: number;
    /** Erases a page and writes the buffer to it; undefined without a page buffer. */
    readonly flashRewrite: number | undefined;
    readonly eepromWrite: number;
    /** Writes a fuse from the data and address registers; undefined where fuses are written like EEPROM. */
    readonly fuseWrite: number | undefined;
    readonly bufferClear: number | undefined;
    /** Cleared after a chip erase. */
    readonly eepromBufferClear: number | undefined;
    readonly chipErase: number;
  };
}

const tiny: NvmController = {
  version: '0',
  kind: '16-bit, page oriented write',
  addressBytes: 2,
  status: 0x02,
  errors: 0x04,
  errorShift: undefined,
  data: 'page-buffer',
  commands: {
    none: undefined,
    flashWrite: 0x01,
    flashPageErase: 0x02,
    flashRewrite: 0x03,
    eepromWrite: 0x03,
    fuseWrite: 0x07,
    bufferClear: 0x04,
    eepromBufferClear: undefined,
    chipErase: 0x05,
  },
};

const avrD: NvmController = {
  version: '2',
  kind: '24-bit, word oriented write',
  addressBytes: 3,
  status: 0x02,
  errors: 0x30,
  errorShift: 4,
  data: 'direct',
  commands: {
    none: 0x00,
    flashWrite: 0x02,
    flashPageErase: 0x08,
    flashRewrite: undefined,
    eepromWrite: 0x13,
    fuseWrite: undefined,
    bufferClear: undefined,
    eepromBufferClear: undefined,
    chipErase: 0x20,
  },
};

const avrE: NvmController = {
  version: '3',
  kind: '24-bit, page oriented',
  addressBytes: 3,
  status: 0x06,
  errors: 0x70,
  errorShift: 2,
  data: 'page-buffer',
  commands: {
    none: 0x00,
    flashWrite: 0x04,
    flashPageErase: 0x08,
    flashRewrite: 0x05,
    eepromWrite: 0x15,
    fuseWrite: undefined,
    bufferClear: 0x0f,
    eepromBufferClear: 0x1f,
    chipErase: 0x20,
  },
};

const controllers: readonly NvmController[] = [
  tiny,
  avrD,
  avrE,
  { ...avrD, version: '4', kind: '24-bit, word oriented', status: 0x06, errors: 0x70 },
  { ...avrE, version: '5' },
  { ...avrD, version: '6', kind: '24-bit, word oriented', status: 0x07, errors: 0x70 },
];

/** @param version a character of the system information block */
export function nvmController(version: string): NvmController | undefined {
  return controllers.find((controller) => controller.version === version);
}

/** Flash or EEPROM is being written or erased. */
export const busy = 0x03;

/** One step of an operation. `register` counts from the controller's base. */
export type NvmStep =
  /** Wait until the controller is idle. `long`: a command that takes milliseconds is running. */
  | { readonly kind: 'ready'; readonly long: boolean }
  | { readonly kind: 'command'; readonly command: number; readonly for: Purpose }
  | {
      readonly kind: 'register';
      readonly register: number;
      readonly value: number;
      readonly name: RegisterName;
    }
  | { readonly kind: 'store'; readonly address: number; readonly data: Uint8Array; readonly unit: Unit };

/** What a command is given for: avrdude words its failure by it. */
export type Purpose =
  | 'clear-buffer'
  | 'write'
  | 'write-direct'
  | 'write-eeprom'
  | 'erase'
  | 'erase-page'
  | 'fuse'
  | 'none';
export type RegisterName = 'ADDRL' | 'ADDRH' | 'DATAL';

const idle: NvmStep = { kind: 'ready', long: false };
const done: NvmStep = { kind: 'ready', long: true };

/**
 * Steps that write flash, or a row that is made like it.
 * @param data not more than a page @param command one that writes the buffer
 */
export function writeFlash(
  nvm: NvmController,
  address: number,
  data: Uint8Array,
  command = nvm.commands.flashWrite,
): readonly NvmStep[] {
  const unit = data.length % 2 === 0 && data.length > 0 ? 2 : 1;
  return write(nvm, command, { kind: 'store', address, data, unit });
}

/** Steps that write EEPROM. @param data not more than a page */
export function writeEeprom(nvm: NvmController, address: number, data: Uint8Array): readonly NvmStep[] {
  return write(nvm, nvm.commands.eepromWrite, { kind: 'store', address, data, unit: 1 });
}

/** Steps that write a fuse or lock byte. */
export function writeFuse(nvm: NvmController, address: number, value: number): readonly NvmStep[] {
  const { fuseWrite } = nvm.commands;
  if (fuseWrite === undefined) return writeEeprom(nvm, address, Uint8Array.of(value));
  return [
    idle,
    { kind: 'register', register: 0x08, value: address & 0xff, name: 'ADDRL' },
    { kind: 'register', register: 0x09, value: (address >> 8) & 0xff, name: 'ADDRH' },
    { kind: 'register', register: 0x06, value, name: 'DATAL' },
    { kind: 'command', command: fuseWrite, for: 'fuse' },
    done,
  ];
}

/** Steps that erase flash, EEPROM and lock bits of a part that is not locked. */
export function eraseChip(nvm: NvmController): readonly NvmStep[] {
  const { chipErase, eepromBufferClear } = nvm.commands;
  return [
    idle,
    { kind: 'command', command: chipErase, for: 'erase' },
    done,
    ...end(nvm),
    ...(eepromBufferClear === undefined
      ? []
      : [{ kind: 'command', command: eepromBufferClear, for: 'clear-buffer' } as const, done, ...end(nvm)]),
  ];
}

/** Steps that erase a page of flash. */
export function erasePage(nvm: NvmController, address: number): readonly NvmStep[] {
  const touch: NvmStep = { kind: 'store', address, data: Uint8Array.of(0xff), unit: 1 };
  const command: NvmStep = { kind: 'command', command: nvm.commands.flashPageErase, for: 'erase-page' };
  return [idle, ...(nvm.data === 'direct' ? [command, touch] : [touch, command]), done, ...end(nvm)];
}

function write(nvm: NvmController, command: number, store: NvmStep): readonly NvmStep[] {
  const { bufferClear, eepromWrite } = nvm.commands;
  if (nvm.data === 'direct') {
    const purpose = command === eepromWrite ? 'write-eeprom' : 'write-direct';
    return [idle, { kind: 'command', command, for: purpose }, store, done, ...end(nvm)];
  }
  return [
    idle,
    ...(bufferClear === undefined
      ? []
      : [{ kind: 'command', command: bufferClear, for: 'clear-buffer' } as const, idle]),
    store,
    { kind: 'command', command, for: 'write' },
    done,
    ...end(nvm),
  ];
}

function end(nvm: NvmController): readonly NvmStep[] {
  const { none } = nvm.commands;
  return none === undefined ? [] : [{ kind: 'command', command: none, for: 'none' }];
}
