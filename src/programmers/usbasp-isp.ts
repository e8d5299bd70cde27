import { TargetError, UnsupportedError } from '../model/errors.ts';
import { encodeInstruction } from '../model/opcode.ts';
import type { Page, PageRange } from '../model/page.ts';
import type { Memory } from '../model/part.ts';
import { general } from '../model/printed-number.ts';
import { notice } from '../output/events.ts';
import {
  blockSize,
  type Capabilities,
  chooseSck,
  encodePlain,
  encodeReadBlock,
  encodeSetLongAddress,
  encodeSetSck,
  encodeTransmit,
  encodeWriteBlock,
  slowerSck,
} from '../protocols/usbasp.ts';
import { type Block, blocksOf, spread } from './blocks.ts';
import { pipelined } from './pipeline.ts';
import type { Programmer, ProgrammerContext } from './programmer.ts';
import { resuming } from './resume.ts';
import { UsbaspConnection } from './usbasp-connection.ts';
import * as say from './usbasp-messages.ts';

/** Reads under way at a time. Writes go one by one, so that after a failure nothing is written in the wrong place. */
const readsInFlight = 4;
/** From CONNECT until the target can be spoken to, in milliseconds; then a target that has power already needs less. */
const wakeUpMs = 100;
const resetMs = 25;
/** The firmware's own choice of clock, if its jumper does not make it slower. */
const usualHertz = 375_000;
/** Addresses from here on do not fit into the request that carries the block. */
const farAddress = 0x10000;

/** Serial programming through a USBasp. */
export class UsbaspIsp implements Programmer {
  readonly #context: ProgrammerContext;
  readonly #connection: UsbaspConnection;
  #capabilities: Capabilities = { tpi: false, sck3Mhz: false };
  /** 0: the firmware's choice. */
  #sckHertz = 0;
  /** A slower clock than the usual one that the target needs. */
  #slowSck: number | undefined;
  /** Where the firmware's own address stands, once it no longer takes the one in the request. */
  #longAddress: number | undefined;

  constructor(context: ProgrammerContext) {
    this.#context = context;
    this.#connection = new UsbaspConnection(context);
  }

  open(): Promise<void> {
    return this.#connection.open();
  }

  async initialize(): Promise<void> {
    this.#connection.enter('usbasp_initialize()');
    this.#capabilities = await this.#connection.capabilities();
    await this.#connect(wakeUpMs);
  }

  async disable(): Promise<void> {}

  async close(): Promise<void> {
    await this.#connection.close('DISCONNECT');
  }

  async display(): Promise<void> {}

  async chipErase(): Promise<void> {
    const { part, emit, clock } = this.#context;
    this.#connection.enter('usbasp_chip_erase()');
    const opcode = part.opcodes.chip_erase;
    if (!opcode) {
      emit(notice(say.noEraseInstruction, { part: part.desc }));
      throw new UnsupportedError(`${part.desc} has no chip erase instruction`);
    }
    await this.command(encodeInstruction(opcode));
    await clock.sleep(part.chipEraseDelay / 1000);
    this.#connection.enter('usbasp_initialize()');
    await this.#connect(resetMs);
  }

