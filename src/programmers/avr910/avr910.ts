import { ProtocolError, UnsupportedError } from '../../model/errors.ts';
import type { Page, PageRange } from '../../model/page.ts';
import type { Memory } from '../../model/part.ts';
import { rawText } from '../../model/raw-text.ts';
import { notice } from '../../output/events.ts';
import * as avr109 from '../../protocols/avr109/commands.ts';
import { Avr109Link } from '../../protocols/avr109/link.ts';
import { bitClockIgnored } from '../line/bit-clock-messages.ts';
import { openSerialLine, orClose, type SerialLine } from '../line/serial-line.ts';
import { readInStep } from '../pages/in-step.ts';
import type { Erasure, Programmer, ProgrammerContext, ProgrammerType } from '../programmer.ts';
import { avr910Deeds } from './deeds.ts';
import * as words from './messages.ts';
import { type Avr910Parameters, parseAvr910 } from './parameters.ts';

const yes = 0x59;

/** What the programmer says of itself. */
interface Abilities {
  /** As it calls itself: seven characters. */
  readonly name: Uint8Array;
  readonly movesOn: boolean;
  /** Bytes that a block command may carry; undefined if it has none. */
  readonly blockSize: number | undefined;
}

/** Serial programmers of application note AVR910, "In-System Programming". */
class Avr910 implements Programmer {
  readonly readsUnchecked = true;
  readonly #context: ProgrammerContext;
  readonly #parameters: Avr910Parameters;
  #connection: { line: SerialLine; link: Avr109Link } | undefined;
  #abilities: Abilities = { name: new Uint8Array(0), movesOn: false, blockSize: undefined };
  /** Where the programmer's address stands, if known. */
  #address: number | undefined;

  constructor(context: ProgrammerContext, parameters: Avr910Parameters) {
    this.#context = context;
    this.#parameters = parameters;
  }

  async open(): Promise<void> {
    const { bitClock, emit, id } = this.#context;
    if (bitClock !== undefined) emit(notice(bitClockIgnored, { id, by: 'avr910' }));
    const line = await openSerialLine(this.#context, { defaultBaudRate: 19200 });
    const link = new Avr109Link(line, emit, 'avr910');
    await orClose(line, () => link.drain());
    this.#connection = { line, link };
  }

  async initialize(): Promise<void> {
    const { emit } = this.#context;
    const link = this.#link;
    const name = await link.ask('S', 7, 'software-id');
    const id = rawText(name).replace(/\0.*$/s, '');
    const software = await link.ask('V', 2, 'software-version');
    const hardware = await link.ask('v', 2, 'hardware-version');
    const [type = 0] = await link.ask('p', 1, 'programmer-type');
    emit(notice(words.found, { id, type, software, hardware }));
    const [increments] = await link.ask('a', 1, 'auto-increment');
    const movesOn = increments === yes;
    if (movesOn) emit(notice(words.autoIncrement));
    this.#abilities = { name, movesOn, blockSize: await this.#askBlockSize() };
    const deviceCode = this.#parameters.devcode ?? (await this.#chooseDevice());
    await this.#unlessIgnored(link.command(avr109.encodeSelectDevice(deviceCode), 'select device'));
    emit(notice(words.deviceSelected, { deviceCode }));
    await this.#unlessIgnored(link.command(avr109.encodeLetter('P'), 'enter prog mode'));
  }

  /** A refusal, of which has been told, ends the run or does not. */
  async #unlessIgnored(command: Promise<void>): Promise<void> {
    try {
      await command;
    } catch (error) {
      const { ignoresRefusal } = this.#context.behaviour.of(avr910Deeds);
      if (!ignoresRefusal || !(error instanceof ProtocolError)) throw error;
    }
  }

  async disable(): Promise<void> {
    await this.#connection?.link.farewell('L', 'leave prog mode');
  }

  async close(): Promise<void> {
    await this.#connection?.line.close();
    this.#connection = undefined;
  }

  async chipErase(): Promise<void> {
    const { part, clock } = this.#context;
    await this.#link.command(avr109.encodeLetter('e'), 'chip erase');
    await clock.sleep(part.chipEraseDelay / 1000);
  }

