import { ProtocolError, TargetError, UnsupportedError } from '../../model/errors.ts';
import { isReadOnlyKind, memoryKind } from '../../model/memory-kind.ts';
import type { Page, PageRange } from '../../model/page.ts';
import type { Memory } from '../../model/part.ts';
import { notice } from '../../output/events.ts';
import { fail } from '../../output/fail.ts';
import * as stk from '../../protocols/stk500v2/commands.ts';
import * as xp from '../../protocols/stk500v2/xprog.ts';
import { tpiIoRegisters } from '../../protocols/tpi/instructions.ts';
import { blocksOf, rangesOf, spread } from '../pages/blocks.ts';
import type { Programmer, ProgrammerContext } from '../programmer.ts';
import { Stk500v2Board, type Stk500v2Options } from './board.ts';
import { stk500v2Deeds } from './deeds.ts';
import { dataSpace, pageMode, XprogMemories } from './xprog-memories.ts';
import * as words from './xprog-messages.ts';

/** What "load address" is told of memories beyond 64 KiB, and of others (avrdude's experience; the commands carry addresses). */
const extendedAddress = 0x80000000;
/** How long the discharge before programming over TPI lasts, as Atmel's program has it. */
const tpiDischarge = 232;
/** Where the revision is among an XMEGA's MCU registers (data sheet, "MCU Control"). */
const revisionRegister = 3;

/** Whether a part is programmed over one of the interfaces that XPROG is for. */
export function needsXprog({ part }: Pick<ProgrammerContext, 'part'>): boolean {
  return part.progModes.includes('PDI') || part.progModes.includes('TPI');
}

/** An AVRISP mkII or an STK600 that programs over PDI or TPI (AVR079, "XPROG"). */
export class Xprog extends Stk500v2Board implements Programmer {
  readonly #memories: XprogMemories;
  readonly #isTpi: boolean;
  #loaded: number | undefined;

  constructor(context: ProgrammerContext, options?: Stk500v2Options) {
    super(context, options);
    this.#memories = new XprogMemories(context.part);
    this.#isTpi = context.part.progModes.includes('TPI');
  }

  async initialize(): Promise<void> {
    await this.applyParameters();
    await this.enter();
  }

