import type { Contracted } from './contract.ts';
import type { Board, Firmware, SerialKinds } from './device.ts';
import { JtagTarget } from './jtag-target.ts';
import type { Waiting } from './line.ts';

export const contract: readonly Contracted[] = [
  { type: 'jtagmki', id: 'jtag1', part: 'm32', kind: 'jtagmki', on: 'serial' },
  { type: 'jtagmki', id: 'jtag1', part: 'm32', kind: 'jtagmki', on: 'serial', options: ['signon'] },
];

const OK = 0x41;
const FAILED = 0x46;
const SYNC_ERROR = 0x45;
const BLANK = 0x20;
const DATA = 0x68;
/** Commands, by the bytes that belong to them. */
const LENGTHS: Readonly<Record<number, number>> = {
  66: 2, // set parameter
  70: 0, // stop
  71: 0, // go
  82: 5, // read memory
  87: 5, // write memory
  113: 1, // get parameter
  120: 0, // reset
  160: 123, // device descriptor
  163: 0, // enter programming mode
  164: 0, // leave it
  165: 0, // chip erase
};
const SIGN_ON = 0x53;
const BIT_RATE = 0x62;
const RATES: Readonly<Record<number, number>> = {
  244: 9600,
  250: 19200,
  253: 38400,
  254: 57600,
  255: 115200,
};
/** Hardware, firmware, voltage: they cannot be set. */
const FIXED = [0x7a, 0x7b, 0x84];
const EEPROM_PAGE = 0xb1;
/** Counted in words. */
const FLASH_TYPES = [0xb0, 0xa0];
/** Where the descriptors of the mkI and of the mkII have what both tell: page sizes of flash and EEPROM. */
const PAGES = { here: 115, there: 243 } as const;
const DESCRIPTOR_MKII = 298;

/**
 * A JTAGICE mkI on a serial line, as avrdude's jtagmkI.c speaks to it: commands ended by two blanks, and every answer begun by an A.
 * Options: `baud=N` at which it listens (19200), `signon` answers nothing before it has been signed on to as after power-up.
 */
export class JtagMki implements Firmware {
  readonly resetsOnOpen = false;
  private readonly board: Board;
  private readonly jtag: JtagTarget;
  private readonly values = new Map<number, number>([
    ...[[0x62, 0xff] as const, [0x7a, 0xc0] as const, [0x7b, 0x80] as const, [0x84, 204] as const],
    ...[[0x86, 0xff] as const, [0x88, 0] as const, [0x89, 0] as const, [0x8a, 0] as const],
  ]);
  private awake: boolean;
  private bitsPerSecond: number;
  private stopped = false;

  constructor(board: Board) {
    this.board = board;
    this.jtag = new JtagTarget(board.chip, (text) => board.line.violation(text), 512);
    this.awake = board.option('signon', '') === '';
    this.bitsPerSecond = Number(board.option('baud', '19200'));
  }

  get holds(): boolean {
    return this.jtag.programming || this.stopped;
  }

  *run(): Waiting<void> {
    const { line } = this.board;
    for (;;) {
      const code = yield* line.byte();
      // What comes at another speed is noise.
      if ((line.rates.at(-1) ?? this.bitsPerSecond) !== this.bitsPerSecond) continue;
      if (code === BLANK && this.awake) line.put(OK);
      else if (code === SIGN_ON) yield* this.signOn();
      else if (code in LENGTHS) {
        const rest = yield* line.bytes(LENGTHS[code]!);
        if (yield* this.ends()) yield* this.command(code, rest);
      } else if (code !== BLANK) line.put(SYNC_ERROR);
    }
  }

  private *ends(): Waiting<boolean> {
    const { line } = this.board;
    const [crc, end] = yield* line.bytes(2);
    if (crc === BLANK && end === BLANK) return true;
    line.violation('a command without its end');
    line.put(SYNC_ERROR);
    return false;
  }

