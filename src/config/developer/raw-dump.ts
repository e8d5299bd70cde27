import { type OpcodeKind, type Opcodes, opcodeKinds, type Part } from '../../model/part.ts';
import type { ProgrammerEntry } from '../../model/programmer-entry.ts';
import { rawIntroduction, rawMemory, rawMemoryName, rawOpcode, rawPart } from './raw-part.ts';
import { rawNumber, rawProgrammer, rawText } from './raw-programmer.ts';
import type { DeveloperStyle } from './style.ts';

const bytesPerLine = 32;
const bytesPerGroup = 8;

/** Flag `R` (8.x) or `r` (7.x) of a part: what avrdude has in memory of it, in hexadecimal. @param order of its memories */
export function dumpPart(part: Part, style: DeveloperStyle, order: readonly string[]): string {
  const full = style === 'full';
  const memories = order.flatMap((name) => part.memories.find((memory) => memory.name === name) ?? []);
  return [
    full ? dump(rawIntroduction(part), part.desc, 'part.intro', 0) : '',
    dump(rawPart(part, style), part.desc, 'part', 0),
    dumpOpcodes(part.opcodes, part.desc, 'part', 1, false),
    ...memories.flatMap((memory, index) => [
      dump(rawMemoryName(memory), part.desc, memory.name, index + 2),
      dump(rawMemory(part, memory, style), part.desc, memory.name, index + 2),
      dumpOpcodes(memory.opcodes, part.desc, memory.name, index + 2, full),
    ]),
  ].join('');
}

function dumpOpcodes(
  opcodes: Opcodes,
  name: string,
  owner: string,
  index: number,
  blanksAreZero: boolean,
): string {
  return opcodeKinds
    .map((kind: OpcodeKind) => {
      const opcode = opcodes[kind];
      return opcode ? dump(rawOpcode(opcode, blanksAreZero), name, `${owner}.${kind}`, index) : '';
    })
    .join('');
}

/** Flag `r` of a programmer. */
export function dumpProgrammer(entry: ProgrammerEntry, style: DeveloperStyle): string {
  const [id] = entry.ids;
  const list = (name: string, values: readonly Uint8Array[]): string =>
    values.map((value, index) => dump(value, id, name, index)).join('');
  const texts = [
    ['usbdev', entry.usbdev],
    ['usbsn', entry.usbsn],
    ['usbvend', entry.usbvendor],
    ['usbprod', entry.usbproduct],
  ] as const;
  return [
    list('id', entry.ids.map(rawText)),
    list('usbpid', entry.usbpid.map(rawNumber)),
    list('hvupdi_', entry.hvupdiSupport.map(rawNumber)),
    dump(rawText(entry.desc), id, 'desc', 0),
    ...texts.map(([name, text]) => (text === '' ? '' : dump(rawText(text), id, name, 0))),
    dump(rawProgrammer(entry, style), id, 'pgm', 0),
  ].join('');
}

/** Lines of 32 bytes, each with whose they are, which, and where; and the bytes as letters. */
function dump(bytes: Uint8Array, name: string, what: string, index: number): string {
  const lines: string[] = [];
  for (let at = 0; at < bytes.length; at += bytesPerLine) {
    const line = [...bytes.subarray(at, at + bytesPerLine)];
    const place = `${hex(index, 2)}.${hex(at / 16, 3)}0`;
    const groups = Array.from({ length: bytesPerLine / bytesPerGroup }, (_, group) =>
      Array.from({ length: bytesPerGroup }, (_, i) => {
        const byte = line[group * bytesPerGroup + i];
        return byte === undefined ? '  ' : hex(byte, 2);
      }).join(''),
    );
    lines.push(`${name}\t${what}\t${place}: ${groups.join(' ')} ${line.map(letter).join('')}\n`);
  }
  return lines.join('');
}

function letter(byte: number): string {
  const low = byte & 0x7f;
  if (low === 0) return '.';
  return low > 0x20 && low < 0x7f ? String.fromCharCode(low) : '_';
}

function hex(value: number, digits: number): string {
  return value.toString(16).padStart(digits, '0');
}
