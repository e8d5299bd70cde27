import { endsRun, ProtocolError, TargetError } from '../../model/errors.ts';
import { isReadOnlyKind, memoryKind } from '../../model/memory-kind.ts';
import type { Page, PageRange } from '../../model/page.ts';
import type { Memory } from '../../model/part.ts';
import { notice } from '../../output/events.ts';
import { fail } from '../../output/fail.ts';
import * as tpi from '../../protocols/edbg/tpi.ts';
import { TpiScope } from '../../protocols/edbg/tpi-scope.ts';
import { xprogErasures, xprogMemories } from '../../protocols/stk500v2/xprog.ts';
import { tpiIoRegisters } from '../../protocols/tpi/instructions.ts';
import { blocksOf, rangesOf, spread } from '../pages/blocks.ts';
import type { BoardControls, Programmer, ProgrammerContext } from '../programmer.ts';
import { EdbgConnection } from './connection.ts';
import * as connectionWords from './connection-messages.ts';
import { edbgDeeds } from './deeds.ts';
import { showSettings, showVersions } from './display.ts';
import { type EdbgParameters, parseEdbgParameters } from './parameters.ts';
import { applyToolParameters, voltageControls } from './tool-parameters.ts';
import * as words from './tpi-messages.ts';

/** Bytes that are read and written at a time at most (AVR069). */
const most = 256;
/** Bytes of a word of TPI's memories. */
const wordSize = 2;

interface Opened {
  readonly connection: EdbgConnection;
  readonly scope: TpiScope;
}

/** A JTAGICE3 or one of its kin, which programs a part over TPI. */
export class EdbgTpi implements Programmer {
  readonly controls: BoardControls;
  readonly #context: ProgrammerContext;
  readonly #parameters: EdbgParameters;
  #opened: Opened | undefined;

