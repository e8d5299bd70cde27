import { endsRun, ProtocolError, TargetError, UnsupportedError } from '../model/errors.ts';
import { memoryKind } from '../model/memory-kind.ts';
import type { Page, PageRange } from '../model/page.ts';
import type { Memory } from '../model/part.ts';
import { notice } from '../output/events.ts';
import {
  eraseChip,
  erasePage,
  nvmController,
  writeEeprom,
  writeFlash,
  writeFuse,
} from '../protocols/nvm-controller.ts';
import { decodeSib, type SystemInformation, versionIn } from '../protocols/sib.ts';
import * as updi from '../protocols/updi.ts';
import { UpdiLink } from '../protocols/updi-link.ts';
import { UpdiNvm } from '../protocols/updi-nvm.ts';
import { blocksOf } from './blocks.ts';
import { type HeldLines, holdLines, parseHeldLines } from './held-lines.ts';
import * as heldWords from './held-lines-messages.ts';
import type { Programmer, ProgrammerContext, ProgrammerType } from './programmer.ts';
import { openSerialLine, orClose, type SerialLine } from './serial-line.ts';
import * as lineWords from './serial-line-messages.ts';
import * as words from './serialupdi-messages.ts';
import { SerialUpdiTarget } from './serialupdi-target.ts';

/** What avrdude returns for a target that can only be unlocked. */
const softFailure = -3;
/** From this count of `-v` on the conversation is shown, and is avrdude's own, step by step. */
const stepwiseFrom = 3;

interface Connection {
  readonly line: SerialLine;
  readonly link: UpdiLink;
  readonly target: SerialUpdiTarget;
}

/** A serial adapter whose two data lines are joined on the target's UPDI pin, over a resistor or a diode. */
class SerialUpdi implements Programmer {
  private readonly context: ProgrammerContext;
  private readonly lines: HeldLines;
  private connection: Connection | undefined;
  private information: SystemInformation | undefined;
  private controller: UpdiNvm | undefined;

  constructor(context: ProgrammerContext) {
    this.context = context;
    this.lines = parseHeldLines(
      context,
      'serialupdi',
      'rtsdtr=[low|high]',
      'Set RTS/DTR lines low/high during programming',
    );
  }

  async open(): Promise<void> {
    const { context } = this;
    const { emit, clock, behaviour } = context;
    if (context.bitClockGiven) emit(notice(words.bitClockIgnored, { id: context.id }));
    const framing = { parity: 'even', stopBits: 2 } as const;
    const stepwise = context.verbosity >= stepwiseFrom;
    emit(notice(words.opening));
    const line = await openSerialLine(context, { defaultBaudRate: 115200, ...framing });
    await orClose(line, async () => {
      await line.drain(0);
      await holdLines(line, this.lines);
      const link = new UpdiLink(stepwise ? line : line.quiet, {
        baudRate: line.baudRate,
        stepwise,
        sleep: (milliseconds) => clock.sleep(milliseconds),
        emit,
        onSilence: () => emit(notice(lineWords.noAnswer)),
        onRateChange: () => holdLines(line, this.lines),
      });
      const target = new SerialUpdiTarget(link, clock, emit, behaviour.serial.updiResetsBeforeKey);
      this.connection = { line, link, target };
      await link.wake();
    });
  }

  async initialize(): Promise<void> {
    const { link, target } = this.connected;
    const { emit, part } = this.context;
    await this.orSay(words.linkFailed, () => link.initialize());
    emit(notice(words.linkOk));
    if (this.lines !== 'as-opened')
      emit(notice(heldWords.forced, { type: 'serialupdi', lines: this.lines.toUpperCase() }));
    await this.leaveFormerState();
    await this.readInformation();
    await this.orSay(words.linkFailed, () => link.initialize());
    emit(notice(words.entering));
    try {
      await target.enter();
    } catch (error) {
      // A locked part does not get there. It will be unlocked by erasing it.
      if (endsRun(error)) throw error;
      return;
    }
    if (this.context.behaviour.serial.updiReadsRevision) {
      const [revision = 0] = await this.orSay(words.siliconUnreadable, () =>
        link.read(part.syscfgBase + 1, 1),
      );
      link.say(`received chip silicon revision 0x${revision.toString(16).padStart(2, '0')}`);
      emit(notice(words.siliconRevision, { revision }));
    }
  }

  /** The target is let go with the connection, as avrdude does it. */
  async disable(): Promise<void> {}

  async close(): Promise<void> {
    const { connection } = this;
    if (!connection) return;
    const { emit } = this.context;
    emit(notice(words.leaving));
    try {
      await connection.target.leave();
    } catch (error) {
      if (!endsRun(error)) emit(notice(words.leavingFailed));
    }
    if (this.lines !== 'as-opened') emit(notice(heldWords.released, { type: 'serialupdi' }));
    try {
      await connection.line.setLines({ dtr: false, rts: false });
    } catch {
      // A line that has gone has no state.
    }
    await connection.line.close();
    this.connection = undefined;
  }

