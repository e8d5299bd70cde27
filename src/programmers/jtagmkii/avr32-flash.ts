import { ProtocolError } from '../../model/errors.ts';
import { type Emit, notice } from '../../output/events.ts';
import { fail } from '../../output/fail.ts';
import { type Avr32Port, PortFailure, slaves } from '../../protocols/jtagmkii/avr32.ts';
import { type FlashProcedure, failed, flashFacts } from './avr32-failure-messages.ts';

/** The flash controller's registers and orders (AT32UC3A data sheet, "FLASHC"). */
const registers = { command: 0xfffe1404, status: 0xfffe1408 } as const;
const key = 0xa5000000;
const orders = { writePage: 1, erasePage: 2, clearPageBuffer: 3, unlock: 5 } as const;
const status = { ready: 0x01, programmingError: 0x08 } as const;
/** How often it is asked whether it is ready. */
const attempts = 256;
/** What avrdude has for a word that has not been read. */
const noWord = 0xffffffff;

/** What the controller said until it was ready, or no longer asked. */
interface Waited {
  readonly last: number;
  /** All that it has said, together. */
  readonly all: number;
}

/** The flash controller of an AVR32 UC3, whose target is stopped. Pages are counted from 0. */
export class Avr32Flash {
  readonly #port: Avr32Port;
  readonly #emit: Emit;

  constructor(port: Avr32Port, emit: Emit) {
    this.#port = port;
    this.#emit = emit;
  }

  /** Unlocks the region that a page is in. @throws ProtocolError after saying so */
  async unlock(page: number): Promise<void> {
    await this.#ready('flash-lock', page);
    await this.#order('flash-lock', orders.unlock, page, 2);
  }

  /** @throws ProtocolError after saying so */
  async erase(page: number): Promise<void> {
    await this.#ready('flash-erase', page);
    await this.#order('flash-erase', orders.erasePage, page, 2);
    await this.#done('flash-erase', orders.erasePage, page, 3);
  }

  /** @throws ProtocolError after saying so */
  async clearPageBuffer(): Promise<void> {
    await this.#order('clear-page-buffer', orders.clearPageBuffer, 0, 0);
    await this.#done('clear-page-buffer', orders.clearPageBuffer, 0, 1);
  }

  /** Writes the page buffer to a page. @throws ProtocolError after saying so */
  async write(page: number): Promise<void> {
    await this.#order('flash-write', orders.writePage, page, 0);
    await this.#done('flash-write', orders.writePage, page, 1);
  }

  async #ready(procedure: FlashProcedure, page: number): Promise<void> {
    const { last } = await this.#wait((value, cause) =>
      this.#fail(procedure, 0, { page, command: 0, value }, cause),
    );
    if (!(last & status.ready)) this.#fail(procedure, 1, { page, command: 0, value: last });
  }

  async #order(procedure: FlashProcedure, order: number, page: number, check: number): Promise<void> {
    const facts = { page: page << 8, command: commandFor(order, page), value: 0 };
    try {
      await this.#port.writeWord(slaves.bus, registers.command, facts.command);
    } catch (error) {
      if (error instanceof PortFailure) this.#fail(procedure, check, facts, error);
      throw error;
    }
  }

  async #done(procedure: FlashProcedure, order: number, page: number, check: number): Promise<void> {
    const facts = { page: page << 8, command: commandFor(order, page) };
    const { last, all } = await this.#wait((value, cause) =>
      this.#fail(procedure, check, { ...facts, value }, cause),
    );
    if (!(last & status.ready)) this.#fail(procedure, check + 1, { ...facts, value: last });
    if (all & status.programmingError) this.#fail(procedure, check + 2, { ...facts, value: last });
  }

  async #wait(lost: (value: number, cause: Error) => never): Promise<Waited> {
    let [last, all] = [0, 0];
    for (let attempt = 1; attempt <= attempts && !(last & status.ready); attempt++) {
      try {
        last = await this.#port.readWord(slaves.bus, registers.status);
      } catch (error) {
        if (error instanceof PortFailure) lost(noWord, error);
        throw error;
      }
      all |= last;
    }
    return { last, all };
  }

  #fail(
    procedure: FlashProcedure,
    check: number,
    about: Parameters<typeof flashFacts>[1],
    cause?: Error,
  ): never {
    fail(
      this.#emit,
      notice(failed, { procedure, check, facts: flashFacts(procedure, about) }),
      new ProtocolError(`the flash controller fails (${procedure}, check ${check})`, -1, { cause }),
    );
  }
}

function commandFor(order: number, page: number): number {
  return (key | (page << 8) | order) >>> 0;
}
