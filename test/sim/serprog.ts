import type { Contracted } from './contract.ts';
import type { Board, Firmware, SerialKinds } from './device.ts';
import type { Waiting } from './line.ts';

export const contract: readonly Contracted[] = [
  { type: 'serprog', id: 'serprog', part: 'm328p', kind: 'serprog', on: 'serial' },
  {
    type: 'serprog',
    id: 'serprog',
    part: 'm328p',
    kind: 'serprog',
    on: 'serial',
    options: ['without=8.11.15'],
  },
];

const ACK = 0x06;
const NAK = 0x15;
/** Bytes behind a command. */
const PARAMETERS: Readonly<Record<number, number>> = { 18: 1, 20: 4, 21: 1, 22: 1, 23: 1, 24: 1 };
const KNOWN = [0, 1, 2, 3, 4, 5, 8, 16, 17, 18, 19, 20, 21, 22, 23, 24];
/** The select line goes low for each operation, stays low, or stays high. */
const AUTO = 0;
const SELECTED = 1;

/**
 * A programmer of flashrom's serial protocol, version 1 (serprog-protocol.rst), with its extension for full duplex and for the way
 * the select line goes; that line is the target's RESET. Options: `without=A.B` commands (hexadecimal) that it does not have,
 * `cs=N` the line that is wired, `longest=N` bytes of an operation at most, `freq=HZ` its fastest SPI.
 */
export class Serprog implements Firmware {
  readonly resetsOnOpen = false;
  private readonly board: Board;
  private readonly known: ReadonlySet<number>;
  private readonly wired: number;
  private readonly longest: number;
  private readonly fastest: number;
  private duplex = false;
  private select = 0;
  private mode = AUTO;
  private driven = true;

  constructor(board: Board) {
    this.board = board;
    const without = board
      .option('without', '')
      .split('.')
      .map((code) => Number.parseInt(code, 16));
    this.known = new Set(KNOWN.filter((code) => code === 0 || !without.includes(code)));
    this.wired = Number(board.option('cs', '0'));
    this.longest = Number(board.option('longest', '300'));
    this.fastest = Number(board.option('freq', '4000000'));
  }

  *run(): Waiting<void> {
    const { line } = this.board;
    for (;;) {
      const code = yield* line.byte();
      line.count(code.toString(16).padStart(2, '0'));
      if (code === 19) {
        yield* this.operate();
        continue;
      }
      const parameters = yield* line.bytes(PARAMETERS[code] ?? 0);
      if (line.faults.refuses() || !this.known.has(code)) line.put(NAK);
      else this.answer(code, parameters);
    }
  }

  private answer(code: number, [value = 0, ...more]: readonly number[]): void {
    const { line } = this.board;
    const hertz = Math.min(this.fastest, littleEndian([value, ...more]));
    const length = [this.longest & 0xff, (this.longest >> 8) & 0xff, 0];
    const name = Buffer.from('pico-serprog'.padEnd(16, '\0'));
    const map = Array.from({ length: 32 }, (_, at) =>
      [...this.known].reduce((bits, one) => bits | (one >> 3 === at ? 1 << (one & 7) : 0), 0),
    );
    const answers: Readonly<Record<number, readonly number[]>> = {
      1: [1, 0],
      2: map,
      3: [...name],
      4: [0xff, 0xff],
      5: [8],
      8: length,
      17: length,
      20: [0, 8, 16, 24].map((shift) => (hertz >>> shift) & 0xff),
    };
    if (code === 16) line.put(NAK, ACK);
    else if (code === 20 && hertz === 0) line.put(NAK);
    else line.put(ACK, ...(answers[code] ?? []));
    if (code === 21) this.driven = value !== 0;
    if (code === 22) this.select = value;
    if (code === 23) this.duplex = value === 1;
    if (code === 24) this.mode = value;
    this.drive(this.mode === SELECTED);
  }

  private drive(low: boolean): void {
    this.board.target.reset(low && this.driven && this.select === this.wired);
  }

  private *operate(): Waiting<void> {
    const { line, target } = this.board;
    const length = littleEndian(yield* line.bytes(3));
    const wanted = littleEndian(yield* line.bytes(3));
    if (this.known.has(8) && Math.max(length, wanted) > this.longest)
      line.violation(`an operation of ${length} bytes, of which at most ${this.longest} were offered`);
    const data = yield* line.bytes(length);
    if (line.faults.refuses()) {
      line.put(NAK);
      return;
    }
    if (this.mode === AUTO) this.drive(true);
    const came = data.map((byte) => target.shift(byte));
    line.put(
      ACK,
      ...(this.duplex ? came.slice(0, wanted) : Array.from({ length: wanted }, () => target.shift(0))),
    );
    if (this.mode === AUTO) this.drive(false);
  }
}

export const serialKinds: SerialKinds = { serprog: (board) => new Serprog(board) };

function littleEndian(bytes: readonly number[]): number {
  return bytes.reduceRight((value, byte) => value * 256 + byte, 0);
}
