import type { Memory } from '../../model/part.ts';
import type { ProgrammerContext } from '../programmer.ts';
import type { UrclockDeeds } from './deeds.ts';
import type { Extent } from './kept.ts';
import type { Loader } from './loader.ts';
import type { UrclockParameters } from './parameters.ts';

/** What a file for flash is prepared by. */
export interface Preparation {
  readonly context: ProgrammerContext;
  readonly parameters: UrclockParameters;
  readonly behaviour: UrclockDeeds;
  readonly loader: Loader;
  readonly flash: Memory;
  /** How much is kept about applications; a large one lessens it for the rest of the run. */
  readonly extent: Extent;
  /** All of flash has to be written, because the loader erases nothing else. */
  readonly erasesAll: boolean;
  /** Bytes that are not given are 0xff: flash has just been erased, or what is written is combined with what is there. */
  readonly blankHoles: boolean;
  readonly readsFlash: boolean;
  read(address: number, length: number): Promise<Uint8Array>;
}
