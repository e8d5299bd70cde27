import type { Board, Firmware, SerialKinds } from './device.ts';
import type { Waiting } from './line.ts';
import { STK } from './stk500v1.ts';

const EEPROM = 0x45;
const FLASH = 0x46;

/**
 * Optiboot 8.3: STK500 version 1 spoken by the chip itself, which erases each page as it writes it, knows neither
 * fuses nor chip erase, and starts the application when a command does not end as it should. Option `protect=0`
 * lets its own section be overwritten; `eeprom=0` builds it without EEPROM, as Arduino does: it ignores the kind of memory.
 */
export class Optiboot implements Firmware {
  readonly resetsOnOpen = true;
  private readonly board: Board;
  /** First byte that may not be written. */
  private readonly top: number;
  private readonly knowsEeprom: boolean;
  /** Bytes that an address counts. */
  private readonly unit: 1 | 2;
  /** Bytes of the longest block. */
  private readonly longest: number;
  /** Word address, and what RAMPZ adds above it. */
  private address = 0;
  private ramp = 0;
  /** The application runs. */
  private left = false;

  constructor(board: Board) {
    this.board = board;
    const { flash, flashPage, bootSection, addressedByBytes } = board.chip.facts;
    this.unit = addressedByBytes ? 1 : 2;
    this.longest = Math.max(256, flashPage);
    this.knowsEeprom = board.option('eeprom', '1') === '1';
    this.top = board.option('protect', '1') === '1' ? flash - bootSection : flash;
  }

  *run(): Waiting<void> {
    this.address = 0;
    this.ramp = 0;
    this.left = false;
    const { line } = this.board;
    for (;;) {
      const command = yield* line.byte();
      line.count(command.toString(16).padStart(2, '0'));
      const done = yield* this.command(command);
      if (this.left) return;
      if (!done) continue;
      line.put(STK.ok);
      if (command === 0x51) return;
    }
  }

  private *synced(): Waiting<boolean> {
    const { line } = this.board;
    const end = yield* line.byte();
    if (end !== STK.endOfCommand) {
      line.violation(`end of command expected, 0x${end.toString(16)} came: the application starts`);
      this.left = true;
      return false;
    }
    if (line.faults.refuses()) {
      line.put(STK.noSync);
      return false;
    }
    line.put(STK.inSync);
    return true;
  }

  /** @returns whether it was done and wants its OK */
  private *command(command: number): Waiting<boolean> {
    const { line, chip } = this.board;
    switch (command) {
      case 0x41: {
        const id = yield* line.byte();
        if (!(yield* this.synced())) return false;
        line.put(id === 0x81 ? 8 : 3);
        return true;
      }
      case 0x42:
        yield* line.bytes(20);
        return yield* this.synced();
      case 0x45:
        yield* line.bytes(5);
        return yield* this.synced();
      case 0x55: {
        const [low = 0, high = 0] = yield* line.bytes(2);
        this.address = (high << 8) | low;
        return yield* this.synced();
      }
      case 0x56: {
        const bytes = yield* line.bytes(4);
        if (bytes[0] === 0x4d) this.ramp = bytes[2]!;
        if (!(yield* this.synced())) return false;
        line.put(0);
        return true;
      }
      case 0x64: {
        const { length, memory } = yield* this.blockHeader();
        const data = yield* line.bytes(length);
        if (!(yield* this.synced())) return false;
        this.write(memory, data);
        return true;
      }
      case 0x74: {
        const { length, memory } = yield* this.blockHeader();
        if (!(yield* this.synced())) return false;
        for (let i = 0; i < length; i++) {
          line.put(
            memory === EEPROM
              ? chip.readEeprom(this.eepromAddress + i)
              : chip.readFlash(this.flashAddress + i),
          );
        }
        return true;
      }
      case 0x75:
        if (!(yield* this.synced())) return false;
        line.put(chip.readSignature(0), chip.readSignature(1), chip.readSignature(2));
        return true;
      default:
        // Whatever else comes is answered as if it had been done.
        return yield* this.synced();
    }
  }

  private get flashAddress(): number {
    return ((this.ramp << 16) + this.address) * this.unit;
  }

  private get eepromAddress(): number {
    return this.address * this.unit;
  }

  private *blockHeader(): Waiting<{ length: number; memory: number }> {
    const { line, chip } = this.board;
    const [high = 0, low = 0, asked = 0] = yield* line.bytes(3);
    const memory = this.knowsEeprom ? asked : FLASH;
    const length = (high << 8) | low;
    if (length === 0 || length > this.longest) line.violation(`block of ${length} bytes`);
    const [start, size] =
      memory === EEPROM ? [this.eepromAddress, chip.facts.eeprom] : [this.flashAddress, chip.facts.flash];
    if (start + length > size) line.violation(`block 0x${start.toString(16)} + ${length} leaves the memory`);
    return { length, memory };
  }

  private write(memory: number, data: readonly number[]): void {
    const { chip, line } = this.board;
    const { flashPage } = chip.facts;
    if (memory === EEPROM) {
      for (const [i, value] of data.entries()) chip.writeEeprom(this.eepromAddress + i, value);
      return;
    }
    const start = this.flashAddress;
    if ((start % flashPage) + data.length > flashPage)
      line.violation(`page write across a page at 0x${start.toString(16)}`);
    if (start >= this.top) return;
    chip.erasePage(start);
    chip.programFlash(start, data);
  }
}

export const serialKinds: SerialKinds = { optiboot: (board) => new Optiboot(board) };