  /** Boot loaders after AVR109 speak like an AVR910. */
  erasure(): Erasure {
    return 'may-blank';
  }

  async readSignature(_memory: Memory): Promise<Uint8Array> {
    const bytes = await this.#link.ask('s', 3, 'read-signature');
    return bytes.toReversed();
  }

  /** New firmware sends any instruction; of its answer only the last byte is known. */
  async command(instruction: Uint8Array): Promise<Uint8Array> {
    await this.#link.send(avr109.encodeUniversal(instruction));
    const [value = 0] = await this.#link.receive(2, 'exchange-instruction');
    return Uint8Array.of(0, instruction[0] ?? 0, instruction[1] ?? 0, value);
  }

  async pagedRead(
    memory: Memory,
    run: readonly PageRange[],
    onPage: (index: number, data: Uint8Array) => void,
  ): Promise<void> {
    const isFlash = flashOrEeprom(memory);
    const link = this.#link;
    const abilities = this.#abilities;
    await readInStep(
      {
        inStep: () => link.answersAs('S', abilities.name),
        settle: async () => {
          await link.drain();
          this.#address = undefined;
        },
      },
      async () => {
        for (const [index, page] of run.entries()) {
          const data = abilities.blockSize ? this.#readBlocks(isFlash, page) : this.#readBytes(isFlash, page);
          onPage(index, await data);
        }
      },
    );
  }

  async pagedWrite(memory: Memory, run: readonly Page[], onPage: (index: number) => void): Promise<void> {
    const isFlash = flashOrEeprom(memory);
    for (const [index, page] of run.entries()) {
      if (this.#abilities.blockSize) await this.#writeBlocks(isFlash, page);
      else if (isFlash) await this.#writeFlashPage(memory, page);
      else await this.#writeEepromBytes(memory, page);
      onPage(index);
    }
  }

  async readByte(memory: Memory, address: number): Promise<number> {
    const isFlash = flashOrEeprom(memory);
    const range = { address: isFlash ? address & ~1 : address, length: isFlash ? 2 : 1 };
    const bytes = await this.#readBytes(isFlash, range);
    return bytes[isFlash ? address & 1 : 0] ?? 0xff;
  }

  async writeByte(memory: Memory, address: number, value: number): Promise<void> {
    if (flashOrEeprom(memory)) {
      await this.#goTo(address >> 1);
      await this.#link.command(avr109.encodeLoadByte(address & 1 ? 'high' : 'low', value), 'write byte');
    } else {
      await this.#goTo(address);
      await this.#link.command(avr109.encodeWriteEeprom(value), 'write byte');
    }
    this.#address = undefined;
  }

  get #link(): Avr109Link {
    if (!this.#connection) throw new ProtocolError('programmer is not open');
    return this.#connection.link;
  }

  async #askBlockSize(): Promise<number | undefined> {
    if (!this.#parameters.testsBlockMode) return undefined;
    const [answer] = await this.#link.ask('b', 1, 'set-up');
    if (answer !== yes) return undefined;
    const high = await this.#link.receiveByte('set-up');
    const size = (high << 8) | (await this.#link.receiveByte('set-up'));
    this.#context.emit(notice(words.blockMode, { size }));
    return size;
  }

  /** Looks whether the programmer knows the part. `-F` takes whatever it knows first. */
  async #chooseDevice(): Promise<number> {
    const { emit, part, id, force, findPart } = this.#context;
    await this.#link.send(avr109.encodeLetter('t'));
    emit(notice(words.devicesListed));
    const listed: number[] = [];
    while (listed.length < 256) {
      const deviceCode = await this.#link.receiveByte('set-up');
      if (deviceCode === 0) break;
      listed.push(deviceCode);
      const name = findPart?.((other) => other.avr910Devcode === deviceCode)?.desc;
      emit(notice(words.deviceListed, { deviceCode, name }));
    }
    emit(notice(words.devicesEnd));
    if (!listed.includes(part.avr910Devcode)) {
      emit(notice(words.notSupported, { part: part.id, desc: part.desc, id, forced: force }));
      if (!force) throw new ProtocolError(`programmer does not know ${part.desc}`);
    }
    return force ? (listed[0] ?? 0) : part.avr910Devcode;
  }

  /** Sets the programmer's address unless it stands there already. */
  async #goTo(address: number): Promise<void> {
    if (this.#address !== address) await this.#link.setAddress(address, false);
    this.#address = address;
  }

  #passed(units: number): void {
    this.#address =
      this.#abilities.movesOn && this.#address !== undefined ? this.#address + units : undefined;
  }