  constructor(context: ProgrammerContext) {
    this.#context = context;
    this.#parameters = parseEdbgParameters(context, {
      ...{ type: 'jtag3', listed: 'jtag3_tpi', jtag: false, updi: false },
    });
    const { getVtarget } = voltageControls(context, () => this.#open.connection.link);
    this.controls = getVtarget ? { getVtarget } : {};
  }

  /** There is no sign-on. @throws as EdbgConnection.open */
  async open(): Promise<void> {
    const { emit } = this.#context;
    emit(notice(connectionWords.opening, { way: 'TPI' }));
    const connection = await EdbgConnection.open(this.#context, this.#parameters.mode);
    this.#opened = { connection, scope: new TpiScope(connection.link, emit) };
  }

  async enable(): Promise<void> {
    this.#context.emit(notice(words.nothingToEnable));
  }

  async close(): Promise<void> {
    this.#context.emit(notice(words.nothingToClose));
    await this.#opened?.connection.drop();
    this.#opened = undefined;
  }

  /** @throws ProtocolError */
  async initialize(): Promise<void> {
    const { emit, behaviour, verbosity } = this.#context;
    const { settings } = behaviour.of(edbgDeeds);
    const { vtarg } = this.#parameters;
    const nothing = { read: false, set: undefined };
    try {
      const wishes = { suffer: nothing, targetPower: nothing, vtarg };
      await applyToolParameters(this.#open.connection.link, wishes, emit, 'jtag3');
      if (settings === 'by-feature' && verbosity > 0) await this.#showSettings(true);
      emit(notice(words.starting));
      await this.#request('Enter Progmode', tpi.encodeEnterProgmode());
      const { nvmCommand, nvmStatus } = tpi.tpiParameters;
      await this.#request('Set NVMCMD', tpi.encodeSetParameter(nvmCommand, tpiIoRegisters.nvmCommand));
      await this.#request('Set NVMCSR', tpi.encodeSetParameter(nvmStatus, tpiIoRegisters.nvmStatus));
      if (settings === 'clocks-last') await this.#showSettings(true);
    } catch (error) {
      if (endsRun(error) || !(error instanceof ProtocolError)) throw error;
      throw new ProtocolError(error.message, -1, { cause: error });
    }
  }

  /** Lets the target run; never throws. */
  async disable(): Promise<void> {
    const leave = tpi.encodeLeaveProgmode();
    try {
      await this.#opened?.scope.request('Leave Progmode', leave);
    } catch (error) {
      // What there is to say has been said; the line is closed next.
      if (error instanceof ProtocolError && error.cause) await this.#opened?.scope.insist(leave, error);
    }
  }

  async display(): Promise<void> {
    const shown = await showVersions(this.#open.connection, this.#context);
    if (shown && this.#context.behaviour.of(edbgDeeds).settings === 'all-clocks')
      await this.#showSettings(true);
  }

  printParameters(): Promise<void> {
    return this.#showSettings(false);
  }

  /** @throws ProtocolError, after saying what was wrong */
  async chipErase(): Promise<void> {
    const { part, emit } = this.#context;
    const flash = part.memories.find((memory) => memoryKind(memory) === 'flash');
    if (!flash)
      fail(emit, notice(words.noFlash, { part: part.desc }), new ProtocolError(`${part.desc} has no flash`));
    await this.#request('Chip Erase', tpi.encodeErase(xprogErasures.chip, flash.offset));
  }

  async readByte(memory: Memory, address: number): Promise<number> {
    this.#context.emit(notice(words.byteAsked, { memory: memory.name, address }));
    const [value = 0xff] = await this.#read('Read Byte', memory, address, 1);
    return value;
  }

  /** A fuse is erased first: it has a section of its own. Of a word of flash the byte that is not given stays. */
  async writeByte(memory: Memory, address: number, value: number): Promise<void> {
    if (isReadOnlyKind(memory)) return this.#writeReadOnly(memory, address, value);
    const kind = memoryKind(memory);
    const at = memory.offset + address;
    if (kind === 'fuse') await this.#request('Erase', tpi.encodeErase(xprogErasures.configuration, at));
    const size = wordSize * Math.max(1, memory.nWordWrites);
    const data = new Uint8Array(size).fill(0xff);
    data[at % size] = value;
    await this.#write('Write Byte', memory, address - (at % size), data);
  }

  async pagedRead(
    memory: Memory,
    run: readonly PageRange[],
    onPage: (index: number, data: Uint8Array) => void,
  ): Promise<void> {
    const parts = run.map(({ length }) => new Uint8Array(length));
    const size = this.#context.verbosity < 2 ? most : Math.max(memory.blocksize, memory.pageSize);
    for (const block of blocksOf(run, size)) {
      this.#sayPage('read-page', memory, block.address, block.length);
      const data = await this.#read('Read Memory', memory, block.address, block.length);
      if (data.length < block.length)
        fail(
          this.#context.emit,
          notice(words.shortReply),
          new ProtocolError(`${data.length} bytes instead of ${block.length}`),
        );
      spread(block, data, run, parts);
      for (const index of block.completes) onPage(index, parts[index] ?? new Uint8Array(0));
    }
  }

  /** Pages that follow each other are written together: they are pages to avrdude only. */
  async pagedWrite(memory: Memory, run: readonly Page[], onPage: (index: number) => void): Promise<void> {
    const size = this.#context.verbosity < 2 ? most : memory.pageSize;
    const ranges = rangesOf(run);
    for (const block of blocksOf(ranges, size)) {
      this.#sayPage('write-page', memory, block.address, block.length);
      const data = new Uint8Array(block.length);
      for (const page of run) {
        const from = page.address - block.address;
        if (from >= 0 && from < block.length) data.set(page.data.subarray(0, block.length - from), from);
      }
      await this.#write('Write Memory', memory, block.address, data);
      for (const index of block.completes) onPage(index);
    }
  }

  async #writeReadOnly(memory: Memory, address: number, value: number): Promise<void> {
    const is = await this.readByte(memory, address).catch(() => undefined);
    if (is === value) return;
    const facts = { memory: memory.name, part: this.#context.part.desc };
    fail(
      this.#context.emit,
      notice(words.readOnly, facts),
      new TargetError(`${memory.name} cannot be written`),
    );
  }

  #read(what: string, memory: Memory, address: number, length: number): Promise<Uint8Array> {
    return this.#request(what, tpi.encodeReadMemory(typeOf(memory), memory.offset + address, length));
  }

  async #write(what: string, memory: Memory, address: number, data: Uint8Array): Promise<void> {
    await this.#request(what, tpi.encodeWriteMemory(typeOf(memory), memory.offset + address, data));
  }

  #request(what: string, command: Uint8Array): Promise<Uint8Array> {
    return this.#open.scope.request(what, command);
  }

  #sayPage(operation: words.PageOperation, memory: Memory, address: number, length: number): void {
    const { name, pageSize, offset } = memory;
    this.#context.emit(
      notice(words.pageAsked, { operation, memory: name, pageSize, address, length, offset }),
    );
  }

  #showSettings(margin: boolean): Promise<void> {
    return showSettings(this.#open.connection.link, this.#context, { margin, hasClock: false });
  }

  get #open(): Opened {
    if (!this.#opened) throw new ProtocolError('programmer is not open');
    return this.#opened;
  }
}

/** Lock bits, calibration and signature are told apart by where they are. */
function typeOf(memory: Memory): number {
  const kind = memoryKind(memory);
  if (kind === 'fuse') return xprogMemories.fuse;
  return kind === 'lock' || isReadOnlyKind(memory) ? xprogMemories.lockBits : xprogMemories.application;
}
