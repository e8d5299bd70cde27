/** How long after the last beginning the event loop is kept awake, in milliseconds. */
const awakeMs = 4;

/**
 * Keeps the event loop turning while an answer is expected any moment. Left alone it goes to sleep, and is half a millisecond late
 * when woken: as much as a short USB transfer takes. What takes longer is slept through.
 */
export class Wakefulness {
  #until = 0;
  #expected = 0;
  #turning = false;

  /** Something has begun that will soon be answered. */
  begin(): void {
    this.#expected += 1;
    this.#until = performance.now() + awakeMs;
    if (this.#turning) return;
    this.#turning = true;
    setImmediate(() => this.#turn());
  }

  /** It has been answered, or never will be. */
  end(): void {
    this.#expected -= 1;
  }

  #turn(): void {
    this.#turning = this.#expected > 0 && performance.now() < this.#until;
    if (this.#turning) setImmediate(() => this.#turn());
  }
}
