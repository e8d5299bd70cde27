import { UnsupportedError } from '../../model/errors.ts';
import { readInstruction, writeInstruction } from '../../model/isp-instructions.ts';
import { isInFlash, isInSigrow, isReadOnlyKind, memoryKind } from '../../model/memory-kind.ts';
import { decodeOutput, encodeInstruction, outputByte } from '../../model/opcode.ts';
import type { Memory } from '../../model/part.ts';
import { notice } from '../../output/events.ts';
import { fail } from '../../output/fail.ts';
import * as code from '../../protocols/pickit5/byte-code.ts';
import { words } from '../../protocols/pickit5/frames.ts';
import type { ProgrammerContext } from '../programmer.ts';
import * as say from './messages.ts';
import type { Target } from './target.ts';
import { ways } from './ways.ts';

/** How much of a memory other than flash one script reads. */
const smallBlock = 256;
/** The signature row of a classic part is reached by 8 bits. */
const sigrowMost = 256;

const readScripts: Readonly<Record<string, string>> = {
  eeprom: 'ReadDataEEmem',
  fuse: 'ReadConfigmemFuse',
  fuses: 'ReadConfigmemFuse',
  lock: 'ReadConfigmemLock',
  userrow: 'ReadIDmem',
  bootrow: 'ReadIDmem',
  calibration: 'ReadCalibrationByte',
};

const writeScripts: Readonly<Record<string, string>> = {
  eeprom: 'WriteDataEEmem',
  fuse: 'WriteConfigmemFuse',
  fuses: 'WriteConfigmemFuse',
  lock: 'WriteConfigmemLock',
  userrow: 'WriteIDmem',
  bootrow: 'WriteIDmem',
};

/** The memories of a target, by the scripts of its part. */
export class Memories {
  readonly #context: ProgrammerContext;
  readonly #target: Target;

  constructor(context: ProgrammerContext, target: Target) {
    this.#context = context;
    this.#target = target;
  }

