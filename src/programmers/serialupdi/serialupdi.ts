import { endsRun, ProtocolError, TargetError, UnsupportedError } from '../../model/errors.ts';
import { memoryKind } from '../../model/memory-kind.ts';
import type { Page, PageRange } from '../../model/page.ts';
import type { Memory } from '../../model/part.ts';
import { notice } from '../../output/events.ts';
import { fail } from '../../output/fail.ts';
import * as updi from '../../protocols/updi/instructions.ts';
import type { UpdiNvm } from '../../protocols/updi/nvm.ts';
import {
  eraseChip,
  erasePage,
  writeEeprom,
  writeFlash,
  writeFuse,
} from '../../protocols/updi/nvm-controller.ts';
import { type HeldLines, parseHeldLines } from '../line/held-lines.ts';
import { blocksOf } from '../pages/blocks.ts';
import type { Programmer, ProgrammerContext, ProgrammerType } from '../programmer.ts';
import { orComplain } from './complaint.ts';
import { SerialUpdiConnection } from './connection.ts';
import * as memoryWords from './memory-messages.ts';
import * as words from './messages.ts';

/** What avrdude returns for a target that can only be unlocked. */
const softFailure = -3;

/** A serial adapter whose two data lines are joined on the target's UPDI pin, over a resistor or a diode. */
class SerialUpdi implements Programmer {
  readonly #context: ProgrammerContext;
  readonly #lines: HeldLines;
  #connection: SerialUpdiConnection | undefined;

