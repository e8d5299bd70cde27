/** Time, so that tests need not wait. */
export interface Clock {
  /** Milliseconds from some fixed moment; never goes back. */
  now(): number;
  sleep(milliseconds: number): Promise<void>;
}
