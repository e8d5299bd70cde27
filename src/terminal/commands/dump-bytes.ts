import { scanInteger } from '../../model/c-number.ts';
import { returnCode } from '../../model/errors.ts';
import { locateMemory } from '../../model/locate-memory.ts';
import type { Memory } from '../../model/part.ts';
import { defineMessage } from '../../output/words.ts';
import { hexDump } from '../hex-dump.ts';
import { named, plain } from '../phrases.ts';
import { attempt, type Command, done, type TerminalSession } from '../session.ts';
import { memoryUnknown } from './messages.ts';

const usage = defineMessage('terminal/dump-bytes-usage', {
  '6.4': () => plain('Usage: dump <memtype> [<addr> <len>]\n'),
});
const unparsable = defineMessage<{ what: string; text: string }>('terminal/dump-bytes-unparsable', {
  '6.4': ({ what, text }) => named('dump', `can't parse ${what} "${text}"\n`),
});
const outOfRange = defineMessage<{ address: bigint; memory: string }>('terminal/dump-bytes-out-of-range', {
  '6.4': ({ address, memory }) =>
    named(
      'dump',
      `address 0x${address.toString(16).padStart(5, '0')} is out of range for ${memory} memory\n`,
    ),
});
const outOfMemory = defineMessage('terminal/out-of-memory', {
  '6.4': () => named('dump', 'out of memory\n'),
});
const unreadable = defineMessage<{ memory: string; address: number; part: string; rc: number }>(
  'terminal/dump-bytes-unreadable',
  {
    '6.4': ({ memory, address, part, rc }) => [
      plain(`error reading ${memory} address 0x${address.toString(16).padStart(5, '0')} of part ${part}\n`),
      ...(rc === -1 ? [plain(`read operation not supported on memory type "${memory}"\n`)] : []),
    ],
  },
);

const defaultLength = 64;

/** `dump <memory> [<address> <length>]` of 6.4: byte by byte; without numbers it goes on where it left off. */
export const dumpBytes: Command = async (session, words) => {
  const [, name, addressText, lengthText] = words;
  if (name === undefined || (words.length !== 2 && words.length !== 4)) {
    return session.refuse(usage);
  }
  const place = placeFor(session, name);
  const memory = locateMemory(session.part, name, session.context.behaviour.memoryNames);
  if (!memory) {
    return session.refuse(memoryUnknown, { command: 'dump', memory: name, part: session.part.desc });
  }
  if (addressText !== undefined && lengthText !== undefined) {
    const address = scanInteger(addressText);
    if (address.end === 0 || address.end < addressText.length) {
      return session.refuse(unparsable, { what: 'address', text: addressText });
    }
    place.address = Number(address.value);
    const length = scanInteger(lengthText);
    if (length.end === 0 || length.end < lengthText.length) {
      return session.refuse(unparsable, { what: 'length', text: lengthText });
    }
    place.length = Number(BigInt.asIntN(32, length.value));
    if (address.value >= BigInt(memory.size)) {
      return session.refuse(outOfRange, { address: address.value, memory: memory.name });
    }
  } else if (place.address >= memory.size) {
    place.address = 0;
  }
  // The sum is unsigned in 6.4: a length below zero that reaches below address 0 counts as too long.
  const end = place.address + place.length;
  if (end > memory.size || end < 0) place.length = memory.size - place.address;
  if (place.length < 0) {
    return session.refuse(outOfMemory);
  }
  const bytes = await readBytes(session, memory, place.address, place.length);
  const data = new Uint8Array(memory.size).fill(0xff);
  data.set(bytes, place.address);
  await session.witnessRead(memory, [place], data);
  session.print(hexDump(memory, place.address, bytes, 4));
  session.print('\n');
  place.address += place.length;
  return done;
};

/** Another memory than the last begins at its beginning; an abbreviation of the last one goes on. */
function placeFor(session: TerminalSession, name: string): { address: number; length: number } {
  const [known] = [...session.places];
  if (known?.[0].startsWith(name)) return known[1];
  const place = { address: 0, length: defaultLength };
  session.places.clear();
  session.places.set(name, place);
  return place;
}

async function readBytes(
  session: TerminalSession,
  memory: Memory,
  from: number,
  length: number,
): Promise<Uint8Array> {
  const bytes = new Uint8Array(length);
  for (let i = 0; i < length; i++) {
    const result = await attempt(() => session.memories.read(memory, from + i));
    if (!result.ok) {
      const rc = returnCode(result.error);
      const facts = { memory: memory.name, address: from + i, part: session.part.desc, rc };
      throw session.complain(unreadable, facts, -1, result.error);
    }
    bytes[i] = result.value;
  }
  return bytes;
}
