import { BANNER, Terminal } from './buspirate-terminal.ts';
import type { Board, Firmware, SerialKinds } from './device.ts';
import type { Waiting } from './line.ts';

const RESET_BITS: Readonly<Record<string, number>> = { cs: 1, aux: 2, aux2: 4 };
/** The firmware's buffer, which bounds "write then read". */
const BUFFER = 4096;

/**
 * A Bus Pirate v3 with an ISP target: text terminal, binary bit-bang, binary SPI and raw-wire modes, and the AVR
 * extended commands. Options: `wtr=0` (firmware without 0x05, "write then read, no CS"), `avrext=0`
 * (without the extended commands), `bin=0` (no binary mode), `reset=cs|aux|aux2` (the pin wired to RESET).
 */
export class BusPirate implements Firmware {
  readonly resetsOnOpen = false;
  private readonly board: Board;
  private readonly writeThenRead: boolean;
  private readonly extended: boolean;
  private readonly resetBit: number;

  constructor(board: Board) {
    this.board = board;
    this.writeThenRead = board.option('wtr', '1') === '1';
    this.extended = board.option('avrext', '1') === '1';
    this.resetBit = RESET_BITS[board.option('reset', 'cs')] ?? 1;
  }

  *run(): Waiting<void> {
    this.board.target.reset(false);
    const terminal = new Terminal(this.board, this.board.option('bin', '1') === '1');
    for (;;) {
      yield* terminal.run();
      yield* this.bitBang();
    }
  }

  /** Binary mode, until the host resets the device into the terminal. */
  private *bitBang(): Waiting<void> {
    const { line, target } = this.board;
    let inputs = 0x1f;
    let pins = 0;
    line.putText('BBIO1');
    for (;;) {
      const command = yield* line.byte();
      line.count(`bb ${command.toString(16).padStart(2, '0')}`);
      if (command === 0) line.putText('BBIO1');
      else if (command === 1 || command === 5) {
        yield* this.spi(command === 5);
        line.putText('BBIO1');
      } else if (command === 0x0f) {
        target.reset(false);
        line.put(1);
        line.putText(`\r\n${BANNER}HiZ>`);
        return;
      } else if (command & 0x80 || (command & 0xe0) === 0x40) {
        if (command & 0x80) pins = command & 0x7f;
        else inputs = command & 0x1f;
        // Bits: POWER, PULLUP, AUX, MOSI, CLK, MISO, CS; CS is wired to RESET.
        const reset = inputs & 1 ? 1 : pins & 1;
        const miso = target.pins(reset, (pins >> 2) & 1, (pins >> 3) & 1);
        line.put((pins & 0x7d) | (inputs & 2 ? miso << 1 : pins & 2));
      } else {
        line.violation(`bit-bang command 0x${command.toString(16)}`);
        line.put(0);
      }
    }
  }

  /** Binary SPI or raw-wire mode, until 0x00. */
  private *spi(raw: boolean): Waiting<void> {
    const { line, target } = this.board;
    const name = raw ? 'RAW1' : 'SPI1';
    line.putText(name);
    for (;;) {
      const command = yield* line.byte();
      const group = command >= 0x10 ? command & 0xf0 : command;
      line.count(`${raw ? 'raw' : 'spi'} ${group.toString(16).padStart(2, '0')}`);
      if (command === 0) return;
      if (line.faults.refuses()) line.put(0);
      else if (command === 1) line.putText(name);
      else if (command === 2 || command === 3) {
        if (this.resetBit === 1) target.reset(command === 2);
        line.put(1);
      } else if (!raw && (command === 4 || (command === 5 && this.writeThenRead))) {
        yield* this.block(command === 4);
      } else if (!raw && command === 6 && this.extended) {
        line.put(1);
        yield* this.avrCommand();
      } else if (group === 0x10) {
        line.put(1);
        for (let i = (command & 15) + 1; i > 0; i--) line.put(target.shift(yield* line.byte()));
      } else if (group === 0x40) {
        // Power, pull-ups, AUX and CS.
        target.reset((command & this.resetBit) === 0);
        line.put(1);
      } else if ((raw && group === 0x20) || (command & 0xf8) === 0x60 || group === 0x80) line.put(1);
      else {
        // 4, 5 and 6 are how a host finds out what the firmware has.
        if (command > 6) line.violation(`${name} command 0x${command.toString(16)}`);
        line.put(0);
      }
    }
  }

  /** "Write then read", with or without CS around it. */
  private *block(withCs: boolean): Waiting<void> {
    const { line, target } = this.board;
    const [writeHigh = 0, writeLow = 0, readHigh = 0, readLow = 0] = yield* line.bytes(4);
    const writes = (writeHigh << 8) | writeLow;
    const reads = (readHigh << 8) | readLow;
    if (writes > BUFFER || reads > BUFFER) {
      line.violation(`block of ${writes} and ${reads} bytes`);
      line.put(0);
      return;
    }
    const data = yield* line.bytes(writes);
    const drivesReset = withCs && this.resetBit === 1;
    if (drivesReset) target.reset(true);
    for (const byte of data) target.shift(byte);
    line.put(1);
    for (let i = 0; i < reads; i++) line.put(target.shift(0xff));
    if (drivesReset) target.reset(false);
  }

  /** The AVR extended commands: 0 no-op, 1 version, 2 bulk read of flash (word address, bytes). */
  private *avrCommand(): Waiting<void> {
    const { line, target } = this.board;
    const command = yield* line.byte();
    line.count(`avr ${command.toString(16).padStart(2, '0')}`);
    if (command === 0) line.put(1);
    else if (command === 1) line.put(1, 0, 1);
    else if (command === 2) {
      const head = Buffer.from(yield* line.bytes(8));
      const [start, length] = [head.readUInt32BE(0), head.readUInt32BE(4)];
      if (start > 0xffff || start + length / 2 > 0x10000) {
        line.violation(`bulk read of ${length} at word ${start}`);
        line.put(0);
        return;
      }
      line.put(1);
      for (let i = 0; i < length; i++) {
        const word = start + (i >> 1);
        line.put(target.ask(i & 1 ? 0x28 : 0x20, word >> 8, word & 0xff));
      }
    } else {
      line.violation(`AVR command ${command}`);
      line.put(0);
    }
  }
}

export const serialKinds: SerialKinds = { buspirate: (board) => new BusPirate(board) };
