import { DisconnectedError, InterruptedError } from '../../model/errors.ts';

/**
 * Waits until a line has taken what is written. One that does not do so in time is lost: what it has taken of it nobody knows.
 * @param lose is told of such a line
 * @param timeoutMs for ever, if undefined
 * @throws DisconnectedError; InterruptedError when `ends` is aborted; else as `writing`
 */
export function takenInTime(
  writing: Promise<void>,
  lose: (error: DisconnectedError) => void,
  timeoutMs?: number,
  ends?: AbortSignal,
): Promise<void> {
  return new Promise<void>((resolve, reject) => {
    const giveUp = (error: DisconnectedError): void => {
      lose(error);
      reject(error);
    };
    const interrupt = (): void => giveUp(new InterruptedError('interrupted'));
    const late = (): void =>
      giveUp(new DisconnectedError(`nothing taken within ${timeoutMs} ms`, 'ETIMEDOUT'));
    const timer = timeoutMs === undefined ? undefined : setTimeout(late, timeoutMs);
    ends?.addEventListener('abort', interrupt);
    const settled = (): void => {
      clearTimeout(timer);
      ends?.removeEventListener('abort', interrupt);
    };
    writing.then(resolve, reject).then(settled, settled);
  });
}
