import { AvrdudeError, DisconnectedError, ProtocolError } from '../../model/errors.ts';
import { type Event, notice } from '../../output/events.ts';
import { parseStk500 } from '../atmel/parameters.ts';
import type { BoardControls, Erasure, Programmer, ProgrammerContext, ProgrammerType } from '../programmer.ts';
import { Stk500v2, stk500v2 } from '../stk500v2/isp.ts';
import { stk500v1Deeds } from './deeds.ts';
import { neither, openedAs } from './generic-messages.ts';
import { Stk500 } from './stk500.ts';

/** Where nothing is said of what is tried: how long version 2 may take to sign on (ms), and how often version 1 is asked for sync. */
const probing = { syncTimeout: 500, attempts: 2 } as const;

/** What a board can do beyond what every programmer does. */
const abilities = [
  'display',
  'printParameters',
  'command',
  'readByte',
  'writeByte',
  'pagedRead',
  'pagedWrite',
  'setSckPeriod',
  'getSckPeriod',
  'performOsccal',
] as const;

/** Finds out which version of the protocol the board speaks, and is that from then on. */
class Stk500Generic implements Programmer {
  readonly #context: ProgrammerContext;
  controls: BoardControls = {};
  #board: Programmer | undefined;

  constructor(context: ProgrammerContext) {
    this.#context = { ...context, extended: [] };
  }

  /** @throws as the board that is not there: version 2 where nothing was said of version 1 */
  async open(): Promise<void> {
    if (this.#context.behaviour.of(stk500v1Deeds).generic === 'tells') await this.#openAloud();
    else await this.#openQuietly();
  }

  initialize(): Promise<void> {
    return this.#found.initialize();
  }

  async disable(): Promise<void> {
    await this.#board?.disable();
  }

  async close(): Promise<void> {
    await this.#board?.close();
  }

  chipErase(): Promise<void> {
    return this.#found.chipErase();
  }

  erasure(): Erasure {
    return this.#found.erasure?.() ?? 'blanks';
  }

  get #found(): Programmer {
    if (!this.#board) throw new ProtocolError('no version has been found yet');
    return this.#board;
  }

  /** Whatever goes wrong with the one is said before the other is tried. */
  async #openAloud(): Promise<void> {
    const { emit } = this.#context;
    const v2 = stk500v2.create(this.#context);
    if (await isThere(v2)) return this.#become(v2, 'v2');
    const v1 = new Stk500(this.#context, parseStk500(this.#context, 'stk500'));
    try {
      await openWhole(v1);
    } catch (error) {
      if (error instanceof AvrdudeError && !(error instanceof DisconnectedError)) emit(notice(neither));
      throw error;
    }
    this.#become(v1, 'v1');
  }

  /** Nothing is said of what is tried, unless version 1 is not found either: then what went wrong with version 2. */
  async #openQuietly(): Promise<void> {
    const { verbosity } = this.#context;
    const held: Event[] = [];
    let isTrying = true;
    const emit = (event: Event): void => {
      if (isTrying) held.push(event);
      else this.#context.emit(event);
    };
    const v2 = new Stk500v2({ ...this.#context, emit }, { syncTimeout: probing.syncTimeout });
    let board: Programmer = v2;
    try {
      await openWhole(v2);
    } catch (error) {
      const said = held.splice(0);
      const v1 = new Stk500(
        { ...this.#context, emit },
        { ...parseStk500(this.#context, 'stk500'), ...probing },
      );
      if (!(error instanceof ProtocolError) || !(await isThere(v1))) {
        for (const event of said) this.#context.emit(event);
        throw error;
      }
      held.unshift(...(verbosity > 0 ? said : []));
      board = v1;
    }
    isTrying = false;
    for (const event of held) this.#context.emit(event);
    this.#become(board, board === v2 ? 'v2' : 'v1');
  }

  #become(board: Programmer, version: 'v1' | 'v2'): void {
    this.#context.emit(notice(openedAs[version]));
    this.#board = board;
    for (const name of abilities) {
      const method = board[name];
      if (method) Object.defineProperty(this, name, { value: method.bind(board) });
    }
    this.controls = board.controls ?? {};
  }
}

/** Opens a board; one that does not open as a whole is closed. @throws as `open` */
async function openWhole(board: Programmer): Promise<void> {
  try {
    await board.open();
  } catch (error) {
    await board.close();
    throw error;
  }
}

/** @returns false if the board does not answer, or not in this version; it has been said */
async function isThere(board: Programmer): Promise<boolean> {
  try {
    await openWhole(board);
    return true;
  } catch (error) {
    if (!(error instanceof AvrdudeError) || error instanceof DisconnectedError) throw error;
    return false;
  }
}

export const stk500generic: ProgrammerType = {
  id: 'stk500generic',
  name: 'STK500GENERIC',
  create: (context) => new Stk500Generic(context),
};
