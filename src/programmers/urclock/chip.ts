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
  const named = { connected: connected.desc, part: part.desc };
  if (!connected.signature.every((byte, i) => byte === part.signature[i]))
    fail(emit, notice(words.wrongPart, named), new ProtocolError('another part is connected'));
  const difference = differenceOf(connected, part);
  if (difference)
    fail(
      emit,
      notice(words.unlikePart, { ...named, ...difference }),
      new ProtocolError('another part is connected'),
    );
  return connected;
}

/** Parts of one signature can differ in what a loader depends on. */
function differenceOf(connected: Part, part: Part): words.PartDifference | undefined {
  const [there, here] = [connected, part].map(({ memories }) =>
    memories.find(({ name }) => name === 'flash'),
  );
  if (there?.size !== here?.size)
    return { what: 'flash size', there: there?.size ?? 0, here: here?.size ?? 0 };
  if (there?.pageSize !== here?.pageSize)
    return { what: 'flash page size', there: there?.pageSize ?? 0, here: here?.pageSize ?? 0 };
  if (connected.nInterrupts !== part.nInterrupts)
    return { what: 'number of interrupts', there: connected.nInterrupts, here: part.nInterrupts };
  return undefined;
}
