import { ProtocolError } from '../../model/errors.ts';
import type { Part } from '../../model/part.ts';
import { notice } from '../../output/events.ts';
import { fail } from '../../output/fail.ts';
import type { UrbootIdentity } from '../../protocols/urboot/commands.ts';
import type { ProgrammerContext } from '../programmer.ts';
import * as words from './messages.ts';

/** The part that a loader has been built for. @throws ProtocolError if it does not say, after saying so */
export function connectedPart(context: ProgrammerContext, { mcuid }: UrbootIdentity): Part {
  const { part, findPart, emit } = context;
  if (mcuid === undefined)
    fail(emit, notice(words.speaksStk500), new ProtocolError('the boot loader does not speak urprotocol'));
  if (mcuid === part.mcuid) return part;
  const other = findPart?.((candidate) => candidate.mcuid === mcuid);
  if (!other) emit(notice(words.chipUnknown, { mcuid }));
  return other ?? part;
}

/**
 * The part that is worked with: the connected one, which has to be like the one that was named; with `-F` the user knows better.
 * @throws ProtocolError, after saying so
 */
export function agreedPart({ part, force, emit }: ProgrammerContext, connected: Part): Part {
  if (force) return part;
  if (connected.signature.every((byte, i) => byte === part.signature[i])) return connected;
  fail(
    emit,
    notice(words.wrongPart, { connected: connected.desc, part: part.desc }),
    new ProtocolError('another part is connected'),
  );
}
