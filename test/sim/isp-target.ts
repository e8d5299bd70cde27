import { BUSY_MS, type Chip } from './chip.ts';
import type { FuseName } from './parts.ts';

const WRITES = new Set([0x4c, 0xc0, 0xc2, 0xac]);
/** Instructions that may be sent while the chip is busy without asking for data. */
const NO_DATA = new Set([0x40, 0x48, 0x4d, 0xc1, 0xac]);
const FUSE_WRITES: Readonly<Record<number, FuseName>> = { 160: 'lfuse', 168: 'hfuse', 164: 'efuse' };

/**
 * The serial programming interface of a classic AVR (data sheets, "Serial Programming Instruction set"):
 * four bytes in, four out, each byte coming back one byte later, the fourth holding what was read. With RESET
 * high MISO floats (0xff); before "programming enable" nothing else is listened to; out of step it stays 0.
 */
export class IspTarget {
  readonly chip: Chip;
  private readonly report: (violation: string) => void;
  private resetLow = false;
  private enabled = false;
  private instruction: number[] = [];
  private lastByte = 0;
  private extended = 0;
  private flashBuffer = new Map<number, number>();
  private eepromBuffer = new Map<number, number>();
  private pin = { sck: 0, miso: 0, out: 0, in: 0, bits: 0 };

  /** @param report takes what no data sheet allows: unknown instructions, addresses that do not exist */
  constructor(chip: Chip, report: (violation: string) => void) {
    this.chip = chip;
    this.report = report;
  }

  /** Whether RESET is held and programming enabled: where a programmer must not leave its target. */
  get programming(): boolean {
    return this.resetLow && this.enabled;
  }

  get held(): boolean {
    return this.resetLow;
  }

  /** Drives RESET. @param low active */
  reset(low: boolean): void {
    if (low === this.resetLow) return;
    this.resetLow = low;
    this.enabled = false;
    this.instruction = [];
    this.lastByte = 0;
    this.extended = 0;
    this.flashBuffer.clear();
    this.eepromBuffer.clear();
    this.pin = { sck: 0, miso: 0, out: 0, in: 0, bits: 0 };
  }

  /** Pulls RESET low afresh and sends "programming enable". @returns whether the chip echoed 0x53 */
  enable(): boolean {
    this.reset(false);
    this.reset(true);
    return this.command(0xac, 0x53, 0, 0)[2] === 0x53;
  }

  /** A whole instruction. @returns the four bytes shifted out */
  command(b0: number, b1 = 0, b2 = 0, b3 = 0): [number, number, number, number] {
    return [this.shift(b0), this.shift(b1), this.shift(b2), this.shift(b3)];
  }

  /** The fourth byte of an instruction. */
  ask(b0: number, b1 = 0, b2 = 0, b3 = 0): number {
    return this.command(b0, b1, b2, b3)[3];
  }

  /** Shifts one byte in. @returns the byte shifted out meanwhile */
  shift(byte: number): number {
    if (this.chip.absent || !this.resetLow) return 0xff;
    const out = this.outgoing();
    this.instruction.push(byte);
    if (this.instruction.length === 4) {
      const whole = this.instruction;
      this.instruction = [];
      this.lastByte = byte;
      this.execute(whole[0]!, whole[1]!, whole[2]!, whole[3]!);
    }
    return out;
  }

  /** Drives the pins one by one, SPI mode 0. @returns MISO afterwards */
  pins(reset: number, sck: number, mosi: number): number {
    this.reset(!reset);
    const p = this.pin;
    if (reset || this.chip.absent) {
      p.sck = sck;
      return 1;
    }
    if (sck && !p.sck) {
      if (p.bits === 0) {
        p.out = this.outgoing();
        p.in = 0;
      }
      p.miso = (p.out >> (7 - p.bits)) & 1;
      p.in = (p.in << 1) | (mosi & 1);
      p.bits++;
      if (p.bits === 8) {
        p.bits = 0;
        this.shift(p.in);
      }
    }
    p.sck = sck;
    return p.miso;
  }

  private outgoing(): number {
    const [b0, b1, b2] = this.instruction;
    if (!this.enabled) {
      if (b2 !== undefined) return 0;
      if (b1 !== undefined) return b0 === 0xac && b1 === 0x53 ? b1 : 0;
      return b0 ?? 0;
    }
    if (b0 === undefined) return this.lastByte;
    if (b1 === undefined) return b0;
    if (b2 === undefined) return b1;
    return this.dataOut(b0, b1, b2) ?? b2;
  }

  private wordAddress(high: number, low: number): number {
    return ((this.chip.facts.extendedAddress ? this.extended : 0) << 16) | (high << 8) | low;
  }

