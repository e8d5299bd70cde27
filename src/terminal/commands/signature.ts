import { hexText } from '../../model/bytes.ts';
import { returnCode } from '../../model/errors.ts';
import { memoryNamed } from '../../model/locate-memory.ts';
import { defineMessage, said } from '../../output/words.ts';
import { errorOf, plain } from '../phrases.ts';
import { attempt, type Command, done, type TerminalSession } from '../session.ts';
import { refuseArguments } from './no-arguments.ts';

const unreadable = defineMessage<{ part: string; rc: number }>('terminal/signature-unreadable', {
  '6.4': ({ part, rc }) => [
    said('info', `error reading signature data for part "${part}", rc=${rc}\n`),
    plain(`error reading signature data, rc=${rc}\n`),
  ],
  '7.1': ({ part, rc }) => [
    signatureError(`unable to read signature data for part ${part}, rc=${rc}\n`),
    errorOf('sig', `(sig) error reading signature data, rc=${rc}\n`),
  ],
  '8.2': ({ part, rc }) => [
    signatureError(`unable to read signature data for part ${part} (rc = ${rc})\n`),
    errorOf('sig', `(sig) error reading signature data (rc = ${rc})\n`),
  ],
});
const undefinedMemory = defineMessage<{ part: string }>('terminal/undefined-memory', {
  '6.4': ({ part }) => plain(`signature data not defined for device "${part}"\n`),
  '7.1': ({ part }) => errorOf('sig', `(sig) signature data not defined for device ${part}\n`),
});

function signatureError(text: string) {
  return said('error', text, 'avr_signature() avr.c');
}

/** `sig`: reads the signature and shows it. */
export const signature: Command = async (session, words) => {
  refuseArguments(session, words, 'sig', 'display device signature bytes');
  const memory = memoryNamed(session.part, 'signature');
  if (!memory) {
    session.say(undefinedMemory, { part: session.part.desc });
    return done;
  }
  if (showsBar(session, memory.size)) session.progress(0, 1, 'Reading');
  const read = await attempt(() => session.context.device.readMemory(memory));
  if (read.ok) session.progress(1, 1);
  else session.say(unreadable, { part: session.part.desc, rc: returnCode(read.error) });
  const bytes = read.ok ? read.value.image.data : new Uint8Array(memory.size);
  session.print(`Device signature = 0x${hexText(bytes)}\n`);
  if (session.rules.blankLines) session.print('\n');
  return done;
};

function showsBar(session: TerminalSession, size: number): boolean {
  return session.verbosity > 1 || size >= session.context.behaviour.bars.fromBytes;
}
