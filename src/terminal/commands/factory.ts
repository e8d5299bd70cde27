import type { AvrdudeError } from '../../model/errors.ts';
import { isInFlash, memoryKind } from '../../model/memory-kind.ts';
import type { Tried } from '../../model/outcome.ts';
import type { Memory } from '../../model/part.ts';
import { fixed } from '../../model/printed-number.ts';
import { defineMessage, more, said } from '../../output/words.ts';
import { usage } from '../phrases.ts';
import { attempt, type Command, done, failed, type Outcome, type TerminalSession } from '../session.ts';
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
    const unerased = await eraseAll(session, [
      ...flash,
      ...memories.filter((each) => isEeprom(each) || isUser(each)),
    ]);
    const flushed = await session.memories.flush();
    return outcomeAfter(flushed, unerased);
  }
  const unset = await restoreAll(
    session,
    memories.filter((memory) => memoryKind(memory) === 'fuse'),
  );
  const unerasedChip = failureOf(await eraseWholeChip(session));
  const whole = memories.filter(
    (each) => (isInFlash(each) && each.name === 'flash') || isEeprom(each) || isUser(each),
  );
  const unerased = await eraseAll(session, whole);
  const flushed = await session.memories.flush();
  const unlocked = await restoreAll(
    session,
    memories.filter((memory) => memoryKind(memory) === 'lock'),
  );
  const { factoryFcpu } = session.part;
  if (factoryFcpu > 0) {
    const mhz = fixed(factoryFcpu / 1e6, 3);
    session.print(`after the next reset the part ${unset ? 'should' : 'will'} have F_CPU = ${mhz} MHz\n`);
  }
  return outcomeAfter(flushed, unset ?? unerasedChip ?? unerased ?? unlocked);
};

/** @param failure the first that there was */
function outcomeAfter(flushed: Tried, failure: AvrdudeError | undefined): Outcome {
  if (!flushed.ok) return failed(flushed.error);
  return failure ? failed(failure) : done;
}

function failureOf(outcome: Outcome): AvrdudeError | undefined {
  return outcome.kind === 'failed' ? outcome.error : undefined;
}

/** Does something with each memory, whatever comes of the others. @returns the first failure */
async function withEach(
  memories: readonly Memory[],
  deed: (memory: Memory) => Promise<AvrdudeError | undefined>,
): Promise<AvrdudeError | undefined> {
  let first: AvrdudeError | undefined;
  for (const memory of memories) {
    const failure = await deed(memory);
    first ??= failure;
  }
  return first;
}

function eraseAll(session: TerminalSession, memories: readonly Memory[]) {
  return withEach(memories, async (memory) => failureOf(await eraseMemory(session, memory, memory.name)));
}

function restoreAll(session: TerminalSession, memories: readonly Memory[]) {
  return withEach(memories, (memory) => restoreFactoryValue(session, memory));
}

/** Writes those bytes of a fuse or lock memory that differ from the factory's. @returns why that did not go well */
async function restoreFactoryValue(
  session: TerminalSession,
  memory: Memory,
): Promise<AvrdudeError | undefined> {
  const { device } = session.context;
  const { name, initval, size } = memory;
  if (initval < 0) return session.complain(valueUnknown, { memory: name });
  if (size < 1 || size > 4) return session.complain(sizeUnusual, { memory: name, size });
  for (let i = 0; i < size; i++) {
    const value = (initval >> (8 * i)) & 0xff;
    const current = await attempt(() => device.readByte(memory, i));
    const unchanged = current.ok && current.value === value;
    if (!unchanged) {
      const written = await attempt(() => device.writeByte(memory, i, value, 'always'));
      if (!written.ok) return session.complain(unwritable, { memory: name }, -1, written.error);
    }
    session.say(byteSet, { memory: name, value, unchanged });
  }
  return undefined;
}
