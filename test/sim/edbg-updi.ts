import { ARCHITECTURE, CONNECTION, type EdbgTarget, FAILURE, MEMORY, Refused } from './edbg-codes.ts';
import type { UpdiChip } from './updi-chip.ts';
import { EEPROM_BASE, SIGNATURE_BASE } from './updi-parts.ts';

/** Where the revision of the silicon is read. */
const REVISION = { address: 0x0f01, value: 0x10 } as const;

/** Which memories a type means. */
const NAMES: Readonly<Record<number, readonly string[]>> = {
  [MEMORY.flashPage]: ['flash'],
  [MEMORY.eeprom]: ['eeprom'],
  [MEMORY.eepromAtomic]: ['eeprom'],
  [MEMORY.userRow]: ['userrow'],
  [MEMORY.fuses]: ['fuses'],
  [MEMORY.lock]: ['lock'],
  [MEMORY.signature]: ['signature'],
  [MEMORY.productionRow]: ['signature'],
};

/** A part with UPDI behind a tool. Flash is counted from 0, the rest has its places in the data space. */
export class EdbgUpdi implements EdbgTarget {
  readonly shutsOutIsp = false;
  private readonly chip: UpdiChip;
  private readonly absent: boolean;
  private readonly report: (violation: string) => void;
  private programming = false;

  constructor(chip: UpdiChip, absent: boolean, report: (violation: string) => void) {
    this.chip = chip;
    this.absent = absent;
    this.report = report;
  }

  fits(connection: number, architecture: number): boolean {
    return connection === CONNECTION.updi && architecture === ARCHITECTURE.updi;
  }

  isDescribedBy(descriptor: Uint8Array): boolean {
    const { flash, eeprom, fuses, lock } = this.chip.facts;
    // avrdude 6.4 tells nothing of what stands behind 31 bytes.
    if (descriptor.length < 31) return false;
    const view = new DataView(descriptor.buffer, descriptor.byteOffset);
    const word = (at: number) => view.getUint16(at, true);
    const told = [word(0), descriptor[2], word(4), word(6), view.getUint32(18, true), word(22)];
    const is = [flash.base & 0xffff, flash.page & 0xff, 0x1000, 0x0f80, flash.size, eeprom.size];
    if (told.join() !== is.join()) return false;
    if (descriptor.length < 47) return true;
    const later = [word(32), word(38), word(40), descriptor[44], descriptor[45], descriptor[46]];
    const wide = flash.base > 0xffff ? 1 : 0;
    return (
      later.join() === [EEPROM_BASE, fuses.base, lock.base, flash.base >> 16, flash.page >> 8, wide].join()
    );
  }

  meet(): Uint8Array {
    if (this.absent) throw new Refused(FAILURE.noAnswer);
    return Buffer.from(this.chip.facts.sib.slice(0, 4), 'latin1');
  }

  enter(erases: boolean): void {
    if (erases) this.chip.eraseChip();
    if (this.chip.locked) throw new Refused(FAILURE.locked);
    this.programming = true;
  }

  leave(): void {
    this.programming = false;
    this.chip.reset();
  }

  eraseChip(): void {
    this.needProgramming('erased');
    this.chip.eraseChip();
  }

  erasePage(_what: number, address: number): void {
    this.needProgramming('erased by pages');
    this.chip.erasePage(this.chip.facts.flash.base + address);
  }

  leaveDebugWire(): void {
    throw new Refused(FAILURE.mode);
  }

  read(type: number, address: number, length: number): Uint8Array {
    const { chip } = this;
    if (type === MEMORY.sib)
      return Buffer.from(chip.facts.sib.padEnd(32, '\0'), 'latin1').subarray(0, length);
    const all = (base = 0) =>
      Uint8Array.from({ length }, (_, i) =>
        type === MEMORY.sram && address + i === REVISION.address
          ? REVISION.value
          : chip.read(base + address + i),
      );
    if (type === MEMORY.sram) return all();
    if (chip.locked) throw new Refused(FAILURE.locked);
    this.needProgramming('read');
    if (type === MEMORY.flashPage) return all(chip.facts.flash.base);
    const names = NAMES[type] ?? this.refuse(`memory ${type} is read`, FAILURE.memory);
    const name =
      address >= SIGNATURE_BASE && address < SIGNATURE_BASE + 64 ? 'signature' : chip.nameAt(address);
    // Between fuses and behind them there are places that belong to no memory.
    if (name !== undefined && !names.includes(name)) this.refuse(`${name} is read as memory ${type}`);
    return all();
  }

  write(type: number, address: number, data: Uint8Array): void {
    const { chip } = this;
    const { flash } = chip.facts;
    if (chip.locked) throw new Refused(FAILURE.locked);
    this.needProgramming('written');
    if (type === MEMORY.flashPage && (data.length !== flash.page || address % flash.page))
      this.refuse(`flash ${address}+${data.length} is written`, FAILURE.length);
    const at = type === MEMORY.flashPage ? flash.base + address : address;
    const names = NAMES[type] ?? this.refuse(`memory ${type} is written`, FAILURE.memory);
    if (!names.includes(chip.nameAt(at) ?? ''))
      this.refuse(`${chip.nameAt(at)} is written as memory ${type}`);
    if (!chip.place(at, [...data])) this.refuse(`${data.length} bytes are written at ${at}`);
  }

  private needProgramming(what: string): void {
    if (!this.programming) this.refuse(`the part is ${what} outside programming mode`, FAILURE.mode);
  }

  private refuse(what: string, code: number = FAILURE.parameter): never {
    this.report(what);
    throw new Refused(code);
  }
}
