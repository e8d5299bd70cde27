import type { Avr32Chip } from './avr32-chip.ts';

/** Registers of the on-chip debug system (AVR32 architecture document, "OCD system"), as its slave of the bus has them. */
const OCD = {
  control: 0x08,
  status: 0x10,
  instruction: 0x104,
  fromCpu: 0x110,
  toCpu: 0x114,
  comms: 0x118,
} as const;
const CONTROL = { debugRequest: 0x1000, debugEnable: 0x2000 } as const;
/** Debug status: stopped by a request, or about to be as soon as the reset ends. */
const STATUS = { stopped: 0x05000020, pending: 0x04000000 } as const;
/** Instructions that are put into the processor, their register R0. */
const INSTRUCTION = {
  moveToDebugger: 0xe7b00044,
  moveFromDebugger: 0xe5b00045,
  readSystem: 0xe1b00000,
  leaveDebug: 0xd623d703,
} as const;
/** JTAG instructions. */
const JTAG = { identify: 0x01, reset: 0x0c, eraseChip: 0x0f } as const;
/** Bits of the reset register that show among those that come out when an instruction goes in. */
const SHOWN_RESETS = 0x18;
/** Slaves of the service access bus. */
const SLAVE = { debug: 0x01, bus: 0x05, service: 0x06 } as const;

/** The JTAG port of an AVR32 UC3: identity, resets, chip erase, and the bus on which its debugger and its memories are. */
export class Avr32Debug {
  readonly chip: Avr32Chip;
  private instruction = 0;
  private resets = 0;
  private control = 0;
  private state: 'running' | 'stopped' = 'running';
  private register = 0;
  private fromCpu = 0;
  private toCpu = 0;
  private hasWord = false;
  /** So many times more the chip erase is seen to go on. */
  private erasing = 0;

  constructor(chip: Avr32Chip) {
    this.chip = chip;
  }

  /** Whether the program of the target cannot run. */
  get holds(): boolean {
    return this.resets !== 0 || this.state === 'stopped';
  }

  /** A JTAG instruction goes in. @returns what comes out of the register: whether the chip is busy, or in reset */
  choose(instruction: number): number {
    if (instruction === JTAG.eraseChip && this.instruction !== JTAG.eraseChip && this.resets & 1) {
      this.chip.eraseChip();
      this.erasing = 2;
    }
    const begun = this.instruction !== instruction;
    this.instruction = instruction;
    const busy = instruction === JTAG.eraseChip && !begun && this.erasing > 0;
    if (busy) this.erasing -= 1;
    return 0x01 | (busy ? 0x04 : 0) | (this.resets & SHOWN_RESETS ? 0x10 : 0);
  }

  /** Bits go into the register that the instruction has chosen. @returns what comes out, the last bit first */
  shift(value: number): number {
    if (this.instruction === JTAG.identify) {
      const [manufacturer = 0, high = 0, low = 0] = this.chip.signature;
      return 0x11 * 2 ** 24 + (manufacturer << 16) + (high << 8) + low;
    }
    if (this.instruction !== JTAG.reset) return 0;
    const before = this.resets;
    this.resets = value & 0x1f;
    if (this.resets !== 0 && before === 0) this.restart();
    if (this.resets === 0 && this.control & CONTROL.debugRequest) this.state = 'stopped';
    return before;
  }

  /** @returns undefined where nothing is, or may not be reached */
  read(slave: number, address: number): number | undefined {
    if (this.chip.secured) return undefined;
    if (slave === SLAVE.service) return 0;
    if (slave === SLAVE.bus) return this.chip.readRegister(address);
    if (slave !== SLAVE.debug) return undefined;
    if (address === OCD.control) return this.control;
    if (address === OCD.comms) return this.hasWord ? 1 : 0;
    if (address === OCD.status) return this.status;
    if (address !== OCD.fromCpu) return undefined;
    this.hasWord = false;
    return this.fromCpu;
  }

  /** @returns false where nothing is, or may not be reached */
  write(slave: number, address: number, value: number): boolean {
    if (this.chip.secured) return false;
    if (slave === SLAVE.bus) this.chip.writeRegister(address, value);
    else if (slave !== SLAVE.debug) return false;
    else if (address === OCD.control) this.request(value);
    else if (address === OCD.toCpu) this.toCpu = value;
    else if (address === OCD.instruction) this.carryOut(value);
    else return false;
    return true;
  }

  /** Bytes of the bus. @returns undefined where nothing is, or may not be reached */
  readBytes(address: number, length: number): number[] | undefined {
    const bytes = Array.from({ length }, (_, i) => this.chip.readByte(address + i));
    return this.chip.secured || bytes.includes(undefined) ? undefined : (bytes as number[]);
  }

  /** @returns false where nothing is, or may not be reached */
  writeBytes(address: number, data: readonly number[]): boolean {
    return !this.chip.secured && data.every((value, i) => this.chip.loadByte(address + i, value));
  }

  private get status(): number {
    if (this.state === 'stopped') return STATUS.stopped;
    return this.resets !== 0 && this.control & CONTROL.debugRequest ? STATUS.pending : 0;
  }

  private request(value: number): void {
    this.control = value & (CONTROL.debugRequest | CONTROL.debugEnable);
    if (this.control & CONTROL.debugRequest && this.resets === 0) this.state = 'stopped';
  }

  private restart(): void {
    this.chip.reset();
    this.state = 'running';
    this.control = 0;
    this.register = 0;
    this.hasWord = false;
  }

  /** The debugger puts one instruction into the processor that it has stopped. */
  private carryOut(instruction: number): void {
    if (this.state !== 'stopped') {
      this.chip.violations.push(`instruction 0x${instruction.toString(16)} for a processor that runs`);
      return;
    }
    if (instruction === INSTRUCTION.moveToDebugger) {
      this.fromCpu = this.register;
      this.hasWord = true;
    } else if (instruction === INSTRUCTION.moveFromDebugger) this.register = this.toCpu;
    else if (instruction === INSTRUCTION.leaveDebug) {
      this.state = 'running';
      this.control = 0;
    } else if ((instruction & 0xffffff00) >>> 0 === INSTRUCTION.readSystem)
      this.register = instruction & 0xff;
    else this.chip.violations.push(`instruction 0x${instruction.toString(16)}`);
  }
}
