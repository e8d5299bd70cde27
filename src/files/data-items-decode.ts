import { type DataItem, dataItemBytes, parseDataItem } from '../model/data-item.ts';
import { latin1Text, utf8AsLatin1 } from '../model/encoding.ts';
import { type Event, notice } from '../output/events.ts';
import type { MessageDefinition } from '../output/words.ts';
import { splitItems } from './data-tokens.ts';
import type { DecodeContext, Decoding } from './decoding.ts';
import { invalidImmediate } from './immediate-messages.ts';
import { byteOrderMark, nextLine } from './lines.ts';
import { invalidNumber } from './number-list-messages.ts';

type Complaint = MessageDefinition<{ readonly item: string; readonly reason: string }>;

/** Reads immediate data as data items (8.x). @param text the data as `-U` gave them */
export function decodeImmediateItems(text: string, context: DecodeContext): Decoding {
  const bytes = utf8AsLatin1(text);
  return decodeItems([splitItems(bytes)], context, invalidImmediate);
}

/** Reads a file of data items (8.x), whatever base it was said to have. `#` begins a comment. */
export function decodeNumberList(bytes: Uint8Array, context: DecodeContext): Decoding {
  return decodeItems(itemLines(bytes), context, invalidNumber);
}

/** The items of each line of a file, without comments. */
export function* itemLines(bytes: Uint8Array): Generator<string[]> {
  for (let at = byteOrderMark(bytes); at < bytes.length; ) {
    const end = nextLine(bytes, at);
    yield withoutComment(latin1Text(bytes.subarray(at, end)));
    at = end;
  }
}

/** A NUL ends the text of a line. */
function withoutComment(bytes: string): string[] {
  const line = bytes.replace(/\0[\s\S]*$/, '');
  if (/^\s*#/.test(line)) return [];
  const items = splitItems(line);
  const comment = items.findIndex((item) => item.startsWith('#'));
  return comment < 0 ? items : items.slice(0, comment);
}

function decodeItems(
  lines: Iterable<string[]>,
  { memory, file }: DecodeContext,
  complaint: Complaint,
): Decoding {
  const data = new Uint8Array(memory.size);
  const events: Event[] = [];
  let used = 0;
  for (const line of lines) {
    for (const text of line) {
      if (used >= memory.size) {
        events.push({
          kind: 'hint',
          name: 'files/data-items-too-many',
          text: `${file}: ${memory.name} is full at ${memory.size} bytes; data from ${text} on are not used.`,
        });
        return { kind: 'contents', events, chunks: [{ address: 0, data }], end: used };
      }
      const byte = plainByte(text);
      if (byte !== undefined) {
        data[used++] = byte;
        continue;
      }
      const item: DataItem = parseDataItem(text);
      if (item.kind === 'error') {
        return { kind: 'unusable', events: [notice(complaint, { item: text, reason: item.reason })] };
      }
      const bytes = dataItemBytes(item).subarray(0, memory.size - used);
      data.set(bytes, used);
      used += bytes.length;
    }
  }
  return { kind: 'contents', events, chunks: [{ address: 0, data: data.subarray(0, used) }], end: used };
}

const smallNumber = /^(?:0x[0-9a-f]{1,2}|0b[01]{1,8}|[0-9]{1,3})$/i;

/** What nearly every item is, without going through all that an item can be: a number that takes one byte. */
function plainByte(text: string): number | undefined {
  if (!smallNumber.test(text)) return undefined;
  const octal = /^0[0-9]/.test(text);
  if (octal && /[89]/.test(text)) return undefined;
  const value = octal ? Number.parseInt(text, 8) : Number(text);
  return value < 0x100 ? value : undefined;
}
