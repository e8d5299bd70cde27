import type { Board, Firmware } from './device.ts';
import { HighVoltage } from './high-voltage.ts';
import type { Waiting } from './line.ts';
import { CMD, parameters, READ_ONLY, STATUS } from './stk500v2-commands.ts';
import { Frames } from './stk500v2-frames.ts';

const hex = (n: number) => `0x${n.toString(16).padStart(2, '0')}`;

/**
 * An STK500 with firmware 2 (AVR068) and an ISP target; also its parallel and high voltage serial commands.
 * Option `id`: `STK500_2` or `AVRISP_2`.
 */
export class Stk500v2 implements Firmware {
  readonly resetsOnOpen = true;
  private readonly board: Board;
  private readonly parameters = parameters();
  private readonly highVoltage: HighVoltage;
  /** Word address for flash, byte address for EEPROM. */
  private address = 0;
  /** Bit 31 of "load address": the part wants extended addresses. */
  private extended = false;
  private extendedSent: number | undefined;

  constructor(board: Board) {
    this.board = board;
    this.highVoltage = new HighVoltage(board.chip);
  }

  *run(): Waiting<void> {
    this.address = 0;
    this.extended = false;
    this.extendedSent = undefined;
    this.board.target.reset(false);
    const frames = new Frames(this.board.line);
    for (;;) frames.answer(yield* this.command(yield* frames.next()));
  }

  /** Waits out the write in progress. */
  private *settle(): Waiting<void> {
    const { chip, line } = this.board;
    if (chip.timing) yield* line.pause(Math.ceil(chip.busyFor));
    chip.busyUntil = 0;
  }

  /** Carries out one message. @returns the answer's body */
  *command(m: readonly number[]): Waiting<number[]> {
    const { target, line } = this.board;
    const [id = 0, m1 = 0, m2 = 0, m3 = 0, m4 = 0, m5 = 0, m6 = 0] = m;
    switch (id) {
      case CMD.signOn: {
        const name = this.board.option('id', 'STK500_2');
        return [id, STATUS.ok, name.length, ...Buffer.from(name)];
      }
      case CMD.setParameter:
        if (READ_ONLY.has(m1) || !this.parameters.has(m1)) return [id, STATUS.failed];
        this.parameters.set(m1, m2);
        return [id, STATUS.ok];
      case CMD.getParameter: {
        const value = this.parameters.get(m1);
        return value === undefined ? [id, STATUS.failed] : [id, STATUS.ok, value];
      }
      case CMD.loadAddress:
        this.extended = (m1 & 0x80) !== 0;
        this.address = ((m1 & 0x7f) << 24) | (m2 << 16) | (m3 << 8) | m4;
        this.extendedSent = undefined;
        return [id, STATUS.ok];
      case CMD.enterProgmode:
        return [id, this.enter(m) ? STATUS.ok : STATUS.failed];
      case CMD.leaveProgmode:
        target.reset(false);
        return [id, STATUS.ok];
      case CMD.chipErase:
        target.command(m3, m4, m5, m6);
        yield* this.settle();
        return [id, STATUS.ok];
      case CMD.programFlash:
        return [id, yield* this.programFlash(m)];
      case CMD.readFlash:
        return this.read(m, 'flash');
      case CMD.programEeprom:
        return [id, yield* this.programEeprom(m)];
      case CMD.readEeprom:
        return this.read(m, 'eeprom');
      case CMD.programFuse:
      case CMD.programLock:
        target.command(m1, m2, m3, m4);
        yield* this.settle();
        return [id, STATUS.ok, STATUS.ok];
      case CMD.readFuse:
      case CMD.readLock:
      case CMD.readSignature:
      case CMD.readOscillatorCalibration: {
        const answer = target.command(m2, m3, m4, m5);
        return [id, STATUS.ok, answer[m1 - 1] ?? 0, STATUS.ok];
      }
      case CMD.spiMulti:
        return this.spiMulti(m);
      case CMD.setControlStack:
        return [id, STATUS.ok];
      default:
        if ((id >= 0x20 && id <= 0x2c) || (id >= 0x30 && id <= 0x3c)) {
          const { answer, advance } = this.highVoltage.command(m, this.address);
          this.address += advance;
          return answer;
        }
        line.violation(`unknown command ${hex(id)}`);
        return [id, STATUS.unknown];
    }
  }

