import { ProtocolError, UnsupportedError } from '../../model/errors.ts';
import { placeInSigrow } from '../../model/isp-instructions.ts';
import { fuseOffset, memoryKind } from '../../model/memory-kind.ts';
import { encodeInstruction, outputByte } from '../../model/opcode.ts';
import type { Page, PageRange } from '../../model/page.ts';
import type { Memory, Opcode } from '../../model/part.ts';
import { notice } from '../../output/events.ts';
import { fail } from '../../output/fail.ts';
import * as stk from '../../protocols/stk500v2/commands.ts';
import * as trace from '../../protocols/stk500v2/trace-messages.ts';
import { parseStk500v2 } from '../atmel/parameters.ts';
import { isUsbPort } from '../atmel/usb-device.ts';
import { neededInstruction } from '../isp/needed-instruction.ts';
import { blocksOf, spread } from '../pages/blocks.ts';
import { PageBytes, travelsByPages } from '../pages/page-bytes.ts';
import type { Erasure, Programmer, ProgrammerType } from '../programmer.ts';
import { addressBorder, Stk500v2Board } from './board.ts';
import * as words from './messages.ts';
import { needsXprog, Xprog } from './xprog.ts';

/** An STK500 or AVRISP with firmware 2.x that programs over the serial interface of the target (ISP). */
export class Stk500v2 extends Stk500v2Board implements Programmer {
  readonly #pageBytes = new PageBytes(this, pageSizeOf);

  async initialize(): Promise<void> {
    const { part, clock, emit } = this.context;
    if (this.model.watchesLines && needsXprog(this.context)) {
      const interfaces = part.progModes.filter((mode) => mode === 'TPI' || mode === 'PDI').join(', ');
      const error = new UnsupportedError(`${part.desc} is programmed over ${interfaces}`);
      fail(emit, notice(words.noXprog, { part: part.desc, interface: interfaces }), error);
    }
    if (part.isAt90s1200) {
      // It wants a pulse on RESET after a chip erase.
      await this.disable();
      await clock.sleep(10);
    }
    this.#pageBytes.forget();
    await this.applyParameters();
    await this.enter();
  }

  async disable(): Promise<void> {
    const leave = stk.encodeLeaveProgmodeIsp();
    try {
      await this.link.explained(this.link.command(leave), () => this.context.emit(notice(words.leaveFailed)));
    } catch (error) {
      // What there is to say has been said; the line is closed next.
      await this.insist(leave, error);
    }
  }

  erasure(): Erasure {
    return this.model.isImitated ? 'may-blank' : 'blanks';
  }

  async performOsccal(): Promise<void> {
    await this.link.explained(this.link.command(Uint8Array.of(0x05)), () =>
      this.context.emit(notice(words.calibrationFailed)),
    );
  }

  async chipErase(): Promise<void> {
    const { part, clock } = this.context;
    const erase = neededInstruction(this.context, 'chip_erase', words.noChipErase);
    const delay = Math.trunc(part.chipEraseDelay / 1000) & 0xff;
    await this.link.command(stk.encodeChipEraseIsp(delay, erase));
    await clock.sleep(part.chipEraseDelay / 1000);
    if (this.model.entersAfterErase) await this.tolerant(this.initialize());
  }

  command(instruction: Uint8Array): Promise<Uint8Array> {
    return this.link.instruction(instruction);
  }

  async readByte(memory: Memory, address: number): Promise<number> {
    const { emit, part } = this.context;
    const operation = 'read-byte';
    emit(notice(words.byteAsked, { operation, memory: memory.name, address }));
    if (travelsByPages(memory)) return this.#pageBytes.read(memory, address);
    const [command, at] = this.#known(operation, memory, readCommand(memory, address));
    const read = memory.opcodes.read;
    if (!read) throw new UnsupportedError(`${memory.name} has no read instruction`);
    emit(notice(words.byteCommandSent, { operation, verb: 'read' }));
    const place = at + placeInSigrow(part, memory, address);
    const body = stk.encodeReadByteIsp(command, outputByte(read) ?? 3, encodeInstruction(read, place));
    const reply = await this.link.explained(this.link.command(body), () =>
      emit(notice(words.byteFailed, { operation })),
    );
    return reply[2] ?? 0xff;
  }

