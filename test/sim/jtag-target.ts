import type { Chip } from './chip.ts';
import type { FuseName } from './parts.ts';

/** AVR067's answers to what cannot be done. */
export const REFUSAL = {
  failed: 0xa0,
  parameter: 0xa1,
  memory: 0xa2,
  range: 0xa3,
  mode: 0xa4,
  state: 0xa5,
  value: 0xa6,
  jtagId: 0xa9,
  command: 0xaa,
} as const;

const FUSES: readonly FuseName[] = ['lfuse', 'hfuse', 'efuse'];

/** Memory types in programming mode, and those the running target writes itself. */
const TYPE = {
  eeprom: 0x22,
  spm: 0xa0,
  flashPage: 0xb0,
  eepromPage: 0xb1,
  fuses: 0xb2,
  lock: 0xb3,
  signature: 0xb4,
  calibration: 0xb5,
} as const;
/** What a message to a JTAGICE mkII may carry of a memory. */
const LONGEST = 256;

/**
 * The JTAG programming interface of a classic AVR behind a JTAGICE: memory types of AVR067, with the rules that the firmware
 * has for them. What breaks a rule is refused and recorded.
 */
export class JtagTarget {
  readonly chip: Chip;
  private readonly report: (violation: string) => void;
  private described = false;
  private inProgramming = false;
  private readonly longest: number;

  /** @param longest bytes of a memory that a message may carry */
  constructor(chip: Chip, report: (violation: string) => void, longest = LONGEST) {
    this.longest = longest;
    this.chip = chip;
    this.report = report;
  }

  get programming(): boolean {
    return this.inProgramming;
  }

  /** Takes the device descriptor. @param length of one for this firmware @returns a refusal */
  describe(descriptor: readonly number[], length: number): number | undefined {
    const { flash, flashPage, eepromPage } = this.chip.facts;
    const word = (at: number) => (descriptor[at] ?? 0) | ((descriptor[at + 1] ?? 0) << 8);
    if (descriptor.length !== length)
      return this.refuse(`descriptor of ${descriptor.length} bytes`, REFUSAL.value);
    const told = [word(243), descriptor[245], word(252) + word(254) * 0x10000, word(281)];
    const is = [flashPage, eepromPage, flash, flash / flashPage];
    if (told.join() !== is.join()) this.report(`descriptor says ${told.join()}, the chip is ${is.join()}`);
    this.described = true;
    return undefined;
  }

  /** @returns a refusal */
  enter(): number | undefined {
    if (!this.described) return this.refuse('programming mode before a device descriptor', REFUSAL.state);
    if (this.chip.absent) return REFUSAL.jtagId;
    this.inProgramming = true;
    return undefined;
  }

  leave(): void {
    this.inProgramming = false;
  }

  /** @returns the bytes, or a refusal */
  read(type: number, length: number, address: number): number[] | number {
    const { chip } = this;
    const { facts } = chip;
    if (length < 1 || length > this.longest) return this.refuse(`${length} bytes are read`, REFUSAL.range);
    if (!this.inProgramming)
      return this.refuse(`memory ${type} is read outside programming mode`, REFUSAL.state);
    const bytes = (read: (address: number) => number) =>
      Array.from({ length }, (_, i) => read(address + i) & 0xff);
    const hidden = chip.lockMode === 'no-access';
    switch (type) {
      case TYPE.flashPage:
        if (!pages(address, length, facts.flashPage, facts.flash))
          return this.refuse(`flash ${address}+${length} is read`, REFUSAL.range);
        return bytes((at) => (hidden ? 0 : chip.readFlash(at)));
      case TYPE.eepromPage:
        if (!pages(address, length, facts.eepromPage, facts.eeprom))
          return this.refuse(`EEPROM ${address}+${length} is read`, REFUSAL.range);
        return bytes((at) => (hidden ? 0 : chip.readEeprom(at)));
      case TYPE.fuses:
        if (address + length > 3) return this.refuse(`fuse ${address} is read`, REFUSAL.range);
        return bytes((at) => chip.readFuse(FUSES[at]!));
      case TYPE.lock:
        return length === 1 ? [chip.readLock()] : this.refuse(`${length} lock bytes are read`, REFUSAL.range);
      case TYPE.signature:
        if (address + length > 3) return this.refuse(`signature ${address} is read`, REFUSAL.range);
        return bytes((at) => chip.readSignature(at));
      case TYPE.calibration:
        if (address + length > facts.calibrationBytes)
          return this.refuse(`calibration ${address} is read`, REFUSAL.range);
        return bytes((at) => chip.readCalibration(at));
      default:
        return this.refuse(`memory ${type} is read`, REFUSAL.memory);
    }
  }

  /** @returns a refusal */
  write(type: number, length: number, address: number, data: readonly number[]): number | undefined {
    if (data.length !== length)
      return this.refuse(`${data.length} bytes where ${length} were announced`, REFUSAL.value);
    if (type === TYPE.eeprom || type === TYPE.spm) return this.writeRunning(type, address, data);
    if (!this.inProgramming)
      return this.refuse(`memory ${type} is written outside programming mode`, REFUSAL.state);
    return this.writeProgramming(type, address, data);
  }

  private writeProgramming(type: number, address: number, data: readonly number[]): number | undefined {
    const { chip } = this;
    const { facts } = chip;
    const open = chip.lockMode === 'open';
    switch (type) {
      case TYPE.flashPage:
        if (data.length !== facts.flashPage || !pages(address, data.length, facts.flashPage, facts.flash))
          return this.refuse(`flash ${address}+${data.length} is written`, REFUSAL.range);
        if (open) chip.programFlash(address, data);
        return undefined;
      case TYPE.eepromPage:
        if (data.length !== facts.eepromPage || !pages(address, data.length, facts.eepromPage, facts.eeprom))
          return this.refuse(`EEPROM ${address}+${data.length} is written`, REFUSAL.range);
        if (open) for (const [i, value] of data.entries()) chip.writeEeprom(address + i, value);
        return undefined;
      case TYPE.fuses: {
        const fuse = FUSES[address];
        if (!fuse || data.length !== 1) return this.refuse(`fuse ${address} is written`, REFUSAL.range);
        if (open) chip.writeFuse(fuse, data[0]!, 'other');
        return undefined;
      }
      case TYPE.lock:
        if (data.length !== 1) return this.refuse(`${data.length} lock bytes are written`, REFUSAL.range);
        chip.writeLock(data[0]!);
        return undefined;
      default:
        return this.refuse(`memory ${type} is written`, REFUSAL.memory);
    }
  }

  /** The debugger lets the target write: OCDEN (bit 7 of the high fuse) must be programmed. */
  private writeRunning(type: number, address: number, data: readonly number[]): number | undefined {
    const { chip } = this;
    if (this.inProgramming)
      return this.refuse(`memory ${type} is written in programming mode`, REFUSAL.state);
    if (chip.readFuse('hfuse') & 0x80) return REFUSAL.failed;
    if (type === TYPE.eeprom) {
      for (const [i, value] of data.entries()) chip.writeEeprom(address + i, value);
      return undefined;
    }
    if (address % 2 || data.length % 2) return this.refuse(`flash ${address}+${data.length}`, REFUSAL.range);
    chip.programFlash(address, data);
    return undefined;
  }

  private refuse(what: string, refusal: number): number {
    this.report(`${what}: refused with 0x${refusal.toString(16)}`);
    return refusal;
  }
}

/** Whole pages within a memory. */
function pages(address: number, length: number, page: number, size: number): boolean {
  return address % page === 0 && length % page === 0 && address + length <= size;
}
