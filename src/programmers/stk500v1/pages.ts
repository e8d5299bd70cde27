import { ProtocolError, TimeoutError, UnsupportedError } from '../../model/errors.ts';
import { encodeInstruction } from '../../model/opcode.ts';
import type { Page, PageRange } from '../../model/page.ts';
import type { Memory, Part, ProgMode } from '../../model/part.ts';
import type { PageMemory } from '../../protocols/stk500v1/commands.ts';
import type { Stk500v1Link } from '../../protocols/stk500v1/link.ts';
import { tolerant } from './tolerant.ts';

/** How often a page is moved again. */
const maxRetries = 3;

/** Parts with one of these count addresses in bytes everywhere; their boot loaders do so, too. */
const bytewise: readonly ProgMode[] = ['UPDI', 'PDI', 'aWire'];

/** Pages of flash and EEPROM by STK500 version 1 (AVR061), whose address has 16 bits and counts words or bytes. */
export class Stk500Pages {
  readonly #part: Part;
  readonly #linkNow: () => Stk500v1Link;
  readonly #isBootLoader: boolean;
  /** Bits 16 and up of the address that the programmer holds. */
  #extension: number | undefined;
  #eepromUnit: 1 | 2 | undefined;

  /** @param link while it is open @param isBootLoader which works on the chip it runs on */
  constructor(part: Part, link: () => Stk500v1Link, isBootLoader: boolean) {
    this.#part = part;
    this.#linkNow = link;
    this.#isBootLoader = isBootLoader;
  }

  /** @throws UnsupportedError for a memory without page commands; ProtocolError, TransportError */
  async read(
    memory: Memory,
    run: readonly PageRange[],
    onPage: (index: number, data: Uint8Array) => void,
  ): Promise<void> {
    const space = await this.#addressSpace(memory);
    for (const [index, page] of run.entries()) {
      const { result } = await this.#insisting(async () => {
        const address = await this.#reach(memory, page, space.unit);
        return this.#link.readPage({ memory: space.letter, address }, page.length);
      });
      onPage(index, result);
    }
  }

  /** @throws as `read` */
  async write(memory: Memory, run: readonly Page[], onPage: (index: number) => void): Promise<void> {
    const space = await this.#addressSpace(memory);
    // False where something was lost on the way, so that the page may have gone to the address before as well.
    const write = async ({ address: start, data }: Page): Promise<boolean> => {
      const { result, again } = await this.#insisting(async () => {
        const address = await this.#reach(memory, { address: start, length: data.length }, space.unit);
        return this.#link.writePage({ memory: space.letter, address }, data);
      });
      return result && !again;
    };
    for (const [index, page] of run.entries()) {
      const before = run[index - 1];
      if (!(await write(page)) && before) {
        await write(before);
        await write(page);
      }
      onPage(index);
    }
  }

  /**
   * Does what moves a page, and does it again from its address on where an answer was lost or garbled and the programmer is found
   * again.
   */
  async #insisting<T>(move: () => Promise<T>): Promise<{ result: T; again: boolean }> {
    for (let tries = 0; ; tries++) {
      try {
        return { result: await move(), again: tries > 0 };
      } catch (error) {
        if (!(error instanceof TimeoutError || error instanceof ProtocolError) || tries === maxRetries)
          throw error;
        if (!(await this.#link.foundAgain())) throw error;
        this.#extension = undefined;
      }
    }
  }

  /** How the programmer counts addresses in a memory. @throws UnsupportedError if it has no page commands for it */
  async #addressSpace(memory: Memory): Promise<{ letter: PageMemory; unit: 1 | 2 }> {
    if (this.#isBootLoader && this.#part.progModes.some((mode) => bytewise.includes(mode))) {
      if (memory.name === 'flash') return { letter: 'F', unit: 1 };
      if (memory.name === 'eeprom') return { letter: 'E', unit: 1 };
    }
    if (memory.name === 'flash')
      return {
        letter: 'F',
        unit: this.#isBootLoader || memory.opcodes.loadpage_lo || memory.opcodes.read_lo ? 2 : 1,
      };
    if (memory.name === 'eeprom') {
      this.#eepromUnit ??= await this.#findEepromUnit(memory);
      return { letter: 'E', unit: this.#eepromUnit };
    }
    throw new UnsupportedError(`${memory.name} is not read or written by pages`);
  }

  /** Boot loaders and the ArduinoISP sketch count EEPROM in words, Atmel's board in bytes: it signs on as what it is. */
  async #findEepromUnit(memory: Memory): Promise<1 | 2> {
    if (this.#isBootLoader) return 2;
    const name = await this.#link.signOn();
    if (name === 'AVR ISP') return 2;
    if (name === 'AVR STK') return 1;
    return memory.opcodes.loadpage_lo || memory.opcodes.read_lo ? 2 : 1;
  }

  /** Makes sure of the upper bits of the address. @returns the address in the programmer's unit */
  async #reach(memory: Memory, page: PageRange, unit: 1 | 2): Promise<number> {
    const address = Math.floor(page.address / unit);
    const opcode = memory.opcodes.load_ext_addr;
    if (!opcode && memory.size / unit <= 0x10000) return address;
    const extension = address >>> 16;
    if (extension !== this.#extension) {
      const instruction = opcode
        ? encodeInstruction(opcode, address)
        : Uint8Array.of(0x4d, 0x00, extension, 0x00);
      const done = await tolerant(this.#link.universal(instruction));
      this.#extension = done && extension;
    }
    // Some boot loaders count their own copy on when a page ends at a 64 KiB border.
    if ((address + page.length / unit) >>> 16 !== extension) this.#extension = undefined;
    return address;
  }

  get #link(): Stk500v1Link {
    return this.#linkNow();
  }
}
