import { concatBytes } from '../../model/bytes.ts';
import { latin1Bytes, latin1Text } from '../../model/encoding.ts';
import { ProtocolError, TargetError, UnsupportedError } from '../../model/errors.ts';
import { encodeInstruction } from '../../model/opcode.ts';
import type { Page, PageRange } from '../../model/page.ts';
import type { Memory, Opcode } from '../../model/part.ts';
import { notice } from '../../output/events.ts';
import * as bp from '../../protocols/buspirate/commands.ts';
import { BusPirateLink } from '../../protocols/buspirate/link.ts';
import { openSerialLine, orClose, type SerialLine } from '../line/serial-line.ts';
import type { Programmer, ProgrammerContext, ProgrammerType } from '../programmer.ts';
import { BusPirateAscii } from './ascii.ts';
import * as words from './messages.ts';
import { type BusPirateParameters, parseBusPirate } from './parameters.ts';

/** The most that one command writes to the target, in bytes. */
const maxWrite = 4096;
/** How often `-v` shows exchanges, which then are avrdude's own. */
const shownExchanges = 3;

/** What the Bus Pirate's firmware can do beyond single instructions. */
interface Abilities {
  readonly pagedWrite: boolean;
  readonly pagedRead: boolean;
}

/** How the Bus Pirate is talked to: not yet, in binary, or through its text terminal. */
type Mode =
  | { readonly kind: 'unknown' }
  | { readonly kind: 'binary'; readonly abilities: Abilities }
  | { readonly kind: 'ascii'; readonly terminal: BusPirateAscii };

/** Dangerous Prototypes' Bus Pirate as an ISP programmer. */
class BusPirate implements Programmer {
  private readonly context: ProgrammerContext;
  private readonly parameters: BusPirateParameters;
  private connection: { line: SerialLine; link: BusPirateLink } | undefined;
  private mode: Mode = { kind: 'unknown' };

  constructor(context: ProgrammerContext, parameters: BusPirateParameters) {
    this.context = context;
    this.parameters = parameters;
  }

  async open(): Promise<void> {
    const { bitClock, emit, id, verbosity } = this.context;
    if (bitClock !== undefined) emit(notice(words.bitClockIgnored, { id }));
    const line = await openSerialLine(this.context, { defaultBaudRate: 115200 });
    await orClose(line, () => line.drain(250));
    this.connection = { line, link: new BusPirateLink(line, emit, verbosity >= shownExchanges) };
  }

  async enable(): Promise<void> {
    const { emit } = this.context;
    const { ascii, reset, spifreq, rawfreq } = this.parameters;
    if (ascii && reset !== bp.peripherals.cs) throw this.failure(words.resetPinInAscii);
    if (ascii && (spifreq !== undefined || rawfreq !== undefined)) throw this.failure(words.speedInAscii);
    if (!ascii) {
      emit(notice(words.tryingBinary));
      // Leaves whatever menu the terminal is in.
      await this.link.send(latin1Bytes('\n\n'));
      await this.line.drain(250);
      const abilities = await this.startBinary();
      if (abilities) {
        this.mode = { kind: 'binary', abilities };
        return;
      }
      emit(notice(words.fallingBack));
    }
    emit(notice(words.tryingAscii));
    const terminal = new BusPirateAscii(this.line, this.context, this.parameters);
    await terminal.start();
    this.mode = { kind: 'ascii', terminal };
  }

  async initialize(): Promise<void> {
    const { part, emit } = this.context;
    if (this.mode.kind === 'ascii') await this.mode.terminal.powerUp();
    if (this.mode.kind === 'ascii') await this.mode.terminal.holdReset();
    else await this.link.ask(bp.encodePeripherals(this.pins & ~this.parameters.reset));
    const enable = part.opcodes.pgm_enable;
    if (!enable) {
      emit(notice(words.noProgramEnable, { part: part.desc }));
      throw new ProtocolError(`${part.desc} has no program enable instruction`);
    }
    const sent = encodeInstruction(enable);
    const reply = await this.command(sent);
    if (reply[2] !== sent[1]) throw new TargetError('target does not enter programming mode', -2);
  }

  async powerdown(): Promise<void> {
    if (this.mode.kind === 'ascii') await this.mode.terminal.powerDown();
  }

  async disable(): Promise<void> {
    try {
      if (this.mode.kind === 'binary') await this.leaveBinary();
      else if (this.mode.kind === 'ascii') await this.mode.terminal.leave();
    } catch {
      // What there is to say has been said; the line is closed next.
    }
    this.mode = { kind: 'unknown' };
  }