  async chipErase(): Promise<void> {
    const { link, target } = this.connected;
    const { emit, force } = this.context;
    const status = await this.orSay(words.eraseStatusUnreadable, () => target.status());
    if (!(status & updi.status.locked)) {
      const { controller } = this.nvm;
      emit(notice(words.erasing, { words: controller.data === 'direct' }));
      await this.nvm.run('chip_erase', eraseChip(controller));
      await link.flush();
      return;
    }
    emit(notice(words.lockedForErase));
    if (!force) throw new TargetError('target is locked');
    emit(notice(words.erasingLocked));
    await target.unlock();
  }

  async unlock(): Promise<void> {
    await this.connected.target.unlock();
  }

  async pageErase(memory: Memory, address: number): Promise<void> {
    const { controller } = this.nvm;
    const at = memory.offset + address;
    this.context.emit(notice(words.erasingPage, { address: at, words: controller.data === 'direct' }));
    await this.nvm.run('erase_flash_page', erasePage(controller, at));
  }

  /** @throws TargetError with rc -3 for a locked part */
  async readSignature(memory: Memory): Promise<Uint8Array> {
    const { link, target } = this.connected;
    const status = await this.orSay(words.signatureStatusUnreadable, () => target.status());
    if (status & updi.status.locked) throw new TargetError('target is locked', softFailure);
    const signature = new Uint8Array(memory.size);
    try {
      if (!link.stepwise) return await link.read(memory.offset, memory.size);
      for (let i = 0; i < memory.size; i++) signature[i] = await link.readByte(memory.offset + i);
    } catch (error) {
      if (endsRun(error)) throw error;
    }
    return signature;
  }

  async readSib(): Promise<string> {
    return this.information?.text ?? '';
  }

  async readByte(memory: Memory, address: number): Promise<number> {
    this.context.emit(notice(words.byteRead, { memory: memory.name, address }));
    if (memoryKind(memory) === 'sib') return this.information?.text.charCodeAt(address) ?? 0;
    return this.connected.link.readByte(memory.offset + address);
  }

  async writeByte(memory: Memory, address: number, value: number): Promise<void> {
    const { nvm } = this;
    const at = memory.offset + address;
    this.context.emit(notice(words.byteWritten, { memory: memory.name, address, value }));
    switch (memoryKind(memory)) {
      case 'fuse':
      case 'fuses':
      case 'lock':
        return nvm.run('write_fuse', writeFuse(nvm.controller, at, value));
      case 'eeprom':
        return nvm.run('write', writeEeprom(nvm.controller, at, Uint8Array.of(value)));
      case 'flash':
      case 'bootrow':
        return nvm.run('write', writeFlash(nvm.controller, at, Uint8Array.of(value)));
      default:
        await this.connected.link.writeByte(at, value);
        await this.connected.link.flush();
    }
  }

  async pagedRead(
    memory: Memory,
    run: readonly PageRange[],
    onPage: (index: number, data: Uint8Array) => void,
  ): Promise<void> {
    const { link } = this.connected;
    const unit = memoryKind(memory) === 'flash' && !link.stepwise ? 2 : 1;
    const size = link.stepwise
      ? Math.min(memory.pageSize, memory.readsize || updi.maxRepeats, updi.maxRepeats)
      : updi.maxRepeats * unit;
    const pages = run.map(({ length }) => new Uint8Array(length));
    for (const block of blocksOf(run, size)) {
      const data = await link.read(memory.offset + block.address, block.length, unit);
      run.forEach((page, i) => {
        const from = Math.max(page.address, block.address);
        const to = Math.min(page.address + page.length, block.address + block.length);
        if (from < to)
          pages[i]?.set(data.subarray(from - block.address, to - block.address), from - page.address);
      });
      for (const index of block.completes) onPage(index, pages[index] ?? new Uint8Array(0));
    }
  }

  async pagedWrite(memory: Memory, run: readonly Page[], onPage: (index: number) => void): Promise<void> {
    for (const [index, { address, data }] of run.entries()) {
      await this.writePage(memory, address, data);
      onPage(index);
    }
    await this.connected.link.flush();
  }

  /** With a page buffer, erasing and writing are one command. */
  async pagedRewrite(memory: Memory, run: readonly Page[], onPage: (index: number) => void): Promise<void> {
    const { controller } = this.nvm;
    const { flashRewrite } = controller.commands;
    const atOnce = memoryKind(memory) === 'flash' && !this.connected.link.stepwise ? flashRewrite : undefined;
    for (const [index, { address, data }] of run.entries()) {
      if (atOnce === undefined) {
        await this.pageErase(memory, address);
        await this.writePage(memory, address, data);
      } else await this.nvm.run('write', writeFlash(controller, memory.offset + address, data, atOnce));
      onPage(index);
    }
    await this.connected.link.flush();
  }

