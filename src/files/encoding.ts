import type { FileBehaviour } from '../model/release.ts';

/** A run of bytes to be written to a file. */
export interface Segment {
  /** Byte address in `data`. */
  readonly address: number;
  /** Bytes. */
  readonly length: number;
}

/** What an encoder is given. */
export interface EncodeRequest {
  /** A memory's contents from address 0 on, or the whole of avr-gcc's address space. */
  readonly data: Uint8Array;
  /** What of it goes into the file, in this order; each shows up even if it is empty. */
  readonly segments: readonly Segment[];
  /** Added to every address of the file (AVR32 files hold absolute addresses). */
  readonly offset: number;
  readonly behaviour: FileBehaviour;
  /** The name of what lies at an address, for comments. */
  readonly label: (address: number, bytes: Uint8Array) => string | undefined;
}
