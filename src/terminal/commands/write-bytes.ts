import { scanInteger } from '../../model/c-number.ts';
import { returnCode } from '../../model/errors.ts';
import { hexDigits as hex } from '../../model/hex-text.ts';
import { locateMemory } from '../../model/locate-memory.ts';
import type { Memory } from '../../model/part.ts';
import { defineMessage } from '../../output/words.ts';
import { named, plain } from '../phrases.ts';
import { attempt, type Command, done, type TerminalSession } from '../session.ts';
import { memoryUnknown } from './messages.ts';

const usage = defineMessage('terminal/write-bytes-usage', {
  '6.4': () => plain('Usage: write <memtype> <addr> <byte1> <byte2> ... <byteN>\n'),
});
const unparsable = defineMessage<{ what: string; text: string }>('terminal/write-bytes-unparsable', {
  '6.4': ({ what, text }) => named('write', `can't parse ${what} "${text}"\n`),
});
const outOfRange = defineMessage<{ address: bigint; memory: string }>('terminal/write-bytes-out-of-range', {
  '6.4': ({ address, memory }) =>
    named('write', `address 0x${hex(address, 5)} is out of range for ${memory} memory\n`),
});
const tooMany = defineMessage<{ memory: string }>('terminal/write-bytes-too-many', {
  '6.4': ({ memory }) => named('write', `selected address and # bytes exceed range for ${memory} memory\n`),
});
const unwritable = defineMessage<{ value: number; address: number; rc: number; memory: string }>(
  'terminal/write-bytes-unwritable',
  {
    '6.4': ({ value, address, rc, memory }) => [
      named('write', `error writing 0x${hex(value, 2)} at 0x${hex(address, 5)}, rc=${rc}\n`),
      ...(rc === -1 ? [plain(`write operation not supported on memory type "${memory}"\n`)] : []),
    ],
  },
);
const mismatch = defineMessage<{ value: number; address: number; cell: number }>(
  'terminal/write-bytes-mismatch',
  {
    '6.4': ({ value, address, cell }) =>
      named('write', `error writing 0x${hex(value, 2)} at 0x${hex(address, 5)} cell=0x${hex(cell, 2)}\n`),
  },
);

/** `write <memory> <address> <byte>…` of 6.4: each byte is written and read back at once. */
export const writeBytes: Command = async (session, words) => {
  const [, name, addressText, ...byteTexts] = words;
  if (name === undefined || addressText === undefined || byteTexts.length === 0) {
    return session.refuse(usage);
  }
  const memory = locateMemory(session.part, name, session.context.behaviour.memoryNames);
  if (!memory) {
    return session.refuse(memoryUnknown, { command: 'write', memory: name, part: session.part.desc });
  }
  const address = scanInteger(addressText);
  if (address.end === 0 || address.end < addressText.length) {
    return session.refuse(unparsable, { what: 'address', text: addressText });
  }
  if (address.value > BigInt(memory.size)) {
    return session.refuse(outOfRange, { address: address.value, memory: name });
  }
  const start = Number(address.value);
  if (start + byteTexts.length > memory.size) {
    return session.refuse(tooMany, { memory: name });
  }
  const bytes: number[] = [];
  for (const text of byteTexts) {
    const byte = scanInteger(text);
    if (byte.end === 0 || byte.end < text.length) {
      return session.refuse(unparsable, { what: 'byte', text });
    }
    bytes.push(Number(byte.value & 0xffn));
  }
  await session.context.witness?.beforeWrite(memory, start, bytes);
  for (const [i, value] of bytes.entries()) await writeByte(session, memory, start + i, value);
  session.print('\n');
  return done;
};

async function writeByte(
  session: TerminalSession,
  memory: Memory,
  address: number,
  value: number,
): Promise<void> {
  const written = await attempt(() => session.memories.write(memory, address, value));
  if (!written.ok)
    session.say(unwritable, { value, address, rc: returnCode(written.error), memory: memory.name });
  const cell = await attempt(() => session.memories.read(memory, address));
  if (cell.ok && cell.value !== value) session.say(mismatch, { value, address, cell: cell.value });
}