  async writeByte(memory: Memory, address: number, value: number): Promise<void> {
    const { emit, clock } = this.context;
    const operation = 'write-byte';
    emit(notice(words.byteAsked, { operation, memory: memory.name, address }));
    if (travelsByPages(memory)) return this.#pageBytes.write(memory, address, value);
    const [command, at] = this.#known(operation, memory, programCommand(memory, address));
    const write = memory.opcodes.write;
    if (!write) throw new UnsupportedError(`${memory.name} has no write instruction`);
    emit(notice(words.byteCommandSent, { operation, verb: 'write' }));
    const body = stk.encodeProgramByteIsp(command, encodeInstruction(write, at, value));
    await this.link.explained(this.link.command(body), () => emit(notice(words.byteFailed, { operation })));
    // The AVRISP mkII is too quick to say that it is done (avrdude's experience).
    await clock.sleep(10);
  }

  async pagedRead(
    memory: Memory,
    run: readonly PageRange[],
    onPage: (index: number, data: Uint8Array) => void,
  ): Promise<void> {
    if (this.stepwise && run.length > 1) return this.#readApart(memory, run, onPage);
    const isFlash = this.pageMemory(memory) === 'flash';
    const operation = 'read-page';
    this.tracePages('read-pages', 'v2', memory, run);
    const read = this.#needed(isFlash ? memory.opcodes.read_lo : memory.opcodes.read, () =>
      this.context.emit(
        notice(words.noRead, { part: this.context.part.desc, memory: memory.name, operation }),
      ),
    );
    const command = isFlash ? stk.commands.readFlashIsp : stk.commands.readEepromIsp;
    const blockSize = memory.readsize || 256;
    const pages = run.map(({ length }) => new Uint8Array(length));
    for (const block of blocksOf(run, blockSize, addressBorder)) {
      this.context.emit(notice(trace.movingBlock, block));
      if (block.startsSpan) await this.reach(memory, block, undefined);
      const reply = await this.link.explained(
        this.link.command(
          stk.encodeReadIsp(command, block.length, read),
          this.wireAddress(memory, block.address),
        ),
        () => this.context.emit(notice(words.readFailed, { operation })),
      );
      spread(block, stk.decodeRead(reply, block.length), run, pages);
      for (const index of block.completes) onPage(index, pages[index] ?? new Uint8Array(0));
    }
  }

  async #readApart(
    memory: Memory,
    run: readonly PageRange[],
    onPage: (index: number, data: Uint8Array) => void,
  ): Promise<void> {
    for (const [index, page] of run.entries())
      await this.pagedRead(memory, [page], (_, data) => onPage(index, data));
  }

  async pagedWrite(memory: Memory, run: readonly Page[], onPage: (index: number) => void): Promise<void> {
    const isFlash = this.pageMemory(memory) === 'flash';
    const how = this.#programming(memory, isFlash);
    const command = isFlash ? stk.commands.programFlashIsp : stk.commands.programEepromIsp;
    this.#pageBytes.forget();
    let next: number | undefined;
    for (const [index, page] of run.entries()) {
      const range = { address: page.address, length: page.data.length };
      if (this.stepwise) next = undefined;
      this.tracePages('write-pages', 'v2', memory, [range]);
      this.context.emit(notice(trace.movingBlock, range));
      await this.reach(memory, range, next);
      await this.link.explained(
        this.link.command(
          stk.encodeProgramIsp(command, how, page.data),
          this.wireAddress(memory, page.address),
        ),
        () => this.context.emit(notice(words.writeFailed, { operation: 'write-page' })),
      );
      next = page.address + page.data.length;
      onPage(index);
    }
  }

  protected override async enterProgrammingMode(): Promise<void> {
    const { part } = this.context;
    const instruction = neededInstruction(this.context, 'pgm_enable', words.noProgramEnable);
    if (this.model.kind !== 'programmer')
      await this.tolerant(this.link.setParameter(stk.parameters.resetPolarity, 1));
    const entering = this.link.command(
      stk.encodeEnterProgmodeIsp({
        timeout: part.timeout,
        stabDelay: part.stabdelay,
        cmdexeDelay: part.cmdexedelay,
        synchLoops: part.synchloops,
        byteDelay: part.bytedelay,
        pollValue: part.pollvalue,
        pollIndex: part.pollindex,
        instruction,
      }),
    );
    await this.#explainedByLines(entering);
  }

  /** @throws ProtocolError for a memory that no command moves, after saying so: an instruction would reach it no better */
  #known<Command>(operation: words.Operation, memory: Memory, command: Command | undefined): Command {
    if (command !== undefined) return command;
    fail(
      this.context.emit,
      notice(words.unsupportedIspMemory, { operation, memory: memory.name }),
      new ProtocolError(`${memory.name} is not moved by any command`),
    );
  }

  /** Where the programmer watches the target's lines, it tells which of them is why something fails. */
  async #explainedByLines(work: Promise<unknown>): Promise<void> {
    try {
      await work;
    } catch (error) {
      if (error instanceof ProtocolError && this.model.watchesLines) {
        const status = await this.tolerant(this.link.getParameter(stk.parameters.targetConnection));
        this.context.emit(notice(words.connectionStatus, { status }));
      }
      throw error;
    }
  }

  /** The instructions and delays by which a page goes into the target. */
  #programming(memory: Memory, isFlash: boolean): stk.ProgramIsp {
    const { part, emit } = this.context;
    const { opcodes } = memory;
    const lacks = (message: typeof words.noWrite) => () => emit(notice(message, { part: part.desc }));
    const paged = (memory.mode & 1) !== 0;
    const load = paged
      ? this.#needed(opcodes.loadpage_lo, lacks(words.noLoadPage))
      : this.#needed(isFlash ? opcodes.write_lo : opcodes.write, lacks(words.noWrite));
    const writePage = paged ? this.#needed(opcodes.writepage, lacks(words.noWritePage)) : 0;
    const read = this.#needed(isFlash ? opcodes.read_lo : opcodes.read, () =>
      emit(notice(words.noRead, { part: part.desc, memory: memory.name, operation: 'write-page' })),
    );
    return {
      mode: memory.mode | 0x80,
      delay: memory.delay,
      instructions: [load, writePage, read],
      poll: memory.readback,
    };
  }

  /** First byte of an instruction. @throws ProtocolError, after saying what is missing */
  #needed(opcode: Opcode | undefined, lacking: () => void): number {
    if (opcode) return encodeInstruction(opcode)[0] ?? 0;
    lacking();
    throw new ProtocolError('instruction is not defined');
  }
}

