import type { Chip } from './chip.ts';
import type { FuseName } from './parts.ts';

type State = keyof typeof NEXT;

/** IEEE 1149.1: where TMS 0 and 1 lead. */
const NEXT = {
  reset: ['idle', 'reset'],
  idle: ['idle', 'selectDr'],
  selectDr: ['captureDr', 'selectIr'],
  captureDr: ['shiftDr', 'exit1Dr'],
  shiftDr: ['shiftDr', 'exit1Dr'],
  exit1Dr: ['pauseDr', 'updateDr'],
  pauseDr: ['pauseDr', 'exit2Dr'],
  exit2Dr: ['shiftDr', 'updateDr'],
  updateDr: ['idle', 'selectDr'],
  selectIr: ['captureIr', 'reset'],
  captureIr: ['shiftIr', 'exit1Ir'],
  shiftIr: ['shiftIr', 'exit1Ir'],
  exit1Ir: ['pauseIr', 'updateIr'],
  pauseIr: ['pauseIr', 'exit2Ir'],
  exit2Ir: ['shiftIr', 'updateIr'],
  updateIr: ['idle', 'selectDr'],
} as const;

const IR = { enable: 4, commands: 5, pageLoad: 6, pageRead: 7, reset: 12 } as const;
const LENGTHS: Readonly<Record<number, number>> = { 4: 16, 5: 15, 6: 8, 7: 8, 12: 1 };
const FUSES: Readonly<Record<number, FuseName>> = { 49: 'lfuse', 53: 'hfuse', 57: 'efuse' };

/** The JTAG port of a classic AVR, bit by bit (ATmega1284P data sheet, "Programming via the JTAG Interface"). */
export class JtagTap {
  private readonly chip: Chip;
  private readonly report: (violation: string) => void;
  private state: State = 'reset';
  private instruction = 1;
  private bits: number[] = [];
  private out = 0;
  private inReset = false;
  private enabled = false;
  private mode = 0;
  private address = 0;
  private data = 0;
  private answer = 0;
  private place = 0;
  private readonly page = new Map<number, number>();

  constructor(chip: Chip, report: (violation: string) => void) {
    this.chip = chip;
    this.report = report;
  }

  get holds(): boolean {
    return this.inReset;
  }

  /** One rising edge of TCK. @returns the level of TDO at it */
  clock(tdi: number, tms: number): number {
    const shifting = this.state === 'shiftDr' || this.state === 'shiftIr';
    const level = shifting ? (this.out >> this.bits.length) & 1 : 1;
    if (shifting) this.bits.push(tdi);
    this.state = NEXT[this.state][tms ? 1 : 0];
    if (this.state === 'captureDr' || this.state === 'captureIr') this.capture();
    if (this.state === 'updateIr') this.instruction = this.number(4);
    if (this.state === 'updateDr') this.update(this.number(LENGTHS[this.instruction] ?? this.bits.length));
    return this.chip.absent ? 1 : level;
  }

  private number(length: number): number {
    if (this.bits.length !== length) this.report(`${this.bits.length} bits instead of ${length} over JTAG`);
    return this.bits.reduce((value, bit, at) => value | (bit << at), 0);
  }

  private capture(): void {
    this.bits = [];
    this.out = this.instruction === IR.commands ? this.answer : 0;
    if (this.state !== 'captureDr' || this.instruction !== IR.pageRead) return;
    this.out = this.chip.lockMode === 'no-access' ? 0xff : this.chip.readFlash(2 * this.address + this.place);
    this.place += 1;
  }

  private update(value: number): void {
    if (this.chip.absent) return;
    if (this.instruction === IR.reset) this.inReset = value === 1;
    else if (this.instruction === IR.enable) this.enabled = value === 0xa370;
    else if (!this.enabled || !this.inReset) this.report('programming before it is enabled');
    else if (this.instruction === IR.commands) this.command(value);
    else if (this.instruction === IR.pageLoad) this.page.set(this.page.size, value);
  }

  private command(value: number): void {
    const [code, low] = [value >> 8, value & 0xff];
    const { chip } = this;
    if (code === 0x23) {
      [this.mode, this.place] = [low, 0];
      this.page.clear();
    } else if (code === 0x0b) this.address = (this.address & 0xffff) | (low << 16);
    else if (code === 0x07) this.address = (this.address & 0xff00ff) | (low << 8);
    else if (code === 0x03) this.address = (this.address & 0xffff00) | low;
    else if (code === 0x13) this.data = low;
    else if (code === 0x77) this.page.set(this.address & 0xffff, this.data);
    else if (code === 0x31 && low === 0x80) chip.chipErase();
    else if (code === 0x31 || code === 0x35 || code === 0x39) this.write(code);
    const busy = chip.timing && chip.busy;
    this.answer = (busy ? 0 : 0x0200) | this.read(code);
  }

  private write(code: number): void {
    const { chip, page, data } = this;
    const fuse = FUSES[code];
    const locked = chip.lockMode !== 'open';
    if (this.mode === 0x10 && code === 0x35) {
      if (!locked) chip.programFlash(2 * this.address, Array.from(page.values()));
      page.clear();
    } else if (this.mode === 0x11 && code === 0x31) {
      if (!locked) for (const [address, byte] of page) chip.writeEeprom(address, byte);
      page.clear();
    } else if (this.mode === 0x40 && fuse) chip.writeFuse(fuse, data, 'other');
    else if (this.mode === 0x20 && code === 0x31) chip.writeLock(data);
    else if (code !== 0x31) this.report(`write ${code.toString(16)} in mode ${this.mode.toString(16)}`);
  }

  /** What is read appears with the command behind the one that asks for it. */
  private read(code: number): number {
    const { chip, mode } = this;
    if (mode === 0x03) return chip.lockMode === 'no-access' ? 0xff : chip.readEeprom(this.address & 0xffff);
    if (mode === 0x08)
      return code >= 0x36 ? chip.readCalibration(this.address) : chip.readSignature(this.address);
    if (mode !== 0x04) return 0;
    if (code === 0x3e) return chip.readFuse('hfuse');
    if (code === 0x3a) return chip.readFuse('efuse');
    return code === 0x36 ? chip.readLock() : chip.readFuse('lfuse');
  }
}
