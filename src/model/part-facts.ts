import type { Part } from './part.ts';
import type { UsbDeviceFact } from './usb-device-fact.ts';

/** A bit field of a fuse or of the lock bits. */
export interface FuseField {
  readonly name: string;
  /** The memory that it lies in; a part may know it by another name, too: `wdtcfg/fuse0`. */
  readonly memory: string;
  readonly mask: number;
}

/** An I/O register that is not 0 after a reset. `address` counts from the beginning of the memory `io`. */
export interface ResetValue {
  readonly address: number;
  readonly value: number;
}

/** Which words of flash a part takes for which instruction. */
export interface OpcodeFacts {
  /** Whether it is an instruction of the part that touches neither I/O nor SRAM. */
  isBenign(word: number): boolean;
  /** Where else than to the next word it may lead, from an address in bytes; undefined if that could be anywhere. */
  target(word: number, address: number): number | undefined;
}

/** What is known of parts beside their configuration. Loaded when it is asked for. */
export interface PartFacts {
  /** Undefined if the part's are not known. */
  fuseFields(part: Part): Promise<readonly FuseField[] | undefined>;
  resetValues(part: Part): Promise<readonly ResetValue[]>;
  opcodes(part: Part): Promise<OpcodeFacts>;
  /** The names of its interrupt vectors by number; empty if they are not known. */
  vectors(part: Part): Promise<readonly string[]>;
  /**
   * The byte code that Microchip's tools are given for a part, by its name; undefined if there is none.
   * @param way how it is programmed: `updi`, `isp`, `dw`, `jtag`, `tpi` or `pdi`
   */
  toolScripts(part: Part, way: string): Promise<ReadonlyMap<string, Uint8Array> | undefined>;
  /** Programmers and boot loaders by the ids with which they turn up on USB. */
  usbDevices(): Promise<readonly UsbDeviceFact[]>;
}
