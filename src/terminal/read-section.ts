import { scanInteger } from '../model/c-number.ts';
import { type CommandError, returnCode } from '../model/errors.ts';
import { readIntegerItem } from '../model/integer-item.ts';
import { locateMemory } from '../model/locate-memory.ts';
import type { Memory } from '../model/part.ts';
import { defineMessage, more } from '../output/words.ts';
import { addressDigits, hexAddress } from './addresses.ts';
import { argumentWrong, memoryUnknown } from './commands/messages.ts';
import { errorOf, readerError } from './phrases.ts';
import { attempt, type Place, type TerminalSession } from './session.ts';

/** `[<memory> [<address> [<length>]]]` with `...` for "to the end", for the commands that show a section of a memory. */
export interface ReadRequest {
  readonly command: 'dump' | 'read' | 'disasm';
  /** The command as typed. */
  readonly typed: string;
  readonly words: readonly string[];
  /** Bytes shown if nothing was said. */
  readonly defaultLength: number;
}

export interface ReadSection {
  readonly memory: Memory;
  readonly address: number;
  readonly bytes: Uint8Array;
}

const emptyMemory = defineMessage<{ command: string; memory: string; size: number }>(
  'terminal/empty-memory',
  {
    '7.1': ({ memory, size }) => errorOf('dump', `cannot read memory ${memory} of size ${size}\n`),
    '8.2': ({ command, memory, size }) =>
      readerError(`(${command}) cannot read memory ${memory} of size ${size}\n`),
  },
);
const outOfRange = defineMessage<{ command: string; memory: Memory; text: string; value: bigint }>(
  'terminal/read-section-out-of-range',
  {
    '7.1': ({ memory, value }) =>
      errorOf(
        'dump',
        `(dump) ${memory.name} address 0x${value.toString(16)} is out of range [0, 0x${hexAddress(memory.size - 1, addressDigits(memory))}]\n`,
      ),
    '8.2': ({ command, memory, text }) => {
      const digits = addressDigits(memory);
      const range = `[-0x${hexAddress(memory.size, digits)}, 0x${hexAddress(memory.size - 1, digits)}]`;
      return readerError(`(${command}) ${memory.name} address ${text} is out of range ${range}\n`);
    },
  },
);
const lengthInvalid = defineMessage<{ command: string; length: number }>('terminal/length-invalid', {
  '8.2': ({ command, length }) => readerError(`(${command}) invalid effective length ${length}\n`),
});
const unreadable = defineMessage<{
  command: string;
  memory: string;
  address: number;
  part: string;
  rc: number;
}>('terminal/read-section-unreadable', {
  '7.1': ({ memory, address, part, rc }) => [
    errorOf('dump', `(dump) error reading ${memory} address 0x${hexAddress(address, 5)} of part ${part}\n`),
    ...(rc === -1 ? [more('error', `       read operation not supported on memory type ${memory}\n`)] : []),
  ],
  '8.2': ({ command, memory, address, part }) =>
    readerError(`(${command}) error reading ${memory} address 0x${hexAddress(address, 5)} of part ${part}\n`),
});

/**
 * Reads the section that the words ask for, and remembers where the next one begins.
 * @param explain says how the command is used, and gives the error for that
 * @returns undefined if nothing was to be read
 * @throws CommandError if it could not be done, after saying so
 */
export async function readSection(
  session: TerminalSession,
  request: ReadRequest,
  explain: () => CommandError,
): Promise<ReadSection | undefined> {
  const chosen = chooseSection(session, request, explain);
  if (chosen === 'nothing') {
    const memory = session.lastShown;
    return memory && { memory, address: 0, bytes: new Uint8Array(0) };
  }
  const { memory, place } = chosen;
  const { address, length } = place;
  const bytes = await readBytes(session, { command: request.command, memory, address, length });
  await session.witnessRead(memory, [{ address, length }], at(memory, address, bytes));
  place.address = (address + length) % memory.size;
  return { memory, address, bytes };
}

/**
 * Finds out which section the words ask for, and puts it into the memory's place.
 * @throws CommandError if they make no sense, after saying so
 */
export function chooseSection(
  session: TerminalSession,
  request: ReadRequest,
  explain: () => CommandError,
): { readonly memory: Memory; readonly place: Place } | 'nothing' {
  const { words, command } = request;
  if ((words.length < 2 && !session.lastShown) || words.length > 4 || asksForHelp(session, words)) {
    throw explain();
  }
  const memory = chosenMemory(session, request);
  const place = placeOf(session, memory, request.defaultLength);
  if (sectionAsked(session, request, memory, place) === 'nothing') return 'nothing';
  if (place.address >= memory.size) place.address = 0;
  place.length = Math.min(place.length, memory.size);
  if (words.length < 4 && session.verbosity > 0) {
    const shown = session.rules.numbers === 'c' ? request.typed : command;
    session.print(
      `>>> ${shown} ${memory.name} 0x${place.address.toString(16)} 0x${place.length.toString(16)}\n`,
    );
  }
  return { memory, place };
}

