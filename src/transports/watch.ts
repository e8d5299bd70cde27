import { InterruptedError } from '../model/errors.ts';

/** How long a run waits for a device that says nothing, in milliseconds from the last byte heard. */
const patience = 15_000;
/** The same with what letting the target go may take. */
const patienceWithRelease = 19_000;
/** The share of what is left that one wait may take: the first behind a byte heard, and each that follows it in vain. */
const shares = { first: 0.8, further: 1 / 3 } as const;
/** A wait is never cut below this, in milliseconds, so that a device that is there after all can still be heard. */
const moment = 10;
/** After an interruption: how long what is under way may take to end, and letting the target go, in milliseconds. */
const grace = 100;
const releaseTime = 300;

/** Time, as far as a watch has to do with it. */
export interface Timekeeper {
  now(): number;
  sleep(milliseconds: number): Promise<void>;
}

/**
 * Watches over every wait of a run, whoever waits and for whatever reason, so that the run ends when it should:
 *
 * - A device that has fallen silent is waited for 15 s in all, and 4 s more to let the target go. Every wait gets a share of what
 *   is left of that, so that each of a protocol's attempts still is one and its words are said. Only time spent waiting counts: what
 *   a person takes at a prompt does not.
 * - An interruption lets what is under way end, for a moment. From then on nothing can be begun until the target is let go, for
 *   which there is a moment, too.
 */
export class Watch {
  readonly #interrupted: AbortSignal;
  readonly #now: () => number;
  readonly #cut = new AbortController();
  /** Waits under way, and since when there are any. */
  #waiting = 0;
  #waitingSince = 0;
  /** Milliseconds of waiting since something was heard, up to the waits under way, and how many waits of them were in vain. */
  #silence = 0;
  #vain = 0;
  /** When letting go has begun. */
  #releasedAt: number | undefined;

  constructor(interrupted: AbortSignal, now: () => number = () => performance.now()) {
    this.#interrupted = interrupted;
    this.#now = now;
    const interrupt = (): void => {
      setTimeout(() => this.#cut.abort(), grace);
    };
    if (interrupted.aborted) this.#cut.abort();
    else interrupted.addEventListener('abort', interrupt, { once: true });
  }

  /** From here on the target is let go, which an interruption does not keep from being done. */
  release(): void {
    this.#releasedAt ??= this.#now();
  }

  /** Something is about to be begun. @throws InterruptedError if the run is to end */
  begin(): void {
    if (this.#interrupted.aborted && this.#releasedAt === undefined)
      throw new InterruptedError('interrupted');
  }

  /** What belongs to something begun may still come, for a moment. @throws InterruptedError when that is over */
  goOn(): void {
    if (this.ends?.aborted) throw new InterruptedError('interrupted');
  }

  /** Aborted when waits are to end; undefined while the target is let go. */
  get ends(): AbortSignal | undefined {
    return this.#releasedAt === undefined ? this.#cut.signal : undefined;
  }

  /** How long a wait may take that would take `asked` milliseconds. */
  allowed(asked: number): number {
    if (this.#releasedAt !== undefined && this.#interrupted.aborted)
      return Math.min(asked, Math.max(0, this.#releasedAt + releaseTime - this.#now()));
    const most = this.#releasedAt === undefined ? patience : patienceWithRelease;
    const left = Math.max(0, most - this.#silenceSoFar());
    const share = left * (this.#vain === 0 ? shares.first : shares.further);
    return Math.min(asked, Math.max(moment, share));
  }

  /**
   * Waits for what may be heard.
   * @param heard whether something came, by the result
   */
  async wait<Result>(work: () => Promise<Result>, heard: (result: Result) => boolean): Promise<Result> {
    this.#enter();
    try {
      const result = await work();
      if (heard(result)) this.#hear();
      return result;
    } catch (error) {
      this.#vain++;
      throw error;
    } finally {
      this.#leave();
    }
  }

  /** Lets time pass. @throws InterruptedError */
  async sleep(clock: Timekeeper, milliseconds: number): Promise<void> {
    this.begin();
    const time = this.#interrupted.aborted ? this.allowed(milliseconds) : milliseconds;
    await this.wait(
      () => this.untilCut(clock.sleep(time)),
      () => false,
    );
  }

  /** Waits for something that cannot be cancelled, or for the end of waiting. @throws InterruptedError */
  untilCut<Result>(work: Promise<Result>): Promise<Result> {
    const { ends } = this;
    if (!ends) return work;
    return new Promise<Result>((resolve, reject) => {
      const cut = (): void => reject(new InterruptedError('interrupted'));
      if (ends.aborted) cut();
      ends.addEventListener('abort', cut, { once: true });
      const done = (): void => ends.removeEventListener('abort', cut);
      work.then(resolve, reject).then(done, done);
    });
  }

  #silenceSoFar(): number {
    return this.#silence + (this.#waiting > 0 ? this.#now() - this.#waitingSince : 0);
  }

  #enter(): void {
    if (this.#waiting === 0) this.#waitingSince = this.#now();
    this.#waiting++;
  }

  #leave(): void {
    this.#waiting--;
    if (this.#waiting === 0) this.#silence += this.#now() - this.#waitingSince;
  }

  #hear(): void {
    this.#silence = 0;
    this.#vain = 0;
    this.#waitingSince = this.#now();
  }
}
