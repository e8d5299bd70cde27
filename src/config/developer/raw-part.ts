import { type Memory, type Opcode, type OpcodeBit, opcodeKinds, type Part } from '../../model/part.ts';
import { statedModes } from '../../model/stated-modes.ts';
import { memoryTypeBits } from './memory-type-bits.ts';
import { modeBits } from './mode-bits.ts';
import { partFlags } from './part-assignments.ts';
import { RawStruct } from './raw-struct.ts';
import type { DeveloperStyle } from './style.ts';

/** The structures of parts, as avrdude 7.1 and 8.2 have them in memory on x86-64 Linux. */

const bitTypes = { ignore: 0, value: 1, address: 2, input: 3, output: 4 } as const;

/** @param blanksAreZero whether a bit that may be anything counts as a fixed 0, as in memories under 8.2 */
export function rawOpcode({ bits }: Opcode, blanksAreZero: boolean): Uint8Array {
  const struct = new RawStruct();
  bits.forEach((bit, position) => {
    const kind = bit.kind === 'ignore' && blanksAreZero ? 'value' : bit.kind;
    struct.int(bitTypes[kind], bitNumber(bit, position), bit.kind === 'value' ? bit.value : 0);
  });
  return struct.end();
}

/** Which bit of address or data it is; of bits that are neither, which bit of its byte. */
function bitNumber(bit: OpcodeBit, position: number): number {
  return 'bit' in bit ? bit.bit : position % 8;
}

/** Names and variants, which stand before the part itself: there from 8.x on. */
export function rawIntroduction(part: Part): Uint8Array {
  const variants = part.variants.map((variant) => `${variant}\0`).join('');
  return new RawStruct()
    .text(part.desc, 64)
    .text(part.id, 32)
    .text(part.familyId, 16)
    .text(variants, 4096 - 64 - 32 - 16)
    .end();
}

/** @returns all numbers of a part */
export function rawPart(part: Part, style: DeveloperStyle): Uint8Array {
  const full = style === 'full';
  return new RawStruct()
    .pointers(full ? 6 : 5)
    .int(modeBits(statedModes(part)), part.mcuid, ...(full ? [part.archnum] : []))
    .int(part.nInterrupts, part.nPageErase, part.nBootSections, part.bootSectionSize, part.hvupdiVariant)
    .int(part.stk500Devcode, part.avr910Devcode, part.chipEraseDelay)
    .bytes([part.pagel, part.bs2, ...part.signature])
    .short(part.usbpid)
    .int(part.resetDisposition === 'io' ? 1 : 0, retryPins[part.retryPulse], partFlags(part))
    .int(part.timeout, part.stabdelay, part.cmdexedelay, part.synchloops, part.bytedelay, part.pollindex)
    .bytes([part.pollvalue])
    .int(part.predelay, part.postdelay, part.pollmethod, stackTypes[part.ctlStack.kind])
    .bytes([...array(part.ctlStack.bytes, 32), ...array(part.flashInstr, 3), ...array(part.eepromInstr, 20)])
    .int(part.hventerstabdelay, part.progmodedelay, part.latchcycles, part.togglevtg, part.poweroffdelay)
    .int(part.resetdelayms, part.resetdelayus, part.hvleavestabdelay, part.resetdelay)
    .int(part.chiperasepulsewidth, part.chiperasepolltimeout, part.chiperasetime)
    .int(part.programfusepulsewidth, part.programfusepolltimeout)
    .int(part.programlockpulsewidth, part.programlockpolltimeout, part.synchcycles, part.hvspcmdexedelay)
    .bytes([part.idr, part.rampz, part.spmcr, part.eecr, part.eind])
    .int(part.mcuBase, part.nvmBase, part.ocdBase, ...(full ? [part.syscfgBase] : []), part.ocdrev)
    .bytes([part.autobaudSync])
    .int(...(full ? [part.factoryFcpu] : []))
    .pointers(opcodeKinds.length + 3)
    .int(0)
    .end();
}

/** The numbers of avrdude's pins, of which one is pulsed when programming is tried again. */
const retryPins = { none: 0, reset: 3, sck: 4 } as const;
const stackTypes = { none: 0, pp: 1, hvsp: 2 } as const;

function array(bytes: Uint8Array, size: number): readonly number[] {
  return Array.from({ length: size }, (_, i) => bytes[i] ?? 0);
}

/** @returns all numbers of a memory */
export function rawMemory(part: Part, memory: Memory, style: DeveloperStyle): Uint8Array {
  const full = style === 'full';
  const struct = new RawStruct().pointers(1);
  if (full) struct.int(memoryTypeBits(part, memory));
  return struct
    .pointers(1)
    .int(memory.paged ? 1 : 0, memory.size, memory.pageSize, memory.numPages)
    .int(...(full ? [memory.initval, memory.bitmask] : []))
    .int(memory.nWordWrites, memory.offset, memory.minWriteDelay, memory.maxWriteDelay)
    .int(memory.pwroffAfterWrite ? 1 : 0)
    .bytes(memory.readback)
    .int(memory.mode, memory.delay, memory.blocksize, memory.readsize, memory.pollindex)
    .pointers(2 + opcodeKinds.length)
    .end();
}

/** The memory's name, which stands before it. */
export function rawMemoryName({ name }: Memory): Uint8Array {
  return new RawStruct().text(name, 32).end();
}
