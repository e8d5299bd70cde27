import type { Segment } from '../../files/encoding.ts';
import { writeImage } from '../../files/write-image.ts';
import { readIntegerItem } from '../../model/integer-item.ts';
import { locateMemory } from '../../model/locate-memory.ts';
import type { Memory } from '../../model/part.ts';
import { defineMessage, said } from '../../output/words.ts';
import { addressDigits, hexAddress } from '../addresses.ts';
import { parseFileName } from '../file-name.ts';
import { errorOf, usage, warningOf } from '../phrases.ts';
import { attempt, type Command, done, failed, type TerminalSession } from '../session.ts';
import { argumentWrong, memoryUnknown } from './messages.ts';

const syntax = defineMessage('terminal/save-syntax', {
  '8.2': () =>
    usage(
      'Syntax: save <mem> {<addr> <len>} <file>[:<format>]\n' +
        'Function: save memory segments to file (default format :r raw binary)\n',
    ),
});
const unpaired = defineMessage('terminal/unpaired', {
  '8.2': () => errorOf('save', '(save) need pairs <addr> <len> to describe memory segments\n'),
});
const nothing = defineMessage<{ count: number }>('terminal/nothing', {
  '8.2': ({ count }) =>
    warningOf('save', `(save) no file written owing to empty memory segment${count === 1 ? '' : 's'}\n`),
});
const unreadable = defineMessage<{ memory: string; address: number; part: string }>(
  'terminal/save-unreadable',
  {
    '8.2': ({ memory, address, part }) => {
      const digits = address < 16 ? 1 : address < 256 ? 2 : address < 65536 ? 4 : 5;
      return errorOf(
        'save',
        `(save) error reading ${memory} address 0x${hexAddress(address, digits)} of part ${part}\n`,
      );
    },
  },
);
const segmentWrong = defineMessage<{ text: string }>('terminal/segment-wrong', {
  '8.2': ({ text }) => said('error', text, 'segment_normalise() fileio.c'),
});

/** `save <memory> [<address> <length>]… <file>[:<format>]`: sections of a memory, as the cache has them, to a file. */
export const save: Command = async (session, words) => {
  const [, name, ...rest] = words;
  const fileWord = rest.at(-1);
  if (name === undefined || fileWord === undefined || name === '-?') {
    return session.refuse(syntax);
  }
  const memory = locateMemory(session.part, name, session.context.behaviour.memoryNames);
  if (!memory) {
    return session.refuse(memoryUnknown, { command: 'save', memory: name, part: session.part.desc });
  }
  const numbers = rest.slice(0, -1);
  if (numbers.length % 2 !== 0) {
    return session.refuse(unpaired);
  }
  const target = parseFileName(session, 'save', fileWord, 'r');
  const segments = parseSegments(session, memory, numbers);
  const total = segments.reduce((sum, { length }) => sum + length, 0);
  if (total <= 0) {
    if (target.file !== '-') session.say(nothing, { count: segments.length });
    return done;
  }
  const data = await readSegments(session, memory, segments, total);
  await session.witnessRead(memory, segments, data, target.file);
  const { fs, stdout, behaviour, emit } = session.context;
  const written = await attempt(async () =>
    writeImage({ ...target, memory, part: session.part, data, segments, fs, stdout, behaviour, emit }),
  );
  return written.ok ? done : failed(written.error);
};

function parseSegments(session: TerminalSession, memory: Memory, texts: readonly string[]): Segment[] {
  const asked: { address: number; length: number }[] = [];
  for (let i = 0; i < texts.length; i += 2) {
    const [addressText = '', lengthText = ''] = texts.slice(i, i + 2);
    const address = readIntegerItem(addressText, 'int32');
    if (!address.ok) {
      const { error } = address;
      throw session.complain(argumentWrong, { command: 'save', what: 'address', text: addressText, error });
    }
    const length = readIntegerItem(lengthText, 'int32');
    if (!length.ok) {
      const { error } = length;
      throw session.complain(argumentWrong, { command: 'save', what: 'length', text: addressText, error });
    }
    asked.push({ address: address.value, length: length.value });
  }
  if (asked.length === 0) return [{ address: 0, length: memory.size }];
  const segments: Segment[] = [];
  for (const each of asked) {
    const segment = normalise(memory, each);
    if (typeof segment === 'string') throw session.complain(segmentWrong, { text: segment });
    segments.push(segment);
  }
  return segments;
}

/** Counts negative numbers from the end of the memory. @returns what is wrong if it does not lie in the memory */
function normalise(memory: Memory, asked: Segment): Segment | string {
  const { name, size } = memory;
  const digits = addressDigits(memory);
  const address = asked.address < 0 ? size + asked.address : asked.address;
  if (address < 0 || address >= size) {
    const range = `[-0x${hexAddress(size, digits)}, 0x${hexAddress(size - 1, digits)}]`;
    return `${name} address 0x${hexAddress(asked.address, digits)} is out of range ${range}\n`;
  }
  const length = asked.length < 0 ? size + asked.length - address + 1 : asked.length;
  if (length < 0 || length > size)
    return `invalid segment length ${asked.length} for ${name} address 0x${hexAddress(address, digits)}\n`;
  if (length > 0 && address + length > size) {
    const end = hexAddress(size - 1, digits);
    return `segment length ${asked.length} with starting address 0x${hexAddress(asked.address, digits)} reaches beyond memory end 0x${end}\n`;
  }
  return { address, length };
}

async function readSegments(
  session: TerminalSession,
  memory: Memory,
  segments: readonly Segment[],
  total: number,
): Promise<Uint8Array> {
  const data = new Uint8Array(memory.size).fill(0xff);
  session.progress(0, 1, 'Reading');
  for (const { address, length } of segments) {
    for (let at = address; at < address + length; at++) {
      const read = await attempt(() => session.memories.read(memory, at));
      if (!read.ok) {
        const facts = { memory: memory.name, address: at, part: session.part.desc };
        throw session.complain(unreadable, facts, -1, read.error);
      }
      data[at] = read.value;
      session.progress(at, total);
    }
  }
  session.progress(1, 1);
  return data;
}
