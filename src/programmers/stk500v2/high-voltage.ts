import { ProtocolError, UnsupportedError } from '../../model/errors.ts';
import type { Page, PageRange } from '../../model/page.ts';
import type { Memory } from '../../model/part.ts';
import { notice } from '../../output/events.ts';
import { fail } from '../../output/fail.ts';
import * as stk from '../../protocols/stk500v2/commands.ts';
import * as trace from '../../protocols/stk500v2/trace-messages.ts';
import { parseStk500v2 } from '../atmel/parameters.ts';
import { PageBytes, travelsByPages } from '../pages/page-bytes.ts';
import type { Programmer, ProgrammerContext, ProgrammerType } from '../programmer.ts';
import { Stk500v2Board, type Stk500v2Options } from './board.ts';
import * as words from './messages.ts';

/** Two ways to program with 12 V on RESET: in parallel, or serially for parts with few pins. */
interface Mode {
  readonly kind: 'pp' | 'hvsp';
  /** What its commands begin at. */
  readonly base: number;
  /** What avrdude calls it. */
  readonly name: string;
}

export const parallel: Mode = { kind: 'pp', base: 0x20, name: 'parallel' };
export const serial: Mode = { kind: 'hvsp', base: 0x30, name: 'high-voltage serial' };

const fuses: Readonly<Record<string, number>> = { lfuse: 0, fuse: 0, hfuse: 1, efuse: 2 };

/** An STK500 with firmware 2.x in one of its high-voltage modes (AVR068, "Parallel and High Voltage Serial programming"). */
export class Stk500Hv extends Stk500v2Board implements Programmer {
  readonly #mode: Mode;
  readonly #pageBytes = new PageBytes(this, pageSizeOf);

  constructor(context: ProgrammerContext, mode: Mode, options: Stk500v2Options) {
    super(context, options);
    this.#mode = mode;
  }

