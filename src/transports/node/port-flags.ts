/** What the package's binding can be asked for and told of a port beside its bytes. */
export interface FlaggedPort {
  /** All that is told is set; what is not said is cleared, the wish for low latency, too. */
  set(flags: {
    readonly dtr: boolean;
    readonly rts: boolean;
    readonly brk: false;
    readonly cts: false;
    readonly dsr: false;
    readonly lowLatency: boolean;
  }): Promise<void>;
  /** `lowLatency` is told by Linux's binding. */
  get(): Promise<{ readonly lowLatency?: boolean }>;
}

/** Ports of this driver of Linux's have no such wish, and telling them anything takes a transfer to the device. */
const withoutLatency = /\/ttyACM\d+$/;

/**
 * Control lines of a port, and Linux's wish for low latency (setserial(8), `low_latency`): a USB adapter of FTDI's keeps what has come
 * for 16 ms without it, which every exchange waits for.
 */
export class PortFlags {
  readonly #port: FlaggedPort;
  /** As opening a port leaves them (tty(4)). */
  #lines = { dtr: true, rts: true };
  #lowLatency = false;
  #restores = false;

  constructor(port: FlaggedPort) {
    this.#port = port;
  }

  /** Wishes for low latency, without a word where there is none to be had: a pseudo-terminal, most drivers. */
  async hurry(path: string): Promise<void> {
    if (withoutLatency.test(path)) return;
    try {
      const { lowLatency } = await this.#port.get();
      this.#lowLatency = lowLatency === true;
      if (lowLatency !== false) return;
      await this.#tell({ lowLatency: true });
      this.#lowLatency = true;
      this.#restores = true;
    } catch {
      // It is as it was.
    }
  }

  /** @throws as the binding */
  async setLines({ dtr, rts }: { readonly dtr: boolean; readonly rts: boolean }): Promise<void> {
    this.#lines = { dtr, rts };
    await this.#tell({ lowLatency: this.#lowLatency });
  }

  /** Takes the wish back, if it was ours. */
  async restore(): Promise<void> {
    if (!this.#restores) return;
    this.#restores = false;
    await this.#tell({ lowLatency: false }).catch(() => undefined);
  }

  #tell({ lowLatency }: { readonly lowLatency: boolean }): Promise<void> {
    return this.#port.set({ ...this.#lines, brk: false, cts: false, dsr: false, lowLatency });
  }
}