  async command(instruction: Uint8Array): Promise<Uint8Array> {
    const { emit, verbosity } = this.#context;
    const traced = verbosity >= 4;
    if (verbosity >= 3) emit(notice(say.commandSent, { instruction, traced }));
    const answer = await this.#connection.askWhole(encodeTransmit(instruction), () =>
      notice(say.wrongResponseSize, { where: 'usbasp_spi_cmd' }),
    );
    if (verbosity >= 3) emit(notice(say.commandAnswered, { answer }));
    return answer;
  }

  async pagedRead(
    memory: Memory,
    run: readonly PageRange[],
    onPage: (index: number, data: Uint8Array) => void,
  ): Promise<void> {
    const request = memoryName(memory) === 'flash' ? 'READFLASH' : 'READEEPROM';
    for (const { address, length } of run) this.#enterPage('load', memory, address, length);
    await resuming(
      run,
      (rest, done) => this.#readBlocks(request, rest, (index, data) => onPage(done(index), data)),
      async () => this.#forgetAddress(),
    );
  }

  async pagedWrite(memory: Memory, run: readonly Page[], onPage: (index: number) => void): Promise<void> {
    const request = memoryName(memory) === 'flash' ? 'WRITEFLASH' : 'WRITEEEPROM';
    for (const { address, data } of run) this.#enterPage('write', memory, address, data.length);
    await resuming(
      run,
      (rest, done) => this.#writeBlocks(request, memory.pageSize, rest, (index) => onPage(done(index))),
      () => this.#clearPageBuffer(),
    );
  }

  async setSckPeriod(seconds: number): Promise<void> {
    await this.#setSck(seconds);
  }

  async #readBlocks(
    request: 'READFLASH' | 'READEEPROM',
    run: readonly PageRange[],
    onPage: (index: number, data: Uint8Array) => void,
  ): Promise<void> {
    const pages = run.map(({ length }) => new Uint8Array(length));
    await pipelined(
      blocksOf(run, blockSize(this.#sckHertz)),
      readsInFlight,
      (block) => this.#atAddress(block, () => this.#readBlock(request, block)),
      (block, data) => {
        spread(block, data, run, pages);
        for (const index of block.completes) onPage(index, pages[index] ?? new Uint8Array(0));
      },
    );
  }

  async #writeBlocks(
    request: 'WRITEFLASH' | 'WRITEEEPROM',
    pageSize: number,
    run: readonly Page[],
    onPage: (index: number) => void,
  ): Promise<void> {
    const ranges = run.map(({ address, data }) => ({ address, length: data.length }));
    for (const block of blocksOf(ranges, blockSize(this.#sckHertz))) {
      const data = gather(block, run);
      const { address, startsSpan: first } = block;
      await this.#atAddress(block, () =>
        this.#connection.askWhole(encodeWriteBlock(request, { address, pageSize, first, data }), (count) =>
          notice(say.wrongWriteCount, { count, where: 'usbasp_spi_paged_write' }),
        ),
      );
      for (const index of block.completes) onPage(index);
    }
  }

  #readBlock(request: 'READFLASH' | 'READEEPROM', block: Block): Promise<Uint8Array> {
    return this.#connection.askWhole(encodeReadBlock(request, block.address, block.length), (count) =>
      notice(say.wrongReadCount, { count, where: 'usbasp_spi_paged_load' }),
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
  #forgetAddress(): void {
    if (this.#longAddress !== undefined) this.#longAddress = Number.NaN;
  }

  /** A failed block may have left bytes in the target's page buffer, which a pulse on RESET takes away. */
  async #clearPageBuffer(): Promise<void> {
    await this.#reset(resetMs);
    await this.#enableProgramming();
  }

  /** Sets the clock, takes the target into reset and enables programming. @param settleMs before the target is spoken to */
  async #connect(settleMs: number): Promise<void> {
    const { bitClock } = this.#context;
    if (this.#slowSck === undefined) await this.#setSck(bitClock ?? 0);
    else await this.#setOption(this.#slowSck);
    await this.#reset(settleMs);
    this.#connection.enter('usbasp_program_enable()');
    const answer = await this.#enableProgramming();
    if (answer === 0) return;
    if (answer !== undefined && !this.#context.bitClockGiven && (await this.#trySlower())) return;
    this.#context.emit(notice(say.targetSilent, { answer: answer ?? 0 }));
    throw new TargetError('the target does not enter programming mode');
  }

  async #reset(settleMs: number): Promise<void> {
    this.#longAddress = undefined;
    await this.#connection.tryAsk(encodePlain('CONNECT'));
    await this.#context.clock.sleep(settleMs);
  }

  /** @returns 0 if the target is in programming mode, undefined if the programmer did not answer */
  async #enableProgramming(): Promise<number | undefined> {
    const answer = await this.#connection.tryAsk(encodePlain('ENABLEPROG'));
    return answer?.length === 1 ? answer[0] : undefined;
  }

  /** Our own: goes down with the clock until the target answers. */
  async #trySlower(): Promise<boolean> {
    for (const { id, hertz } of slowerSck(this.#sckHertz || usualHertz)) {
      await this.#setOption(id);
      await this.#reset(resetMs);
      if ((await this.#enableProgramming()) !== 0) continue;
      this.#slowSck = id;
      this.#sckHertz = hertz;
      this.#context.emit(notice(say.slowerClockFound, { hertz }));
      return true;
    }
    return false;
  }

  /** @param seconds period; 0 lets the firmware choose */
  async #setSck(seconds: number): Promise<void> {
    const { emit } = this.#context;
    this.#connection.enter(`usbasp_spi_set_sck_period(${general(seconds)})`);
    this.#sckHertz = 0;
    let id = 0;
    if (seconds === 0) {
      emit(notice(say.clockChosenByFirmware));
    } else {
      const hertz = Math.trunc(1 / seconds);
      emit(notice(say.clockAskedFor, { seconds, hertz, sck3Mhz: this.#capabilities.sck3Mhz }));
      const option = chooseSck(hertz, this.#capabilities);
      id = option?.id ?? 0;
      this.#sckHertz = option?.hertz ?? 0;
      emit(notice(say.clockSet, { hertz: this.#sckHertz }));
    }
    const answer = await this.#setOption(id);
    if (answer?.length !== 1 || answer[0] !== 0) emit(notice(say.clockRefused));
  }

  #setOption(id: number): Promise<Uint8Array | undefined> {
    return this.#connection.tryAsk(encodeSetSck(id));
  }

  #enterPage(what: 'load' | 'write', memory: Memory, address: number, length: number): void {
    this.#connection.enter(
      `usbasp_program_paged_${what}("${memory.name}", 0x${address.toString(16)}, ${length})`,
    );
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
