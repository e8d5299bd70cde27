import { bitsInUse } from '../../model/bits-in-use.ts';
import { returnCode } from '../../model/errors.ts';
import { hexDigits as hex } from '../../model/hex-text.ts';
import type { Memory } from '../../model/part.ts';
import { defineMessage, more, said } from '../../output/words.ts';
import { errorOf, warningOf } from '../phrases.ts';
import { attempt, type Command, done, type TerminalSession } from '../session.ts';
import { composeWrite, type WritePlan } from '../write-arguments.ts';

const plural = (count: number): string => (count === 1 ? '' : 's');
const writing = defineMessage<{ count: number; address: number; filler: string | undefined }>(
  'terminal/writing',
  {
    '7.1': ({ count, address, filler }) => announced(count, `0x${hex(address, 2)}`, filler),
    '8.2': ({ count, address, filler }) => announced(count, `0x${hex(address, 4)}`, filler),
  },
);

function announced(count: number, address: string, filler: string | undefined) {
  const rest = filler === undefined ? '' : `; remaining space filled with ${filler}`;
  const text = `(write) writing ${count} byte${plural(count)} starting from address ${address}${rest}\n`;
  return said('notice2', text, 'cmd_write() term.c');
}

const writeProtected = defineMessage<{ memory: string; address: number }>('terminal/write-protected', {
  '7.1': ({ memory, address }) =>
    warningOf('write', `(write) programmer write protects ${memory} address 0x${hex(address, 4)}\n`),
});
const unwritable = defineMessage<{ value: number; address: number; rc: number; memory: string }>(
  'terminal/write-unwritable',
  {
    '7.1': ({ value, address, rc, memory }) => [
      errorOf('write', `(write) error writing 0x${hex(value, 2)} at 0x${hex(address, 5)}, rc=${rc}\n`),
      ...(rc === -1
        ? [more('error', `        write operation not supported on memory type ${memory}\n`)]
        : []),
    ],
    '8.2': ({ value, address, rc }) =>
      errorOf('write', `(write) error writing 0x${hex(value, 2)} at 0x${hex(address, 5)} (rc = ${rc})\n`),
  },
);
const unreadable = defineMessage<{ memory: string }>('terminal/write-unreadable', {
  '8.2': ({ memory }) => errorOf('write', `(write) readback from ${memory} failed\n`),
});
const mismatch = defineMessage<{ value: number; address: number; cell: number; mask: number }>(
  'terminal/write-mismatch',
  {
    '7.1': (facts) => errorOf('write', `${mismatchText(facts)}\n`),
    '8.2': (facts) =>
      errorOf(
        'write',
        `${mismatchText(facts)}${facts.mask === 0xff ? '' : ` using bit mask 0x${hex(facts.mask, 2)}`}\n`,
      ),
  },
);

function mismatchText({ value, address, cell }: { value: number; address: number; cell: number }): string {
  return `(write) verification error writing 0x${hex(value, 2)} at 0x${hex(address, 5)} cell=0x${hex(cell, 2)}`;
}

/** `write <memory> <address> [<length>] <data>… [...]` of 7.1 and later. */
export const write: Command = async (session, words) => {
  const plan = await composeWrite(session, words);
  if (plan === 'nothing') return done;
  await carryOut(session, plan);
  return done;
};

async function carryOut(session: TerminalSession, plan: WritePlan): Promise<void> {
  const { memory, address, bytes, known } = plan;
  await session.context.witness?.beforeWrite(memory, address, bytes);
  session.say(writing, { count: bytes.length, address, filler: plan.filler });
  if (bytes.length > 0 || session.rules.numbers === 'c')
    session.progress(0, 1, session.memories.isPaged(memory) ? 'Caching' : 'Writing');
  for (const [i, value] of bytes.entries()) {
    if (known[i]) await writeByte(session, memory, address + i, value);
    session.progress(i, bytes.length);
  }
  session.progress(1, 1);
}

async function writeByte(
  session: TerminalSession,
  memory: Memory,
  address: number,
  value: number,
): Promise<void> {
  const written = await attempt(() => session.memories.write(memory, address, value));
  if (!written.ok) {
    session.say(unwritable, { value, address, rc: returnCode(written.error), memory: memory.name });
    return;
  }
  if (written.value === 'protected') {
    session.say(writeProtected, { memory: memory.name, address });
    return;
  }
  const cell = await attempt(() => session.memories.read(memory, address));
  if (!cell.ok) {
    session.say(unreadable, { memory: memory.name });
    return;
  }
  const mask = session.rules.numbers === 'c' ? 0xff : bitsInUse(session.part, memory, address);
  if (((cell.value ^ value) & mask) !== 0) session.say(mismatch, { value, address, cell: cell.value, mask });
}
