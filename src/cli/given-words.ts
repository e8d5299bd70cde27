import type { Event } from '../output/events.ts';
import type { GivenArgument, Operand } from '../output/evidence.ts';
import { type OptionKey, optionRows } from '../releases/option-table.ts';
import type { Token } from './getopt.ts';

/** Keeps the words of a command line as they were taken, for hints on those that nobody can have meant like that. */
export class GivenWords {
  readonly #options: GivenArgument[] = [];
  readonly #operands: Operand[] = [];

  take(token: Token<OptionKey>): void {
    if (token.kind === 'operand') this.#operands.push({ text: token.text, after: this.#options.at(-1) });
    if (token.kind !== 'option' || token.value === undefined) return;
    const letter = optionRows.find(({ key }) => key === token.key)?.letter;
    if (letter !== undefined) this.#options.push({ letter, value: token.value });
  }

  asEvent(): Event {
    return { kind: 'arguments-read', options: this.#options, operands: this.#operands };
  }
}
