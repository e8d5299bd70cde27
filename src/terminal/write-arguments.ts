import { scanInteger } from '../model/c-number.ts';
import { readIntegerItem } from '../model/integer-item.ts';
import { locateMemory } from '../model/locate-memory.ts';
import type { Memory } from '../model/part.ts';
import { defineMessage } from '../output/words.ts';
import { addressDigits, hexAddress } from './addresses.ts';
import { argumentWrong, memoryUnknown } from './commands/messages.ts';
import { type DataWord, parseDataWord } from './data-word.ts';
import { type FileItem, readFileItem } from './file-item.ts';
import { errorOf, usage, warningOf } from './phrases.ts';
import type { TerminalSession } from './session.ts';
import { writeSyntax71, writeSyntax82 } from './write-syntax.ts';

/** What `write` is to put where. */
export interface WritePlan {
  readonly memory: Memory;
  readonly address: number;
  readonly bytes: Uint8Array;
  /** 1 where a byte is given, 0 in the gaps of a file. */
  readonly known: Uint8Array;
  /** The item that fills the rest, if `...` was given and there is a rest. */
  readonly filler: string | undefined;
}

const syntax = defineMessage<{ detailed: boolean }>('terminal/write-arguments-syntax', {
  '7.1': () => usage(writeSyntax71),
  '8.2': ({ detailed }) => usage(writeSyntax82(detailed)),
});
const outOfRange = defineMessage<{ memory: Memory; address: number }>(
  'terminal/write-arguments-out-of-range',
  {
    '7.1': ({ memory, address }) =>
      errorOf(
        'write',
        `(write) ${memory.name} address 0x${hexAddress(address, 5)} is out of range [0, 0x${hexAddress(memory.size - 1, 5)}]\n`,
      ),
    '8.2': ({ memory, address }) => {
      const digits = addressDigits(memory);
      const range = `[-0x${hexAddress(memory.size, digits)}, 0x${hexAddress(memory.size - 1, digits)}]`;
      return errorOf(
        'write',
        `(write) ${memory.name} address 0x${hexAddress(address, digits)} is out of range ${range}\n`,
      );
    },
  },
);
const dataWrong = defineMessage<{ text: string; error: string }>('terminal/data-wrong', {
  '7.1': ({ text }) => errorOf('write', `(write) cannot parse data ${text}\n`),
  '8.2': ({ text, error }) => errorOf('write', `(write) data ${text}: ${error}\n`),
});
const dataRemark = defineMessage<{ text: string }>('terminal/data-remark', {
  '7.1': ({ text }) => errorOf('write', `(write) ${text}\n`),
  '8.2': ({ text }) => warningOf('write', `(write) ${text}\n`),
});
const tooMany = defineMessage<{ memory: string }>('terminal/write-arguments-too-many', {
  '7.1': ({ memory }) =>
    errorOf('write', `(write) selected address and # bytes exceed range for ${memory} memory\n`),
});
const clipping = defineMessage<{ part: string; memory: string }>('terminal/clipping', {
  '8.2': ({ part, memory }) =>
    warningOf('write', `(write) clipping data to fit into ${part} ${memory} memory\n`),
});
const fillTooLong = defineMessage<{ memory: Memory; address: number; length: number }>(
  'terminal/fill-too-long',
  {
    '8.2': ({ memory, address, length }) =>
      errorOf(
        'write',
        `(write ...) effective ${memory.name} start address 0x${hexAddress(address, addressDigits(memory))} and ` +
          `effective length ${length} incompatible with memory size ${memory.size}\n`,
      ),
  },
);
const fillTooShort = defineMessage<{ recorded: number; length: number }>('terminal/fill-too-short', {
  '8.2': ({ recorded, length }) =>
    warningOf(
      'write',
      `(write ...) can only fill ${recorded} < ${length} byte${recorded === 1 ? '' : 's'} as last item has zero bytes\n`,
    ),
});
const missing = defineMessage<{ what: 'data' | 'address'; memory: string; text: string }>(
  'terminal/missing',
  {
    '8.2': ({ what, memory, text }) =>
      errorOf(
        'write',
        what === 'data'
          ? `(write) no data specified for ${memory} address ${text}\n`
          : `(write) no address specified for ${memory} data ${text}\n`,
      ),
  },
);

/** Understands the words of `write`. @returns `wrong` if they cannot be, which has been said */
export async function composeWrite(
  session: TerminalSession,
  words: readonly string[],
): Promise<WritePlan | 'nothing' | 'wrong'> {
  const c = session.rules.numbers === 'c';
  const name = words[1];
  if (name === undefined || words.length < (c ? 4 : 3) || (!c && name === '-?')) {
    session.say(syntax, { detailed: session.verbosity > 0 });
    return 'wrong';
  }
  const memory = locateMemory(session.part, name, session.context.behaviour.memoryNames);
  if (!memory) {
    session.say(memoryUnknown, { command: 'write', memory: name, part: session.part.desc });
    return 'wrong';
  }
  if (words.length === 3 && memory.size > 1 && saysWhatIsMissing(session, memory, words[2] ?? ''))
    return 'wrong';
  const address = words.length === 3 ? 0 : startAddress(session, memory, words[2] ?? '');
  if (address === undefined) return 'wrong';
  const fills = words.at(-1) === '...';
  const first = fills ? 4 : words.length === 3 ? 2 : 3;
  const length = fills ? fillLength(session, memory, address, words[3] ?? '') : words.length - first;
  if (length === undefined) return 'wrong';
  if (length === 0 && fills && !c) return 'nothing';
  const itemWords = words.slice(first, fills ? -1 : undefined);
  const collected = await collect(session, memory, itemWords, { address, length, fills });
  return collected === undefined ? 'wrong' : { memory, address, ...collected };
}