  async initialize(): Promise<void> {
    const { part, emit } = this.context;
    if (part.ctlStack.kind !== this.#mode.kind)
      fail(
        emit,
        notice(words.noControlStack, { part: part.desc, mode: this.#mode.name }),
        new ProtocolError(`${part.desc} has no control stack for this mode`),
      );
    const stack = new Uint8Array(33);
    stack[0] = stk.commands.setControlStack;
    stack.set(part.ctlStack.bytes.subarray(0, 32), 1);
    await this.link.explained(this.link.command(stack), () => emit(notice(words.controlStackRefused)));
    await this.applyParameters();
    this.#pageBytes.forget();
    await this.enter();
  }

  protected override async enterProgrammingMode(): Promise<void> {
    await this.#transact([this.#bracket('enter'), ...this.#enterParameters()]);
  }

  async disable(): Promise<void> {
    try {
      await this.link.explained(this.#transact([this.#bracket('leave'), 15, 15]), () =>
        this.context.emit(notice(words.leaveHvFailed)),
      );
    } catch (error) {
      // What there is to say has been said; the line is closed next.
      await this.insist(this.#body(this.#bracket('leave'), 15, 15), error);
    }
  }

  async chipErase(): Promise<void> {
    const { part, clock } = this.context;
    const timing =
      this.#mode.kind === 'pp'
        ? [part.chiperasepulsewidth, part.chiperasepolltimeout]
        : [part.chiperasepolltimeout, part.chiperasetime];
    await this.#transact(['chipErase', ...timing]);
    await clock.sleep(part.chipEraseDelay / 1000);
    await this.tolerant(this.initialize());
  }

  async readByte(memory: Memory, address: number): Promise<number> {
    const { emit } = this.context;
    const operation = 'high-voltage-read-byte';
    emit(notice(words.byteAsked, { operation, memory: memory.name, address }));
    if (travelsByPages(memory)) return this.#pageBytes.read(memory, address);
    const [command, at] = this.#byteCommand(memory, address, 'read');
    emit(notice(words.byteCommandSent, { operation, verb: 'read' }));
    const reply = await this.link.explained(this.#transact([command, at]), () =>
      emit(notice(words.byteFailed, { operation })),
    );
    return reply[2] ?? 0xff;
  }

  async writeByte(memory: Memory, address: number, value: number): Promise<void> {
    const { emit, part } = this.context;
    const operation = 'high-voltage-write-byte';
    emit(notice(words.byteAsked, { operation, memory: memory.name, address }));
    if (travelsByPages(memory)) {
      const size = pageSizeOf(memory);
      const start = address - (address % size);
      // Cells are only ever cleared here: the rest of the page stays as it is.
      const data = new Uint8Array(size).fill(0xff);
      data[address - start] = value;
      await this.pagedWrite(memory, [{ address: start, data }], () => {});
      return;
    }
    const [command, at] = this.#byteCommand(memory, address, 'write');
    const [width, timeout] =
      command === 'programLock'
        ? [part.programlockpulsewidth, part.programlockpolltimeout]
        : [part.programfusepulsewidth, part.programfusepolltimeout];
    emit(notice(words.byteCommandSent, { operation, verb: 'write' }));
    await this.link.explained(
      this.#mode.kind === 'pp'
        ? this.#transact([command, at, value, width, timeout])
        : this.#transact([command, at, value, timeout]),
      () => emit(notice(words.byteFailed, { operation })),
    );
  }

  async pagedRead(
    memory: Memory,
    run: readonly PageRange[],
    onPage: (index: number, data: Uint8Array) => void,
  ): Promise<void> {
    const command = this.pageMemory(memory) === 'flash' ? 'readFlash' : 'readEeprom';
    const blockSize = memory.readsize || 256;
    let next: number | undefined;
    for (const [index, page] of run.entries()) {
      const data = new Uint8Array(page.length);
      this.tracePages('read-pages', 'hv', memory, [page]);
      if (this.stepwise) next = undefined;
      for (let at = 0; at < page.length; at += blockSize) {
        const range = { address: page.address + at, length: Math.min(blockSize, page.length - at) };
        this.context.emit(notice(trace.movingBlock, range));
        await this.reach(memory, range, next);
        const address = this.wireAddress(memory, range.address);
        const read = (): Promise<Uint8Array> =>
          this.link.explained(this.#transact([command, ...stk.bigEndian(range.length, 2)], address), () =>
            this.context.emit(notice(words.readFailed, { operation: 'high-voltage-read-page' })),
          );
        let reply = await read();
        // A doubled byte can leave the checksum right; the status behind the data is out of its place then.
        for (let again = 0; again < 2 && reply[range.length + 2] !== stk.statuses.ok; again++) {
          await this.link.loadAddress(address);
          reply = await read();
        }
        data.set(stk.decodeRead(reply, range.length), at);
        next = range.address + range.length;
      }
      onPage(index, data);
    }
  }

  async pagedWrite(memory: Memory, run: readonly Page[], onPage: (index: number) => void): Promise<void> {
    const command = this.pageMemory(memory) === 'flash' ? 'programFlash' : 'programEeprom';
    this.#pageBytes.forget();
    let next: number | undefined;
    for (const [index, { address, data }] of run.entries()) {
      const header = [...stk.bigEndian(data.length, 2), this.#pageMode(data.length), memory.delay];
      const range = { address, length: data.length };
      if (this.stepwise) next = undefined;
      this.tracePages('write-pages', 'hv', memory, [range]);
      this.context.emit(notice(trace.movingBlock, range));
      await this.reach(memory, range, next);
      await this.link.explained(
        this.#transact([command, ...header, ...data], this.wireAddress(memory, address)),
        () => this.context.emit(notice(words.writeFailed, { operation: 'high-voltage-write-page' })),
      );
      next = address + data.length;
      onPage(index);
    }
  }

  /** @param address where the programmer's address has to stand for the command, if it goes by that */
  #transact(
    [command, ...rest]: readonly [keyof typeof stk.highVoltage, ...number[]],
    address?: number,
  ): Promise<Uint8Array> {
    return this.link.command(this.#body(command, ...rest), address);
  }

  #body(command: keyof typeof stk.highVoltage, ...rest: number[]): Uint8Array {
    return Uint8Array.of(this.#mode.base + stk.highVoltage[command], ...rest);
  }

  /** An STK600 has commands of its own to begin and end serial programming (AVR079). */
  #bracket(command: 'enter' | 'leave'): keyof typeof stk.highVoltage {
    if (this.#mode.kind !== 'hvsp' || this.model.kind !== 'stk600') return command;
    return command === 'enter' ? 'enterStk600' : 'leaveStk600';
  }

  #enterParameters(): readonly number[] {
    const { part } = this.context;
    const common = [
      part.latchcycles,
      part.togglevtg,
      part.poweroffdelay,
      part.resetdelayms,
      part.resetdelayus,
    ];
    return this.#mode.kind === 'pp'
      ? [part.hventerstabdelay, part.progmodedelay, ...common]
      : [part.hventerstabdelay, part.hvspcmdexedelay, part.synchcycles, ...common];
  }

  /** Which command moves a byte of a memory without pages. @throws UnsupportedError if none does */
  #byteCommand(
    memory: Memory,
    address: number,
    verb: 'read' | 'write',
  ): readonly [keyof typeof stk.highVoltage, number] {
    const fuse = fuses[memory.name];
    if (fuse !== undefined) return [verb === 'read' ? 'readFuse' : 'programFuse', fuse];
    if (memory.name === 'lock') return [verb === 'read' ? 'readLock' : 'programLock', address];
    if (verb === 'read' && memory.name === 'calibration') return ['readOscillatorCalibration', address];
    if (verb === 'read' && memory.name === 'signature') return ['readSignature', address];
    fail(
      this.context.emit,
      notice(words.unsupportedMemory, { memory: memory.name }),
      new UnsupportedError(`${memory.name} is not moved in this mode`),
    );
  }

  /** Writes the whole page, which is the last; its size in the bits that AVR068 gives it. */
  #pageMode(size: number): number {
    if (size <= 2) return 0xc0;
    const code = [256, 2, 4, 8, 16, 32, 64, 128].indexOf(size);
    if (code >= 0) return 0xc0 | (code << 1) | 1;
    fail(this.context.emit, notice(words.badPageSize, { size }), new ProtocolError(`page of ${size} bytes`));
  }
}

/** Memories without pages are moved by single bytes, flash by words. */
function pageSizeOf(memory: Memory): number {
  const least = memory.name === 'flash' ? 2 : 1;
  return Math.min(256, Math.max(least, memory.pageSize));
}

export const stk500pp: ProgrammerType = {
  id: 'stk500pp',
  name: 'STK500PP',
  takesExtended: true,
  create: (context) => new Stk500Hv(context, parallel, { parameters: parseStk500v2(context, 'stk500pp') }),
};

export const stk500hvsp: ProgrammerType = {
  id: 'stk500hvsp',
  name: 'STK500HVSP',
  takesExtended: true,
  create: (context) => new Stk500Hv(context, serial, { parameters: parseStk500v2(context, 'stk500hvsp') }),
};
