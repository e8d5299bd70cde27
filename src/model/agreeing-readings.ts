import { sameBytes } from './bytes.ts';
import { TargetError } from './errors.ts';

/** How often is read again at most. */
const most = 4;

/**
 * Reads until two readings that follow each other are the same, for data that nothing vouches for and that are written back.
 * @param first what was read before
 * @param read reads once more; undefined if it cannot be read, which ends it
 * @throws TargetError if each is another
 */
export async function agreeingReadings<T extends Uint8Array | undefined>(
  first: T,
  read: () => Promise<T>,
): Promise<T> {
  let last = first;
  for (let again = 0; again < most; again++) {
    const next = await read();
    if (last === undefined || next === undefined || sameBytes(last, next)) return next;
    last = next;
  }
  throw new TargetError('what is there is another each time that it is read', -1);
}
