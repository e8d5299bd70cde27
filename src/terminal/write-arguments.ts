import { scanInteger } from '../model/c-number.ts';
import { readIntegerItem } from '../model/integer-item.ts';
import { locateMemory } from '../model/locate-memory.ts';
import type { Memory } from '../model/part.ts';
import { defineMessage } from '../output/words.ts';
import { addressDigits, hexAddress } from './addresses.ts';
import { argumentWrong, memoryUnknown } from './commands/messages.ts';
import { parseDataWord } from './data-word.ts';
import { errorOf, usage } from './phrases.ts';
import type { TerminalSession } from './session.ts';
import { collectItems, type WrittenItems } from './write-items.ts';
import { writeSyntax71, writeSyntax82 } from './write-syntax.ts';

/** What `write` is to put where. */
export interface WritePlan extends WrittenItems {
  readonly memory: Memory;
  readonly address: number;
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

/** Understands the words of `write`. @throws CommandError if they cannot be, after saying so */
export async function composeWrite(
  session: TerminalSession,
  words: readonly string[],
): Promise<WritePlan | 'nothing'> {
  const c = session.rules.numbers === 'c';
  const name = words[1];
  if (name === undefined || words.length < (c ? 4 : 3) || (!c && name === '-?')) {
    throw session.complain(syntax, { detailed: session.verbosity > 0 });
  }
  const memory = locateMemory(session.part, name, session.context.behaviour.memoryNames);
  if (!memory) {
    throw session.complain(memoryUnknown, { command: 'write', memory: name, part: session.part.desc });
  }
  if (words.length === 3 && memory.size > 1) refuseSingle(session, memory, words[2] ?? '');
  const address = words.length === 3 ? 0 : startAddress(session, memory, words[2] ?? '');
  const fills = words.at(-1) === '...';
  const first = fills ? 4 : words.length === 3 ? 2 : 3;
  const length = fills ? fillLength(session, memory, address, words[3] ?? '') : words.length - first;
  if (length === 0 && fills && !c) return 'nothing';
  const itemWords = words.slice(first, fills ? -1 : undefined);
  const collected = await collectItems(session, memory, itemWords, { address, length, fills });
  return { memory, address, ...collected };
}

/** One word for a memory of more than one byte must be a file. @throws CommandError if it is none, after saying what is missing */
function refuseSingle(session: TerminalSession, memory: Memory, text: string): void {
  const item = parseDataWord(text, session.rules.numbers);
  if (item.kind === 'wrong') return;
  const value = item.integer === undefined ? undefined : BigInt.asIntN(64, item.integer);
  const couldBeAddress = value !== undefined && value >= -BigInt(memory.size) && value < BigInt(memory.size);
  const what = couldBeAddress ? 'data' : 'address';
  throw session.complain(missing, { what, memory: memory.name, text });
}

function startAddress(session: TerminalSession, memory: Memory, text: string): number {
  const parsed = parseNumber(session, text);
  if (!parsed.ok)
    throw session.complain(argumentWrong, { command: 'write', what: 'address', text, error: parsed.error });
  const fromEnd = session.rules.numbers === 'data-items' && parsed.value < 0;
  const address = fromEnd ? memory.size + parsed.value : parsed.value;
  if (address >= 0 && address < memory.size) return address;
  throw session.complain(outOfRange, { memory, address });
}

function fillLength(session: TerminalSession, memory: Memory, address: number, text: string): number {
  const parsed = parseNumber(session, text);
  if (!parsed.ok)
    throw session.complain(argumentWrong, {
      ...{ command: 'write ...', what: 'length', text },
      error: parsed.error,
    });
  if (session.rules.numbers === 'c') return parsed.value;
  const length = parsed.value < 0 ? memory.size + parsed.value - address + 1 : parsed.value;
  if (length >= 0 && length <= memory.size - address) return length;
  throw session.complain(fillTooLong, { memory, address, length });
}

function parseNumber(session: TerminalSession, text: string): ReturnType<typeof readIntegerItem> {
  if (session.rules.numbers === 'data-items') return readIntegerItem(text, 'int32');
  const scanned = scanInteger(text);
  if (scanned.end === 0 || scanned.end < text.length) return { ok: false, error: '' };
  return { ok: true, value: Number(BigInt.asIntN(32, scanned.value)) };
}
