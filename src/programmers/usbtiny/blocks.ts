import { TransportError, UnsupportedError } from '../../model/errors.ts';
import { decodeOutput, encodeInstruction } from '../../model/opcode.ts';
import type { Page, PageRange } from '../../model/page.ts';
import type { Memory } from '../../model/part.ts';
import { notice } from '../../output/events.ts';
import {
  blockSizes,
  encodePollBytes,
  encodeRead,
  encodeWrite,
  type UsbtinyRequest,
} from '../../protocols/usbtiny/requests.ts';
import { blocksOf, rangesOf } from '../pages/blocks.ts';
import { pipelined } from '../pages/pipeline.ts';
import type { ProgrammerContext } from '../programmer.ts';
import type { UsbtinyConnection } from './connection.ts';
import * as say from './messages.ts';

/** Reads under way at a time. */
const readsInFlight = 4;
/** Addresses from here on do not fit into a request. */
const farAddress = 0x10000;

/** Flash and EEPROM of a target in programming mode, block by block. */
export class UsbtinyBlocks {
  readonly #context: ProgrammerContext;
  readonly #connection: UsbtinyConnection;

  constructor(context: ProgrammerContext, connection: UsbtinyConnection) {
    this.#context = context;
    this.#connection = connection;
  }

  /** Reads a run of pages in rising order and reports each. @throws TransportError, ProtocolError after saying so */
  async read(
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
    await this.#readFarPages(memory, far, onFarPage);
    this.#connection.link.reportRetries('read');
  }

  /** Writes a run of pages in rising order and reports each. @throws as `read` */
  write(memory: Memory, run: readonly Page[], onPage: (index: number) => void): Promise<void> {
    return memory.paged ? this.#writePages(memory, run, onPage) : this.#writeBytes(memory, run, onPage);
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
    for (const [index, page] of run.entries()) {
      if (!low || !high) throw new UnsupportedError(`${memory.name} has no read instruction`);
      if (extended) await this.#connection.exchangeChecked(encodeInstruction(extended, page.address >> 1));
      const data = new Uint8Array(page.length);
      await pipelined(
        Array.from(data.keys()),
        readsInFlight,
        (offset) => {
          const address = page.address + offset;
          return this.#connection.exchangeChecked(encodeInstruction(address & 1 ? high : low, address >> 1));
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
      const flushed = this.#flushPage(memory, page);
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
  async #flushPage(memory: Memory, { address, data }: Page): Promise<void> {
    const { emit, id: programmer, part } = this.#context;
    const last = address + data.length - 1;
    const lastBlock = last - ((last - address) % blockSizes(this.#connection.period).write);
    const digits = (memory.size - 1).toString(16).length;
    const loaded = lastBlock.toString(16).padStart(digits, '0');
    emit(notice(say.pageFlushed, { programmer, part: part.id, memory: memory.name, address: loaded }));
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
    const ranges = rangesOf(run);
    await this.#connection.order(encodePollBytes(memory.readback));
    for (const { address, length, completes } of blocksOf(ranges, blockSizes(period).write)) {
      await link.send(encodeWrite(name, address, contents.subarray(address, address + length), timing));
      for (const index of completes) onPage(index);
    }
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
