import { bareMemory } from '../../src/model/bare-memory.ts';
import type { Memory, Opcode, OpcodeBit, Part } from '../../src/model/part.ts';

/** Parts for tests of back ends, with the numbers of their data sheets. */

/** An instruction as avrdude.conf writes it: `"1010 1100 100x xxxx x x x x"`. */
export function opcode(pattern: string): Opcode {
  const bits = pattern.split(/\s+/).flatMap((word) => (/^[01xio]+$/.test(word) ? [...word] : [word]));
  if (bits.length !== 32) throw new Error(`${bits.length} bits in ${pattern}`);
  return { bits: bits.map((bit, index) => toBit(bit, (31 - index) % 8)).reverse() };
}

function toBit(bit: string, place: number): OpcodeBit {
  if (bit === '0' || bit === '1') return { kind: 'value', value: bit === '1' ? 1 : 0 };
  if (bit === 'x') return { kind: 'ignore' };
  if (bit === 'i') return { kind: 'input', bit: place };
  if (bit === 'o') return { kind: 'output', bit: place };
  return { kind: 'address', bit: Number(bit.slice(1)) };
}

const noMemory: Memory = { ...bareMemory, size: 1, minWriteDelay: 4500, maxWriteDelay: 4500 };

export function memory(fields: Partial<Memory> & Pick<Memory, 'name'>): Memory {
  return { ...noMemory, ...fields };
}

const highAddress = 'a15 a14 a13 a12 a11 a10 a9 a8';
const lowAddress = 'a7 a6 a5 a4 a3 a2 a1 a0';

/** Flash of a classic part with pages of 128 bytes. */
export const flash = memory({
  name: 'flash',
  paged: true,
  size: 32768,
  pageSize: 128,
  numPages: 256,
  opcodes: {
    read_lo: opcode(`00100000 ${highAddress} ${lowAddress} oooooooo`),
    read_hi: opcode(`00101000 ${highAddress} ${lowAddress} oooooooo`),
    loadpage_lo: opcode(`01000000 xxxxxxxx xx a5 a4 a3 a2 a1 a0 iiiiiiii`),
    loadpage_hi: opcode(`01001000 xxxxxxxx xx a5 a4 a3 a2 a1 a0 iiiiiiii`),
    writepage: opcode(`01001100 ${highAddress} a7 a6 xxxxxx xxxxxxxx`),
  },
});

export const eeprom = memory({
  name: 'eeprom',
  size: 1024,
  pageSize: 4,
  numPages: 256,
  minWriteDelay: 9000,
  maxWriteDelay: 9000,
  opcodes: {
    read: opcode(`10100000 xxxxx a10 a9 a8 ${lowAddress} oooooooo`),
    write: opcode(`11000000 xxxxx a10 a9 a8 ${lowAddress} iiiiiiii`),
  },
});

const m32u4Facts = {
  id: 'm32u4',
  desc: 'ATmega32U4',
  progModes: ['SPM', 'ISP', 'HVPP', 'JTAG'],
  chipEraseDelay: 9000,
  signature: Uint8Array.of(0x1e, 0x95, 0x87),
  opcodes: {
    pgm_enable: opcode('10101100 01010011 xxxxxxxx xxxxxxxx'),
    chip_erase: opcode('10101100 100xxxxx xxxxxxxx xxxxxxxx'),
  },
  memories: [flash, eeprom],
} as const satisfies Partial<Part>;

/** ATmega32U4, as far as back ends look at a part. */
export const m32u4 = { ...m32u4Facts } as unknown as Part;

/** A TPI part: ATtiny10. */
export const t10 = {
  id: 't10',
  desc: 'ATtiny10',
  progModes: ['TPI'],
  chipEraseDelay: 1000,
  signature: Uint8Array.of(0x1e, 0x90, 0x03),
  opcodes: {},
  memories: [
    memory({ name: 'flash', size: 1024, pageSize: 128, numPages: 8, offset: 0x4000 }),
    memory({ name: 'fuse', size: 1, pageSize: 16, offset: 0x3f40 }),
    memory({ name: 'lockbits', size: 1, pageSize: 16, offset: 0x3f00 }),
    memory({ name: 'signature', size: 3, pageSize: 16, offset: 0x3fc0 }),
  ],
} as unknown as Part;

/** ATmega32U4 with what serial programmers look at, too. */
export const classic = {
  ...m32u4,
  stk500Devcode: 0x00,
  avr910Devcode: 0x44,
  serial: 'yes',
  parallel: 'yes',
  pagel: 0xd7,
  bs2: 0xa0,
  resetDisposition: 'dedicated',
  isAt90s1200: false,
  timeout: 200,
  stabdelay: 100,
  cmdexedelay: 25,
  synchloops: 32,
  bytedelay: 0,
  pollindex: 3,
  pollvalue: 0x53,
  memories: [
    { ...flash, mode: 65, delay: 6, blocksize: 128, readsize: 256, pollindex: 0 },
    {
      ...eeprom,
      mode: 65,
      delay: 20,
      blocksize: 4,
      readsize: 256,
      opcodes: {
        ...eeprom.opcodes,
        loadpage_lo: opcode('11000001 00000000 000000 a1 a0 iiiiiiii'),
        writepage: opcode(`11000010 00 x x x a10 a9 a8 a7 a6 a5 a4 a3 a2 0 0 xxxxxxxx`),
      },
    },
  ],
} as unknown as Part;