  /** What a reading instruction answers; `undefined` where the byte is an echo. */
  private dataOut(op: number, high: number, low: number): number | undefined {
    const chip = this.chip;
    if (op === 0xf0) return chip.busy ? 1 : 0;
    if (chip.busy && !NO_DATA.has(op)) {
      chip.counts.busyReads++;
      if (chip.timing) return 0xff;
    }
    const hidden = chip.lockMode === 'no-access';
    switch (op) {
      case 0x20:
      case 0x28: {
        const address = this.wordAddress(high, low) * 2 + ((op >> 3) & 1);
        return hidden ? low : chip.readFlash(address);
      }
      case 0xa0:
        return hidden ? low : chip.readEeprom((high << 8) | low);
      case 0x30:
        return chip.readSignature(low);
      case 0x38:
        return chip.readCalibration(low);
      case 0x50:
        return chip.readFuse(high & 8 ? 'efuse' : 'lfuse');
      case 0x58:
        return high & 8 ? chip.readFuse('hfuse') : chip.readLock();
      default:
        return undefined;
    }
  }

  private execute(op: number, b1: number, b2: number, data: number): void {
    const chip = this.chip;
    chip.counts.ispInstructions++;
    if (op === 0xac && b1 === 0x53) {
      this.enabled = true;
      chip.counts.programmingEnables++;
      return;
    }
    if (!this.enabled) return;
    if (WRITES.has(op) && chip.timing && chip.busy) {
      chip.counts.busyViolations++;
      this.report(`instruction ${hex(op, b1, b2, data)} while the chip was busy`);
      return;
    }
    const open = chip.lockMode === 'open';
    switch (op) {
      case 0xac:
        this.systemWrite(b1, data, open);
        break;
      case 0x4d:
        this.extended = b2;
        break;
      case 0x40:
      case 0x48: {
        const offset = (b2 * 2 + ((op >> 3) & 1)) % chip.facts.flashPage;
        this.flashBuffer.set(offset, (this.flashBuffer.get(offset) ?? 0xff) & data);
        break;
      }
      case 0x4c:
        this.writeFlashPage(this.wordAddress(b1, b2) * 2, open);
        break;
      case 0xc0:
        if (open) chip.writeEeprom((b1 << 8) | b2, data);
        chip.startBusy(BUSY_MS.eeprom);
        break;
      case 0xc1:
        if (chip.facts.eepromPaged) this.eepromBuffer.set(b2 % chip.facts.eepromPage, data);
        else this.report(`${chip.facts.name} has no EEPROM pages`);
        break;
      case 0xc2:
        if (chip.facts.eepromPaged) this.writeEepromPage((b1 << 8) | b2, open);
        else this.report(`${chip.facts.name} has no EEPROM pages`);
        break;
      case 0x20:
      case 0x28:
      case 0xa0:
      case 0x30:
      case 0x38:
      case 0x50:
      case 0x58:
      case 0xf0:
        break;
      default:
        this.report(`unknown instruction ${hex(op, b1, b2, data)}`);
    }
  }

  private systemWrite(what: number, data: number, open: boolean): void {
    const chip = this.chip;
    const fuse = FUSE_WRITES[what];
    if ((what & 0xe0) === 0x80) {
      chip.chipErase();
      chip.startBusy(BUSY_MS.erase);
    } else if ((what & 0xe0) === 0xe0) {
      chip.writeLock(data);
      chip.startBusy(BUSY_MS.fuse);
    } else if (fuse) {
      if (open) {
        chip.writeFuse(fuse, data);
        chip.startBusy(BUSY_MS.fuse);
      }
    } else this.report(`unknown instruction ${hex(0xac, what, 0, data)}`);
  }

  private writeFlashPage(address: number, open: boolean): void {
    const { flash, flashPage } = this.chip.facts;
    const start = address - (address % flashPage);
    if (start >= flash) this.report(`flash page at ${hex(start)} does not exist`);
    const page = Uint8Array.from({ length: flashPage }, (_, i) => this.flashBuffer.get(i) ?? 0xff);
    if (open) this.chip.programFlash(start, page);
    this.flashBuffer.clear();
    this.chip.startBusy(BUSY_MS.flash);
  }

  private writeEepromPage(address: number, open: boolean): void {
    const start = address - (address % this.chip.facts.eepromPage);
    if (open) for (const [offset, value] of this.eepromBuffer) this.chip.writeEeprom(start + offset, value);
    this.eepromBuffer.clear();
    this.chip.startBusy(BUSY_MS.eeprom);
  }
}

function hex(...bytes: readonly number[]): string {
  return bytes.map((b) => b.toString(16).padStart(2, '0')).join(' ');
}
