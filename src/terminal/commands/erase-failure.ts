import { type AvrdudeError, returnCode, UnsupportedError } from '../../model/errors.ts';
import { memoryNamed } from '../../model/locate-memory.ts';
import { defineMessage, type MessageDefinition, said } from '../../output/words.ts';
import { hexAddress } from '../addresses.ts';
import { errorOf, plain, usage } from '../phrases.ts';
import { attempt, done, failed, type Outcome, type TerminalSession } from '../session.ts';

export const eraseFailed = defineMessage<{ programmer: string }>('terminal/erase-failure-erase-failed', {
  '7.1': ({ programmer }) => errorOf('erase', `(erase) programmer ${programmer} failed erasing the chip\n`),
});
const emulating = defineMessage('terminal/emulating', {
  '7.1': () => said('info', '(erase) emulating chip erase by writing 0xff to flash ', 'cmd_erase() term.c'),
});
const noFlash = defineMessage<{ part: string }>('terminal/no-flash', {
  '7.1': ({ part }) => usage(`but flash not defined for part ${part}?\n`),
});
const allProtected = defineMessage('terminal/all-protected', {
  '7.1': () => plain('but all flash is write protected\n'),
});
const interval = defineMessage<{ first: number; last: number }>('terminal/interval', {
  '7.1': ({ first, last }) =>
    plain(`[0x${hexAddress(first, 4)}, 0x${hexAddress(last, 4)}]; undo with abort\n`),
});

/** What a programmer answers that would erase with the next file. */
const softFailure = -2;

/** A chip erase that a boot loader cannot do becomes a flash full of 0xff in the cache; any other failure is reported. */
export async function handleFailedErase(
  session: TerminalSession,
  error: AvrdudeError,
  report: MessageDefinition<{ programmer: string }>,
): Promise<Outcome> {
  const putOff = error instanceof UnsupportedError || returnCode(error) === softFailure;
  if (!putOff || !session.context.bootloader) {
    return session.refuse(report, { programmer: session.context.programmerId });
  }
  session.say(emulating);
  const flash = memoryNamed(session.part, 'flash');
  if (!flash) {
    return session.refuse(noFlash, { part: session.part.desc });
  }
  const writable = (address: number): boolean => !session.programmer.isReadOnly?.(flash, address);
  const addresses = Array.from({ length: flash.size }, (_, address) => address).filter(writable);
  const [first] = addresses;
  const last = addresses.at(-1);
  if (first === undefined || last === undefined) {
    session.say(allProtected);
    return done;
  }
  session.say(interval, { first, last });
  for (const address of addresses) {
    const written = await attempt(() => session.memories.write(flash, address, 0xff));
    if (!written.ok) return failed(written.error);
  }
  return done;
}
