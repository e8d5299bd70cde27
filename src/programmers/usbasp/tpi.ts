import { intOf } from '../../model/c-number.ts';
import { ProtocolError, TargetError, UnsupportedError } from '../../model/errors.ts';
import type { Page, PageRange } from '../../model/page.ts';
import type { Memory } from '../../model/part.ts';
import { notice } from '../../output/events.ts';
import { fail } from '../../output/fail.ts';
import * as tpi from '../../protocols/tpi/instructions.ts';
import {
  encodePlain,
  encodeTpiBlock,
  encodeTpiConnect,
  encodeTpiWrite,
} from '../../protocols/usbasp/requests.ts';
import { blocksOf } from '../pages/blocks.ts';
import type { Programmer, ProgrammerContext } from '../programmer.ts';
import { UsbaspConnection } from './connection.ts';
import * as say from './messages.ts';
import * as sayTpi from './tpi-messages.ts';

/** Bytes of a block request. */
const blockLength = 32;
/** From TPI_CONNECT until the target can be spoken to, in milliseconds. */
const wakeUpMs = 100;
/** How often the NVM controller is asked whether it is done, and the target whether it is there. */
const busyPolls = 50;
const enablePolls = 10;

/** Programming of TPI parts through a USBasp that knows how. */
export class UsbaspTpi implements Programmer {
  readonly #context: ProgrammerContext;
  readonly #connection: UsbaspConnection;
  readonly #sectionOnly: boolean;
  #connected = false;

  /** @param sectionOnly a chip erase erases only the configuration section (`-x section_config`) */
  constructor(context: ProgrammerContext, sectionOnly: boolean) {
    this.#context = context;
    this.#connection = new UsbaspConnection(context);
    this.#sectionOnly = sectionOnly;
  }

  open(): Promise<void> {
    return this.#connection.open();
  }

  async initialize(): Promise<void> {
    this.#connection.enter({ operation: 'initialize' });
    const { tpi: capable } = await this.#connection.capabilities();
    if (!capable) {
      // What the release does then: it tries serial programming, to which such a part does not answer.
      fail(
        this.#context.emit,
        notice(say.targetSilent, { answer: 1 }),
        new TargetError('the firmware of this USBasp knows no TPI'),
      );
    }
    await this.#connect();
  }

  async disable(): Promise<void> {}

  async close(): Promise<void> {
    await this.#connection.close(this.#connected ? 'TPI_DISCONNECT' : 'DISCONNECT');
  }

  async display(): Promise<void> {}

  async command(): Promise<Uint8Array> {
    fail(
      this.#context.emit,
      notice(sayTpi.instructionsNotAllowed),
      new ProtocolError('a TPI part has no serial programming instructions'),
    );
  }

  async chipErase(): Promise<void> {
    this.#connection.enter({ operation: 'tpi-erase', what: this.#sectionOnly ? 'section' : 'chip' });
    if (this.#sectionOnly) await this.#erase(0x3f41, tpi.nvmCommands.sectionErase);
    else await this.#erase(0x4001, tpi.nvmCommands.chipErase);
    await this.#context.clock.sleep(this.#context.part.chipEraseDelay / 1000);
    await this.#connect();
  }

  async readByte(memory: Memory, address: number): Promise<number> {
    this.#connection.enter({ operation: 'tpi-read-byte', memory: memory.name, address });
    const data = await this.#readBlock(memory.offset + address, 1, 'tpi-read-byte');
    return data[0] ?? 0xff;
  }

  async writeByte(memory: Memory, address: number, value: number): Promise<void> {
    this.#connection.enter({ operation: 'tpi-write-byte', memory: memory.name, address, value });
    if (memory.name === 'flash')
      fail(
        this.#context.emit,
        notice(sayTpi.flashByBytes, { memory: memory.name }),
        new UnsupportedError('TPI flash is written in pages'),
      );
    const pointer = memory.offset + address;
    await this.#waitWhileBusy();
    if (isFuse(memory)) await this.#erase(pointer | 1, tpi.nvmCommands.sectionErase);
    await this.#sendAll(tpi.setPointer(pointer));
    await this.#sendAll(tpi.nvmCommand(tpi.nvmCommands.wordWrite));
    await this.#sendAll(Uint8Array.of(tpi.storeAndAdvance, value, tpi.storeAndAdvance, 0xff));
    await this.#waitWhileBusy();
  }

  async pagedRead(
    memory: Memory,
    run: readonly PageRange[],
    onPage: (index: number, data: Uint8Array) => void,
  ): Promise<void> {
    for (const [index, page] of run.entries()) {
      this.#enterPage('tpi-read-page', memory, page.address, page.length);
      const data = new Uint8Array(page.length);
      for (const { address, length } of blocksOf([page], blockLength)) {
        const block = await this.#readBlock(memory.offset + address, length, 'tpi-read-block');
        data.set(block, address - page.address);
      }
      onPage(index, data);
    }
  }

  async pagedWrite(memory: Memory, run: readonly Page[], onPage: (index: number) => void): Promise<void> {
    for (const [index, page] of run.entries()) {
      const range = { address: page.address, length: page.data.length };
      this.#enterPage('tpi-write-page', memory, range.address, range.length);
      const pointer = memory.offset + page.address;
      if (isFuse(memory)) await this.#erase(pointer | 1, tpi.nvmCommands.sectionErase);
      await this.#sendAll(tpi.setPointer(pointer | 1));
      for (const { address, length } of blocksOf([range], blockLength)) {
        const start = address - page.address;
        await this.#connection.askWhole(
          encodeTpiBlock(memory.offset + address, page.data.subarray(start, start + length)),
          (count) => notice(say.wrongWriteCount, { count, operation: 'tpi-write-block' }),
        );
      }
      onPage(index);
    }
  }

