import {
  DisconnectedError,
  ProtocolError,
  TargetError,
  TransportError,
  UnsupportedError,
} from '../model/errors.ts';
import { decodeOutput, encodeInstruction } from '../model/opcode.ts';
import type { Page, PageRange } from '../model/page.ts';
import type { Memory } from '../model/part.ts';
import { notice } from '../output/events.ts';
import {
  blockSizes,
  encodePollBytes,
  encodePowerUp,
  encodeRead,
  encodeWrite,
  longerPeriods,
  type UsbtinyRequest,
} from '../protocols/usbtiny.ts';
import { blocksOf } from './blocks.ts';
import { pipelined } from './pipeline.ts';
import type { Programmer, ProgrammerContext } from './programmer.ts';
import { resuming } from './resume.ts';
import { UsbtinyConnection } from './usbtiny-connection.ts';
import * as say from './usbtiny-messages.ts';

/** Reads under way at a time. */
const readsInFlight = 4;
/** From power-up, and from a pulse on RESET, until the target can be spoken to, in milliseconds. */
const wakeUpMs = 50;
const resetMs = 25;
/** How often programming is enabled, with a pulse on RESET in between. */
const enableAttempts = 4;
/** Addresses from here on do not fit into a request. */
const farAddress = 0x10000;

/** Serial programming through a USBtiny. */
export class UsbtinyIsp implements Programmer {
  readonly #context: ProgrammerContext;
  readonly #connection: UsbtinyConnection;
  /** A longer period than the usual one that the target needs. */
  #slowPeriod: number | undefined;

  constructor(context: ProgrammerContext) {
    this.#context = context;
    this.#connection = new UsbtinyConnection(context);
  }

  open(): Promise<void> {
    return this.#connection.open();
  }

  initialize(): Promise<void> {
    return this.#initialize(wakeUpMs);
  }

  async disable(): Promise<void> {}

  powerdown(): Promise<void> {
    return this.#connection.powerdown();
  }

  close(): Promise<void> {
    return this.#connection.close();
  }

  async display(): Promise<void> {
    this.#connection.display();
  }

  async chipErase(): Promise<void> {
    const { part, emit, clock } = this.#context;
    const opcode = part.opcodes.chip_erase;
    if (!opcode) {
      emit(notice(say.noEraseInstruction, { part: part.desc }));
      throw new UnsupportedError(`${part.desc} has no chip erase instruction`);
    }
    const { echoed } = await this.#connection.exchange(encodeInstruction(opcode));
    if (!echoed) throw new TargetError('the target does not take the chip erase');
    await clock.sleep(part.chipEraseDelay / 1000);
    // The target keeps its power and its reset: there is nothing to wait for.
    await this.#initialize(0);
  }

  command(instruction: Uint8Array): Promise<Uint8Array> {
    return this.#connection.exchangeChecked(instruction);
  }

  async spi(bytes: Uint8Array): Promise<Uint8Array> {
    if (bytes.length % 4 !== 0) {
      this.#context.emit(notice(say.spiInFours));
      throw new ProtocolError('USBtiny sends multiples of four bytes');
    }
    const answer = new Uint8Array(bytes.length);
    for (let at = 0; at < bytes.length; at += 4)
      answer.set(await this.command(bytes.subarray(at, at + 4)), at);
    return answer;
  }

  setSckPeriod(seconds: number): Promise<void> {
    return this.#connection.setPeriod(seconds);
  }

