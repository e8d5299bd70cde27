import { notice } from '../../output/events.ts';
import { parseExtended } from '../extended/parameters.ts';
import { SpiProgrammer } from '../isp/spi-programmer.ts';
import type { ProgrammerContext, ProgrammerType } from '../programmer.ts';
import { SerprogBoard } from './board.ts';
import * as say from './messages.ts';

/** How often the target is asked to listen, each time after a pulse on RESET. */
const attempts = 66;

/** Serial programming through a serprog programmer. */
class Serprog extends SpiProgrammer {
  readonly hasNoTerminalCache = true;
  readonly #board: SerprogBoard;

  constructor(context: ProgrammerContext, board: SerprogBoard) {
    super(context, board, { start: [], attempts, silentRc: -2, ...say });
    this.#board = board;
  }

  override async enable(): Promise<void> {}

  override async initialize(): Promise<void> {
    await this.#board.prepare();
    await super.initialize();
  }

  override disable(): Promise<void> {
    return this.#board.release();
  }

  setSckPeriod(seconds: number): Promise<void> {
    return this.#board.setPeriod(seconds);
  }

  async getSckPeriod(): Promise<number> {
    return 1 / (this.#board.hertz || 1);
  }
}

/** @returns the number of the select line. @throws as parseExtended */
function readParameters(context: ProgrammerContext): number {
  return parseExtended<number>(context, {
    type: 'serprog',
    initial: 0,
    parameters: [
      {
        pattern: /^cs=(.*)/s,
        apply: (_, match) => {
          const digits = /^\s*[+-]?(\d+)/.exec(match[1] ?? '')?.[0];
          if (digits !== undefined) return Number(digits) >>> 0;
          context.emit(notice(say.invalidSelect, { text: match[0] }));
          return undefined;
        },
      },
    ],
    help: [['cs=<n>', 'Sets the chip select line to CS<n> for supported programmers']],
  });
}

/** Programmers that speak flashrom's serial protocol. */
export const serprog: ProgrammerType = {
  id: 'serprog',
  name: 'serprog',
  takesExtended: true,
  create: (context) => new Serprog(context, new SerprogBoard(context, readParameters(context))),
};
