import type { Board, Firmware, SerialKinds } from './device.ts';
import type { Waiting } from './line.ts';

const CR = 0x0d;
const FLASH = 0x46;

/**
 * The low cost serial programmer of application note AVR910 with an ISP target. Options: `block=N` for
 * the block mode later firmwares brought (default none), `autoinc=0`, `devcode=0xNN`.
 */
export class Avr910 implements Firmware {
  readonly resetsOnOpen = true;
  private readonly board: Board;
  private readonly block: number;
  private readonly increments: boolean;
  private readonly deviceCode: number;
  /** Words for flash, bytes for EEPROM. */
  private address = 0;

  constructor(board: Board) {
    this.board = board;
    this.block = Number(board.option('block', '0'));
    this.increments = board.option('autoinc', '1') === '1';
    this.deviceCode = Number(board.option('devcode', String(board.chip.facts.avr910Code)));
  }

  *run(): Waiting<void> {
    this.address = 0;
    this.board.target.reset(false);
    const { line } = this.board;
    for (;;) {
      const byte = yield* line.byte();
      const command = String.fromCharCode(byte);
      line.count(byte > 32 && byte < 127 ? command : byte.toString(16).padStart(2, '0'));
      if (line.faults.refuses()) line.putText('?');
      else yield* this.command(command);
    }
  }

  private at(op: number, data = 0): number {
    return this.board.target.ask(op, (this.address >> 8) & 0xff, this.address & 0xff, data);
  }

  private step(always = false): void {
    if (always || this.increments) this.address = (this.address + 1) & 0xffff;
  }

  private *settle(): Waiting<void> {
    const { chip, line } = this.board;
    if (chip.timing) yield* line.pause(Math.ceil(chip.busyFor));
    chip.busyUntil = 0;
  }

  private *command(command: string): Waiting<void> {
    const { line, target } = this.board;
    switch (command) {
      case 'S':
        line.putText('AVR ISP');
        return;
      case 'V':
        line.putText('23');
        return;
      case 'v':
        line.putText('10');
        return;
      case 'p':
        line.putText('S');
        return;
      case 'a':
        line.putText(this.increments ? 'Y' : 'N');
        return;
      case 'b':
        if (this.block) line.put(0x59, this.block >> 8, this.block);
        else line.putText('?');
        return;
      case 't':
        line.put(...[0x13, 0x5e, 0x20, 0x72, this.deviceCode].filter((c) => c !== 0), 0);
        return;
      case 'T':
      case 'x':
      case 'y':
        yield* line.byte();
        line.put(CR);
        return;
      case 'P':
        if (target.enable()) line.put(CR);
        else line.putText('!');
        return;
      case 'L':
        target.reset(false);
        line.put(CR);
        return;
      case 'e':
        target.command(0xac, 0x80);
        yield* this.settle();
        line.put(CR);
        return;
      case 'A': {
        const [high = 0, low = 0] = yield* line.bytes(2);
        this.address = (high << 8) | low;
        line.put(CR);
        return;
      }
      case 'c':
        this.at(0x40, yield* line.byte());
        line.put(CR);
        return;
      case 'C':
        this.at(0x48, yield* line.byte());
        this.step();
        line.put(CR);
        return;
      case 'm':
        this.at(0x4c);
        yield* this.settle();
        line.put(CR);
        return;
      case 'R':
        line.put(this.at(0x28), this.at(0x20));
        this.step();
        return;
      case 'D':
        this.at(0xc0, yield* line.byte());
        yield* this.settle();
        this.step();
        line.put(CR);
        return;
      case 'd':
        line.put(this.at(0xa0));
        this.step();
        return;
      case 's':
        line.put(...[2, 1, 0].map((i) => target.ask(0x30, 0, i)));
        return;
      case 'l':
        target.command(0xac, 0xe0, 0, yield* line.byte());
        yield* this.settle();
        line.put(CR);
        return;
      case ':': {
        const [b0 = 0, b1 = 0, b2 = 0] = yield* line.bytes(3);
        line.put(target.ask(b0, b1, b2), CR);
        return;
      }
      case '.': {
        const [b0 = 0, b1 = 0, b2 = 0, b3 = 0] = yield* line.bytes(4);
        line.put(target.ask(b0, b1, b2, b3), CR);
        return;
      }
      case 'g':
        if (!this.block) break;
        yield* this.readBlock();
        return;
      case 'B':
        if (!this.block) break;
        yield* this.writeBlock();
        return;
      case '\x1b':
        return;
    }
    line.violation(`unknown command ${JSON.stringify(command)}`);
    line.putText('?');
  }

  private *blockHeader(): Waiting<{ length: number; memory: number }> {
    const [high = 0, low = 0, memory = 0] = yield* this.board.line.bytes(3);
    const length = (high << 8) | low;
    if (length > this.block) this.board.line.violation(`block of ${length} bytes, ${this.block} agreed`);
    return { length, memory };
  }

  private *readBlock(): Waiting<void> {
    const { line } = this.board;
    const { length, memory } = yield* this.blockHeader();
    for (let i = 0; i < length; i += memory === FLASH ? 2 : 1) {
      if (memory === FLASH) line.put(this.at(0x20), this.at(0x28));
      else line.put(this.at(0xa0));
      this.step(true);
    }
  }

  private *writeBlock(): Waiting<void> {
    const { line, chip } = this.board;
    const { length, memory } = yield* this.blockHeader();
    const data = yield* line.bytes(length);
    const words = chip.facts.flashPage / 2;
    for (let i = 0; i < length; i += memory === FLASH ? 2 : 1) {
      if (memory === FLASH) {
        this.at(0x40, data[i]);
        this.at(0x48, data[i + 1]);
        const last = i + 2 >= length || this.address % words === words - 1;
        if (last) this.at(0x4c);
      } else this.at(0xc0, data[i]);
      yield* this.settle();
      this.step(true);
    }
    line.put(CR);
  }
}

export const serialKinds: SerialKinds = { avr910: (board) => new Avr910(board) };