  private enter(m: readonly number[]): boolean {
    const { target } = this.board;
    const [tries, pollValue, pollIndex] = [m[4] ?? 0, m[6], m[7] ?? 0];
    for (let i = 0; i < Math.max(1, tries); i++) {
      target.reset(false);
      target.reset(true);
      const answer = target.command(m[8] ?? 0, m[9], m[10], m[11]);
      if (pollIndex === 0 || answer[pollIndex - 1] === pollValue) return true;
    }
    return false;
  }

  /** Loads the extended address when bits 16 and up have changed. */
  private extend(): void {
    const high = this.address >> 16;
    if (!this.extended || this.extendedSent === high) return;
    this.extendedSent = high;
    this.board.target.command(0x4d, 0, high);
  }

  /** Length, mode, the three commands and the data of a "program" message. */
  private block(m: readonly number[]) {
    const { line, target } = this.board;
    const length = ((m[1] ?? 0) << 8) | (m[2] ?? 0);
    const data = m.slice(10);
    const mode = m[3] ?? 0;
    if (data.length !== length) line.violation(`${data.length} bytes where ${length} were announced`);
    if (!target.held) line.violation('block outside programming mode');
    return {
      data: data.slice(0, length),
      paged: (mode & 1) !== 0,
      commit: (mode & 0x81) === 0x81,
      load: m[5] ?? 0,
      write: m[6] ?? 0,
    };
  }

  private *programFlash(m: readonly number[]): Waiting<number> {
    const { target, chip, line } = this.board;
    const { data, paged, commit, load, write } = this.block(m);
    const start = this.address;
    if (start * 2 + data.length > chip.facts.flash) line.violation(`flash write at ${hex(start * 2)}`);
    this.extend();
    for (const [i, value] of data.entries()) {
      const word = this.address;
      target.command(i & 1 ? load | 8 : load, (word >> 8) & 0xff, word & 0xff, value);
      if (!paged) yield* this.settle();
      if (i & 1) this.address++;
    }
    if (commit) {
      target.command(write, (start >> 8) & 0xff, start & 0xff);
      yield* this.settle();
    }
    return STATUS.ok;
  }

  private *programEeprom(m: readonly number[]): Waiting<number> {
    const { target, chip, line } = this.board;
    const { data, paged, commit, load, write } = this.block(m);
    const start = this.address;
    if (start + data.length > chip.facts.eeprom) line.violation(`EEPROM write at ${hex(start)}`);
    for (const value of data) {
      target.command(load, (this.address >> 8) & 0xff, this.address & 0xff, value);
      if (!paged) yield* this.settle();
      this.address++;
    }
    if (commit) {
      target.command(write, (start >> 8) & 0xff, start & 0xff);
      yield* this.settle();
    }
    return STATUS.ok;
  }

  private read(m: readonly number[], memory: 'flash' | 'eeprom'): number[] {
    const { target, line } = this.board;
    const [id = 0, high = 0, low = 0, command = 0] = m;
    if (!target.held) line.violation('block outside programming mode');
    const answer = [id, STATUS.ok];
    const length = (high << 8) | low;
    for (let i = 0; i < length; i++) {
      const second = memory === 'flash' && (i & 1) === 1;
      if (memory === 'flash') this.extend();
      answer.push(
        target.ask(second ? command | 8 : command, (this.address >> 8) & 0xff, this.address & 0xff),
      );
      if (memory === 'eeprom' || second) this.address++;
    }
    return [...answer, STATUS.ok];
  }

  private spiMulti(m: readonly number[]): number[] {
    const [id = 0, sends = 0, wants = 0, from = 0] = m;
    const bytes = m.slice(4, 4 + sends);
    const answer: number[] = [];
    for (let i = 0; i < Math.max(sends, from + wants); i++) {
      const out = this.board.target.shift(bytes[i] ?? 0);
      if (i >= from && i < from + wants) answer.push(out);
    }
    return [id, STATUS.ok, ...answer, STATUS.ok];
  }
}