  async pagedRead(
    memory: Memory,
    run: readonly PageRange[],
    onPage: (index: number, data: Uint8Array) => void,
  ): Promise<void> {
    // Blocks must not cross 64 KiB, where the firmware's address starts over.
    const firstFar = run.findIndex(({ address }) => address >= farAddress);
    const split = firstFar < 0 ? run.length : firstFar;
    const onFarPage = (index: number, data: Uint8Array): void => onPage(split + index, data);
    const far = run.slice(split);
    await this.#readBlocks(memory, run.slice(0, split), onPage);
    if (this.#context.behaviour.usb.usbtinyFarFlash === 'wraps')
      await this.#readBlocks(memory, far, onFarPage);
    else await this.#readFarPages(memory, far, onFarPage);
    this.#connection.link.reportRetries('read');
  }

  async pagedWrite(memory: Memory, run: readonly Page[], onPage: (index: number) => void): Promise<void> {
    await resuming(
      run,
      (rest, done) => {
        const onDone = (index: number): void => onPage(done(index));
        return memory.paged ? this.#writePages(memory, rest, onDone) : this.#writeBytes(memory, rest, onDone);
      },
      () => this.#clearPageBuffer(),
    );
  }

  async #readBlocks(
    memory: Memory,
    run: readonly PageRange[],
    onPage: (index: number, data: Uint8Array) => void,
  ): Promise<void> {
    const { period, link } = this.#connection;
    const name = memoryName(memory) === 'flash' ? 'FLASH_READ' : 'EEPROM_READ';
    const read = new Uint8Array(memory.size);
    await pipelined(
      blocksOf(run, blockSizes(period).read),
      readsInFlight,
      ({ address, length }) => link.receive(encodeRead(name, address, length, period)),
      (block, data) => {
        read.set(data, block.address);
        for (const index of block.completes) {
          const page = run[index];
          if (page) onPage(index, read.slice(page.address, page.address + page.length));
        }
      },
    );
  }

