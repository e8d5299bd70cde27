import { type AvrdudeError, InterruptedError, TargetError, UnsupportedError } from '../../model/errors.ts';
import type { Behaviour } from '../../model/release.ts';

/**
 * What a page is given up with that a boot loader for nothing but pages did not take. Where a release tries the bytes next, and ends at the
 * first that fails, it has words for that; where it would go on to say that all has been written, the page is the end.
 */
export function failedPage(
  { writing }: Pick<Behaviour, 'writing'>,
  message: string,
  cause?: unknown,
): AvrdudeError {
  if (cause instanceof InterruptedError) return cause;
  return writing.failedByte === 'ends-write'
    ? new UnsupportedError(message, { cause })
    : new TargetError(message, -1, { cause });
}
