import { afterEach, beforeEach, vi } from 'vitest';

/**
 * For a file of tests that wait by themselves: as soon as everybody waits, it is the time of the first of them. How fast the machine
 * is, is no matter then. Who asks again and again without ever waiting would ask for ever: see `travelled`.
 */
export function timePassesByItself(): void {
  beforeEach(() => {
    vi.useFakeTimers({
      toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'performance', 'Date'],
    });
    vi.setTimerTickMode('nextTimerAsync');
  });
  afterEach(() => {
    vi.useRealTimers();
  });
}

/**
 * Does something while time passes by itself.
 * @param limit after which it must be done (virtual milliseconds)
 * @throws Error when it took longer
 */
export async function within<T>(limit: number, work: () => Promise<T>): Promise<T> {
  const late = new Promise<never>((_, reject) => {
    setTimeout(() => reject(new Error(`not done within ${limit} ms`)), limit);
  });
  return await Promise.race([work(), late]);
}
