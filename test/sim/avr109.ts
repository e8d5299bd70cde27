import type { Board, Firmware, SerialKinds } from './device.ts';
import type { Waiting } from './line.ts';

const IDS = { caterina: 'CATERIN', butterfly: 'AVRBOOT', lufa: 'LUFACDC' } as const;
const CR = 0x0d;
const ESC = 0x1b;
const FLASH = 0x46;
const EEPROM = 0x45;

/**
 * Boot loaders of application note AVR109. Option `fw`: `caterina` (Arduino Leonardo; no hardware version),
 * `butterfly` (as in the note, with `H` for large parts) or `lufa`. `touch=1`: deaf until the port was opened and
 * closed at 1200 baud; `block=N`; `protect=0` lets the boot section be overwritten; `exit=disconnect`: the
 * port vanishes after `E`; `devcode=0x44`.
 */
export class Avr109 implements Firmware {
  readonly resetsOnOpen = true;
  private readonly board: Board;
  private readonly kind: keyof typeof IDS;
  private readonly block: number;
  private readonly top: number;
  private touched: boolean;
  /** Byte address; EEPROM counts in the same unit, two for each cell, as Caterina's CurrAddress. */
  private address = 0;
  private lowByte: number | undefined;
  private page = new Map<number, number>();

  constructor(board: Board) {
    this.board = board;
    this.kind = board.option('fw', 'caterina') as keyof typeof IDS;
    const { flash, flashPage, bootSection } = board.chip.facts;
    this.block = Number(board.option('block', String(flashPage)));
    this.top = board.option('protect', '1') === '1' ? flash - bootSection : flash;
    this.touched = board.option('touch', '') === '';
  }

  rate(bitsPerSecond: number): void {
    if (bitsPerSecond === 1200) this.touched = true;
  }

  *run(): Waiting<void> {
    this.address = 0;
    this.lowByte = undefined;
    this.page.clear();
    if (!this.touched) return;
    const { line } = this.board;
    for (;;) {
      const byte = yield* line.byte();
      const command = String.fromCharCode(byte);
      line.count(byte > 32 && byte < 127 ? command : byte.toString(16).padStart(2, '0'));
      if (byte === ESC) continue;
      if (line.faults.refuses()) {
        line.put(0x3f);
        continue;
      }
      if (command === 'E') {
        line.put(CR);
        line.flush();
        if (this.board.option('exit', '') === 'disconnect') line.disconnect();
        return;
      }
      yield* this.command(command);
    }
  }

  private *command(command: string): Waiting<void> {
    const { line, chip } = this.board;
    switch (command) {
      case 'T':
        yield* line.byte();
        line.put(CR);
        return;
      case 'L':
      case 'P':
        line.put(CR);
        return;
      case 't':
        line.put(Number(this.board.option('devcode', '0x44')), 0);
        return;
      case 'a':
        line.putText('Y');
        return;
      case 'A': {
        const [high = 0, low = 0] = yield* line.bytes(2);
        this.setAddress((high << 8) | low);
        return;
      }
      case 'H': {
        if (this.kind !== 'butterfly' && !chip.facts.extendedAddress) break;
        const [b2 = 0, b1 = 0, b0 = 0] = yield* line.bytes(3);
        this.setAddress((b2 << 16) | (b1 << 8) | b0);
        return;
      }
      case 'p':
        line.putText('S');
        return;
      case 'S':
        line.putText(IDS[this.kind]);
        return;
      case 'V':
        line.putText('10');
        return;
      case 'v':
        if (this.kind === 'caterina') break;
        line.putText('10');
        return;
      case 's':
        line.put(chip.readSignature(2), chip.readSignature(1), chip.readSignature(0));
        return;
      case 'e':
        chip.flash.fill(0xff, 0, this.top);
        chip.counts.chipErases++;
        line.put(CR);
        return;
      case 'l':
        chip.writeLock(yield* line.byte());
        line.put(CR);
        return;
      case 'r':
        line.put(chip.readLock());
        return;
      case 'F':
        line.put(chip.readFuse('lfuse'));
        return;
      case 'N':
        line.put(chip.readFuse('hfuse'));
        return;
      case 'Q':
        line.put(chip.readFuse('efuse'));
        return;
      case 'b':
        line.put(0x59, this.block >> 8, this.block);
        return;
      case 'g':
        yield* this.readBlock();
        return;
      case 'B':
        yield* this.writeBlock();
        return;
      case 'c':
        this.lowByte = yield* line.byte();
        line.put(CR);
        return;
      case 'C':
        this.fill((this.lowByte ?? 0) | ((yield* line.byte()) << 8));
        line.put(CR);
        return;
      case 'm':
        this.writePage(this.address);
        line.put(CR);
        return;
      case 'R':
        line.put(chip.readFlash(this.address + 1), chip.readFlash(this.address));
        this.address += 2;
        return;
      case 'D':
        chip.writeEeprom(this.address >> 1, yield* line.byte());
        this.address += 2;
        line.put(CR);
        return;
      case 'd':
        line.put(chip.readEeprom(this.address >> 1));
        this.address += 2;
        return;
      case 'x':
      case 'y':
        if (this.kind !== 'butterfly') break;
        yield* line.byte();
        line.put(CR);
        return;
    }
    // Asking a Caterina for what it lacks is how a host finds out; anything else is not in the note.
    if (!'vHxy'.includes(command)) line.violation(`unknown command ${JSON.stringify(command)}`);
    line.putText('?');
  }

