import { bitsInUse } from '../../model/bits-in-use.ts';
import { ProtocolError, UnsupportedError } from '../../model/errors.ts';
import { isInFlash, memoryKind } from '../../model/memory-kind.ts';
import type { Page, PageRange } from '../../model/page.ts';
import type { Memory } from '../../model/part.ts';
import { notice } from '../../output/events.ts';
import { fail } from '../../output/fail.ts';
import type { Lights, Programmer, ProgrammerContext, ProgrammerType } from '../programmer.ts';
import { DryChip } from './chip.ts';
import { fillChip } from './filling.ts';
import { DryLights } from './lights.ts';
import * as words from './messages.ts';
import { type DryrunParameters, parseDryrun } from './parameters.ts';
import { libraryRandom } from './random.ts';
import { type Call, called, fuseWritten, returned } from './trace-messages.ts';

/** No programmer at all, but a simulated chip: everything can be tried without hardware, and is forgotten in the end. */
class Dryrun implements Programmer {
  readonly #context: ProgrammerContext;
  readonly #parameters: DryrunParameters;
  #chip: DryChip | undefined;

  readonly #lights: DryLights;

  /** Erases a page of parts that have such a command. */
  readonly pageErase?: (memory: Memory, address: number) => Promise<void>;

  constructor(context: ProgrammerContext, parameters: DryrunParameters) {
    this.#context = context;
    this.#parameters = parameters;
    this.#lights = new DryLights(context.emit);
    if (!isBootLoader(context) && context.part.progModes.some((mode) => mode === 'PDI' || mode === 'UPDI'))
      this.pageErase = async (memory, address) => this.#erasePage(memory, address);
  }

  async open(): Promise<void> {
    const { bitClock, emit, id, port } = this.#context;
    if (bitClock !== undefined) emit(notice(words.bitClockIgnored, { id }));
    emit(notice(words.opening, { port }));
  }

  async enable(): Promise<void> {
    this.#call({ operation: 'enable' });
    this.#chip ??= await this.#makeChip();
    this.#lights.begin();
  }

  async initialize(): Promise<void> {
    this.#call({ operation: 'initialize' });
    this.#call({ operation: 'enable-programming' });
    this.#lights.ready();
  }

  async disable(): Promise<void> {
    this.#lights.end();
    this.#call({ operation: 'disable' });
  }

  async close(): Promise<void> {
    this.#call({ operation: 'close' });
  }

  async light(lights: Lights): Promise<void> {
    this.#lights.show(lights);
  }

  async display(): Promise<void> {}

  /** A boot loader's programmer looks at the last byte of flash, where urboot loaders of 7.5 to 12.7 have their version. */
  async stepBegins(): Promise<void> {
    const { flash, bootloader } = this.#target;
    const isOther = this.#context.part.progModes.some((mode) => mode === 'UPDI' || mode === 'aWire');
    if (flash && bootloader && !isOther) await this.readByte(flash, flash.size - 1);
  }

  async chipErase(): Promise<void> {
    this.#call({ operation: 'erase-chip' });
    this.#target.chipErase();
  }

  async readSignature(_memory: Memory): Promise<Uint8Array> {
    this.#access({ operation: 'read-signature' });
    const bytes = this.#context.part.signature.slice(0, 3);
    this.#returned(bytes);
    return bytes;
  }

  /** Knows the chip erase instruction; anything else does nothing and reads 0xff. */
  async command(instruction: Uint8Array): Promise<Uint8Array> {
    this.#access({ operation: 'send-instruction', instruction });
    if (instruction[0] === 0xac && instruction[1] === 0x80) await this.chipErase();
    return Uint8Array.of(instruction[1] ?? 0, instruction[2] ?? 0, instruction[3] ?? 0, 0xff);
  }