  constructor(context: ProgrammerContext) {
    this.#context = context;
    this.#lines = parseHeldLines(
      context,
      'serialupdi',
      'rtsdtr=[low|high]',
      'Set RTS/DTR lines low/high during programming',
    );
  }

  async open(): Promise<void> {
    this.#connection = await SerialUpdiConnection.open(this.#context, this.#lines);
    await this.#connection.wake();
  }

  async initialize(): Promise<void> {
    await this.#connected.initialize();
  }

  /** The target is let go with the connection, as avrdude does it. */
  async disable(): Promise<void> {}

  async close(): Promise<void> {
    await this.#connection?.close();
    this.#connection = undefined;
  }

  async chipErase(): Promise<void> {
    const { link, target } = this.#connected;
    const { emit, force } = this.#context;
    const status = await orComplain(emit, words.eraseStatusUnreadable, () => target.status());
    if (!(status & updi.status.locked)) {
      const { controller } = this.#nvm;
      emit(notice(words.erasing, { words: controller.data === 'direct' }));
      await this.#nvm.run('erase-chip', eraseChip(controller));
      await link.flush();
      return;
    }
    emit(notice(words.lockedForErase));
    if (!force) throw new TargetError('target is locked');
    emit(notice(words.erasingLocked));
    await target.unlock();
  }

  async unlock(): Promise<void> {
    await this.#connected.target.unlock();
  }

  /** There are no ISP instructions over UPDI; it is the terminal's `send` that asks. */
  async command(bytes: Uint8Array): Promise<Uint8Array> {
    fail(
      this.#context.emit,
      notice(words.noCommands, { bytes }),
      new TargetError('there are no ISP instructions over UPDI'),
    );
  }

  async pageErase(memory: Memory, address: number): Promise<void> {
    const { controller } = this.#nvm;
    const at = memory.offset + address;
    this.#context.emit(notice(words.erasingPage, { address: at, words: controller.data === 'direct' }));
    await this.#nvm.run('erase-page', erasePage(controller, at));
  }

  /** @throws TargetError with rc -3 for a locked part */
  async readSignature(memory: Memory): Promise<Uint8Array> {
    const { data, target, travel } = this.#connected;
    const { emit } = this.#context;
    const status = await orComplain(emit, words.signatureStatusUnreadable, () => target.status());
    if (status & updi.status.locked) throw new TargetError('target is locked', softFailure);
    const signature = new Uint8Array(memory.size);
    try {
      await travel.readSignature(data, memory.offset, signature);
    } catch (error) {
      if (endsRun(error)) throw error;
    }
    return signature;
  }

  async readSib(): Promise<string> {
    return this.#connection?.sib ?? '';
  }

  async readByte(memory: Memory, address: number): Promise<number> {
    this.#context.emit(notice(memoryWords.byteRead, { memory: memory.name, address }));
    if (memoryKind(memory) === 'sib') return this.#connection?.sib?.charCodeAt(address) ?? 0;
    return this.#connected.data.readByte(memory.offset + address);
  }

  async writeByte(memory: Memory, address: number, value: number): Promise<void> {
    const nvm = this.#nvm;
    const at = memory.offset + address;
    this.#context.emit(notice(memoryWords.byteWritten, { memory: memory.name, address, value }));
    switch (memoryKind(memory)) {
      case 'fuse':
      case 'fuses':
      case 'lock':
        return nvm.run('write-fuse', writeFuse(nvm.controller, at, value));
      case 'eeprom':
        return nvm.run('write', writeEeprom(nvm.controller, at, Uint8Array.of(value)));
      case 'flash':
      case 'bootrow':
        return nvm.run('write', writeFlash(nvm.controller, at, Uint8Array.of(value)));
      default:
        await this.#connected.data.writeByte(at, value);
        await this.#connected.link.flush();
    }
  }

  async pagedRead(
    memory: Memory,
    run: readonly PageRange[],
    onPage: (index: number, data: Uint8Array) => void,
  ): Promise<void> {
    await this.#connected.link.undisturbed(() => this.#readRun(memory, run, onPage));
  }

  async #readRun(
    memory: Memory,
    run: readonly PageRange[],
    onPage: (index: number, data: Uint8Array) => void,
  ): Promise<void> {
    const { data, travel } = this.#connected;
    const { unit, size } = travel.blocks(memory);
    const pages = run.map(({ length }) => new Uint8Array(length));
    for (const block of blocksOf(run, size)) {
      const bytes = await data.read(memory.offset + block.address, block.length, unit);
      run.forEach((page, i) => {
        const from = Math.max(page.address, block.address);
        const to = Math.min(page.address + page.length, block.address + block.length);
        if (from < to)
          pages[i]?.set(bytes.subarray(from - block.address, to - block.address), from - page.address);
      });
      for (const index of block.completes) onPage(index, pages[index] ?? new Uint8Array(0));
    }
  }

  async pagedWrite(memory: Memory, run: readonly Page[], onPage: (index: number) => void): Promise<void> {
    for (const [index, { address, data }] of run.entries()) {
      await this.#writePage(memory, address, data);
      onPage(index);
    }
    await this.#connected.link.flush();
  }

  /** With a page buffer, erasing and writing are one command. */
  async pagedRewrite(memory: Memory, run: readonly Page[], onPage: (index: number) => void): Promise<void> {
    const { controller } = this.#nvm;
    const atOnce = this.#connected.travel.rewriteCommand(memory, controller);
    for (const [index, { address, data }] of run.entries()) {
      if (atOnce === undefined) {
        await this.pageErase(memory, address);
        await this.#writePage(memory, address, data);
      } else await this.#nvm.run('write', writeFlash(controller, memory.offset + address, data, atOnce));
      onPage(index);
    }
    await this.#connected.link.flush();
  }

  async #writePage(memory: Memory, address: number, data: Uint8Array): Promise<void> {
    const nvm = this.#nvm;
    const at = memory.offset + address;
    switch (memoryKind(memory)) {
      case 'flash':
      case 'bootrow':
        return nvm.run('write', writeFlash(nvm.controller, at, data));
      case 'eeprom':
        return this.#writeEepromPage(at, data);
      case 'userrow':
        return this.#connected.target.writeUserRow(at, data);
      case 'fuses':
        return fail(
          this.#context.emit,
          notice(memoryWords.fusesByBytes),
          new UnsupportedError('fuses are written by bytes'),
        );
      default:
        fail(
          this.#context.emit,
          notice(memoryWords.invalidMemory, {
            memory: memory.name,
            pageSize: memory.pageSize,
            address,
            length: data.length,
          }),
          new UnsupportedError(`${memory.name} has no pages`),
        );
    }
  }

  async #writeEepromPage(address: number, data: Uint8Array): Promise<void> {
    const nvm = this.#nvm;
    const step = this.#connected.travel.eepromPiece(nvm.controller, data.length);
    for (let from = 0; from < data.length; from += step) {
      const piece = data.subarray(from, from + step);
      await nvm.run('write', writeEeprom(nvm.controller, address + from, piece));
    }
  }

  get #connected(): SerialUpdiConnection {
    if (!this.#connection) throw new ProtocolError('programmer is not open');
    return this.#connection;
  }

  get #nvm(): UpdiNvm {
    return this.#connected.nvm;
  }
}

export const serialupdi: ProgrammerType = {
  id: 'serialupdi',
  name: 'serialupdi',
  takesExtended: true,
  create: (context) => new SerialUpdi(context),
};
