import type { Contracted } from './contract.ts';
import type { Board, Firmware, SerialKinds } from './device.ts';
import { Faults } from './faults.ts';
import { Line, type Waiting } from './line.ts';
import { Optiboot } from './optiboot.ts';

const ADDRESS = [0x00, 0x13, 0xa2, 0x00, 0x12, 0x34, 0x56, 0x78] as const;
const SHORT = [0x4a, 0xbc] as const;
const START = 0x7e;
const ESCAPE = 0x7d;
const ESCAPED: readonly number[] = [START, ESCAPE, 0x11, 0x13];
/** Bytes of the loader that travel in one packet. */
const PACKET = 54;
const after = (sequence: number): number => (sequence + 1) & 0xff || 1;

export const contract: readonly Contracted[] = [
  { type: 'xbee', id: 'xbee', part: 'm328p', kind: 'xbee', on: 'serial' },
];

/**
 * XBeeBoot on a chip behind two radios in API mode 2 (Digi's manual of the S2C, "API frames"): Optiboot in packets that are
 * numbered and acknowledged. Options: `pin=N` the line of the remote radio that is wired to RESET, `hops=N` a route that is
 * reported, `lose=N` every Nth packet to the loader gets lost, `remote=N` the result of all commands for the remote radio.
 */
export class Xbee implements Firmware {
  readonly resetsOnOpen = false;
  private readonly board: Board;
  private readonly pin: number;
  private loader: Waiting<void> | undefined;
  private inner: Line;
  private sent = 0;
  private heard = 0;
  private packets = 0;
  private inReset = false;

  constructor(board: Board) {
    this.board = board;
    this.pin = 0x30 + Number(board.option('pin', '3'));
    this.inner = this.restart();
  }

  get holds(): boolean {
    return this.inReset;
  }

  *run(): Waiting<void> {
    const { line } = this.board;
    let byte = yield* line.byte();
    for (;;) {
      while (byte !== START) byte = yield* line.byte();
      const bytes: number[] = [];
      let isEscaped = false;
      while (bytes.length < 2 || bytes.length < ((bytes[0]! << 8) | bytes[1]!) + 3) {
        byte = yield* line.byte();
        if (byte === START) break;
        if (byte === ESCAPE && !isEscaped) isEscaped = true;
        else {
          bytes.push(isEscaped ? byte ^ 0x20 : byte);
          isEscaped = false;
        }
      }
      if (byte === START && !isEscaped && bytes.length < ((bytes[0] ?? 0) << 8) + (bytes[1] ?? 0) + 3)
        continue;
      const sum = bytes.slice(2).reduce((total, one) => total + one, 0) & 0xff;
      if (sum === 0xff) this.frame(bytes.slice(2, -1));
      else line.violation('a frame with a wrong checksum');
      byte = 0;
    }
  }

  /** The chip starts its loader. */
  private restart(): Line {
    [this.sent, this.heard] = [0, 0];
    this.inner = new Line(
      new Faults([]),
      (reply) => this.reply(reply),
      () => undefined,
    );
    this.loader = new Optiboot({
      ...this.board,
      option: (n, o) => this.board.option(n, o),
      line: this.inner,
    }).run();
    this.loader.next();
    return this.inner;
  }

  private frame(frame: readonly number[]): void {
    const { line } = this.board;
    const [type = 0, sequence = 0] = frame;
    line.count(type.toString(16).padStart(2, '0'));
    if (type === 0x08) {
      this.emit([0x88, sequence, ...frame.slice(2, 4), 0]);
      const hops = Number(this.board.option('hops', '0'));
      if (frame[2] === 0x41 && frame[3] === 0x52 && hops > 0)
        this.emit([0xa1, ...ADDRESS, ...SHORT, 1, hops, ...Array.from({ length: 2 * hops }, (_, at) => at)]);
    } else if (type === 0x21) line.count('route');
    else if (frame.slice(2, 10).join() !== ADDRESS.join()) {
      if (type === 0x17) this.emit([0x97, sequence, ...frame.slice(2, 12), ...frame.slice(13, 15), 4]);
    } else if (type === 0x17) this.remote(sequence, frame.slice(13));
    else if (type === 0x10) {
      this.emit([0x8b, sequence, ...SHORT, 0, 0, 0]);
      this.packet(frame.slice(14));
    } else line.violation(`a frame of type 0x${type.toString(16)}`);
  }

  private remote(sequence: number, [first = 0, second = 0, value]: readonly number[]): void {
    const result = Number(this.board.option('remote', '0'));
    this.emit([0x97, sequence, ...ADDRESS, ...SHORT, first, second, result]);
    if (result !== 0) return;
    if (first === 0x46 && second === 0x52) this.inReset = false;
    if (first !== 0x44 || second !== this.pin) return;
    if (this.inReset && value !== 4) this.restart();
    this.inReset = value === 4;
  }

  private packet([type, sequence = 0, application, ...data]: readonly number[]): void {
    this.packets += 1;
    const lose = Number(this.board.option('lose', '0'));
    if (this.inReset || (lose > 0 && this.packets % lose === 0)) return;
    if (type !== 1 || application !== 23) return;
    this.air([0, sequence]);
    if (sequence !== after(this.heard)) return;
    this.heard = sequence;
    if (data.length > PACKET) this.board.line.violation(`a packet of ${data.length} bytes`);
    this.inner.received(Uint8Array.from(data));
    while (this.inner.pending) if (this.loader?.next(this.inner.take()).done) break;
    this.inner.flush();
  }

  private reply(data: Uint8Array): void {
    for (let at = 0; at < data.length; at += PACKET) {
      this.sent = after(this.sent);
      this.air([1, this.sent, 24, ...data.subarray(at, at + PACKET)]);
    }
  }

  private air(packet: readonly number[]): void {
    this.emit([0x90, ...ADDRESS, ...SHORT, 1, ...packet]);
  }

  private emit(body: readonly number[]): void {
    const sum = body.reduce((total, byte) => total + byte, 0) & 0xff;
    const bytes = [body.length >> 8, body.length & 0xff, ...body, 0xff - sum];
    this.board.line.put(
      START,
      ...bytes.flatMap((byte) => (ESCAPED.includes(byte) ? [ESCAPE, byte ^ 0x20] : [byte])),
    );
  }
}

export const serialKinds: SerialKinds = { xbee: (board) => new Xbee(board) };