/** One word for a memory of more than one byte must be a file. */
function saysWhatIsMissing(session: TerminalSession, memory: Memory, text: string): boolean {
  const item = parseDataWord(text, session.rules.numbers);
  if (item.kind === 'wrong') return false;
  const value = item.integer === undefined ? undefined : BigInt.asIntN(64, item.integer);
  const couldBeAddress = value !== undefined && value >= -BigInt(memory.size) && value < BigInt(memory.size);
  session.say(missing, { what: couldBeAddress ? 'data' : 'address', memory: memory.name, text });
  return true;
}

function startAddress(session: TerminalSession, memory: Memory, text: string): number | undefined {
  const parsed = parseNumber(session, text);
  if (!parsed.ok) {
    session.say(argumentWrong, { command: 'write', what: 'address', text, error: parsed.error });
    return undefined;
  }
  const fromEnd = session.rules.numbers === 'data-items' && parsed.value < 0;
  const address = fromEnd ? memory.size + parsed.value : parsed.value;
  if (address >= 0 && address < memory.size) return address;
  session.say(outOfRange, { memory, address });
  return undefined;
}

function fillLength(
  session: TerminalSession,
  memory: Memory,
  address: number,
  text: string,
): number | undefined {
  const parsed = parseNumber(session, text);
  if (!parsed.ok) {
    session.say(argumentWrong, { command: 'write ...', what: 'length', text, error: parsed.error });
    return undefined;
  }
  if (session.rules.numbers === 'c') return parsed.value;
  const length = parsed.value < 0 ? memory.size + parsed.value - address + 1 : parsed.value;
  if (length >= 0 && length <= memory.size - address) return length;
  session.say(fillTooLong, { memory, address, length });
  return undefined;
}

function parseNumber(session: TerminalSession, text: string): ReturnType<typeof readIntegerItem> {
  if (session.rules.numbers === 'data-items') return readIntegerItem(text, 'int32');
  const scanned = scanInteger(text);
  if (scanned.end === 0 || scanned.end < text.length) return { ok: false, error: '' };
  return { ok: true, value: Number(BigInt.asIntN(32, scanned.value)) };
}

type Item = Extract<DataWord, { kind: 'data' }> | FileItem;

interface Span {
  readonly address: number;
  /** Items that count, or bytes if the last item fills. */
  readonly length: number;
  readonly fills: boolean;
}

/** Puts the items one behind the other; with `...` the last is repeated. */
async function collect(
  session: TerminalSession,
  memory: Memory,
  words: readonly string[],
  span: Span,
): Promise<Pick<WritePlan, 'bytes' | 'known' | 'filler'> | undefined> {
  const c = session.rules.numbers === 'c';
  const room = memory.size - span.address;
  const bytes: number[] = [];
  const known: number[] = [];
  let last: Item | undefined;
  let filling = false;
  const rounds = span.fills ? span.length : words.length;
  let passed = 0;
  while (passed < rounds) {
    const word = words[passed++];
    if (word === undefined) {
      filling = true;
    } else {
      last = await readItem(session, memory, word);
      if (last === undefined) return undefined;
    }
    const before = bytes.length;
    append(bytes, known, last, c);
    if (bytes.length === before && filling && !c) {
      filling = false;
      break;
    }
    if (bytes.length >= (c ? memory.size + 1 : room)) break;
  }
  const length = finalLength(
    session,
    memory,
    span,
    span.fills ? bytes.length : bytes.length + rounds - passed,
  );
  if (length === undefined) return undefined;
  return {
    bytes: Uint8Array.from({ length }, (_, i) => bytes[i] ?? 0),
    known: Uint8Array.from({ length }, (_, i) => known[i] ?? (c ? 1 : 0)),
    filler: span.fills && (filling || c) ? (words.at(-1) ?? '') : undefined,
  };
}

function finalLength(
  session: TerminalSession,
  memory: Memory,
  { address, length, fills }: Span,
  recorded: number,
): number | undefined {
  const room = memory.size - address;
  if (session.rules.numbers === 'c') {
    const count = fills ? length : recorded;
    if (count <= room) return count;
    session.say(tooMany, { memory: memory.name });
    return undefined;
  }
  if (fills) {
    if (recorded >= length) return length;
    session.say(fillTooShort, { recorded, length });
    return recorded;
  }
  if (recorded <= room) return recorded;
  session.say(clipping, { part: session.part.desc, memory: memory.name });
  return room;
}

async function readItem(session: TerminalSession, memory: Memory, word: string): Promise<Item | undefined> {
  const c = session.rules.numbers === 'c';
  const item = parseDataWord(word, session.rules.numbers);
  if (item.kind === 'data') {
    if (item.warning !== undefined) session.say(dataRemark, { text: item.warning });
    return item;
  }
  if (!c) {
    const file = await readFileItem(session, memory, word);
    if (file.kind === 'file') return file;
    session.say(dataWrong, { text: word, error: file.error });
    return undefined;
  }
  session.say(dataWrong, { text: word.endsWith(',') ? word.slice(0, -1) : word, error: '' });
  return undefined;
}

/** A file leaves its gaps alone. */
function append(bytes: number[], known: number[], item: Item | undefined, c: boolean): void {
  if (!item) {
    if (c) push(bytes, known, [0]);
    return;
  }
  if (item.kind === 'data') {
    push(bytes, known, item.bytes);
    return;
  }
  for (const [i, byte] of item.bytes.entries()) {
    bytes.push(byte);
    known.push(item.known[i] ?? 0);
  }
}

function push(bytes: number[], known: number[], values: Iterable<number>): void {
  for (const value of values) {
    bytes.push(value);
    known.push(1);
  }
}