  /** The firmware's blocks reach 64 KiB; beyond, each byte is an instruction. */
  async #readFarPages(
    memory: Memory,
    run: readonly PageRange[],
    onPage: (index: number, data: Uint8Array) => void,
  ): Promise<void> {
    const { load_ext_addr: extended, read_lo: low, read_hi: high } = memory.opcodes;
    if (!low || !high) throw new UnsupportedError(`${memory.name} has no read instruction`);
    for (const [index, page] of run.entries()) {
      if (extended) await this.command(encodeInstruction(extended, page.address >> 1));
      const data = new Uint8Array(page.length);
      await pipelined(
        Array.from(data.keys()),
        readsInFlight,
        (offset) => {
          const address = page.address + offset;
          return this.command(encodeInstruction(address & 1 ? high : low, address >> 1));
        },
        (offset, answer) => {
          data[offset] = decodeOutput((page.address + offset) & 1 ? high : low, answer);
        },
      );
      onPage(index, data);
    }
  }

  async #writePages(memory: Memory, run: readonly Page[], onPage: (index: number) => void): Promise<void> {
    const { clock } = this.#context;
    let lost: TransportError | undefined;
    let readyAt = clock.now();
    for (const [index, page] of run.entries()) {
      const loads = this.#loadsOf(memory, page);
      await clock.sleep(readyAt - clock.now());
      const sent = loads.map((load) => this.#connection.link.send(load));
      const flushed = this.#flushPage(memory, page.address);
      const [flush] = await Promise.allSettled([flushed, ...sent]);
      readyAt = clock.now() + memory.maxWriteDelay / 1000;
      for (const one of sent) await one;
      // avrdude itself takes no notice of a page write that fails; the next load tells.
      if (flush.status === 'rejected') lost = transportFailure(flush.reason);
      onPage(index);
    }
    await clock.sleep(readyAt - clock.now());
    if (lost) throw lost;
  }

  /** The requests that fill the page buffer. */
  #loadsOf(memory: Memory, { address, data }: Page): UsbtinyRequest[] {
    const { period } = this.#connection;
    const name = memoryName(memory) === 'flash' ? 'FLASH_WRITE' : 'EEPROM_WRITE';
    const timing = { period, writeDelay: 0 };
    return blocksOf([{ address, length: data.length }], blockSizes(period).write).map((block) => {
      const start = block.address - address;
      return encodeWrite(name, block.address, data.subarray(start, start + block.length), timing);
    });
  }

  /** Has the target write its page buffer. */
  async #flushPage(memory: Memory, address: number): Promise<void> {
    const { load_ext_addr: extended, writepage } = memory.opcodes;
    if (!writepage) throw new UnsupportedError(`${memory.name} has no page write instruction`);
    const byWords = memory.opcodes.loadpage_lo !== undefined || memory.opcodes.read_lo !== undefined;
    const at = byWords ? address >> 1 : address;
    const sent = extended ? [this.#connection.exchange(encodeInstruction(extended, at))] : [];
    sent.push(this.#connection.exchange(encodeInstruction(writepage, at)));
    await Promise.all(sent);
  }

  /** Memories without a page buffer: the firmware waits for each byte. */
  async #writeBytes(memory: Memory, run: readonly Page[], onPage: (index: number) => void): Promise<void> {
    const { period, link } = this.#connection;
    const name = memoryName(memory) === 'flash' ? 'FLASH_WRITE' : 'EEPROM_WRITE';
    const timing = { period, writeDelay: memory.maxWriteDelay };
    const contents = new Uint8Array(memory.size);
    for (const { address, data } of run) contents.set(data, address);
    const ranges = run.map(({ address, data }) => ({ address, length: data.length }));
    await this.#connection.order(encodePollBytes(memory.readback));
    for (const { address, length, completes } of blocksOf(ranges, blockSizes(period).write)) {
      await link.send(encodeWrite(name, address, contents.subarray(address, address + length), timing));
      for (const index of completes) onPage(index);
    }
  }

  /** A failed block may have left bytes in the target's page buffer, which a pulse on RESET takes away. */
  async #clearPageBuffer(): Promise<void> {
    await this.#connection.pulseReset(resetMs);
    await this.#enableProgramming();
  }

  /** @param settleMs from power-up until the target can be spoken to */
  async #initialize(settleMs: number): Promise<void> {
    if (this.#slowPeriod === undefined) await this.#connection.powerUp();
    else await this.#connection.order(encodePowerUp(this.#slowPeriod, 'low'));
    await this.#context.clock.sleep(settleMs);
    const { behaviour, bitClockGiven } = this.#context;
    for (let attempt = 0; attempt < enableAttempts; attempt++) {
      if (attempt > 0) await this.#connection.pulseReset(wakeUpMs);
      const outcome = await this.#enableProgramming();
      if (outcome === 'echoed') return;
      if (outcome === 'silent' && attempt === 0 && !bitClockGiven && (await this.#trySlower())) return;
      if (outcome === 'silent' && behaviour.usb.usbtinyEcho === 'ignored') return;
    }
    throw new TargetError('the target does not enter programming mode');
  }

  /** @returns whether the target echoes, or the transfer itself failed */
  async #enableProgramming(): Promise<'echoed' | 'silent' | 'failed'> {
    const opcode = this.#context.part.opcodes.pgm_enable;
    if (!opcode) {
      this.#context.emit(notice(say.noInstruction, { number: 11 }));
      throw new UnsupportedError('the part has no instruction to enable programming');
    }
    try {
      const { echoed } = await this.#connection.exchange(encodeInstruction(opcode));
      return echoed ? 'echoed' : 'silent';
    } catch (error) {
      if (error instanceof TransportError && !(error instanceof DisconnectedError)) return 'failed';
      throw error;
    }
  }

  /**
   * Our own: tries once more, then with longer and longer periods of the clock, until the target answers. Goes back to the usual
   * period if it never does.
   */
  async #trySlower(): Promise<boolean> {
    const usual = this.#connection.period;
    for (const period of [usual, ...longerPeriods(usual)]) {
      this.#connection.period = period;
      await this.#connection.pulseReset(resetMs);
      if ((await this.#enableProgramming()) !== 'echoed') continue;
      if (period === usual) return true;
      this.#slowPeriod = period;
      this.#context.emit(notice(say.slowerClockFound, { period }));
      return true;
    }
    this.#connection.period = usual;
    await this.#connection.pulseReset(resetMs);
    return false;
  }
}

function memoryName(memory: Memory): 'flash' | 'eeprom' {
  if (memory.name === 'flash' || memory.name === 'eeprom') return memory.name;
  throw new UnsupportedError(`USBtiny knows no blocks of ${memory.name}`);
}

function transportFailure(reason: unknown): TransportError {
  if (reason instanceof TransportError) return reason;
  throw reason;
}