function asksForHelp(session: TerminalSession, words: readonly string[]): boolean {
  return session.rules.refusesExtraArguments && words[1] === '-?';
}

function chosenMemory(session: TerminalSession, request: ReadRequest): Memory {
  const name = request.words[1];
  const memory =
    name === undefined
      ? session.lastShown
      : locateMemory(session.part, name, session.context.behaviour.memoryNames);
  const { command } = request;
  if (!memory)
    throw session.complain(memoryUnknown, { command, memory: name ?? '???', part: session.part.desc });
  if (memory.size <= 0)
    throw session.complain(emptyMemory, { command, memory: memory.name, size: memory.size });
  return memory;
}

/** Where the last section of this memory ended, and how long it was. */
function placeOf(session: TerminalSession, memory: Memory, defaultLength: number): Place {
  const place = session.places.get(memory.name) ?? {
    address: 0,
    length: Math.min(memory.size, defaultLength),
  };
  session.places.set(memory.name, place);
  session.lastShown = memory;
  return place;
}

/** Puts what the words ask for into `place`. */
function sectionAsked(
  session: TerminalSession,
  request: ReadRequest,
  memory: Memory,
  place: Place,
): 'section' | 'nothing' {
  const { words, command } = request;
  const [, , addressText, lengthText] = words;
  if (addressText !== undefined && addressText !== '...') {
    place.address = parseAddress(session, command, memory, addressText);
  }
  if (words.length >= 3 && words.at(-1) === '...') {
    if (words.length === 3) place.address = 0;
    place.length = memory.size - place.address;
  } else if (lengthText !== undefined) {
    const length = parseLength(session, command, lengthText);
    const effective = length < 0 ? memory.size + length + 1 - place.address : length;
    if (effective === 0) return 'nothing';
    if (effective < 0) throw session.complain(lengthInvalid, { command, length: effective });
    place.length = effective;
  }
  return 'section';
}

function parseAddress(session: TerminalSession, command: string, memory: Memory, text: string): number {
  if (session.rules.numbers === 'c') {
    const scanned = scanInteger(text);
    if (scanned.end === 0 || scanned.end < text.length)
      throw session.complain(argumentWrong, { command: 'dump', what: 'address', text, error: '' });
    if (scanned.value < BigInt(memory.size)) return Number(scanned.value);
    throw session.complain(outOfRange, { command, memory, text, value: scanned.value });
  }
  const parsed = readIntegerItem(text, 'int32');
  if (!parsed.ok)
    throw session.complain(argumentWrong, { command, what: 'address', text, error: parsed.error });
  const address = parsed.value < 0 ? memory.size + parsed.value : parsed.value;
  if (address >= 0 && address < memory.size) return address;
  throw session.complain(outOfRange, { command, memory, text, value: BigInt(address) });
}

/** C's numbers cannot be negative, and 0 counts as 1 there. */
function parseLength(session: TerminalSession, command: string, text: string): number {
  if (session.rules.numbers === 'c') {
    const scanned = scanInteger(text);
    if (scanned.end === 0 || scanned.end < text.length)
      throw session.complain(argumentWrong, { command: 'dump', what: 'length', text, error: '' });
    return scanned.value === 0n || scanned.value > 0x7fffffffn ? 1 : Number(scanned.value);
  }
  const parsed = readIntegerItem(text, 'int32');
  if (parsed.ok) return parsed.value;
  throw session.complain(argumentWrong, { command, what: 'length', text, error: parsed.error });
}

/** Reads bytes one after the other behind a bar; beyond the end of the memory it goes on at its beginning. */
export async function readBytes(
  session: TerminalSession,
  section: {
    readonly command: string;
    readonly memory: Memory;
    readonly address: number;
    readonly length: number;
  },
): Promise<Uint8Array> {
  const { command, memory, address, length } = section;
  const bytes = new Uint8Array(length);
  session.progress(0, 1, 'Reading');
  for (let i = 0; i < length; i++) {
    const result = await attempt(() => session.memories.read(memory, (address + i) % memory.size));
    if (!result.ok) {
      const rc = returnCode(result.error);
      const facts = { command, memory: memory.name, address: address + i, part: session.part.desc, rc };
      throw session.complain(unreadable, facts, -1, result.error);
    }
    bytes[i] = result.value;
    session.progress(i, length);
  }
  session.progress(1, 1);
  return bytes;
}

/** Bytes of a section, which may go on at the beginning of the memory, in their places. */
function at(memory: Memory, address: number, bytes: Uint8Array): Uint8Array {
  const data = new Uint8Array(memory.size).fill(0xff);
  for (const [i, byte] of bytes.entries()) data[(address + i) % memory.size] = byte;
  return data;
}
