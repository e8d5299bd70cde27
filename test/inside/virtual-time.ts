import { setImmediate as nextTurn } from 'node:timers/promises';

/** A timer that has not fired. */
interface Pending {
  readonly at: number;
  /** Timers of the same time fire in the order in which they were set. */
  readonly order: number;
  readonly fire: () => void;
}

/** What `setTimeout` gives. Timers here never keep a process alive, so that asking for it changes nothing. */
class Handle {
  pending: Pending | undefined;
  ref = () => this;
  unref = () => this;
  hasRef = () => true;
}

type Callback = (...args: unknown[]) => void;

/** What the system is still doing for the process; time stands still for it. */
const UNDER_WAY = /^(FSReq|GetAddrInfoReq|GetNameInfoReq|TCPConnect|Immediate)/;

/**
 * Time that passes only when everybody waits: a program and its device in one process see the same deadlines whatever the
 * machine does, and silence of a minute takes none. In milliseconds.
 */
export class VirtualTime {
  private time = 0;
  private count = 0;
  private pending: Pending[] = [];
  private readonly look: number;

  /** @param look how long looking at the clock takes (ms), so that who waits by looking sees time pass */
  constructor(look = 0.01) {
    this.look = look;
  }

  now = (): number => {
    this.time += this.look;
    return this.time;
  };

  /** Something takes so long that nobody waits for. */
  pass(milliseconds: number): void {
    this.time += milliseconds;
  }

  private set(callback: Callback, milliseconds: number | undefined, args: unknown[], again: boolean): Handle {
    const handle = new Handle();
    const delay = Math.max(1, Number(milliseconds) || 0);
    const start = () => {
      handle.pending = {
        at: this.time + delay,
        order: this.count++,
        fire: () => {
          if (again) start();
          callback(...args);
        },
      };
      this.pending.push(handle.pending);
    };
    start();
    return handle;
  }

  private clear = (handle: unknown): void => {
    if (handle instanceof Handle) this.pending = this.pending.filter((one) => one !== handle.pending);
  };

  /** Puts this time in the place of the process's own. @returns what puts that back */
  install(): () => void {
    const { setTimeout: setReal, clearTimeout: clearReal } = globalThis;
    const { setInterval: repeatReal, clearInterval: clearRepeatReal } = globalThis;
    const setTimeout = (callback: Callback, milliseconds?: number, ...args: unknown[]) =>
      this.set(callback, milliseconds, args, false);
    const setInterval = (callback: Callback, milliseconds?: number, ...args: unknown[]) =>
      this.set(callback, milliseconds, args, true);
    Object.assign(globalThis, {
      ...{ setTimeout, clearTimeout: this.clear, setInterval, clearInterval: this.clear },
    });
    performance.now = this.now;
    const wait = Atomics.wait as (...args: unknown[]) => ReturnType<typeof Atomics.wait>;
    Atomics.wait = ((cell: Int32Array, index: number, value: number, milliseconds?: number) => {
      if (milliseconds === undefined || !Number.isFinite(milliseconds))
        return wait(cell, index, value, milliseconds);
      this.pass(Math.max(0, milliseconds));
      return 'timed-out';
    }) as typeof Atomics.wait;
    return () => {
      Object.assign(globalThis, {
        ...{ setTimeout: setReal, clearTimeout: clearReal },
        ...{ setInterval: repeatReal, clearInterval: clearRepeatReal },
      });
      Reflect.deleteProperty(performance, 'now');
      Atomics.wait = wait as typeof Atomics.wait;
    };
  }

  /** Forgets all timers. */
  forget(): void {
    this.pending = [];
  }

  /** Forgets all timers, and begins anew. */
  reset(): void {
    this.forget();
    this.time = 0;
  }

  /**
   * Lets time pass until something has happened.
   * @param happened asked whenever nobody has anything to do
   * @param limit of this time (ms)
   * @param busy whether something is under way that time must stand still for, besides what Node knows of
   * @returns false when the limit came first, or nothing can happen any more
   */
  async passUntil(happened: () => boolean, limit: number, busy: () => boolean): Promise<boolean> {
    while (!happened()) {
      await nextTurn();
      if (happened()) return true;
      if (busy() || process.getActiveResourcesInfo().some((what) => UNDER_WAY.test(what))) continue;
      const next = this.pending.reduce<Pending | undefined>(
        (first, one) =>
          !first || one.at < first.at || (one.at === first.at && one.order < first.order) ? one : first,
        undefined,
      );
      if (!next || next.at > limit) return false;
      this.pending = this.pending.filter((one) => one !== next);
      this.time = Math.max(this.time, next.at);
      next.fire();
    }
    return true;
  }
}

/**
 * Does something in virtual time: waits take none of the machine's, and deadlines are the same on every machine.
 * @param limit after which it must be done (ms of virtual time)
 * @throws Error when it is not
 */
export async function inVirtualTime<T>(limit: number, work: () => Promise<T>): Promise<T> {
  const time = new VirtualTime();
  const restore = time.install();
  try {
    let settled = false;
    const done = work().finally(() => {
      settled = true;
    });
    done.catch(() => undefined); // it is waited for below
    const inTime = await time.passUntil(
      () => settled,
      limit,
      () => false,
    );
    if (!inTime) throw new Error(`not done within ${limit} ms`);
    return await done;
  } finally {
    restore();
  }
}