  /** The clock of TPI is set when the target is connected. */
  async setSckPeriod(): Promise<void> {}

  async #connect(): Promise<void> {
    const delay = intOf(1_500_000 * (this.#context.bitClock ?? 0));
    await this.#connection.tryAsk(encodeTpiConnect(Math.min(Math.max(delay, 1), 2047)));
    this.#connected = true;
    await this.#context.clock.sleep(wakeUpMs);
    await this.#enableProgramming();
  }

  async #enableProgramming(): Promise<void> {
    this.#connection.enter({ operation: 'tpi-enable-programming' });
    const { guardTime, identification, status } = tpi.tpiControlRegisters;
    await this.#sendAll(Uint8Array.of(tpi.storeControl(guardTime), tpi.guardTimes.twoBits));
    await this.#sendAll(tpi.enableKey);
    for (let poll = 0; poll < enablePolls; poll++) {
      if ((await this.#readRegister(tpi.loadControl(identification))) !== tpi.tpiIdentification) continue;
      if ((await this.#readRegister(tpi.loadControl(status))) & tpi.nvmEnabled) return;
    }
    fail(
      this.#context.emit,
      notice(sayTpi.tpiTargetSilent),
      new TargetError('the target does not enter programming mode'),
    );
  }

  /** @param pointer to the high byte of a word in what is to be erased */
  async #erase(pointer: number, command: number): Promise<void> {
    await this.#sendAll(tpi.setPointer(pointer));
    await this.#sendAll(tpi.nvmCommand(command));
    await this.#sendAll(Uint8Array.of(tpi.storeAndAdvance, 0x00));
    await this.#waitWhileBusy();
  }

  async #waitWhileBusy(): Promise<void> {
    let ready = false;
    for (let poll = 0; poll < busyPolls && !ready; poll++) {
      const status = await this.#readRegister(tpi.loadIo(tpi.tpiIoRegisters.nvmStatus));
      ready = (status & tpi.nvmBusy) === 0;
    }
    if (this.#context.verbosity >= 3) this.#context.emit(notice(sayTpi.busyWaited, { ready }));
  }

  async #readRegister(instruction: number): Promise<number> {
    await this.#connection.ask(encodeTpiWrite(instruction));
    const answer = await this.#connection.ask(encodePlain('TPI_RAWREAD'));
    const [value] = answer;
    if (answer.length === 1 && value !== undefined) return value;
    fail(
      this.#context.emit,
      notice(say.wrongResponseSize, { operation: 'tpi-receive-byte' }),
      new ProtocolError(`TPI_RAWREAD gave ${answer.length} bytes instead of 1`),
    );
  }

  async #sendAll(bytes: Uint8Array): Promise<void> {
    for (const byte of bytes) await this.#connection.ask(encodeTpiWrite(byte));
  }

  #readBlock(pointer: number, length: number, operation: say.UsbaspOperation): Promise<Uint8Array> {
    return this.#connection.askWhole(encodeTpiBlock(pointer, length), (count) =>
      notice(say.wrongReadCount, { count, operation }),
    );
  }

  #enterPage(
    operation: 'tpi-read-page' | 'tpi-write-page',
    memory: Memory,
    address: number,
    length: number,
  ): void {
    this.#connection.enter({ operation, memory: memory.name, address, length });
  }
}

function isFuse(memory: Memory): boolean {
  return memory.name === 'fuse' || memory.name === 'fuses';
}