  protected override async enterProgrammingMode(): Promise<void> {
    this.#loaded = undefined;
    if (!this.#isTpi) this.#checkXmega();
    const mode = this.#isTpi ? 'tpi' : 'pdi';
    await this.#request('enter', `set-mode-${mode}`, xp.encodeSetMode(xp.xprogModes[mode]));
    await this.#request('enter', 'enter', xp.encodeXprog(xp.xprog.enterProgmode));
    if (this.#isTpi) await this.#prepareTpi();
    else await this.#preparePdi();
  }

  async disable(): Promise<void> {
    const leave = xp.encodeXprog(xp.xprog.leaveProgmode);
    try {
      await this.#request('leave', 'leave', leave);
    } catch (error) {
      // What there is to say has been said; the line is closed next.
      await this.insist(leave, error);
    }
  }

  async chipErase(): Promise<void> {
    const operation = 'erase-chip';
    const flash = this.context.part.memories.find((memory) => memoryKind(memory) === 'flash');
    if (this.#isTpi && !flash) this.#lacks(operation, 'flash');
    const address = this.#isTpi && flash ? flash.offset + 1 : 0;
    const erase = xp.encodeXprogErase(xp.xprogErasures.chip, address);
    await this.#request(operation, 'erase-chip', erase);
  }

  async pageErase(memory: Memory, address: number): Promise<void> {
    const operation = 'erase-page';
    const erasure = this.#known(operation, memory, this.#memories.erasure(memory, address));
    const erase = xp.encodeXprogErase(erasure, this.#memories.address(memory, address));
    await this.#request(operation, { erasure }, erase);
  }

  async readByte(memory: Memory, address: number): Promise<number> {
    const operation = 'read-byte';
    const type = this.#known(operation, memory, this.#memories.readType(memory, address));
    const [value = 0xff] = await this.#read(operation, type, this.#memories.address(memory, address), 1);
    return value;
  }

  /** A fuse of a TPI part has a section of its own, which is erased first; it is written with what fills its words. */
  async writeByte(memory: Memory, address: number, value: number): Promise<void> {
    const operation = 'write-byte';
    if (isReadOnlyKind(memory)) return this.#compare(memory, address, value);
    const type = this.#known(operation, memory, this.#memories.writeType(memory, address));
    const at = this.#memories.address(memory, address);
    if (this.#isTpi && type === xp.xprogMemories.fuse) {
      const erase = xp.encodeXprogErase(xp.xprogErasures.configuration, memory.offset + 1);
      await this.#request('erase-fuse', 'erase-fuse', erase);
    }
    const size = this.#isTpi ? Math.max(2, memory.nWordWrites * 2) : 1;
    const data = new Uint8Array(size).fill(0xff);
    data[at % size] = value;
    await this.#write(operation, type, 0, at - (at % size), data);
  }

  async pagedRead(
    memory: Memory,
    run: readonly PageRange[],
    onPage: (index: number, data: Uint8Array) => void,
  ): Promise<void> {
    const operation = 'read-page';
    await this.#reachSpace(memory);
    const pages = run.map(({ length }) => new Uint8Array(length));
    for (const block of blocksOf(run, xp.mostXprog, this.#border(memory))) {
      const type = this.#known(operation, memory, this.#memories.readType(memory, block.address));
      const at = this.#memories.address(memory, block.address);
      spread(block, await this.#read(operation, type, at, block.length), run, pages);
      for (const index of block.completes) onPage(index, pages[index] ?? new Uint8Array(0));
    }
  }

  /** TPI has no pages; what follows each other is written together. */
  async pagedWrite(memory: Memory, run: readonly Page[], onPage: (index: number) => void): Promise<void> {
    const operation = 'write-page';
    const size = Math.max(0, ...run.map(({ data }) => data.length));
    if (size > 512)
      fail(this.context.emit, notice(words.pageTooLarge), new UnsupportedError(`page of ${size} bytes`));
    await this.#reachSpace(memory);
    const ranges = rangesOf(run);
    const most = this.#isTpi ? xp.mostXprog : Math.min(xp.mostXprog, size);
    for (const block of blocksOf(ranges, most, this.#border(memory))) {
      const data = new Uint8Array(block.length);
      for (const page of run) {
        const from = page.address - block.address;
        if (from <= -page.data.length || from >= block.length) continue;
        const part = page.data.subarray(Math.max(0, -from), block.length - from);
        data.set(part, Math.max(0, from));
      }
      const type = this.#known(operation, memory, this.#memories.writeType(memory, block.address));
      await this.#write(
        operation,
        type,
        pageMode(memory),
        this.#memories.address(memory, block.address),
        data,
      );
      for (const index of block.completes) onPage(index);
    }
  }

  #border(memory: Memory): number {
    return memoryKind(memory) === 'flash' ? this.#memories.bootStart : Number.POSITIVE_INFINITY;
  }

  /** Says whether what follows lies beyond 64 KiB, if that is not what was said last. */
  async #reachSpace(memory: Memory): Promise<void> {
    const address = memory.size > 0x10000 ? extendedAddress : 0;
    if (address === this.#loaded) return;
    await this.link.loadAddress(address);
    this.#loaded = address;
  }

  /** @throws ProtocolError if the part's definition lacks something, after saying what */
  #checkXmega(): void {
    const { part } = this.context;
    const eeprom = part.memories.find((memory) => memoryKind(memory) === 'eeprom');
    if (!part.nvmBase) this.#lacks('enter', 'nvm-base');
    if (eeprom && eeprom.pageSize <= 1) this.#lacks('enter', 'eeprom-page-size');
  }

  async #prepareTpi(): Promise<void> {
    await this.link.setParameter(stk.parameters.dischargeDelay, tpiDischarge);
    const { nvmCommand, nvmStatus } = xp.xprogParameters;
    await this.#setParameter('set-command-register', nvmCommand, tpiIoRegisters.nvmCommand);
    await this.#setParameter('set-status-register', nvmStatus, tpiIoRegisters.nvmStatus);
  }

  async #preparePdi(): Promise<void> {
    const { part, emit, behaviour } = this.context;
    const { nvmBase, eepromPageSize } = xp.xprogParameters;
    await this.#setParameter('set-nvm-base', nvmBase, dataSpace | part.nvmBase);
    const eeprom = part.memories.find((memory) => memoryKind(memory) === 'eeprom');
    if (eeprom) await this.#setParameter('set-eeprom-page-size', eepromPageSize, eeprom.pageSize);
    if (!behaviour.of(stk500v2Deeds).readsRevision) return;
    const io = part.memories.find((memory) => memoryKind(memory) === 'io');
    const revision = io && (await this.tolerant(this.readByte(io, part.mcuBase + revisionRegister)));
    if (revision === undefined) emit(notice(words.noSiliconRevision));
    else emit(notice(words.siliconRevision, { revision }));
  }

  async #setParameter(
    request: words.XprogRequest,
    parameter: { code: number; size: number },
    value: number,
  ): Promise<void> {
    await this.#request('enter', request, xp.encodeXprogParameter(parameter, value));
  }

  async #compare(memory: Memory, address: number, value: number): Promise<void> {
    const { emit, part } = this.context;
    const is = await this.tolerant(this.readByte(memory, address));
    if (is === value) return;
    fail(
      emit,
      notice(words.xprogReadOnly, { memory: memory.name, part: part.desc }),
      new TargetError(`${memory.name} cannot be written`),
    );
  }

  async #read(
    operation: words.XprogOperation,
    type: number,
    address: number,
    length: number,
  ): Promise<Uint8Array> {
    const reply = await this.#request(operation, 'read', xp.encodeXprogRead(type, address, length));
    const data = xp.decodeXprogRead(reply, length);
    if (data.length < length) throw new ProtocolError(`${data.length} bytes instead of ${length}`);
    return data;
  }

  async #write(
    operation: words.XprogOperation,
    type: number,
    mode: number,
    address: number,
    data: Uint8Array,
  ): Promise<void> {
    const write = xp.encodeXprogWrite(type, mode, address, data);
    await this.#request(operation, 'write', write);
  }

  /** @throws ProtocolError, after saying what was refused; DisconnectedError */
  #request(
    operation: words.XprogOperation,
    request: words.XprogRequest,
    body: Uint8Array,
  ): Promise<Uint8Array> {
    return this.link.explained(this.link.command(body), () =>
      this.context.emit(notice(words.xprogRefused, { operation, request })),
    );
  }

  #lacks(operation: words.XprogOperation, lack: words.XprogLack): never {
    fail(this.context.emit, notice(words.xprogLacks, { operation, lack }), new ProtocolError(`no ${lack}`));
  }

  /** @throws UnsupportedError for a memory that is not reached, after saying so */
  #known(operation: words.XprogOperation, memory: Memory, type: number | undefined): number {
    if (type !== undefined) return type;
    fail(
      this.context.emit,
      notice(words.xprogMemoryUnknown, { operation, memory: memory.name }),
      new UnsupportedError(`${memory.name} is not reached`),
    );
  }
}