  private setAddress(word: number): void {
    this.address = word * 2;
    this.lowByte = undefined;
    this.board.line.put(CR);
  }

  /** One word into the page buffer. */
  private fill(word: number): void {
    this.page.set((this.address % this.board.chip.facts.flashPage) & ~1, word);
    this.address += 2;
  }

  private writePage(address: number): void {
    const { chip } = this.board;
    const { flashPage } = chip.facts;
    const start = address - (address % flashPage);
    const data = new Uint8Array(flashPage).fill(0xff);
    for (const [offset, word] of this.page) {
      data[offset] = word & 0xff;
      data[offset + 1] = word >> 8;
    }
    this.page.clear();
    if (start < this.top) chip.programFlash(start, data);
  }

  private *blockHeader(): Waiting<{ length: number; memory: number }> {
    const { line, chip } = this.board;
    const [high = 0, low = 0, memory = 0] = yield* line.bytes(3);
    const length = (high << 8) | low;
    if (length > this.block) line.violation(`block of ${length} bytes, ${this.block} agreed`);
    const [start, size] =
      memory === EEPROM ? [this.address >> 1, chip.facts.eeprom] : [this.address, chip.facts.flash];
    if (memory !== FLASH && memory !== EEPROM) line.violation(`memory type 0x${memory.toString(16)}`);
    else if (start + length > size)
      line.violation(`block 0x${start.toString(16)} + ${length} leaves the memory`);
    return { length, memory };
  }

  private *readBlock(): Waiting<void> {
    const { line, chip } = this.board;
    const { length, memory } = yield* this.blockHeader();
    if (memory === FLASH) {
      for (let i = 0; i < length; i++) line.put(chip.readFlash(this.address + i));
      this.address += length + (length & 1);
    } else if (memory === EEPROM) {
      for (let i = 0; i < length; i++, this.address += 2) line.put(chip.readEeprom(this.address >> 1));
    } else line.putText('?');
  }

  private *writeBlock(): Waiting<void> {
    const { line, chip } = this.board;
    const { length, memory } = yield* this.blockHeader();
    if (memory === FLASH) {
      const start = this.address;
      const data = yield* line.bytes(length);
      if (start < this.top) chip.erasePage(start);
      for (let i = 0; i + 1 < length; i += 2) this.fill(data[i]! | (data[i + 1]! << 8));
      this.writePage(start);
      line.put(CR);
    } else if (memory === EEPROM) {
      for (const value of yield* line.bytes(length)) {
        chip.writeEeprom(this.address >> 1, value);
        this.address += 2;
      }
      line.put(CR);
    } else line.putText('?');
  }
}

export const serialKinds: SerialKinds = { avr109: (board) => new Avr109(board) };