  private async writePage(memory: Memory, address: number, data: Uint8Array): Promise<void> {
    const { nvm } = this;
    const at = memory.offset + address;
    switch (memoryKind(memory)) {
      case 'flash':
      case 'bootrow':
        return nvm.run('write', writeFlash(nvm.controller, at, data));
      case 'eeprom':
        return this.writeEepromPage(at, data);
      case 'userrow':
        return this.connected.target.writeUserRow(at, data);
      case 'fuses':
        this.connected.link.say('page write operation requested for fuses, falling back to byte-level write');
        throw new UnsupportedError('fuses are written by bytes');
      default:
        this.context.emit(
          notice(words.invalidMemory, {
            memory: memory.name,
            pageSize: memory.pageSize,
            address,
            length: data.length,
          }),
        );
        throw new UnsupportedError(`${memory.name} has no pages`);
    }
  }

  /** Without a page buffer each byte is erased and written for itself. */
  private async writeEepromPage(address: number, data: Uint8Array): Promise<void> {
    const { nvm } = this;
    const step = nvm.controller.data === 'direct' && !this.connected.link.stepwise ? 1 : data.length;
    for (let from = 0; from < data.length; from += step) {
      const piece = data.subarray(from, from + step);
      await nvm.run('write', writeEeprom(nvm.controller, address + from, piece));
    }
  }

  private get connected(): Connection {
    if (!this.connection) throw new ProtocolError('programmer is not open');
    return this.connection;
  }

  private get nvm(): UpdiNvm {
    if (!this.controller) throw new ProtocolError('target has not been asked what it is');
    return this.controller;
  }

  /** Gets a target out of what an interrupted run has left. */
  private async leaveFormerState(): Promise<void> {
    const { target } = this.connected;
    const { emit } = this.context;
    const status = await this.statusOrRestart();
    if (status & updi.status.locked) emit(notice(words.isLocked));
    if (status & updi.status.userRowProgramming) emit(notice(words.inUserRowMode));
    if (status & updi.status.nvmProgramming) emit(notice(words.inNvmMode));
    if (status & updi.status.sleeping) emit(notice(words.sleeping));
    if (status & updi.status.inReset) {
      emit(notice(words.inReset));
      await target.releaseReset();
    }
    if (status & (updi.status.userRowProgramming | updi.status.nvmProgramming))
      await this.orSay(words.linkResetFailed, () => target.restart());
  }

  private async statusOrRestart(): Promise<number> {
    const { target } = this.connected;
    try {
      return await target.status();
    } catch (error) {
      if (endsRun(error)) throw error;
    }
    return this.orSay(words.statusUnreadable, async () => {
      await target.restart();
      return target.status();
    });
  }

  /** Asks the target what it is, which tells how its memories are written. */
  private async readInformation(): Promise<void> {
    const { link } = this.connected;
    const { emit, part, clock } = this.context;
    const information = decodeSib(await this.orSay(words.sibUnreadable, () => link.readSib()));
    link.say(`received SIB: [${information.text}]`);
    const version = versionIn(information.nvm);
    if (version === undefined) emit(notice(words.nvmStringWrong));
    else if (versionIn(information.debug) === undefined) emit(notice(words.debugStringWrong));
    else {
      link.say(`Device family ID: ${information.family}`);
      link.say(`NVM interface: ${information.nvm}`);
      link.say(`Debug interface: ${information.debug}`);
      link.say(`PDI oscillator: ${information.oscillator}`);
      link.say(`Extra information: ${information.extra}`);
      const nvm = nvmController(version);
      if (nvm) {
        emit(notice(words.nvmKnown, { version, kind: nvm.kind }));
        link.addressBytes = nvm.addressBytes;
        this.controller = new UpdiNvm(link, nvm, part.nvmBase, () => clock.now(), emit);
        this.information = information;
        return;
      }
      emit(notice(words.nvmUnknown, { version }));
    }
    emit(notice(words.sibUndecoded));
    throw new ProtocolError('system information block makes no sense');
  }

  /** Says what a failure means here. */
  private async orSay<Result>(
    message: Parameters<typeof notice<void>>[0],
    work: () => Promise<Result>,
  ): Promise<Result> {
    try {
      return await work();
    } catch (error) {
      if (!endsRun(error)) this.context.emit(notice(message));
      throw error;
    }
  }
}

export const serialupdi: ProgrammerType = {
  id: 'serialupdi',
  name: 'serialupdi',
  description: 'Driver for SerialUPDI programmers',
  takesExtended: true,
  create: (context) => new SerialUpdi(context),
};
