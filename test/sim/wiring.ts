import type { Board, Firmware, SerialKinds } from './device.ts';
import type { Waiting } from './line.ts';
import { CMD, parameters, STATUS } from './stk500v2-commands.ts';
import { Frames } from './stk500v2-frames.ts';

/**
 * The boot loader of the Arduino Mega 2560 ("stk500boot.c"): messages of STK500 version 2 answered by the chip
 * itself. It erases each page as it writes it, refuses the chip erase, and is gone after "leave programming mode".
 * Option `protect=0` lets its own section be overwritten.
 */
export class Wiring implements Firmware {
  readonly resetsOnOpen = true;
  private readonly board: Board;
  private readonly top: number;
  private readonly parameters = parameters([
    [0x90, 15],
    [0x9a, 0xaa],
  ]);
  private address = 0;

  constructor(board: Board) {
    this.board = board;
    const { flash, bootSection } = board.chip.facts;
    this.top = board.option('protect', '1') === '1' ? flash - bootSection : flash;
  }

  *run(): Waiting<void> {
    this.address = 0;
    const frames = new Frames(this.board.line);
    for (;;) {
      const message = yield* frames.next();
      frames.answer(this.command(message));
      if (message[0] === CMD.leaveProgmode) return;
    }
  }

  private command(m: readonly number[]): number[] {
    const { chip, line } = this.board;
    const [id = 0, m1 = 0, m2 = 0, m3 = 0, m4 = 0, m5 = 0, m6 = 0] = m;
    switch (id) {
      case CMD.signOn: {
        const name = this.board.option('id', 'STK500_2');
        return [id, STATUS.ok, name.length, ...Buffer.from(name)];
      }
      case CMD.setParameter:
        return [id, STATUS.ok]; // and forgets it
      case CMD.getParameter:
        return [id, STATUS.ok, this.parameters.get(m1) ?? 0];
      case CMD.loadAddress:
        this.address = ((m1 & 0x7f) << 24) | (m2 << 16) | (m3 << 8) | m4;
        return [id, STATUS.ok];
      case CMD.enterProgmode:
      case CMD.leaveProgmode:
        return [id, STATUS.ok];
      case CMD.chipErase:
        return [id, STATUS.failed];
      case CMD.programFlash:
      case CMD.programEeprom:
        return [id, this.program(m)];
      case CMD.readFlash:
      case CMD.readEeprom:
        return this.read(m);
      case CMD.readFuse:
        return [
          id,
          STATUS.ok,
          m2 === 0x58 ? chip.readFuse('hfuse') : chip.readFuse(m3 & 8 ? 'efuse' : 'lfuse'),
          STATUS.ok,
        ];
      case CMD.readLock:
        return [id, STATUS.ok, chip.lock, STATUS.ok];
      case CMD.readSignature:
        return [id, STATUS.ok, chip.readSignature(m4), STATUS.ok];
      case CMD.programLock:
        chip.writeLock(m4);
        return [id, STATUS.ok, STATUS.ok];
      case CMD.spiMulti:
        return [id, STATUS.ok, 0, m4, m5, this.instruction(m4, m5, m6), STATUS.ok];
      default:
        line.violation(`unknown command 0x${id.toString(16)}`);
        return [id, STATUS.failed];
    }
  }

  /** The instructions whose answers the boot loader can give from within; the others read 0. */
  private instruction(op: number, high: number, low: number): number {
    const { chip } = this.board;
    if (op === 0x30) return chip.readSignature(low);
    if (op === 0x50) return chip.readFuse(high & 8 ? 'efuse' : 'lfuse');
    if (op === 0x58) return high & 8 ? chip.readFuse('hfuse') : chip.lock;
    return 0;
  }

  private program(m: readonly number[]): number {
    const { chip, line } = this.board;
    const { flashPage, flash, eeprom } = chip.facts;
    const length = ((m[1] ?? 0) << 8) | (m[2] ?? 0);
    const data = m.slice(10, 10 + length);
    if (m.length !== 10 + length) line.violation(`${m.length - 10} bytes where ${length} were announced`);
    if (m[0] === CMD.programEeprom) {
      if (this.address + length > eeprom) line.violation(`EEPROM write at ${this.address}`);
      for (const value of data) chip.writeEeprom(this.address++, value);
      return STATUS.ok;
    }
    const start = this.address * 2;
    if (start + length > flash) line.violation(`flash write at ${start}`);
    for (let offset = 0; offset < length; offset += flashPage) {
      if (start + offset >= this.top) continue;
      chip.erasePage(start + offset);
      chip.programFlash(start + offset, data.slice(offset, offset + flashPage));
    }
    this.address += length >> 1;
    return STATUS.ok;
  }

  private read(m: readonly number[]): number[] {
    const { chip } = this.board;
    const [id = 0, high = 0, low = 0] = m;
    const length = (high << 8) | low;
    const cell =
      id === CMD.readFlash
        ? (i: number) => chip.readFlash(this.address * 2 + i)
        : (i: number) => chip.readEeprom(this.address + i);
    const data = Array.from({ length }, (_, i) => cell(i));
    this.address += id === CMD.readFlash ? length >> 1 : length;
    return [id, STATUS.ok, ...data, STATUS.ok];
  }
}

export const serialKinds: SerialKinds = { wiring: (board) => new Wiring(board) };
