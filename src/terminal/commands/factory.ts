import { isInFlash, memoryKind } from '../../model/memory-kind.ts';
import type { Memory } from '../../model/part.ts';
import { fixed } from '../../model/printed-number.ts';
import { defineMessage, more, said } from '../../output/words.ts';
import { usage } from '../phrases.ts';
import { attempt, type Command, done, failed, type TerminalSession } from '../session.ts';
import { eraseMemory, eraseWholeChip } from './erase.ts';

const syntax = defineMessage('terminal/factory-syntax', {
  '8.2': () => usage('Syntax: factory reset\nFunction: reset part to factory state\n'),
});
const bootloaderOnly = defineMessage<{ programmer: string }>('terminal/bootloader-only', {
  '8.2': ({ programmer }) => [
    said('warning', `-c ${programmer} is for bootloaders, which cannot set fuses;\n`, 'cmd_factory() term.c'),
    more('warning', 'only erasing flash and other writable memories as far as possible\n'),
  ],
});
const valueUnknown = defineMessage<{ memory: string }>('terminal/value-unknown', {
  '8.2': ({ memory }) => fuselWarning(`factory value of ${memory} is not known\n`),
});
const sizeUnusual = defineMessage<{ memory: string; size: number }>('terminal/size-unusual', {
  '8.2': ({ memory, size }) => fuselWarning(`cannot update ${memory} owing to unusual memory size ${size}\n`),
});
const unwritable = defineMessage<{ memory: string }>('terminal/factory-unwritable', {
  '8.2': ({ memory }) => fuselWarning(`(factory) cannot write to ${memory} memory\n`),
});
const byteSet = defineMessage<{ memory: string; value: number; unchanged: boolean }>('terminal/byte-set', {
  '8.2': ({ memory, value, unchanged }) =>
    said(
      'notice2',
      `(factory) ${unchanged ? ' unchanged' : 'writing to'} ${memory} 0x${value.toString(16).padStart(2, '0')}\n`,
      'fusel_factory() term.c',
    ),
});

function fuselWarning(text: string) {
  return said('warning', text, 'fusel_factory() term.c');
}

/** `factory reset`: fuses as they left the factory, everything erased, and lock bits last. */
export const factory: Command = async (session, words) => {
  if (words.length !== 2 || words[1] !== 'reset') {
    return session.refuse(syntax);
  }
  const memories = session.part.memories.filter((memory) => !session.context.excluded(memory));
  const isUser = (memory: Memory): boolean => ['bootrow', 'userrow'].includes(memoryKind(memory));
  const isEeprom = (memory: Memory): boolean => memoryKind(memory) === 'eeprom';
  if (session.context.bootloader) {
    session.say(bootloaderOnly, { programmer: session.context.programmerId });
    const flash = memories.filter((memory) => memory.name === 'flash');
    const erased = await eraseAll(session, [
      ...flash,
      ...memories.filter((each) => isEeprom(each) || isUser(each)),
    ]);
    const flushed = await session.memories.flush();
    if (!flushed.ok) return failed(-1, flushed.error);
    return erased ? done : failed();
  }
  const fusesSet = await restoreAll(
    session,
    memories.filter((memory) => memoryKind(memory) === 'fuse'),
  );
  const chipErased = (await eraseWholeChip(session)).kind !== 'failed';
  const whole = memories.filter(
    (each) => (isInFlash(each) && each.name === 'flash') || isEeprom(each) || isUser(each),
  );
  const erased = await eraseAll(session, whole);
  const flushed = await session.memories.flush();
  const locked = await restoreAll(
    session,
    memories.filter((memory) => memoryKind(memory) === 'lock'),
  );
  const { factoryFcpu } = session.part;
  if (factoryFcpu > 0) {
    const mhz = fixed(factoryFcpu / 1e6, 3);
    session.print(`after the next reset the part ${fusesSet ? 'will' : 'should'} have F_CPU = ${mhz} MHz\n`);
  }
  if (!flushed.ok) return failed(-1, flushed.error);
  return fusesSet && chipErased && erased && locked ? done : failed();
};

async function eraseAll(session: TerminalSession, memories: readonly Memory[]): Promise<boolean> {
  let all = true;
  for (const memory of memories)
    all = (await eraseMemory(session, memory, memory.name)).kind !== 'failed' && all;
  return all;
}

async function restoreAll(session: TerminalSession, memories: readonly Memory[]): Promise<boolean> {
  let all = true;
  for (const memory of memories) all = (await restoreFactoryValue(session, memory)) && all;
  return all;
}

/** Writes those bytes of a fuse or lock memory that differ from the factory's. @returns whether that went well */
async function restoreFactoryValue(session: TerminalSession, memory: Memory): Promise<boolean> {
  const { device } = session.context;
  const { name, initval, size } = memory;
  if (initval < 0) {
    session.say(valueUnknown, { memory: name });
    return false;
  }
  if (size < 1 || size > 4) {
    session.say(sizeUnusual, { memory: name, size });
    return false;
  }
  for (let i = 0; i < size; i++) {
    const value = (initval >> (8 * i)) & 0xff;
    const current = await attempt(() => device.readByte(memory, i));
    const unchanged = current.ok && current.value === value;
    if (!unchanged) {
      if (!(await attempt(() => device.writeByte(memory, i, value))).ok) {
        session.say(unwritable, { memory: name });
        return false;
      }
    }
    session.say(byteSet, { memory: name, value, unchanged });
  }
  return true;
}
