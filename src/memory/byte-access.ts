import { bitsInUse } from '../model/bits-in-use.ts';
import { endsRun, ProtocolError, TargetError, UnsupportedError } from '../model/errors.ts';
import {
  placeInSigrow,
  readInstruction,
  writeInstruction,
  writePageInstruction,
} from '../model/isp-instructions.ts';
import { isInFlash, memoryKind } from '../model/memory-kind.ts';
import { decodeOutput, encodeInstruction } from '../model/opcode.ts';
import type { Memory } from '../model/part.ts';
import { hushed, notice } from '../output/events.ts';
import { fail } from '../output/fail.ts';
import { called } from './called-messages.ts';
import { noTpi, pageWithoutInstructions, placeWorkedOut } from './messages.ts';
import type { ByteAccess, ByteAccessSettings } from './single-bytes.ts';
import { usedBitsAccess } from './used-bits.ts';

/** How often a byte is waited for before it counts as not written (6.4: `tries > 5`). */
const maxTries = 6;

/** Byte access over a programmer's `readByte`/`writeByte`, each replaced by ISP instructions where it has none. */
export function byteAccess(settings: ByteAccessSettings): ByteAccess {
  const { programmer, behaviour } = settings;
  const isp = ispAccess(settings, (memory, address) => plain.read(memory, address));
  /** What the programmer's own way does not know, an instruction may. */
  const orByIsp = async <T>(own: Promise<T>, instead: () => Promise<T>): Promise<T> => {
    try {
      return await own;
    } catch (error) {
      if (error instanceof UnsupportedError && programmer.command) return instead();
      throw error;
    }
  };
  const plain: ByteAccess = {
    read: (memory, address) => {
      if (!programmer.readByte) return isp.read(memory, address);
      return orByIsp(programmer.readByte(memory, address), () => isp.read(memory, address));
    },
    write: (memory, address, value) => {
      if (!programmer.writeByte) return isp.write(memory, address, value);
      return orByIsp(programmer.writeByte(memory, address, value), () => isp.write(memory, address, value));
    },
    writePage: isp.writePage,
  };
  return behaviour.writing.bytes === 'used-bits' ? usedBitsAccess(plain, settings) : plain;
}

/**
 * Byte access by the instructions of the configuration.
 * @param readBack how a written byte is polled
 */
function ispAccess(
  {
    programmer,
    part,
    clock,
    behaviour,
    emit,
    programmerId = '',
    programmerType = '',
    bootloader,
  }: ByteAccessSettings,
  readBack: (memory: Memory, address: number) => Promise<number>,
): ByteAccess {
  const usedBitsOnly = behaviour.writing.bytes === 'used-bits';
  const same = (memory: Memory, address: number, one: number | undefined, other: number): boolean => {
    const bits = usedBitsOnly ? bitsInUse(part, memory, address) : 0xff;
    return one !== undefined && (one & bits) === (other & bits);
  };

  const send = (bytes: Uint8Array): Promise<Uint8Array> => {
    if (!programmer.command) throw new UnsupportedError('programmer cannot send ISP instructions');
    return programmer.command(bytes);
  };

  /** @throws UnsupportedError for a part with TPI, which knows no such instructions, after saying so */
  const mustNotBeTpi = (verb: 'read' | 'write'): void => {
    if (!part.progModes.includes('TPI') || !programmer.command) return;
    fail(
      emit,
      notice(noTpi, { type: programmerType, verb }),
      new UnsupportedError('programmer has no way to say TPI'),
    );
  };

  const loadExtendedAddress = async (memory: Memory, address: number): Promise<void> => {
    const opcode = memory.opcodes.load_ext_addr;
    if (opcode) await send(encodeInstruction(opcode, address));
  };

  const read = async (memory: Memory, address: number): Promise<number> => {
    emit(notice(called, { operation: 'read-byte', programmer: programmerId, part, memory, address }));
    mustNotBeTpi('read');
    const place = placeInSigrow(part, memory, address);
    const instruction = readInstruction(memory, address + place);
    if (!instruction) throw new UnsupportedError(`${memory.name} has no read instruction`);
    await loadExtendedAddress(memory, instruction.address);
    emit(notice(placeWorkedOut, { part: part.id, memory, address, place }));
    return decodeOutput(
      instruction.opcode,
      await send(encodeInstruction(instruction.opcode, instruction.address)),
    );
  };

  /**
   * What is there before it is written, which 8.x looks at without a word. Where an instruction for it fails, it is not known, and
   * the byte is written all the same.
   */
  const present = async (memory: Memory, address: number): Promise<number | undefined> => {
    const look = () => readBack(memory, address);
    try {
      return await (usedBitsOnly ? hushed(emit, look) : look());
    } catch (error) {
      if (endsRun(error) || (error instanceof ProtocolError && error.rc !== -1)) throw error;
      return undefined;
    }
  };

  const write = async (memory: Memory, address: number, value: number): Promise<void> => {
    emit(notice(called, { operation: 'write-byte', programmer: programmerId, part, memory, address, value }));
    mustNotBeTpi('write');
    // Where 8.x does not look first, it waits and leaves it to the verification: boot loaders answer 0 for what they cannot do.
    const blind = usedBitsOnly && (bootloader || part.progModes.includes('TPI'));
    // On the AT90S1200 reading first can spoil the other byte of the word (avrdude's own experience).
    const before = memory.paged || part.isAt90s1200 || blind ? undefined : await present(memory, address);
    if (same(memory, address, before, value)) return;
    const instruction = writeInstruction(memory, address);
    if (!instruction) throw new UnsupportedError(`${memory.name} has no write instruction`);
    await send(encodeInstruction(instruction.opcode, instruction.address, value));
    if (memory.paged) return;
    if (before === undefined) {
      await clock.sleep(memory.maxWriteDelay / 1000);
      return;
    }
    for (let attempt = 0; attempt < maxTries; attempt++) {
      if (same(memory, address, await settled(memory, address, value), value)) return;
    }
    throw new TargetError(`${memory.name} does not take 0x${value.toString(16)}`, -6);
  };

  /** What the byte reads as, once it is right or its write delay is over. */
  const settled = async (memory: Memory, address: number, value: number): Promise<number> => {
    const polled = !usedBitsOnly || memoryKind(memory) === 'eeprom' || isInFlash(memory);
    if (!polled || memory.readback.includes(value)) {
      await clock.sleep(memory.maxWriteDelay / 1000);
      return readBack(memory, address);
    }
    const start = clock.now();
    for (;;) {
      const now = await readBack(memory, address);
      if (now === value || (clock.now() - start) * 1000 >= memory.maxWriteDelay) return now;
    }
  };

  const writePage = async (memory: Memory, address: number): Promise<void> => {
    if (!programmer.command)
      fail(
        emit,
        notice(pageWithoutInstructions, { type: programmerType }),
        new UnsupportedError('programmer cannot send ISP instructions'),
      );
    const instruction = writePageInstruction(memory, address);
    if (!instruction) throw new ProtocolError(`${memory.name} has no page write instruction`);
    await loadExtendedAddress(memory, instruction.address);
    await send(encodeInstruction(instruction.opcode, instruction.address));
    await clock.sleep(memory.maxWriteDelay / 1000);
  };

  return { read, write, writePage };
}
