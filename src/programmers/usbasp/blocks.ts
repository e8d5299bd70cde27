import { UnsupportedError } from '../../model/errors.ts';
import type { Page, PageRange } from '../../model/page.ts';
import type { Memory } from '../../model/part.ts';
import { notice } from '../../output/events.ts';
import {
  blockSize,
  encodeReadBlock,
  encodeSetLongAddress,
  encodeWriteBlock,
} from '../../protocols/usbasp/requests.ts';
import { type Block, blocksOf, rangesOf, spread } from '../pages/blocks.ts';
import { pipelined } from '../pages/pipeline.ts';
import type { UsbaspConnection } from './connection.ts';
import * as say from './messages.ts';

/** Reads under way at a time. Writes go one by one, so that after a failure nothing is written in the wrong place. */
const readsInFlight = 4;
/** Addresses from here on do not fit into the request that carries the block. */
const farAddress = 0x10000;

/** Flash and EEPROM of a target in programming mode, block by block. */
export class UsbaspBlocks {
  readonly #connection: UsbaspConnection;
  /** Where the firmware's own address stands, once it no longer takes the one in the request. */
  #longAddress: number | undefined;
  /** The clock, by which the size of blocks goes; 0: the firmware's choice. */
  sckHertz = 0;

  constructor(connection: UsbaspConnection) {
    this.#connection = connection;
  }

  /** To be called at CONNECT, from where on the firmware takes addresses from the requests again. */
  restart(): void {
    this.#longAddress = undefined;
  }

  /** Reads a run of pages in rising order and reports each. @throws TransportError, ProtocolError after saying so */
  async read(
    memory: Memory,
    run: readonly PageRange[],
    onPage: (index: number, data: Uint8Array) => void,
  ): Promise<void> {
    const request = memoryName(memory) === 'flash' ? 'READFLASH' : 'READEEPROM';
    const pages = run.map(({ length }) => new Uint8Array(length));
    await pipelined(
      blocksOf(run, blockSize(this.sckHertz)),
      readsInFlight,
      (block) => this.#atAddress(block, () => this.#readBlock(request, block)),
      (block, data) => {
        spread(block, data, run, pages);
        for (const index of block.completes) onPage(index, pages[index] ?? new Uint8Array(0));
      },
    );
  }

  /** Writes a run of pages in rising order and reports each. @throws as `read` */
  async write(memory: Memory, run: readonly Page[], onPage: (index: number) => void): Promise<void> {
    const request = memoryName(memory) === 'flash' ? 'WRITEFLASH' : 'WRITEEEPROM';
    const { pageSize } = memory;
    const ranges = rangesOf(run);
    for (const block of blocksOf(ranges, blockSize(this.sckHertz))) {
      const data = gather(block, run);
      const { address, startsSpan: first } = block;
      await this.#atAddress(block, () =>
        this.#connection.askWhole(encodeWriteBlock(request, { address, pageSize, first, data }), (count) =>
          notice(say.wrongWriteCount, { count, operation: 'write-block' }),
        ),
      );
      for (const index of block.completes) onPage(index);
    }
  }

  #readBlock(request: 'READFLASH' | 'READEEPROM', block: Block): Promise<Uint8Array> {
    return this.#connection.askWhole(encodeReadBlock(request, block.address, block.length), (count) =>
      notice(say.wrongReadCount, { count, operation: 'read-block' }),
    );
  }

  /** Sends a block's request, behind one that sets its address where the request itself cannot carry it. */
  #atAddress<Result>(block: Block, send: () => Promise<Result>): Promise<Result> {
    const end = block.address + block.length;
    if (end <= farAddress && this.#longAddress === undefined) return send();
    const known = this.#longAddress === block.address;
    this.#longAddress = end;
    if (known) return send();
    const addressed = this.#connection.ask(encodeSetLongAddress(block.address));
    addressed.catch(() => undefined);
    const sent = send();
    sent.catch(() => undefined);
    return addressed.then(() => sent);
  }

  /** After a failure the firmware's own address may stand anywhere. */
  forgetAddress(): void {
    if (this.#longAddress !== undefined) this.#longAddress = Number.NaN;
  }
}

function memoryName(memory: Memory): 'flash' | 'eeprom' {
  if (memory.name === 'flash' || memory.name === 'eeprom') return memory.name;
  throw new UnsupportedError(`USBasp knows no blocks of ${memory.name}`);
}

/** Takes a block's bytes from the pages that hold them. */
function gather(block: Block, run: readonly Page[]): Uint8Array {
  const data = new Uint8Array(block.length);
  for (const { address, data: page } of run) {
    const from = Math.max(address, block.address);
    const to = Math.min(address + page.length, block.address + block.length);
    if (from < to) data.set(page.subarray(from - address, to - address), from - block.address);
  }
  return data;
}
