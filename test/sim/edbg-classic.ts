import type { Chip } from './chip.ts';
import { ARCHITECTURE, CONNECTION, type EdbgTarget, FAILURE, MEMORY, Refused } from './edbg-codes.ts';
import type { FuseName } from './parts.ts';

const FUSES: readonly FuseName[] = ['lfuse', 'hfuse', 'efuse'];
/** The bit of the high fuse that enables debugWIRE or JTAG: data sheets, "Fuse bits". */
const DWEN: Readonly<Record<string, number>> = { m328p: 6, m88: 6, t85: 6, t2313: 7 };
const JTAGEN: Readonly<Record<string, number>> = { m32u4: 6, m16: 6, m1284p: 6, m2560: 6, usb1286: 6 };

/** A classic AVR over JTAG or debugWIRE. */
export class EdbgClassic implements EdbgTarget {
  private readonly chip: Chip;
  private readonly part: string;
  private readonly report: (violation: string) => void;
  private readonly debugWire: boolean;
  private leftDebugWire = false;
  private programming = false;

  /** @param enablesDebugWire DWEN is programmed since power-on */
  constructor(chip: Chip, part: string, report: (violation: string) => void, enablesDebugWire: boolean) {
    this.chip = chip;
    this.part = part;
    this.report = report;
    this.debugWire = enablesDebugWire && DWEN[part] !== undefined;
    const bit = DWEN[part];
    if (this.debugWire && bit !== undefined) chip.preset('hfuse', chip.readFuse('hfuse') & ~(1 << bit));
  }

  /** Whether parts like it have debugWIRE. */
  get knowsDebugWire(): boolean {
    return DWEN[this.part] !== undefined;
  }

  /** A locked chip has no debugWIRE (data sheets, "debugWIRE on-chip debug system"). */
  get shutsOutIsp(): boolean {
    return this.debugWire && !this.leftDebugWire && this.chip.lockMode === 'open';
  }

  fits(connection: number, architecture: number): boolean {
    if (connection === CONNECTION.jtag)
      return architecture === ARCHITECTURE.mega && JTAGEN[this.part] !== undefined;
    return (
      connection === CONNECTION.debugWire &&
      architecture === ARCHITECTURE.tiny &&
      DWEN[this.part] !== undefined
    );
  }

  isDescribedBy(descriptor: Uint8Array): boolean {
    if (this.shutsOutIsp && descriptor.length === 0) return true;
    const { flash, flashPage, eeprom, eepromPage } = this.chip.facts;
    if (descriptor.length !== 31) return false;
    const view = new DataView(descriptor.buffer, descriptor.byteOffset);
    const told = [view.getUint16(0, true), view.getUint32(2, true), view.getUint16(16, true), descriptor[18]];
    return told.join() === [flashPage, flash, eeprom, eepromPage].join();
  }

  meet(): Uint8Array | undefined {
    const { chip, part } = this;
    const bit = JTAGEN[part];
    if (chip.absent) throw new Refused(bit === undefined ? FAILURE.debugWire : FAILURE.noAnswer);
    if (bit === undefined) {
      if (!this.shutsOutIsp) throw new Refused(FAILURE.debugWire);
      return undefined;
    }
    if ((chip.readFuse('hfuse') >> bit) & 1) throw new Refused(FAILURE.noAnswer);
    // Version 4, the part's number, Atmel's number and a one (IEEE 1149.1, low byte first).
    const number = chip.signature[1]! * 0x100 + chip.signature[2]!;
    const id = 4 * 2 ** 28 + number * 2 ** 12 + 0x3f;
    return Uint8Array.from({ length: 4 }, (_, i) => Math.floor(id / 0x100 ** i) & 0xff);
  }

  enter(): void {
    if (this.shutsOutIsp) throw new Refused(FAILURE.mode);
    this.programming = true;
  }

  leave(): void {
    this.programming = false;
  }

  eraseChip(): void {
    if (this.shutsOutIsp) throw new Refused(FAILURE.command);
    this.chip.chipErase();
  }

  erasePage(): void {
    throw new Refused(FAILURE.command);
  }