  async readByte(memory: Memory, address: number): Promise<number> {
    const { part } = this.#context;
    const operation = 'read-byte';
    this.#access({ operation, memory, address });
    const { name, size } = memory;
    if (address >= size)
      this.#fail({ operation, why: 'outside', part: part.desc, memory: name, address, size });
    if (!this.#target.isReadable(memory)) this.#fail({ operation, why: 'inside-only', memory: name });
    const bytes = this.#target.read(memory, address, 1);
    this.#returned(bytes);
    return bytes[0] ?? 0xff;
  }

  async writeByte(memory: Memory, address: number, value: number): Promise<void> {
    const { part } = this.#context;
    const operation = 'write-byte';
    this.#access({ operation, memory, address, value });
    const { name, size } = memory;
    if (this.#target.isReadOnly(memory)) {
      if ((await this.readByte(memory, address)) === value) return;
      this.#fail({ operation, why: 'write-protected', part: part.desc, memory: name });
    }
    if (address >= size)
      this.#fail({ operation, why: 'outside', part: part.desc, memory: name, address, size });
    this.#target.writeByte(memory, address, value, bitsInUse(part, memory, address));
  }

  async pagedRead(
    memory: Memory,
    run: readonly PageRange[],
    onPage: (index: number, data: Uint8Array) => void,
  ): Promise<void> {
    mustHavePages(memory);
    for (const [index, { address, length }] of run.entries()) {
      this.#access({ operation: 'read-page', memory, address, length });
      onPage(index, this.#target.read(memory, address, length));
    }
  }

  async pagedWrite(memory: Memory, run: readonly Page[], onPage: (index: number) => void): Promise<void> {
    mustHavePages(memory);
    for (const [index, { address, data }] of run.entries()) {
      this.#access({ operation: 'write-page', memory, address, length: data.length });
      this.#target.write(memory, address, data);
      onPage(index);
    }
  }

  isReadOnly(memory: Memory): boolean {
    return this.#target.isReadOnly(memory);
  }

  get #target(): DryChip {
    if (!this.#chip) throw new ProtocolError('no dryrun device');
    return this.#chip;
  }

  #erasePage(memory: Memory, address: number): void {
    this.#access({ operation: 'erase-page', memory, address });
    if (!isMovedByPages(memory) || memory.pageSize <= 1)
      this.#fail({ operation: 'erase-page', why: 'no-pages', memory: memory.name });
    this.#target.erasePage(memory, address);
  }

  async #makeChip(): Promise<DryChip> {
    const context = this.#context;
    const { part, facts, clock } = context;
    const { contents, seed } = this.#parameters;
    const random = libraryRandom(seed === 0 ? Math.trunc(clock.now() * 1000) : seed);
    const fields = await facts.fuseFields(part);
    const chip = new DryChip(part, {
      fields: fields ?? [],
      bootloader: isBootLoader(context),
      resetValues: await facts.resetValues(part),
      random: contents === 'code' ? random : undefined,
    });
    if (contents === 'factory') return chip;
    const { flash } = chip;
    if (flash && fields) {
      this.#watchFuses(chip);
      fillChip(chip, flash, { contents, random, opcodes: await facts.opcodes(part) });
      chip.fusesAreFixed = true;
      chip.watch = undefined;
    } else {
      const lacks = flash ? 'no config table' : 'no flash';
      context.emit(notice(words.notFilled, { lacks, part: part.desc }));
    }
    return chip;
  }

  #watchFuses(chip: DryChip): void {
    const { emit, id, part } = this.#context;
    chip.watch = {
      read: (memory, address, value) => {
        this.#access({ operation: 'read-byte', memory, address });
        this.#returned(Uint8Array.of(value));
      },
      written: (memory, address, value) => {
        emit(notice(fuseWritten, { programmer: id, part: part.id, memory, address, value }));
        this.#access({ operation: 'write-byte', memory, address, value });
      },
    };
  }

  /** Tells of something that is done with the target. */
  #access(call: Call): void {
    this.#lights.accessing();
    this.#call(call);
  }

  #call(call: Call): void {
    this.#context.emit(notice(called, call));
  }

  #returned(bytes: Uint8Array): void {
    this.#context.emit(notice(returned, { bytes }));
  }

  #fail(failure: words.Failure): never {
    const { operation, memory, why } = failure;
    fail(
      this.#context.emit,
      notice(words.failed, failure),
      new ProtocolError(`${operation} of ${memory}: ${why}`),
    );
  }
}

/** A programmer that knows no other way than a boot loader's. */
function isBootLoader({ entry }: ProgrammerContext): boolean {
  return entry.progModes.length === 1 && entry.progModes[0] === 'SPM';
}

function isMovedByPages(memory: Memory): boolean {
  return isInFlash(memory) || ['eeprom', 'userrow', 'bootrow'].includes(memoryKind(memory));
}

function mustHavePages(memory: Memory): void {
  if (!isMovedByPages(memory)) throw new UnsupportedError(`${memory.name} is not moved by pages`);
}

export const dryrun: ProgrammerType = {
  id: 'dryrun',
  name: 'Dryrun',
  takesExtended: true,
  needsNoPort: true,
  taken: (emit) => {
    emit(notice(called, { operation: 'create' }));
    emit(notice(called, { operation: 'set-up' }));
  },
  released: (emit) => emit(notice(called, { operation: 'tear-down' })),
  create: (context) => new Dryrun(context, parseDryrun(context)),
};