  async #readBytes(isFlash: boolean, page: PageRange): Promise<Uint8Array> {
    const data = new Uint8Array(page.length);
    const unit = isFlash ? 2 : 1;
    for (let at = 0; at < page.length; at += unit) {
      await this.#goTo((page.address + at) / unit);
      const bytes = isFlash
        ? await this.#link.ask('R', unit, 'read-page-by-words')
        : await this.#link.ask('d', unit, 'read-page-by-bytes');
      data.set(bytes.toReversed(), at);
      this.#passed(1);
    }
    return data;
  }

  async #readBlocks(isFlash: boolean, page: PageRange): Promise<Uint8Array> {
    const data = new Uint8Array(page.length);
    const size = this.#abilities.blockSize ?? 1;
    for (let at = 0; at < page.length; at += size) {
      const length = Math.min(size, page.length - at);
      await this.#goTo((page.address + at) / (isFlash ? 2 : 1));
      await this.#link.send(avr109.encodeReadBlock(isFlash ? 'F' : 'E', length));
      data.set(await this.#link.receive(length, 'read-block'), at);
      this.#passedBlock(isFlash ? length / 2 : length);
    }
    return data;
  }

  async #writeBlocks(isFlash: boolean, page: Page): Promise<void> {
    // EEPROM goes byte by byte, as avrdude does it: not every firmware has larger blocks of it.
    const size = isFlash ? (this.#abilities.blockSize ?? 1) : 1;
    for (let at = 0; at < page.data.length; at += size) {
      const block = page.data.subarray(at, at + size);
      await this.#goTo((page.address + at) / (isFlash ? 2 : 1));
      await this.#link.command(avr109.encodeWriteBlock(isFlash ? 'F' : 'E', block), 'write block');
      this.#passedBlock(isFlash ? block.length / 2 : block.length);
    }
  }

  /** The address of block commands moves on in every firmware that has them. */
  #passedBlock(units: number): void {
    if (this.#address !== undefined) this.#address += units;
  }

  /** Loads the page buffer byte by byte and has it written. */
  async #writeFlashPage(memory: Memory, page: Page): Promise<void> {
    for (const [i, value] of page.data.entries()) {
      await this.#goTo((page.address + i) >> 1);
      const half = (page.address + i) & 1 ? 'high' : 'low';
      await this.#link.command(avr109.encodeLoadByte(half, value), 'write byte');
      if (half === 'high') this.#passed(1);
    }
    await this.#goTo(page.address >> 1);
    await this.#link.command(avr109.encodeLetter('m'), 'flush page');
    await this.#context.clock.sleep(memory.maxWriteDelay / 1000);
    // The next page begins with a fresh address, as after every command but those that move it on.
    this.#address = undefined;
  }

  async #writeEepromBytes(memory: Memory, page: Page): Promise<void> {
    for (const [i, value] of page.data.entries()) {
      await this.#goTo(page.address + i);
      await this.#link.command(avr109.encodeWriteEeprom(value), 'write byte');
      await this.#context.clock.sleep(memory.maxWriteDelay / 1000);
      this.#passed(1);
    }
  }
}

/** @returns whether it is flash. @throws UnsupportedError if it is neither: ISP instructions have to do */
function flashOrEeprom(memory: Memory): boolean {
  if (memory.name === 'flash') return true;
  if (memory.name === 'eeprom') return false;
  throw new UnsupportedError(`AVR910 has no commands for ${memory.name}`);
}

export const avr910: ProgrammerType = {
  id: 'avr910',
  name: 'avr910',
  takesExtended: true,
  create: (context) => new Avr910(context, parseAvr910(context)),
};
