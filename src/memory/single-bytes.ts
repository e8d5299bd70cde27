import type { Clock } from '../model/clock.ts';
import type { Memory, Part } from '../model/part.ts';
import type { Behaviour } from '../model/release.ts';
import type { Emit } from '../output/events.ts';
import type { Programmer } from '../programmers/programmer.ts';

/** Reads and writes one byte at a time: by the programmer's own way, else by serial programming instructions. */
export interface ByteAccess {
  /** @throws UnsupportedError if the memory cannot be read by bytes */
  read(memory: Memory, address: number): Promise<number>;
  /**
   * Writes and waits until the byte reads back. Since 8.0 a byte that is there in the bits that count is left alone, but where `always` is said.
   * @throws UnsupportedError, TargetError if it never does
   */
  write(memory: Memory, address: number, value: number, always?: 'always'): Promise<void>;
  /** Writes the page buffer to flash. */
  writePage(memory: Memory, address: number): Promise<void>;
}

/** What moving single bytes goes by. */
export interface ByteAccessSettings {
  readonly programmer: Programmer;
  readonly part: Part;
  readonly behaviour: Pick<Behaviour, 'writing'>;
  readonly clock: Clock;
  readonly emit: Emit;
  readonly programmerId?: string;
  /** What its type is called in messages. */
  readonly programmerType?: string;
  readonly bootloader?: boolean;
}
