import type { Memory } from '../model/part.ts';
import { defineMessage } from '../output/words.ts';
import { type DataWord, parseDataWord } from './data-word.ts';
import { type FileItem, readFileItem } from './file-item.ts';
import { errorOf, warningOf } from './phrases.ts';
import type { TerminalSession } from './session.ts';

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
const fillTooShort = defineMessage<{ recorded: number; length: number }>('terminal/fill-too-short', {
  '8.2': ({ recorded, length }) =>
    warningOf(
      'write',
      `(write ...) can only fill ${recorded} < ${length} byte${recorded === 1 ? '' : 's'} as last item has zero bytes\n`,
    ),
});

/** What the items of `write` come to. */
export interface WrittenItems {
  readonly bytes: Uint8Array;
  /** 1 where a byte is given, 0 in the gaps of a file. */
  readonly known: Uint8Array;
  /** The item that fills the rest, if `...` was given and there is a rest. */
  readonly filler: string | undefined;
}

type Item = Extract<DataWord, { kind: 'data' }> | FileItem;

/** What of a memory the items are for. */
export interface Span {
  readonly address: number;
  /** Items that count, or bytes if the last item fills. */
  readonly length: number;
  readonly fills: boolean;
}

/** Puts the items one behind the other; with `...` the last is repeated. @throws CommandError if that cannot be, after saying so */
export async function collectItems(
  session: TerminalSession,
  memory: Memory,
  words: readonly string[],
  span: Span,
): Promise<WrittenItems> {
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
): number {
  const room = memory.size - address;
  if (session.rules.numbers === 'c') {
    const count = fills ? length : recorded;
    if (count <= room) return count;
    throw session.complain(tooMany, { memory: memory.name });
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

async function readItem(session: TerminalSession, memory: Memory, word: string): Promise<Item> {
  const c = session.rules.numbers === 'c';
  const item = parseDataWord(word, session.rules.numbers);
  if (item.kind === 'data') {
    if (item.warning !== undefined) session.say(dataRemark, { text: item.warning });
    return item;
  }
  if (!c) {
    const file = await readFileItem(session, memory, word);
    if (file.kind === 'file') return file;
    throw session.complain(dataWrong, { text: word, error: file.error });
  }
  throw session.complain(dataWrong, { text: word.endsWith(',') ? word.slice(0, -1) : word, error: '' });
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
