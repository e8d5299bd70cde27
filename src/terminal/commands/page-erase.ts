import { scanInteger } from '../../model/c-number.ts';
import { readIntegerItem } from '../../model/integer-item.ts';
import { locateMemory } from '../../model/locate-memory.ts';
import { defineMessage } from '../../output/words.ts';
import { hexAddress } from '../addresses.ts';
import { errorOf, usage } from '../phrases.ts';
import { attempt, type Command, done, type TerminalSession } from '../session.ts';
import { argumentWrong, memoryUnknown } from './messages.ts';

const syntax = defineMessage('terminal/page-erase-syntax', {
  '7.1': () => usage('Usage: pgerase <memory> <addr>\n'),
  '8.2': () => usage('Syntax: pgerase <mem> <addr>\nFunction: erase one page of flash or EEPROM memory\n'),
});
const noPages = defineMessage<{ memory: string; programmer: string }>('terminal/no-pages', {
  '7.1': ({ memory, programmer }) =>
    errorOf('pgerase', `(pgerase) ${memory} memory cannot be paged addressed by ${programmer}\n`),
});
const outOfRange = defineMessage<{ memory: string; address: number; last: number }>(
  'terminal/page-erase-out-of-range',
  {
    '7.1': ({ memory, address, last }) =>
      errorOf(
        'pgerase',
        `(pgerase) ${memory} address 0x${hexAddress(address, 5)} is out of range [0, 0x${hexAddress(last, 5)}]\n`,
      ),
  },
);
const refused = defineMessage<{ memory: string; address: number }>('terminal/page-erase-refused', {
  '7.1': ({ memory, address }) =>
    errorOf('pgerase', `(pgerase) unable to erase ${memory} page at 0x${hexAddress(address, 5)}\n`),
});

/** `pgerase <memory> <address>`: erases the page that holds the address. */
export const pageErase: Command = async (session, words) => {
  const [, name, addressText] = words;
  const tooMany = session.rules.refusesExtraArguments && (words.length > 3 || name === '-?');
  if (name === undefined || addressText === undefined || tooMany) {
    return session.refuse(syntax);
  }
  const memory = locateMemory(session.part, name, session.context.behaviour.memoryNames);
  if (!memory) {
    return session.refuse(memoryUnknown, { command: 'pgerase', memory: name, part: session.part.desc });
  }
  if (!session.memories.isPaged(memory)) {
    return session.refuse(noPages, { memory: name, programmer: session.context.programmerId });
  }
  const address = parseAddress(session, addressText);
  if (address < 0 || address >= memory.size) {
    return session.refuse(outOfRange, { memory: memory.name, address, last: memory.size - 1 });
  }
  const erased = await attempt(() => session.memories.pageErase(memory, address));
  if (erased.ok) return done;
  return session.refuse(refused, { memory: memory.name, address }, -1, erased.error);
};

function parseAddress(session: TerminalSession, text: string): number {
  if (session.rules.numbers === 'data-items') {
    const parsed = readIntegerItem(text, 'int32');
    if (parsed.ok) return parsed.value;
    throw session.complain(argumentWrong, { command: 'pgerase', what: 'address', text, error: parsed.error });
  }
  const scanned = scanInteger(text);
  if (scanned.end > 0 && scanned.end === text.length) return Number(BigInt.asIntN(32, scanned.value));
  throw session.complain(argumentWrong, { command: 'pgerase', what: 'address', text, error: '' });
}