  /** Bytes of the memory that one script moves. */
  block(memory: Memory, direction: 'read' | 'write'): number {
    if (isInFlash(memory)) return Math.max(memory.pageSize, ways[this.#target.way].block);
    return direction === 'read' ? smallBlock : Math.max(1, memory.pageSize);
  }

  /** @throws as Pickit5Link.run; UnsupportedError after saying so */
  async read(memory: Memory, address: number, length: number): Promise<Uint8Array> {
    const { way, link } = this.#target;
    const kind = memoryKind(memory);
    if (kind === 'fuse' && way === 'dw') await this.#target.switchToIsp();
    else await this.#target.switchToDebugWire();
    const at = memory.offset + address;
    if (this.#byInstruction(memory)) return this.#readByInstructions(memory, address, length);
    if (way === 'jtag' && kind === 'fuse') return link.run({ code: code.jtagReadFuse(fuseOf(memory)) });
    if (way === 'jtag' && isInSigrow(memory) && kind !== 'calibration')
      return link.upload({ code: code.jtagReadSigrow(at % sigrowMost, length) }, length);
    const script = this.#readScript(memory);
    if (way === 'updi' && length === 1 && script === undefined) return link.run({ code: code.updiLoad(at) });
    const found = script ?? this.#target.script('ReadMem8');
    if (!found) return this.#unsupported(memory, true);
    return link.upload({ code: found, parameters: words(this.#place(memory, at), length) }, length);
  }

  /** @throws as `read` */
  async write(memory: Memory, address: number, data: Uint8Array): Promise<void> {
    const { way, link } = this.#target;
    const kind = memoryKind(memory);
    if (kind === 'fuse' && way === 'dw') await this.#target.switchToIsp();
    else if (!isInFlash(memory)) await this.#target.switchToDebugWire();
    const at = memory.offset + address;
    const [value = 0] = data;
    if (this.#byInstruction(memory)) return this.#writeByInstruction(memory, address, value);
    if (way === 'jtag' && kind === 'fuse') {
      await link.run({ code: code.jtagWriteFuse(fuseOf(memory), value) });
      return;
    }
    const parameters = words(this.#place(memory, at), data.length);
    if (way === 'pdi' && isInFlash(memory)) {
      if (data.length % memory.pageSize !== 0) return this.#unsupported(memory, false);
      return link.download({ code: code.pdiWriteFlash(memory.pageSize), parameters }, data);
    }
    const script = this.#writeScript(memory, data.length);
    if (script) return link.download({ code: script, parameters }, data);
    if (isReadOnlyKind(memory)) return this.#unsupported(memory, false);
    if (way === 'updi' && data.length === 1) {
      await link.run({ code: code.updiStore(at, value) });
      return;
    }
    const plain = this.#target.script('WriteMem8');
    if (!plain) return this.#unsupported(memory, false);
    return link.download({ code: plain, parameters }, data);
  }

  /** JTAG counts flash in words. */
  #place(memory: Memory, at: number): number {
    return this.#target.way === 'jtag' && isInFlash(memory) ? at >> 1 : at;
  }

  /** @returns undefined for memories that are read as any place of the data space. @throws UnsupportedError after saying so */
  #readScript(memory: Memory): Uint8Array | undefined {
    const kind = memoryKind(memory);
    if (this.#target.way === 'tpi' || isInFlash(memory)) return this.#target.needed('ReadProgmem');
    const own = this.#target.script(readScripts[kind] ?? '');
    if (own) return own;
    const isRow = isInSigrow(memory) || kind === 'userrow' || kind === 'bootrow';
    const row = isRow ? this.#target.script('ReadConfigmem') : undefined;
    if (row) return row;
    return isReadOnlyKind(memory) ? this.#unsupported(memory, true) : undefined;
  }

  #writeScript(memory: Memory, length: number): Uint8Array | undefined {
    const kind = memoryKind(memory);
    if (this.#target.way === 'tpi') return this.#target.needed('WriteProgmem');
    if (isInFlash(memory) && memory.pageSize > 1 && length % memory.pageSize === 0)
      return this.#target.needed('WriteProgmem');
    if (kind === 'boot') return this.#target.script('WriteBootMem');
    return this.#target.script(writeScripts[kind] ?? '');
  }

  /** Whether the memory is reached by an ISP instruction each byte. */
  #byInstruction(memory: Memory): boolean {
    const kind = memoryKind(memory);
    return this.#target.byIsp && kind !== 'flash' && kind !== 'eeprom' && memory.opcodes.read !== undefined;
  }

  async #readByInstructions(memory: Memory, address: number, length: number): Promise<Uint8Array> {
    const data = new Uint8Array(length);
    for (let at = 0; at < length; at++) data[at] = await this.#readByInstruction(memory, address + at);
    return data;
  }

  async #readByInstruction(memory: Memory, address: number): Promise<number> {
    const read = readInstruction(memory, address);
    const byte = read && outputByte(read.opcode);
    if (!read || byte === undefined) throw new UnsupportedError(`${memory.name} has no read instruction`);
    // 8.x describes values of the signature row by where they are in it.
    const place = memoryKind(memory) === 'sigrow-value' ? memory.offset : 0;
    const sent = encodeInstruction(read.opcode, read.address + place);
    const [, value = 0] = await this.#saying(
      'read',
      this.#target.link.run({ code: code.ispRead(sent, byte) }),
    );
    const answer = new Uint8Array(4);
    answer[byte] = value;
    return decodeOutput(read.opcode, answer);
  }

  async #writeByInstruction(memory: Memory, address: number, value: number): Promise<void> {
    const write = writeInstruction(memory, address);
    if (!write) throw new UnsupportedError(`${memory.name} has no write instruction`);
    const sent = encodeInstruction(write.opcode, write.address, value);
    await this.#saying('write', this.#target.link.run({ code: code.ispWrite(sent) }));
    await this.#context.clock.sleep(memory.minWriteDelay / 1000);
  }

  async #saying<Result>(what: 'read' | 'write', work: Promise<Result>): Promise<Result> {
    try {
      return await work;
    } catch (error) {
      this.#context.emit(notice(say.fuseFailed, { what }));
      throw error;
    }
  }

  #unsupported(memory: Memory, reading: boolean): never {
    fail(
      this.#context.emit,
      notice(say.memoryUnsupported, { memory: memory.name, reading }),
      new UnsupportedError(`${memory.name} is not reached`),
    );
  }
}

function fuseOf({ name }: Memory): code.JtagFuse {
  return name === 'hfuse' || name === 'efuse' ? name : 'lfuse';
}
