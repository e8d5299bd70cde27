import { ProtocolError, UnsupportedError } from '../model/errors.ts';
import type { Page, PageRange } from '../model/page.ts';
import type { Memory } from '../model/part.ts';
import { notice } from '../output/events.ts';
import { DryChip } from './dry-chip.ts';
import * as words from './dryrun-messages.ts';
import type { Programmer, ProgrammerContext, ProgrammerType } from './programmer.ts';

/** Memories that are moved by pages. */
const paged = ['flash', 'application', 'apptable', 'boot', 'eeprom', 'usersig', 'userrow', 'bootrow'];

/** No programmer at all, but an emulated chip: everything can be tried without hardware, and is forgotten in the end. */
class Dryrun implements Programmer {
  private readonly context: ProgrammerContext;
  private readonly chip: DryChip;

  constructor(context: ProgrammerContext) {
    this.context = context;
    this.chip = new DryChip(context.part);
    prefill(this.chip, context);
  }

  async open(): Promise<void> {
    const { bitClockGiven, emit, id, port } = this.context;
    if (bitClockGiven) emit(notice(words.bitClockIgnored, { id }));
    emit(notice(words.called, { text: `dryrun_open(${port})` }));
  }

  async initialize(): Promise<void> {}

  async disable(): Promise<void> {}

  async close(): Promise<void> {}

  async display(): Promise<void> {}

  async keepAlive(): Promise<void> {}

  async chipErase(): Promise<void> {
    const { part } = this.context;
    if (this.isBootLoader) this.chip.eraseApplication(part.bootSectionSize);
    else this.chip.chipErase();
  }

  async pageErase(memory: Memory, address: number): Promise<void> {
    const start = address - (address % memory.pageSize);
    this.chip.write(memory, start, new Uint8Array(memory.pageSize).fill(0xff), true);
  }

  async readSignature(_memory: Memory): Promise<Uint8Array> {
    return this.context.part.signature.slice(0, 3);
  }

  /** Knows the chip erase instruction; anything else does nothing and reads 0xff. */
  async command(instruction: Uint8Array): Promise<Uint8Array> {
    if (instruction[0] === 0xac && instruction[1] === 0x80) await this.chipErase();
    return Uint8Array.of(instruction[1] ?? 0, instruction[2] ?? 0, instruction[3] ?? 0, 0xff);
  }

  async readByte(memory: Memory, address: number): Promise<number> {
    this.mustHold(memory, address, 'dryrun_read_byte');
    return this.chip.read(memory, address, 1)[0] ?? 0xff;
  }

  async writeByte(memory: Memory, address: number, value: number): Promise<void> {
    this.mustHold(memory, address, 'dryrun_write_byte');
    if (!this.chip.isReadOnly(memory)) this.chip.writeByte(memory, address, value);
    else if ((await this.readByte(memory, address)) !== value)
      throw this.failure(
        'dryrun_write_byte',
        `cannot write to write-protected memory ${this.context.part.desc} ${memory.name}`,
      );
  }

  async pagedRead(
    memory: Memory,
    run: readonly PageRange[],
    onPage: (index: number, data: Uint8Array) => void,
  ): Promise<void> {
    this.mustHavePages(memory);
    for (const [index, page] of run.entries())
      onPage(index, this.chip.read(memory, page.address, page.length));
  }

  async pagedWrite(memory: Memory, run: readonly Page[], onPage: (index: number) => void): Promise<void> {
    this.mustHavePages(memory);
    const erasing = this.isBootLoader || !['flash', 'application', 'apptable', 'boot'].includes(memory.name);
    for (const [index, page] of run.entries()) {
      this.chip.write(memory, page.address, page.data, erasing);
      onPage(index);
    }
  }

  isReadOnly(memory: Memory): boolean {
    return this.chip.isReadOnly(memory);
  }

  private get isBootLoader(): boolean {
    const modes = this.context.entry.progModes;
    return modes.length === 1 && modes[0] === 'SPM';
  }

  private mustHavePages(memory: Memory): void {
    if (!paged.includes(memory.name)) throw new UnsupportedError(`${memory.name} is not moved by pages`);
  }

  private mustHold(memory: Memory, address: number, func: string): void {
    if (address < memory.size) return;
    const verb = func === 'dryrun_read_byte' ? 'read byte' : 'write byte to';
    const top = (memory.size - 1).toString(16).padStart(4, '0');
    const at = address.toString(16).padStart(4, '0');
    throw this.failure(
      func,
      `cannot ${verb} ${this.context.part.desc} ${memory.name} as address 0x${at} outside range [0, 0x${top}]`,
    );
  }

  private failure(func: string, text: string): ProtocolError {
    this.context.emit(notice(words.failed, { func, text }));
    return new ProtocolError(text);
  }
}

/** `-x init`: readable patterns; `-x random`: anything; each with `=<seed>` to come out the same again. */
function prefill(chip: DryChip, context: ProgrammerContext): void {
  const wish = context.extended.find((parameter) => /^(init|random)(=|$)/.test(parameter));
  if (!wish) return;
  const seed = Number(
    context.extended.find((parameter) => /^(init|random|seed)=/.test(parameter))?.split('=')[1] ?? 1,
  );
  const texts: Readonly<Record<string, string>> = {
    flash: 'Pack my box with five dozen liquor jugs. ',
    eeprom: 'The quick brown fox jumps over the lazy dog. ',
    userrow: 'The five boxing wizards jump quickly. ',
    usersig: 'The five boxing wizards jump quickly. ',
  };
  const next = generator(seed);
  for (const memory of context.part.memories) {
    const text = texts[memory.name];
    if (!text) continue;
    chip.fill(memory, (address) =>
      wish.startsWith('init') ? text.charCodeAt(address % text.length) : next() & 0xff,
    );
  }
}

/** Pseudo-random numbers (xorshift, 32 bits). */
function generator(seed: number): () => number {
  let state = seed | 0 || 1;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return state >>> 8;
  };
}

export const dryrun: ProgrammerType = {
  id: 'dryrun',
  name: 'Dryrun',
  description: 'Dryrun programmer for testing avrdude',
  takesExtended: true,
  create: (context) => new Dryrun(context),
};
