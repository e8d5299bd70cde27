import type { Clock } from '../model/clock.ts';
import { InterruptedError, SilentLineError, TimeoutError } from '../model/errors.ts';

/** How long a run waits for a device that says nothing, in milliseconds from the last byte heard. */
const patience = 15_000;
/** The same with what letting the target go may take. */
const patienceWithRelease = 18_000;
/** The share of what is left that one wait may take: the first behind a byte heard, and each that follows it in vain. */
const shares = { first: 0.8, further: 1 / 3 } as const;
/** With less than this left, in milliseconds, a device counts as one that will not be heard any more. */
const exhausted = 750;
/** A wait is never cut below this, in milliseconds, so that a device that is there after all can still be heard. */
const moment = 10;
/** After an interruption: how long what is under way may take to end, and letting the target go, in milliseconds. */
const grace = 100;
const releaseTime = 250;

/**
 * Watches over every wait of a run, whoever waits and for whatever reason, so that the run ends when it should:
 *
 * - A device that has fallen silent is waited for 15 s in all, and 3 s more to let the target go. Every wait gets a share of what
 *   is left of that, so that each of a protocol's attempts still is one and its words are said. Only time spent waiting counts: what
 *   a person takes at a prompt does not.
 * - An interruption lets what is under way end, for a moment. From then on nothing can be begun until the target is let go, for
 *   which there is a moment, too.
 */
export class Watch {
  readonly #interrupted: AbortSignal;
  readonly #now: () => number;
  readonly #cut = new AbortController();
  readonly #releaseCut = new AbortController();
  /** Waits under way, and since when there are any. */
  #waiting = 0;
  #waitingSince = 0;
  /** Of the waits under way and over since then: milliseconds in which a device took what it was given. */
  #taking = 0;
  /** Milliseconds of waiting since something was heard, up to the waits under way, and how many waits were in vain since. */
  #silence = 0;
  #vain = 0;
  #released = false;
  /** When letting the target go is to be over, once the run has been interrupted. */
  #releaseEnd: number | undefined;

  constructor(interrupted: AbortSignal, now: Clock['now']) {
    this.#interrupted = interrupted;
    this.#now = now;
    const interrupt = (): void => {
      if (this.#released) this.#boundRelease();
      else setTimeout(() => this.#cut.abort(), grace);
    };
    if (interrupted.aborted) this.#cut.abort();
    else interrupted.addEventListener('abort', interrupt, { once: true });
  }

  /** From here on the target is let go, which an interruption does not keep from being done. */
  release(): void {
    this.#released = true;
    if (this.#interrupted.aborted) this.#boundRelease();
  }

  /** Something is about to be begun. @throws InterruptedError if the run is to end */
  begin(): void {
    if (this.#interrupted.aborted && !this.#released) throw new InterruptedError('interrupted');
  }

  /** What belongs to something begun may still come, for a moment. @throws InterruptedError when that is over */
  goOn(): void {
    if (this.#cut.signal.aborted && !this.#released) throw new InterruptedError('interrupted');
  }

  /** Aborted when waits are to end. */
  get ends(): AbortSignal {
    return this.#released ? this.#releaseCut.signal : this.#cut.signal;
  }

  /** Whether a device has been silent for as long as one is waited for. */
  get isSilent(): boolean {
    return !this.#released && this.#left() < exhausted;
  }

  /** How long a wait may take that would take `asked` milliseconds. */
  allowed(asked: number): number {
    if (this.#releaseEnd !== undefined) return Math.min(asked, Math.max(0, this.#releaseEnd - this.#now()));
    const share = this.#left() * (this.#vain === 0 ? shares.first : shares.further);
    return Math.min(asked, Math.max(moment, share));
  }

  /**
   * Waits for what may be heard.
   * @param heard whether something came, by the result; 'taken': it did not, but the time is no silence either
   * @throws InterruptedError; SilentLineError in place of a TimeoutError when nothing more is to be expected; else as `work`
   */
  async wait<Result>(
    work: () => Promise<Result>,
    heard: (result: Result) => boolean | 'taken',
  ): Promise<Result> {
    const start = this.#now();
    this.#enter();
    try {
      const result = await work();
      const came = heard(result);
      if (came === 'taken') this.#taking += this.#now() - start;
      else if (came) this.#hear();
      return result;
    } catch (error) {
      throw this.#judged(error);
    } finally {
      this.#leave();
    }
  }

  /** Lets time pass. @throws InterruptedError */
  async sleep(clock: Clock, milliseconds: number): Promise<void> {
    this.begin();
    const time = this.#releaseEnd === undefined ? milliseconds : this.allowed(milliseconds);
    await this.wait(
      () => this.untilCut(clock.sleep(time)),
      () => false,
    );
  }

  /** Waits for something that cannot be cancelled, or for the end of waiting. @throws InterruptedError */
  untilCut<Result>(work: Promise<Result>): Promise<Result> {
    const { ends } = this;
    return new Promise<Result>((resolve, reject) => {
      const cut = (): void => reject(new InterruptedError('interrupted'));
      if (ends.aborted) cut();
      ends.addEventListener('abort', cut, { once: true });
      const done = (): void => ends.removeEventListener('abort', cut);
      work.then(resolve, reject).then(done, done);
    });
  }

  #judged(error: unknown): unknown {
    // What is still to be said while the target is let go is said, whether or not there is time for answers.
    if (this.#released) return error instanceof InterruptedError ? new TimeoutError('no time left') : error;
    if (!(error instanceof TimeoutError)) return error;
    this.#vain = error.received.length > 0 ? 1 : this.#vain + 1;
    return this.isSilent ? new SilentLineError(error.message, error.received) : error;
  }

  #boundRelease(): void {
    this.#releaseEnd = this.#now() + releaseTime;
    setTimeout(() => this.#releaseCut.abort(), releaseTime);
  }

  /** Milliseconds that silence may still last. */
  #left(): number {
    const silence = this.#silence + (this.#waiting > 0 ? this.#now() - this.#waitingSince : 0);
    return Math.max(0, (this.#released ? patienceWithRelease : patience) - silence);
  }

  #enter(): void {
    if (this.#waiting === 0) this.#waitingSince = this.#now();
    this.#waiting++;
  }

  #leave(): void {
    this.#waiting--;
    if (this.#waiting > 0) return;
    this.#silence += Math.max(0, this.#now() - this.#waitingSince - this.#taking);
    this.#taking = 0;
  }

  #hear(): void {
    this.#silence = 0;
    this.#vain = 0;
    this.#waitingSince = this.#now();
  }
}