  private *signOn(): Waiting<void> {
    const { line } = this.board;
    const next = yield* line.byte();
    if (next === 0x45) {
      this.awake = true;
      yield* line.byte();
    }
    yield* line.byte();
    line.count('53');
    line.put(OK);
    line.putText('AVRNOCD');
    line.put(OK);
  }

  private *command(code: number, rest: readonly number[]): Waiting<void> {
    const { line, chip } = this.board;
    line.count(code.toString(16));
    if (line.faults.refuses()) {
      line.put(FAILED);
      return;
    }
    const [first = 0, second = 0] = rest;
    switch (code) {
      case 0x42: {
        const settable = this.values.has(first) && !FIXED.includes(first);
        if (settable) this.values.set(first, second);
        line.put(OK, settable ? OK : FAILED);
        if (first !== BIT_RATE) return;
        line.flush();
        this.bitsPerSecond = RATES[second] ?? this.bitsPerSecond;
        return;
      }
      case 0x71:
        line.put(OK, this.values.get(first) ?? 0, this.values.has(first) ? OK : FAILED);
        return;
      case 0x46:
        this.stopped = true;
        line.put(OK, 0, 0, 0, OK);
        return;
      case 0x47:
        this.stopped = false;
        line.put(OK);
        return;
      case 0xa0:
        this.describe(rest);
        line.put(OK, OK);
        return;
      case 0xa3: {
        const answer = this.jtag.enter() === undefined ? OK : FAILED;
        line.put(answer, answer);
        return;
      }
      case 0xa4:
        this.jtag.leave();
        this.stopped = false;
        line.put(OK, OK);
        return;
      case 0xa5: {
        const answer = this.jtag.programming ? OK : FAILED;
        if (answer === OK) chip.chipErase();
        line.put(answer, answer);
        return;
      }
      case 0x52:
        this.read(rest);
        return;
      case 0x57:
        yield* this.write(rest);
        return;
      default:
        line.put(OK, OK);
    }
  }

  /** The size of flash is not told here. */
  private describe(descriptor: readonly number[]): void {
    const { flash, flashPage } = this.board.chip.facts;
    const whole = new Uint8Array(DESCRIPTOR_MKII);
    whole.set(descriptor.slice(PAGES.here, PAGES.here + 3), PAGES.there);
    const view = new DataView(whole.buffer);
    view.setUint32(252, flash, true);
    view.setUint16(281, flash / flashPage, true);
    this.jtag.describe([...whole], DESCRIPTOR_MKII);
  }

  private place([type = 0, count = 0, high = 0, middle = 0, low = 0]: readonly number[]) {
    const unit = FLASH_TYPES.includes(type) ? 2 : 1;
    return { type, length: (count + 1) * unit, address: ((high << 16) | (middle << 8) | low) * unit };
  }

  private read(rest: readonly number[]): void {
    const { type, length, address } = this.place(rest);
    const { line, chip } = this.board;
    // avrdude reads as much EEPROM as it may at a time, past its end where a page is near that.
    const there = type === EEPROM_PAGE ? Math.min(length, chip.facts.eeprom - address) : length;
    const read = this.jtag.read(type, there, address);
    const data = typeof read === 'number' ? read : [...read, ...new Uint8Array(length - there).fill(0xff)];
    if (typeof data === 'number') line.put(OK, ...new Uint8Array(length), 0, FAILED);
    else line.put(OK, ...data, data.reduce((sum, byte) => sum + byte, 0) & 0xff, OK);
  }

  private *write(rest: readonly number[]): Waiting<void> {
    const { line } = this.board;
    const { type, length, address } = this.place(rest);
    line.put(OK);
    if ((yield* line.byte()) !== DATA) {
      line.put(SYNC_ERROR);
      return;
    }
    const data = yield* line.bytes(length);
    if (!(yield* this.ends())) return;
    line.put(OK, this.jtag.write(type, length, address, data) === undefined ? OK : FAILED);
  }
}

export const serialKinds: SerialKinds = { jtagmki: (board) => new JtagMki(board) };
