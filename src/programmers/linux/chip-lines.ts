import { TransportError } from '../../model/errors.ts';
import type { Emit } from '../../output/events.ts';
import { notice } from '../../output/events.ts';
import { fail } from '../../output/fail.ts';
import { type GpioChip, type GpioLines, refusedLine } from '../../protocols/linux/gpio.ts';
import * as say from './gpio-messages.ts';
import type { AssignedLine, LineBank } from './lines.ts';
import { reasonOf } from './system.ts';

/** Name under which the lines are taken. */
const consumer = 'avrdude';

/** The file of a chip that `-P` names: `gpiochip4`, `4` or its path. */
export function chipFile(port: string): string {
  if (/^\d+$/.test(port)) return `/dev/gpiochip${port}`;
  return port.startsWith('/dev/') ? port : `/dev/${port}`;
}

/** A line, the first of them, that is not there or that somebody has. */
function complain(
  chip: GpioChip,
  lines: readonly AssignedLine[],
  error: TransportError,
): { readonly step: 'open' | 'request'; readonly line: number; readonly error: TransportError } {
  const count = chip.lineCount();
  const beyond = lines.findIndex(({ offset }) => offset >= count);
  const there = beyond < 0 ? lines : lines.slice(0, beyond);
  const refused = refusedLine(chip, consumer, there);
  if (refused) return { step: 'request', line: refused.use.offset, error: refused.error };
  const absent = lines[beyond];
  if (absent)
    return { step: 'open', line: absent.offset, error: new TransportError('no such line', 'EINVAL') };
  return { step: 'request', line: lines[0]?.offset ?? 0, error };
}

/**
 * Takes all lines of an open chip at once.
 * @param name of the chip, as it was given @throws TransportError after saying which line cannot be had
 */
export function takeChipLines(
  chip: GpioChip,
  name: string,
  lines: readonly AssignedLine[],
  emit: Emit,
): LineBank {
  try {
    return new ChipLines(chip.request(consumer, lines), lines);
  } catch (error) {
    if (!(error instanceof TransportError)) throw error;
    const { step, line, error: cause } = complain(chip, lines, error);
    fail(emit, notice(say.lineRefused, { step, chip: name, line, reason: reasonOf(cause) }), cause);
  }
}

class ChipLines implements LineBank {
  readonly #lines: GpioLines;
  readonly #reset: { readonly bit: number; readonly isInverted: boolean };

  constructor(lines: GpioLines, assigned: readonly AssignedLine[]) {
    this.#lines = lines;
    const index = assigned.findIndex(({ name }) => name === 'reset');
    this.#reset = { bit: 1 << index, isInverted: assigned[index]?.isInverted ?? false };
  }

  set(mask: number, bits: number): void {
    this.#lines.set(mask, bits);
  }

  get(mask: number): number {
    return this.#lines.get(mask);
  }

  letGo(kept: boolean | undefined): void {
    const { bit, isInverted } = this.#reset;
    try {
      this.#lines.drive(bit, (kept ?? false) === isInverted ? 0 : bit);
      if (kept === undefined) this.#lines.drive(0, 0);
    } catch (error) {
      if (!(error instanceof TransportError)) throw error;
    } finally {
      this.#lines.close();
    }
  }
}
