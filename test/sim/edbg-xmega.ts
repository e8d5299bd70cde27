import { ARCHITECTURE, CONNECTION, type EdbgTarget, FAILURE, MEMORY, Refused } from './edbg-codes.ts';
import type { XmegaChip } from './xmega-chip.ts';

/** Where PDI has the memories of an ATxmega (data sheets, "NVM controller"), as its descriptor says. */
const PLACES = [0x800000, 0x8c0000, 0x8f0020, 0x8f0027, 0x8e0400] as const;
const MCU = { base: 0x90, revision: 0x03 } as const;

/** An ATxmega over PDI. Each section of flash is counted from 0. */
export class EdbgXmega implements EdbgTarget {
  readonly shutsOutIsp = false;
  private readonly chip: XmegaChip;
  private readonly absent: boolean;
  private readonly report: (violation: string) => void;
  private readonly block: number;
  private programming = false;

  /** @param block bytes of flash that are written at a time */
  constructor(
    chip: XmegaChip,
    absent: boolean,
    report: (violation: string) => void,
    block: number = chip.facts.page,
  ) {
    this.block = block;
    this.chip = chip;
    this.absent = absent;
    this.report = report;
  }

  fits(connection: number, architecture: number): boolean {
    return connection === CONNECTION.pdi && architecture === ARCHITECTURE.xmega;
  }

  isDescribedBy(descriptor: Uint8Array): boolean {
    const { application, boot, page, eeprom } = this.chip.facts;
    if (descriptor.length !== 47) return false;
    const view = new DataView(descriptor.buffer, descriptor.byteOffset);
    const long = (at: number) => view.getUint32(at, true);
    const told = [...[0, 8, 12, 16, 20].map(long), long(4) - PLACES[0], long(32), view.getUint16(36, true)];
    const sizes = [view.getUint16(38, true), view.getUint16(40, true), descriptor[42]];
    // avrdude 6.4 and 7.1 do not say where the data memory is.
    return (
      [...told, ...sizes].join() ===
      [...PLACES, application, application, boot, page, eeprom.size, eeprom.page].join()
    );
  }

  meet(): undefined {
    if (this.absent) throw new Refused(FAILURE.pdi);
    return undefined;
  }

  enter(): void {
    this.programming = true;
  }

  leave(): void {
    this.programming = false;
  }

  eraseChip(): void {
    this.chip.eraseChip();
  }

  /** Older releases tell where a page is, later ones how far into its section. */
  erasePage(what: number, address: number): void {
    const { flash, eeprom, userRow, facts } = this.chip;
    const erase = (memory: Uint8Array, at: number, size: number) => {
      const start = at - (at % size);
      if (start >= memory.length) this.refuse(`a page is erased at ${address}`);
      memory.fill(0xff, start, start + size);
    };
    this.needProgramming();
    const offset = address & 0x7fffff;
    if (what === 0x04) erase(flash, offset, facts.page);
    else if (what === 0x05)
      erase(flash, offset < facts.application ? offset + facts.application : offset, facts.page);
    else if (what === 0x06) erase(eeprom, address & 0xffff, facts.eeprom.page);
    else if (what === 0x07) userRow.fill(0xff);
    else this.refuse(`erasure ${what}`, FAILURE.command);
  }

  leaveDebugWire(): void {
    throw new Refused(FAILURE.mode);
  }

  read(type: number, address: number, length: number): Uint8Array {
    const { chip } = this;
    if (type === MEMORY.sram)
      return Uint8Array.from({ length }, (_, i) => {
        const at = address + i - MCU.base;
        return at === 3 ? MCU.revision : (chip.signature[at] ?? 0);
      });
    this.needProgramming();
    if (type === MEMORY.signature) return this.part(chip.signature, address, length, 'signature');
    if (type === MEMORY.fuses) return this.part(chip.fuses, address, length, 'fuses');
    if (type === MEMORY.lock) return new Uint8Array(length).fill(chip.lock);
    if (type === MEMORY.productionRow) return this.part(chip.productionRow, address, length, 'row');
    if (type === MEMORY.userRow) return this.part(chip.userRow, address, length, 'user row');
    if (chip.locked) throw new Refused(FAILURE.locked);
    if (type === MEMORY.eeprom) return this.part(chip.eeprom, address, length, 'EEPROM');
    const start = type === MEMORY.boot ? chip.facts.application : 0;
    return this.part(this.section(type), address, length, 'flash').map(
      (value, i) => value ^ (chip.flips.get(`flash:${start + address + i}`) ?? 0),
    );
  }

  write(type: number, address: number, data: Uint8Array): void {
    const { chip } = this;
    const { eeprom } = chip.facts;
    this.needProgramming();
    if (chip.locked && type !== MEMORY.lock) throw new Refused(FAILURE.locked);
    if (type === MEMORY.fuses) chip.fuses.set(data, address);
    else if (type === MEMORY.lock) chip.lock &= data[0]!;
    else if (type === MEMORY.userRow) this.clear(chip.userRow, address, data);
    else if (type === MEMORY.eepromAtomic || type === MEMORY.eeprom) {
      if (data.length !== eeprom.page && data.length !== 1)
        this.refuse(`${data.length} bytes of EEPROM`, FAILURE.length);
      chip.eeprom.set(data, address);
    } else {
      const section = this.section(type);
      if (data.length !== this.block || address % this.block)
        this.refuse(`flash ${address}+${data.length} is written`, FAILURE.length);
      this.clear(section, address, data);
    }
  }

  /** A section of flash; what is written to it is written to flash. */
  private section(type: number): Uint8Array {
    const { flash, facts } = this.chip;
    if (type === MEMORY.application) return flash.subarray(0, facts.application);
    if (type === MEMORY.boot) return flash.subarray(facts.application);
    return this.refuse(`memory ${type} of an ATxmega`, FAILURE.memory);
  }

  private part(memory: Uint8Array, address: number, length: number, name: string): Uint8Array {
    if (address + length > memory.length)
      this.refuse(`${length} bytes at ${address} of ${name}`, FAILURE.length);
    return memory.slice(address, address + length);
  }

  private clear(memory: Uint8Array, address: number, data: Uint8Array): void {
    if (address + data.length > memory.length)
      this.refuse(`${data.length} bytes at ${address}`, FAILURE.length);
    for (const [i, value] of data.entries()) memory[address + i]! &= value;
  }

  private needProgramming(): void {
    if (!this.programming) this.refuse('the part is not in programming mode', FAILURE.mode);
  }

  private refuse(what: string, code: number = FAILURE.parameter): never {
    this.report(what);
    throw new Refused(code);
  }
}
