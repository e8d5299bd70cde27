import { ProtocolError, TargetError } from '../../model/errors.ts';
import * as tpi from './instructions.ts';

/** Sends bytes over TPI and gives back as many as the last of them asks for. */
export type TpiExchange = (bytes: Uint8Array, replyLength: number) => Promise<Uint8Array>;

/** TPI bytes, and how many the target answers them with. */
export interface TpiRequest {
  readonly bytes: Uint8Array;
  readonly replyLength: number;
}

/** Sends requests in a row, and gives the answers of all. */
export type TpiExchangeAll = (requests: readonly TpiRequest[]) => Promise<Uint8Array>;

/** Bytes that are read, and polls that are sent behind what is written, in one row. */
const bytesInRow = 256;
const pollsInRow = 6;

/** How often the target is asked before it counts as stuck or absent. */
const enablePolls = 10;
const busyPolls = 2000;

/** The NVM of a TPI part, over any programmer that passes TPI bytes on. */
export class TpiTarget {
  readonly #exchange: TpiExchange;
  readonly #exchangeAll: TpiExchangeAll | undefined;

  /** @param exchangeAll for a programmer that can pass on many requests at a time */
  constructor(exchange: TpiExchange, exchangeAll?: TpiExchangeAll) {
    this.#exchange = exchange;
    this.#exchangeAll = exchangeAll;
  }

  /**
   * Opens the NVM for programming.
   *
   * @param guardTime one of `guardTimes`
   * @param complain says which check failed
   * @throws TargetError if the part does not answer
   */
  async enable(guardTime: number, complain: (check: 'identification' | 'enabled') => void): Promise<void> {
    if (!(await this.identify(guardTime))) {
      complain('identification');
      throw new TargetError('the TPI identification is wrong');
    }
    if (await this.open(enablePolls)) return;
    complain('enabled');
    throw new TargetError('the target does not enter programming mode');
  }

  /** Sets the guard time. @param guardTime one of `guardTimes` @returns whether the target answers as a TPI part does */
  async identify(guardTime: number): Promise<boolean> {
    const registers = tpi.tpiControlRegisters;
    await this.#send(tpi.storeControl(registers.guardTime), guardTime);
    return (await this.#get(tpi.loadControl(registers.identification))) === tpi.tpiIdentification;
  }

  /** Opens the NVM with its key. @param polls how often the target is asked @returns whether it is open */
  async open(polls: number): Promise<boolean> {
    await this.#send(...tpi.enableKey);
    for (let poll = 0; poll < polls; poll++) {
      if ((await this.#get(tpi.loadControl(tpi.tpiControlRegisters.status))) & tpi.nvmEnabled) return true;
    }
    return false;
  }

  /** @param flashStart address of the flash in the data space */
  async chipErase(flashStart: number): Promise<void> {
    await this.#waitWhileBusy();
    await this.#send(...tpi.setPointer(flashStart | 1));
    await this.#send(...tpi.nvmCommand(tpi.nvmCommands.chipErase));
    await this.#send(tpi.store, 0xff);
    await this.#waitWhileBusy();
  }

  /** Reads bytes in a row. @param address in the data space */
  async read(address: number, length: number): Promise<Uint8Array> {
    await this.#waitWhileBusy();
    await this.#begin(address, tpi.nvmCommands.none);
    const data = new Uint8Array(length);
    const one = { bytes: Uint8Array.of(tpi.loadAndAdvance), replyLength: 1 };
    for (let i = 0; i < length; i += bytesInRow) {
      const count = Math.min(bytesInRow, length - i);
      data.set(await this.#inRow(Array<TpiRequest>(count).fill(one)), i);
    }
    return data;
  }

  /** Erases the section that a configuration word is in. */
  async eraseSection(address: number): Promise<void> {
    await this.#waitWhileBusy();
    await this.#begin(address | 1, tpi.nvmCommands.sectionErase);
    await this.#send(tpi.store, 0xff);
    await this.#waitWhileBusy();
  }

  /**
   * Writes bytes in a row.
   *
   * @param data in whole chunks
   * @param chunk bytes the part programs at a time: 2, 4 or 8
   */
  async write(address: number, data: Uint8Array, chunk: number): Promise<void> {
    await this.#waitWhileBusy();
    await this.#begin(address, tpi.nvmCommands.wordWrite);
    for (let start = 0; start < data.length; start += chunk) {
      const stores = Array.from(data.subarray(start, start + chunk), (byte) => ({
        bytes: Uint8Array.of(tpi.storeAndAdvance, byte),
        replyLength: 0,
      }));
      const statuses = await this.#inRow([...stores, ...this.#polls()]);
      if ((statuses.at(-1) ?? tpi.nvmBusy) & tpi.nvmBusy) await this.#waitWhileBusy();
    }
  }

  #polls(): readonly TpiRequest[] {
    if (!this.#exchangeAll) return [];
    const poll = { bytes: Uint8Array.of(tpi.loadIo(tpi.tpiIoRegisters.nvmStatus)), replyLength: 1 };
    return Array<TpiRequest>(pollsInRow).fill(poll);
  }

  /** Passes requests on, all at once where that is possible. */
  async #inRow(requests: readonly TpiRequest[]): Promise<Uint8Array> {
    if (this.#exchangeAll) return this.#exchangeAll(requests);
    const answers: number[] = [];
    for (const { bytes, replyLength } of requests)
      answers.push(...(await this.#exchange(bytes, replyLength)));
    return Uint8Array.from(answers);
  }

  /** Ends programming: the control register is cleared. */
  async leave(): Promise<void> {
    await this.#send(tpi.storeControl(tpi.tpiControlRegisters.guardTime), 0);
  }

  async #begin(address: number, command: number): Promise<void> {
    await this.#send(...tpi.nvmCommand(command));
    const pointer = tpi.setPointer(address);
    await this.#exchange(pointer.subarray(0, 2), 0);
    await this.#exchange(pointer.subarray(2), 0);
  }

  async #waitWhileBusy(): Promise<void> {
    for (let poll = 0; poll < busyPolls; poll++) {
      const status = await this.#get(tpi.loadIo(tpi.tpiIoRegisters.nvmStatus));
      if ((status & tpi.nvmBusy) === 0) return;
    }
    throw new TargetError('the NVM controller stays busy');
  }

  async #send(...bytes: number[]): Promise<void> {
    await this.#exchange(Uint8Array.from(bytes), 0);
  }

  async #get(instruction: number): Promise<number> {
    const [value] = await this.#exchange(Uint8Array.of(instruction), 1);
    if (value === undefined) throw new ProtocolError('no byte came over TPI');
    return value;
  }
}