  async close(): Promise<void> {
    await this.connection?.line.close();
    this.connection = undefined;
  }

  async chipErase(): Promise<void> {
    const { part, clock, emit } = this.context;
    const erase = part.opcodes.chip_erase;
    if (!erase) {
      emit(notice(words.noChipErase, { part: part.desc }));
      throw new ProtocolError(`${part.desc} has no chip erase instruction`);
    }
    await this.command(encodeInstruction(erase));
    await clock.sleep(part.chipEraseDelay / 1000);
    await this.initialize();
  }

  async command(instruction: Uint8Array): Promise<Uint8Array> {
    if (this.mode.kind === 'ascii') return this.mode.terminal.instruction(instruction);
    const reply = await this.link.spi(instruction);
    if (!reply) throw new ProtocolError('Bus Pirate refuses a transfer');
    return reply;
  }

  async pagedRead(
    memory: Memory,
    run: readonly PageRange[],
    onPage: (index: number, data: Uint8Array) => void,
  ): Promise<void> {
    const { emit } = this.context;
    const [first] = run;
    if (memory.name !== 'flash' || !this.abilities.pagedRead) {
      if (this.abilities.pagedRead && first)
        emit(notice(words.pageRead, { memory: memory.name, pageSize: memory.pageSize, ...first }));
      throw new UnsupportedError('Bus Pirate reads pages of flash only, if at all');
    }
    for (const [index, { address, length }] of run.entries()) {
      emit(notice(words.pageRead, { memory: memory.name, pageSize: memory.pageSize, address, length }));
      await this.link.send(bp.encodeAvrRead(address >>> 1, length));
      const [, accepted] = await this.link.receiveBytes(2);
      if (accepted !== bp.success) throw this.failure(words.readReturnedZero);
      onPage(index, await this.link.receiveBytes(length));
    }
  }

  /** All instructions that a page takes, its page write included, go to the target in one command. */
  async pagedWrite(memory: Memory, run: readonly Page[], onPage: (index: number) => void): Promise<void> {
    if (memory.name !== 'flash' || !this.abilities.pagedWrite || memory.pageSize * 4 + 8 > maxWrite)
      throw new UnsupportedError('Bus Pirate writes pages of flash only, if at all');
    const low = this.needed(memory.opcodes.loadpage_lo, 'AVR_OP_LOADPAGE_LO');
    const high = this.needed(memory.opcodes.loadpage_hi, 'AVR_OP_LOADPAGE_HI');
    const { load_ext_addr: extended, writepage } = memory.opcodes;
    for (const [index, page] of run.entries()) {
      const word = page.address >>> 1;
      const instructions = Array.from(page.data, (value, i) =>
        encodeInstruction(i % 2 === 0 ? low : high, (page.address + i) >>> 1, value),
      );
      const closing = [extended, writepage].flatMap((opcode) =>
        opcode ? [encodeInstruction(opcode, word)] : [],
      );
      const { oneByOne } = this.link;
      const done = await this.link.writeBulk(
        concatBytes(oneByOne ? instructions : [...instructions, ...closing]),
      );
      if (done !== bp.success) throw this.failure(words.writeThenReadFailed);
      if (oneByOne) for (const instruction of closing) await this.command(instruction);
      await this.context.clock.sleep(memory.maxWriteDelay / 1000);
      onPage(index);
    }
  }

  private get link(): BusPirateLink {
    if (!this.connection) throw new ProtocolError('programmer is not open');
    return this.connection.link;
  }

  private get line(): SerialLine {
    if (!this.connection) throw new ProtocolError('programmer is not open');
    return this.connection.line;
  }

  private get abilities(): Abilities {
    return this.mode.kind === 'binary' ? this.mode.abilities : { pagedWrite: false, pagedRead: false };
  }

  /** Pins that are high while the target runs: power, and what is wired to RESET. */
  private get pins(): number {
    const { reset, pullUps } = this.parameters;
    return bp.peripherals.power | reset | (pullUps ? bp.peripherals.pullUps : 0);
  }

