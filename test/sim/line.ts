import { type Faults, garbage } from './faults.ts';

/** What firmware waits for: a byte from the host (`undefined` when none came in time), or time to pass. */
export type Wait =
  | { readonly kind: 'byte'; readonly withinMs: number | undefined }
  | { readonly kind: 'pause'; readonly ms: number };

/** Firmware as a sequence of waits; `yield*` makes its reads look like the blocking calls they are on a chip. */
export type Waiting<T> = Generator<Wait, T, number | undefined>;

const NEXT_BYTE: Wait = { kind: 'byte', withinMs: undefined };

/** What went over the line; part of the dump. */
export interface LineCounts {
  bytesFromHost: number;
  bytesToHost: number;
  /** Changes of direction from request to reply: what latency multiplies. */
  turns: number;
  replies: number;
  opens: number;
}

/**
 * The firmware's end of a serial line. Bytes put are collected and leave as one reply when the firmware has
 * nothing more to read, as they leave a USB serial chip; there the faults strike.
 */
export class Line {
  readonly counts: LineCounts = { bytesFromHost: 0, bytesToHost: 0, turns: 0, replies: 0, opens: 0 };
  /** Line speeds the host has set, each change once; empty where the carrier cannot show them. */
  readonly rates: number[] = [];
  readonly commands: Record<string, number> = {};
  /** What the protocol's document does not allow. */
  readonly violations: string[] = [];
  readonly faults: Faults;
  private readonly send: (reply: Uint8Array) => void;
  private readonly hangUp: () => void;
  private readonly noise = garbage();
  private incoming: number[] = [];
  private taken = 0;
  private outgoing: number[] = [];
  private direction: 'none' | 'in' | 'out' = 'none';
  private muted = false;

  /** @param send takes each reply @param hangUp makes the port vanish */
  constructor(faults: Faults, send: (reply: Uint8Array) => void, hangUp: () => void) {
    this.faults = faults;
    this.send = send;
    this.hangUp = hangUp;
  }

  // What the carrier calls.

  /** A new session on the port. */
  opened(): void {
    this.counts.opens++;
    this.direction = 'none';
  }

  /** Throws away what is under way in both directions, as a reset does. */
  clear(): void {
    this.incoming = [];
    this.taken = 0;
    this.outgoing = [];
  }

  received(data: Uint8Array): void {
    this.counts.bytesFromHost += data.length;
    this.direction = 'in';
    if (this.taken === this.incoming.length) {
      this.incoming = [...data];
      this.taken = 0;
    } else for (const byte of data) this.incoming.push(byte);
  }

  /** The next byte of what has come. */
  take(): number | undefined {
    return this.taken < this.incoming.length ? this.incoming[this.taken++] : undefined;
  }

  /** Whether there is something to take. */
  get pending(): boolean {
    return this.taken < this.incoming.length;
  }

  // What firmware calls.

  /** The next byte from the host, however long it takes. */
  *byte(): Waiting<number> {
    for (;;) {
      const byte = yield NEXT_BYTE;
      if (byte !== undefined) return byte;
    }
  }

  /** The next byte, or `undefined` when none came. */
  *byteWithin(ms: number): Waiting<number | undefined> {
    return yield { kind: 'byte', withinMs: ms };
  }

  *bytes(length: number): Waiting<number[]> {
    const all: number[] = [];
    while (all.length < length) all.push(yield* this.byte());
    return all;
  }

  /** `undefined` when the host pauses longer than `ms` between two bytes. */
  *bytesWithin(length: number, ms: number): Waiting<number[] | undefined> {
    const all: number[] = [];
    while (all.length < length) {
      const byte = yield* this.byteWithin(ms);
      if (byte === undefined) return undefined;
      all.push(byte);
    }
    return all;
  }

  *pause(ms: number): Waiting<void> {
    if (ms > 0) yield { kind: 'pause', ms };
  }

  put(...bytes: readonly number[]): void {
    for (const byte of bytes) this.outgoing.push(byte & 0xff);
  }

  putText(text: string): void {
    for (const c of text) this.outgoing.push(c.charCodeAt(0));
  }

  count(command: string): void {
    this.commands[command] = (this.commands[command] ?? 0) + 1;
  }

  /** Records what a strict device would not accept. */
  violation(text: string): void {
    this.violations.push(text);
  }

  /** The port vanishes. */
  disconnect(): void {
    this.flush();
    this.muted = true;
    this.hangUp();
  }

  /** Sends what has been put. */
  flush(): void {
    if (this.outgoing.length === 0) return;
    const wanted = this.outgoing;
    this.outgoing = [];
    if (this.muted || this.faults.has('silent')) return;
    const cut = this.damage(wanted);
    if (cut.data.length > 0) {
      this.counts.bytesToHost += cut.data.length;
      this.counts.replies++;
      if (this.direction === 'in') this.counts.turns++;
      this.direction = 'out';
      this.send(Uint8Array.from(cut.data));
    }
    if (cut.hangUp) this.hangUp();
  }

  private replies = 0;
  private sent = 0;

  private damage(reply: readonly number[]): { data: number[]; hangUp: boolean } {
    const f = this.faults;
    let data = [...reply];
    let hangUp = false;
    const nth = ++this.replies;
    if (f.has('garbage-at') && nth === f.number('garbage-at')) {
      data = data.map(() => this.noise.next().value);
      f.hit('garbage-at');
    }
    if (f.has('garbage') && nth === 1) {
      data = [...Array.from({ length: f.number('garbage') }, () => this.noise.next().value), ...data];
      f.hit('garbage');
    }
    if (f.has('truncate') && nth === f.number('truncate')) {
      data = data.slice(0, Math.floor(data.length / 2));
      f.hit('truncate');
    }
    if (f.has('nibble') && nth === f.number('nibble')) {
      data = data.map((b) => b & 0x0f);
      f.hit('nibble');
    }
    for (const name of ['drop', 'dup'] as const) {
      const at = f.number(name) - 1 - this.sent;
      if (!f.has(name) || at < 0 || at >= data.length) continue;
      data.splice(at, 1, ...(name === 'drop' ? [] : [data[at]!, data[at]!]));
      f.hit(name);
    }
    for (const name of ['timeout-after', 'disconnect-after'] as const) {
      const room = Math.max(0, f.number(name) - this.sent);
      if (!f.has(name) || data.length <= room) continue;
      data.length = room;
      f.hit(name);
      this.muted = true;
      hangUp = name === 'disconnect-after';
    }
    this.sent += data.length;
    return { data, hangUp };
  }
}
