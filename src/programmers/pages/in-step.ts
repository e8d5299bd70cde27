import { DisconnectedError, ProtocolError } from '../../model/errors.ts';

/** How often a run is read again before it counts as unreadable. */
const maxAgain = 3;

/** A conversation whose data have neither length, mark nor checksum: a byte too many or too few shifts all that follows. */
export interface Unframed {
  /** Asks something whose answer is known. @returns whether just that came, so that no byte too many or too few came before */
  inStep(): Promise<boolean>;
  /** Lets the line come to rest, after which the next answer belongs to the next request. */
  settle(): Promise<void>;
}

/**
 * Reads a run of pages, and again where it turns out that the conversation was out of step. Pages are then handed on again.
 * It costs one exchange a run.
 * @throws ProtocolError if it stays out of step; what `read` throws
 */
export async function readInStep(conversation: Unframed, read: () => Promise<void>): Promise<void> {
  for (let again = 0; again <= maxAgain; again++) {
    await read();
    if (await answersAsKnown(conversation)) return;
    await conversation.settle();
  }
  throw new ProtocolError('the conversation is out of step');
}

async function answersAsKnown(conversation: Unframed): Promise<boolean> {
  try {
    return await conversation.inStep();
  } catch (error) {
    if (error instanceof DisconnectedError) throw error;
    return false;
  }
}
