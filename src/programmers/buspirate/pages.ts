import { concatBytes } from '../../model/bytes.ts';
import { ProtocolError, UnsupportedError } from '../../model/errors.ts';
import { encodeInstruction } from '../../model/opcode.ts';
import type { Page, PageRange } from '../../model/page.ts';
import type { Memory, Opcode } from '../../model/part.ts';
import { hushed, notice } from '../../output/events.ts';
import { fail } from '../../output/fail.ts';
import * as bp from '../../protocols/buspirate/commands.ts';
import type { BusPirateLink } from '../../protocols/buspirate/link.ts';
import type { SerialLine } from '../line/serial-line.ts';
import { readInStep } from '../pages/in-step.ts';
import type { ProgrammerContext } from '../programmer.ts';
import * as words from './pages-messages.ts';

/** The most that one command writes to the target, in bytes. */
const maxWrite = 4096;

/** What the Bus Pirate's firmware can do beyond single instructions. */
export interface Abilities {
  readonly pagedWrite: boolean;
  /** The version of the AVR extended commands, if it has them; they read pages. */
  readonly avrExtended: number | undefined;
}

/** Pages of flash over a Bus Pirate in binary SPI mode, as far as its firmware moves any. */
export class BusPiratePages {
  readonly #link: BusPirateLink;
  readonly #line: SerialLine;
  readonly #context: ProgrammerContext;
  readonly #abilities: Abilities;

  constructor(link: BusPirateLink, line: SerialLine, context: ProgrammerContext, abilities: Abilities) {
    this.#link = link;
    this.#line = line;
    this.#context = context;
    this.#abilities = abilities;
  }

  /** @throws UnsupportedError where bytes have to do; ProtocolError, TransportError */
  async read(
    memory: Memory,
    run: readonly PageRange[],
    onPage: (index: number, data: Uint8Array) => void,
  ): Promise<void> {
    const { emit } = this.#context;
    const [first] = run;
    const able = this.#abilities.avrExtended !== undefined;
    const unsupported = new UnsupportedError('Bus Pirate reads pages of flash only, if at all');
    if (!able || first === undefined) throw unsupported;
    if (memory.name !== 'flash')
      fail(
        emit,
        notice(words.pageRead, { memory: memory.name, pageSize: memory.pageSize, ...first }),
        unsupported,
      );
    let headed = true;
    const conversation = {
      inStep: async () => headed && (await this.#answersAsKnown()),
      settle: () => this.#settle(),
    };
    await readInStep(conversation, async () => {
      headed = true;
      for (const [index, { address, length }] of run.entries()) {
        emit(notice(words.pageRead, { memory: memory.name, pageSize: memory.pageSize, address, length }));
        await this.#link.send(bp.encodeAvrRead(address >>> 1, length));
        const [known, accepted] = await this.#link.receiveBytes(2);
        if (known === bp.success && accepted !== bp.success) throw this.#failure(words.readReturnedZero);
        headed &&= known === bp.success;
        onPage(index, await this.#link.receiveBytes(length));
      }
    });
  }

  /** All instructions that a page takes, its page write included, go to the target in one command. */
  async write(memory: Memory, run: readonly Page[], onPage: (index: number) => void): Promise<void> {
    if (memory.name !== 'flash' || !this.#abilities.pagedWrite || memory.pageSize * 4 + 8 > maxWrite)
      throw new UnsupportedError('Bus Pirate writes pages of flash only, if at all');
    const low = this.#needed(memory.opcodes.loadpage_lo, 'loadpage_lo');
    const high = this.#needed(memory.opcodes.loadpage_hi, 'loadpage_hi');
    const { load_ext_addr: extended, writepage } = memory.opcodes;
    for (const [index, page] of run.entries()) {
      const word = page.address >>> 1;
      const instructions = Array.from(page.data, (value, i) =>
        encodeInstruction(i % 2 === 0 ? low : high, (page.address + i) >>> 1, value),
      );
      const closing = [extended, writepage].flatMap((opcode) =>
        opcode ? [encodeInstruction(opcode, word)] : [],
      );
      const { oneByOne } = this.#link;
      const done = await this.#link.writeBulk(
        concatBytes(oneByOne ? instructions : [...instructions, ...closing]),
      );
      if (done !== bp.success) throw this.#failure(words.writeThenReadFailed);
      const { id: programmer, part, emit } = this.#context;
      const address = page.address + page.data.length - 1;
      emit(notice(words.pageWritten, { programmer, part: part.id, memory, address }));
      if (oneByOne) for (const instruction of closing) await this.#link.spi(instruction);
      await this.#context.clock.sleep(memory.maxWriteDelay / 1000);
      onPage(index);
    }
  }

  /** Asks for the version of the AVR extended commands, which is known. avrdude does not, so nothing is said of it. */
  #answersAsKnown(): Promise<boolean> {
    const known = bp.encodeAvrExtendedAnswer(this.#abilities.avrExtended ?? 0);
    const request = concatBytes([bp.askAvrExtended, bp.avrExtendedVersion]);
    return hushed(this.#context.emit, async () => {
      await this.#link.send(request);
      const answer = await this.#link.receive(known.length);
      return known.every((byte, i) => answer[i] === byte);
    });
  }

  async #settle(): Promise<void> {
    await this.#line.drain(250);
  }

  #needed(opcode: Opcode | undefined, instruction: words.NeededInstruction): Opcode {
    if (opcode) return opcode;
    const part = this.#context.part.desc;
    fail(
      this.#context.emit,
      notice(words.instructionMissing, { instruction, part }),
      new ProtocolError(`${part} has no ${instruction}`),
    );
  }

  #failure(message: typeof words.writeThenReadFailed): ProtocolError {
    this.#context.emit(notice(message));
    return new ProtocolError('Bus Pirate failed');
  }
}
