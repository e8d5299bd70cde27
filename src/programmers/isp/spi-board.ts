import type { Lights } from '../programmer.ts';
import type { Polls } from './page-writing.ts';

/** Lines of a board: whether each is active, whatever level that is. RESET is active while it lets the target run, as avrdude has it. */
export interface BoardLines extends Lights {
  readonly reset?: boolean;
  readonly sck?: boolean;
  readonly sdo?: boolean;
  readonly vcc?: boolean;
  readonly buff?: boolean;
}

/** A board with an SPI master and some lines that are set by hand, of which RESET is one. */
export interface SpiBoard {
  open(): Promise<void>;
  /** Lets all lines go. Never throws for a board that has failed. */
  close(): Promise<void>;
  /** Says at `-v` what is wired where. */
  display(): Promise<void>;
  /** Sets lines, and resolves when the board has done so. Lines that it does not have are passed over. */
  set(lines: BoardLines): Promise<void>;
  /** Sends bytes and gives as many, which came in meanwhile. @throws TransportError after saying so */
  exchange(bytes: Uint8Array): Promise<Uint8Array>;
  /**
   * Sends bytes whose answer nobody wants, and keeps the clock running behind them for so long that a write is over, by the clock of
   * the board itself. Only boards that can do so have it.
   * @param waitMs milliseconds
   */
  readonly send?: (bytes: Uint8Array, waitMs: number) => Promise<void>;
  /** Instructions of one exchange at most. */
  readonly instructionsAtOnce: number;
  readonly polls: Polls;
}

/** Polls that take so long as the longest write of flash or EEPROM, at a clock; few enough that they are soon sent at a fast one. */
export function pollsAt(hertz: number): Polls {
  const longestWriteSeconds = 0.01;
  const count = Math.min(64, Math.max(2, Math.ceil((longestWriteSeconds * hertz) / 32)));
  return { first: count, further: count };
}