  leaveDebugWire(): void {
    this.leftDebugWire = true;
  }

  read(type: number, address: number, length: number): Uint8Array {
    const { chip } = this;
    const { facts } = chip;
    const bytes = (read: (address: number) => number, size: number): Uint8Array => {
      if (address + length > size) return this.refuse(`${length} bytes at ${address} of memory ${type}`);
      return Uint8Array.from({ length }, (_, i) => read(address + i));
    };
    if (type === MEMORY.sram) return new Uint8Array(length);
    if (this.shutsOutIsp) {
      if (type === MEMORY.signature && length !== 3) throw new Refused(FAILURE.length);
      if ([MEMORY.fuses, MEMORY.lock, MEMORY.calibration, MEMORY.eepromPage].some((one) => one === type))
        throw new Refused(FAILURE.memory);
    } else if (!this.programming)
      this.refuse(`memory ${type} is read outside programming mode`, FAILURE.mode);
    const hidden = chip.lockMode === 'no-access';
    switch (type) {
      case MEMORY.flashPage:
      case MEMORY.spm:
        if (type === MEMORY.flashPage && (address % facts.flashPage || length % facts.flashPage))
          this.refuse(`flash ${address}+${length} is read`, FAILURE.length);
        return bytes((at) => (hidden ? 0 : chip.readFlash(at)), facts.flash);
      case MEMORY.eepromPage:
      case MEMORY.eeprom:
        return bytes((at) => (hidden ? 0 : chip.readEeprom(at)), facts.eeprom);
      case MEMORY.fuses:
        return bytes((at) => chip.readFuse(FUSES[at]!), FUSES.length);
      case MEMORY.lock:
        return bytes(() => chip.readLock(), 1);
      case MEMORY.signature:
        return bytes((at) => chip.readSignature(at), 3);
      case MEMORY.calibration:
        return bytes((at) => chip.readCalibration(at), facts.calibrationBytes);
      default:
        return this.refuse(`memory ${type} is read`, FAILURE.memory);
    }
  }

  write(type: number, address: number, data: Uint8Array): void {
    const { chip } = this;
    const { flashPage, eepromPage } = chip.facts;
    if (this.shutsOutIsp) {
      this.writeRunning(type, address, data);
      return;
    }
    if (!this.programming) this.refuse(`memory ${type} is written outside programming mode`, FAILURE.mode);
    if (chip.lockMode !== 'open' && type !== MEMORY.lock) return;
    switch (type) {
      case MEMORY.flashPage:
        if (data.length !== flashPage || address % flashPage)
          this.refuse(`flash ${address}+${data.length} is written`, FAILURE.length);
        chip.programFlash(address, data);
        return;
      case MEMORY.eepromPage:
        if (data.length !== eepromPage || address % eepromPage)
          this.refuse(`EEPROM ${address}+${data.length} is written`, FAILURE.length);
        for (const [i, value] of data.entries()) chip.writeEeprom(address + i, value);
        return;
      case MEMORY.fuses:
        chip.writeFuse(FUSES[address] ?? this.refuse(`fuse ${address} is written`), data[0]!, 'other');
        return;
      case MEMORY.lock:
        chip.writeLock(data[0]!);
        return;
      default:
        this.refuse(`memory ${type} is written`, FAILURE.memory);
    }
  }

  /** The debugger erases a page of flash before it writes it. */
  private writeRunning(type: number, address: number, data: Uint8Array): void {
    const { chip } = this;
    const { flashPage } = chip.facts;
    if (type === MEMORY.eeprom) {
      for (const [i, value] of data.entries()) chip.writeEeprom(address + i, value);
      return;
    }
    if (type !== MEMORY.flashPage) this.refuse(`memory ${type} is written by a debugger`, FAILURE.memory);
    if (data.length !== flashPage || address % flashPage)
      this.refuse(`flash ${address}+${data.length} is written`, FAILURE.length);
    chip.erasePage(address);
    chip.programFlash(address, data);
  }

  private refuse(what: string, code: number = FAILURE.parameter): never {
    this.report(what);
    throw new Refused(code);
  }
}
