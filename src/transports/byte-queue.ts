import { concatBytes } from '../model/bytes.ts';
import { InterruptedError, TimeoutError, type TransportError } from '../model/errors.ts';

/** Bytes that have come and are not read yet: exact reads with a deadline over a stream that comes in pieces. */
export class ByteQueue {
  #pieces: Uint8Array[] = [];
  #length = 0;
  #failure: TransportError | undefined;
  #wake: (() => void) | undefined;
  /** Ends the waiting that is under way. */
  #giveUp: (() => void) | undefined;

  /** Takes what has come from the line. */
  push(piece: Uint8Array): void {
    if (piece.length === 0) return;
    this.#pieces.push(piece);
    this.#length += piece.length;
    this.#wake?.();
  }

  /** The line is gone: what has come can still be read, then every read fails at once. */
  fail(error: TransportError): void {
    this.#failure ??= error;
    this.#wake?.();
  }

  /** What made the line fail, if anything. */
  get failed(): TransportError | undefined {
    return this.#failure;
  }

  /**
   * @param length exactly this many bytes
   * @param timeoutMs for the whole read
   * @param ends ends waiting before its time
   * @throws TimeoutError with what came (consumed); InterruptedError (nothing is consumed); the error of `fail`
   */
  async take(length: number, timeoutMs: number, ends?: AbortSignal): Promise<Uint8Array> {
    if (this.#length < length && !this.#failure) await this.#filled(length, timeoutMs, ends);
    if (this.#length >= length) return this.#remove(length);
    if (ends?.aborted) throw new InterruptedError('interrupted');
    if (this.#failure) throw this.#failure;
    throw new TimeoutError(
      `${this.#length} of ${length} bytes after ${timeoutMs} ms`,
      this.#remove(this.#length),
    );
  }

  /** Forgets what has come. */
  clear(): void {
    this.#pieces = [];
    this.#length = 0;
  }

  /**
   * Forgets what has come and what comes, until there was silence; on a line that babbles, for eight times as long.
   * @param idleMs of silence
   * @param dropped is shown what is forgotten
   * @returns how many bytes that were
   * @throws InterruptedError; the error of `fail`
   */
  async drain(idleMs: number, ends?: AbortSignal, dropped?: (data: Uint8Array) => void): Promise<number> {
    let count = 0;
    const forget = (): void => {
      count += this.#length;
      for (const piece of this.#pieces) dropped?.(piece);
      this.clear();
    };
    forget();
    let over = false;
    const end = setTimeout(() => {
      over = true;
      this.#giveUp?.();
    }, 8 * idleMs);
    try {
      while (!over) {
        if (!this.#failure) await this.#filled(1, idleMs, ends);
        if (this.#failure) throw this.#failure;
        if (ends?.aborted) throw new InterruptedError('interrupted');
        if (this.#length === 0) break;
        forget();
      }
    } finally {
      clearTimeout(end);
    }
    return count;
  }

  #filled(length: number, timeoutMs: number, ends?: AbortSignal): Promise<void> {
    if (ends?.aborted) return Promise.resolve();
    return new Promise((resolve) => {
      const done = () => {
        clearTimeout(timer);
        ends?.removeEventListener('abort', done);
        this.#wake = undefined;
        this.#giveUp = undefined;
        resolve();
      };
      const timer = setTimeout(done, timeoutMs);
      ends?.addEventListener('abort', done);
      this.#giveUp = done;
      this.#wake = () => {
        if (this.#length >= length || this.#failure) done();
      };
    });
  }

  #remove(length: number): Uint8Array {
    const joined = concatBytes(this.#pieces);
    const rest = joined.subarray(length);
    this.#pieces = rest.length > 0 ? [rest] : [];
    this.#length = rest.length;
    return joined.subarray(0, length);
  }
}
