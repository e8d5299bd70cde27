/** How bytes leave by one descriptor. */
export interface Channel {
  /** Writes as much as there is room for, at once. @returns bytes that are done with; all of them once nothing can leave here any more */
  put(bytes: Uint8Array): number;
  /** The same when there is room again. */
  wait(bytes: Uint8Array): Promise<number>;
}

/** How long what has been written may still take to leave once nobody waits for it, in milliseconds. */
const grace = 100;

/**
 * The order in which everything leaves that the program writes, whichever descriptor it goes to. As long as readers keep up, a
 * write is done when it returns. What a reader has no room for is kept, and all that is written after it stays behind it: so
 * nobody who does not read holds up the process, which has a target to let go.
 */
export class Outflow {
  readonly #waiting: { readonly channel: Channel; bytes: Uint8Array }[] = [];
  #leaving: Promise<void> | undefined;
  #over = false;
  #giveUp: () => void = () => {};
  readonly #givenUp = new Promise<void>((resolve) => {
    this.#giveUp = resolve;
  });

  write(channel: Channel, bytes: Uint8Array): void {
    const done = this.#waiting.length === 0 ? channel.put(bytes) : 0;
    if (done >= bytes.length || this.#over) return;
    // Whoever wrote it may use the memory again.
    this.#waiting.push({ channel, bytes: Uint8Array.from(bytes.subarray(done)) });
    this.#leaving ??= this.#leave();
  }

  /** Waits until everything has left, or is not waited for any more. */
  async drained(): Promise<void> {
    while (this.#leaving !== undefined && !this.#over) await Promise.race([this.#leaving, this.#givenUp]);
  }

  /** The run is to end: what has not left in a moment is dropped. */
  abandon(): void {
    setTimeout(() => {
      this.#over = true;
      this.#waiting.length = 0;
      this.#giveUp();
    }, grace);
  }

  async #leave(): Promise<void> {
    for (let first = this.#waiting[0]; first !== undefined; first = this.#waiting[0]) {
      const done = await first.channel.wait(first.bytes);
      if (done < first.bytes.length) first.bytes = first.bytes.subarray(done);
      else this.#waiting.shift();
    }
    this.#leaving = undefined;
  }
}
