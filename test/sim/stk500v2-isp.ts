import type { Chip } from './chip.ts';
import type { IspTarget } from './isp-target.ts';
import type { Wait, Waiting } from './line.ts';
import { CMD, STATUS } from './stk500v2-commands.ts';

const hex = (n: number) => `0x${n.toString(16).padStart(2, '0')}`;

/** What carries out the commands. */
export interface IspProgrammer {
  readonly chip: Chip;
  readonly target: Pick<IspTarget, 'held' | 'reset' | 'command' | 'ask' | 'shift'>;
  /** Waits out the write in progress. */
  settle(): Iterable<Wait>;
  violation(text: string): void;
}

/** Parameters and ISP commands of AVR068, which AVR069's programmers share: bodies in, bodies out. */
export class IspCommands {
  private readonly programmer: IspProgrammer;
  private readonly name: string;
  private readonly parameters: Map<number, number>;
  private readonly readOnly: ReadonlySet<number>;
  /** Word address for flash, byte address for EEPROM. */
  address = 0;
  /** Bit 31 of "load address": the part wants extended addresses. */
  private extended = false;
  private extendedSent: number | undefined;

  /** @param name what it signs on with */
  constructor(
    programmer: IspProgrammer,
    name: string,
    parameters: Map<number, number>,
    readOnly: ReadonlySet<number>,
  ) {
    this.programmer = programmer;
    this.name = name;
    this.parameters = parameters;
    this.readOnly = readOnly;
  }

  /** Power-on. */
  restart(): void {
    this.address = 0;
    this.extended = false;
    this.extendedSent = undefined;
    this.programmer.target.reset(false);
  }

  /** Carries out one message. @returns the answer's body, undefined for what is none of these commands */
  *command(m: readonly number[]): Waiting<number[] | undefined> {
    const { target } = this.programmer;
    const [id = 0, m1 = 0, m2 = 0, m3 = 0, m4 = 0, m5 = 0, m6 = 0] = m;
    switch (id) {
      case CMD.signOn:
        return [id, STATUS.ok, this.name.length, ...Buffer.from(this.name)];
      case CMD.setParameter:
        if (this.readOnly.has(m1) || !this.parameters.has(m1)) return [id, STATUS.failed];
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
        yield* this.programmer.settle();
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
        yield* this.programmer.settle();
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
      default:
        return undefined;
    }
  }

  private enter(m: readonly number[]): boolean {
    const { target } = this.programmer;
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
    this.programmer.target.command(0x4d, 0, high);
  }

  /** Length, mode, the three commands and the data of a "program" message. */
  private block(m: readonly number[]) {
    const { target } = this.programmer;
    const length = ((m[1] ?? 0) << 8) | (m[2] ?? 0);
    const data = m.slice(10);
    const mode = m[3] ?? 0;
    if (data.length !== length)
      this.programmer.violation(`${data.length} bytes where ${length} were announced`);
    if (!target.held) this.programmer.violation('block outside programming mode');
    return {
      data: data.slice(0, length),
      paged: (mode & 1) !== 0,
      commit: (mode & 0x81) === 0x81,
      load: m[5] ?? 0,
      write: m[6] ?? 0,
    };
  }

  private *programFlash(m: readonly number[]): Waiting<number> {
    const { target, chip } = this.programmer;
    const { data, paged, commit, load, write } = this.block(m);
    const start = this.address;
    if (start * 2 + data.length > chip.facts.flash)
      this.programmer.violation(`flash write at ${hex(start * 2)}`);
    this.extend();
    for (const [i, value] of data.entries()) {
      const word = this.address;
      target.command(i & 1 ? load | 8 : load, (word >> 8) & 0xff, word & 0xff, value);
      if (!paged) yield* this.programmer.settle();
      if (i & 1) this.address++;
    }
    if (commit) {
      target.command(write, (start >> 8) & 0xff, start & 0xff);
      yield* this.programmer.settle();
    }
    return STATUS.ok;
  }

  private *programEeprom(m: readonly number[]): Waiting<number> {
    const { target, chip } = this.programmer;
    const { data, paged, commit, load, write } = this.block(m);
    const start = this.address;
    if (start + data.length > chip.facts.eeprom) this.programmer.violation(`EEPROM write at ${hex(start)}`);
    for (const value of data) {
      target.command(load, (this.address >> 8) & 0xff, this.address & 0xff, value);
      if (!paged) yield* this.programmer.settle();
      this.address++;
    }
    if (commit) {
      target.command(write, (start >> 8) & 0xff, start & 0xff);
      yield* this.programmer.settle();
    }
    return STATUS.ok;
  }

  private read(m: readonly number[], memory: 'flash' | 'eeprom'): number[] {
    const { target } = this.programmer;
    const [id = 0, high = 0, low = 0, command = 0] = m;
    if (!target.held) this.programmer.violation('block outside programming mode');
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
      const out = this.programmer.target.shift(bytes[i] ?? 0);
      if (i >= from && i < from + wants) answer.push(out);
    }
    return [id, STATUS.ok, ...answer, STATUS.ok];
  }
}