  /** @returns undefined if the Bus Pirate does not know binary mode; it has been said */
  private async startBinary(): Promise<Abilities | undefined> {
    const { emit, clock } = this.context;
    const { rawfreq, spifreq, openCollector, pullUps, cpufreq } = this.parameters;
    if (openCollector) emit(notice(words.highImpedance));
    const submode =
      rawfreq === undefined
        ? bp.spiSubmode(openCollector || pullUps)
        : bp.rawSubmode(openCollector || pullUps);
    await this.link.send(bp.enterBitbang);
    const greeting = await this.link.receiveSome(5);
    const version = bp.decodeGreeting(greeting, 'BBIO');
    if (version === undefined) {
      emit(notice(words.binaryNotConfirmed, { answer: readable(greeting) }));
      await this.leaveBinary();
      return undefined;
    }
    emit(notice(words.binaryVersion, { version }));
    if (cpufreq !== undefined) {
      emit(notice(words.settingUpPwm));
      if ((await this.link.ask(bp.encodePwm(cpufreq))) !== bp.success) emit(notice(words.pwmFailed));
    }
    await this.link.send(Uint8Array.of(submode.enter));
    const answer = await this.link.receiveSome(4);
    const submodeVersion = bp.decodeGreeting(answer, submode.greeting);
    if (submodeVersion === undefined) {
      emit(notice(words.submodeNotConfirmed, { name: submode.name, answer: readable(answer) }));
      await this.leaveBinary();
      return undefined;
    }
    emit(notice(words.submodeVersion, { name: submode.name, version: submodeVersion }));
    const pagedWrite = await this.findPagedWrite();
    if (pullUps) emit(notice(words.pullUpsEnabled));
    await this.link.ask(bp.encodePeripherals(this.pins));
    // The target needs power for a moment before it can be talked to.
    await clock.sleep(50);
    await this.link.ask(bp.encodeSpeed(rawfreq ?? spifreq ?? 0));
    await this.link.ask(Uint8Array.of(submode.configuration));
    return { pagedWrite, pagedRead: await this.findPagedRead() };
  }

  /** Whether bytes can be written to the target without CS going up and down, as from firmware 5.10. */
  private async findPagedWrite(): Promise<boolean> {
    const { emit } = this.context;
    if (!this.parameters.pagedWrite || this.parameters.rawfreq !== undefined) {
      emit(notice(words.pagedWriteDisabled));
      return false;
    }
    if ((await this.link.ask(bp.encodeWriteThenRead(new Uint8Array(0), 0))) === bp.success) {
      emit(notice(words.pagedWriteEnabled));
      return true;
    }
    // To older firmware the zeros mean leaving SPI mode.
    await this.link.send(Uint8Array.of(bp.spiSubmode(false).enter));
    emit(notice(words.pagedWriteImpossible));
    await this.line.drain(250);
    return false;
  }

  /** Whether the firmware has AVR extended commands. */
  private async findPagedRead(): Promise<boolean> {
    const { emit } = this.context;
    if (!this.parameters.pagedRead || this.parameters.rawfreq !== undefined) {
      emit(notice(words.pagedReadDisabled));
      return false;
    }
    if ((await this.link.ask(bp.askAvrExtended)) !== bp.success) {
      emit(notice(words.noAvrExtended));
      return false;
    }
    await this.link.send(bp.avrExtendedVersion);
    const reply = await this.link.receive(3);
    emit(notice(words.avrExtended, { version: ((reply[1] ?? 0) << 8) | (reply[2] ?? 0) }));
    return true;
  }

  private async leaveBinary(): Promise<void> {
    const { emit } = this.context;
    await this.link.send(bp.backToBitbang);
    await this.link.receiveSome(5, 100);
    if (this.parameters.cpufreq !== undefined && (await this.link.ask(bp.stopPwm, 100)) !== bp.success)
      emit(notice(words.pwmNotStopped));
    // Nothing but zero is the answer that avrdude complains of.
    if ((await this.link.ask(bp.encodePeripherals(0), 100)) === 0) emit(notice(words.powerOffUnanswered));
    const text = await this.link.startTerminal();
    emit(notice(text ? words.backInText : words.resetFailed));
  }

  private needed(opcode: Opcode | undefined, instruction: string): Opcode {
    if (opcode) return opcode;
    const part = this.context.part.desc;
    this.context.emit(notice(words.instructionMissing, { instruction, part }));
    throw new ProtocolError(`${part} has no ${instruction}`);
  }

  private failure(message: typeof words.writeThenReadFailed): ProtocolError {
    this.context.emit(notice(message));
    return new ProtocolError('Bus Pirate failed');
  }
}

function readable(answer: Uint8Array): string {
  return latin1Text(answer).replace(/\0.*$/s, '');
}

export const buspirate: ProgrammerType = {
  id: 'buspirate',
  name: 'BusPirate',
  description: "Using the Bus Pirate's SPI interface for programming",
  takesExtended: true,
  create: (context) => new BusPirate(context, parseBusPirate(context)),
};
