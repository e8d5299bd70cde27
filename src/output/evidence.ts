import type { FileKind } from '../model/file-kind.ts';
import type { Memory, Part } from '../model/part.ts';
import type { Plan } from '../model/plan.ts';
import type { ProgrammerEntry } from '../model/programmer-entry.ts';
import type { SerialPortInfo } from '../model/serial-port.ts';
import type { FormatLetter } from '../model/update.ts';

/** An option with its argument, as the command line has them. */
export interface GivenArgument {
  readonly letter: string;
  readonly value: string;
}

/** A word of the command line that belongs to no option. */
export interface Operand {
  readonly text: string;
  /** The option with an argument that came before it. */
  readonly after: GivenArgument | undefined;
}

/** How a chip that is locked answers when its memory is read. */
export type LockedPattern = 'addresses' | 'blank' | 'unclear';

/** Facts of a run that no release has words for. Hints are made of them (`hints/`). */
export interface EvidenceFacts {
  /** The command line, as far as it was read. */
  'arguments-read': { options: readonly GivenArgument[]; operands: readonly Operand[] };
  /** Nobody gave `-P`. `ports`: those there are. */
  'port-defaulted': { port: string; ports: readonly SerialPortInfo[] };
  /** A serial port cannot be opened. `code` is the operating system's. */
  'port-refused': { port: string; code: string | undefined; ports: readonly SerialPortInfo[] };
  /** Bits per second. */
  'line-opened': { port: string; baudRate: number };
  /** The first byte has come from the other end. */
  'line-heard': Record<never, never>;
  /** The port has gone while it was open. */
  'line-lost': Record<never, never>;
  planned: { plan: Plan; part: Part; entry: ProgrammerEntry };
  /** The chip has really been erased; `erased` is said even where that is left out. */
  'chip-erased': Record<never, never>;
  /** An input file is not there. `neighbours`: what else is in its folder. */
  'file-missing': { file: string; format: FormatLetter; neighbours: readonly string[] };
  /** What an input file looks like, where it could not be used or was taken as it stands. */
  'file-recognised': {
    file: string;
    found: FileKind;
    /** As it was given, or detected; `a` if that failed. */
    format: FormatLetter;
    /** Undefined if the run ends before that matters. */
    memory: Memory | undefined;
    usable: boolean;
    writing: boolean;
  };
  /** A line that goes on behind its record. `next`: the data of the record that follows there, if it is one. */
  'record-joined': {
    file: string;
    line: number;
    next: { readonly address: number; readonly bytes: number } | undefined;
  };
  /** Data behind the first end record, which ends the reading. */
  'records-behind-end': { file: string; line: number; records: number; bytes: number };
  /** The last record is not all there. */
  'record-cut-off': { file: string; line: number };
  /** The file has no end record; its last data end before `end`. */
  'end-record-missing': { file: string; end: number };
  /** Data at an address that the memory does not have. */
  'data-outside': { file: string; address: number; memory: Memory; part: Part };
  /** The boot loader gives flash where EEPROM is asked for. */
  'eeprom-is-flash': {
    memory: Memory;
    use: 'write' | 'read';
    /** Undefined if it is written or shown in the terminal. */
    file: string | undefined;
  };
  /**
   * Flash has been erased and written without anything for the boot section. `start`: where it begins, in bytes; `held`:
   * whether there was anything before; `reset`: the fuse by which the chip starts there, if it does.
   */
  'boot-section-emptied': {
    start: number;
    held: boolean;
    reset: { readonly fuse: string; readonly value: number } | undefined;
    files: readonly string[];
  };
  /** What was read is not what the memory holds. `lock`: the lock bits, where they could be read. */
  'contents-locked': {
    memory: Memory;
    pattern: LockedPattern;
    lock: number | undefined;
    /** Undefined if it was read to be compared. */
    file: string | undefined;
  };
  /** A device differs from the file in bits that the part does not use, which is none of anybody's concern. */
  'unused-bits-differ': { memory: Memory; device: number; wanted: number; used: number };
  /** The run has come to its end. */
  ended: { status: number; interrupted: boolean };
}