/** The command that reads a byte, and the address it is told. The signature row is read by two commands in turn, as it lies. */
function readCommand(memory: Memory, address: number): readonly [stk.ReadByteCommand, number] | undefined {
  switch (memoryKind(memory)) {
    case 'fuse':
      return ['readFuseIsp', fuseOffset(memory) ?? 0];
    case 'fuses':
      return ['readFuseIsp', address];
    case 'lock':
      return ['readLockIsp', address];
    case 'calibration':
      return ['readOscillatorCalibrationIsp', address];
    case 'signature':
      return ['readSignatureIsp', address];
    case 'sigrow':
    case 'sigrow-value':
      return [address & 1 ? 'readOscillatorCalibrationIsp' : 'readSignatureIsp', address];
    default:
      return undefined;
  }
}

/** The same for the command that writes a byte. */
function programCommand(
  memory: Memory,
  address: number,
): readonly [stk.ProgramByteCommand, number] | undefined {
  switch (memoryKind(memory)) {
    case 'fuse':
      return ['programFuseIsp', fuseOffset(memory) ?? 0];
    case 'fuses':
      return ['programFuseIsp', address];
    case 'lock':
      return ['programLockIsp', address];
    default:
      return undefined;
  }
}

/** Memories without pages are moved by single bytes, flash by words. */
function pageSizeOf(memory: Memory): number {
  return Math.min(256, Math.max(memory.name === 'flash' ? 2 : 1, memory.pageSize));
}

export const stk500v2: ProgrammerType = {
  id: 'stk500v2',
  name: 'STK500V2',
  takesExtended: true,
  create: (context) => {
    const options = { parameters: parseStk500v2(context, 'stk500v2') };
    const overXprog = isUsbPort(context) && needsXprog(context);
    return overXprog ? new Xprog(context, options) : new Stk500v2(context, options);
  },
};
