import { EEPROM_BASE, NVMCTRL_BASE, SIGNATURE_BASE, type UpdiPart } from './updi-parts.ts';

const BUSY = 0x03;

/** A memory in the data space. */
interface Region {
  readonly name: 'flash' | 'eeprom' | 'userrow' | 'signature' | 'fuses' | 'lock';
  readonly base: number;
  readonly data: Uint8Array;
  /** Bytes that are erased together. */
  readonly page: number;
}

/**
 * The inside of a part with UPDI: its memories, and the controller of those that keep their contents (data sheets, "NVMCTRL"), in
 * the versions 0 (tinyAVR, megaAVR 0), 2 (AVR DA/DB/DD) and 3 (AVR EA).
 */
export class UpdiChip {
  readonly facts: UpdiPart;
  readonly violations: string[] = [];
  readonly counts = {
    chipErases: 0,
    pageErases: 0,
    pageWrites: 0,
    eepromWrites: 0,
    fuseWrites: 0,
    lostWrites: 0,
  };
  /** Commands take their time. */
  timing = false;
  /** Cells with a bit that reads inverted, as `memory:address`. */
  readonly flips = new Map<string, number>();
  /** Keys allow commands of the memory controller. */
  programming = false;
  private readonly regions: readonly Region[];
  private readonly registers = new Map<number, number>();
  private readonly buffer = new Map<number, number>();
  private command = 0;
  private busyUntil = 0;

  constructor(facts: UpdiPart) {
    this.facts = facts;
    const blank = (size: number) => new Uint8Array(size).fill(0xff);
    const { flash, eeprom, userRow, fuses, lock, signature } = facts;
    this.regions = [
      { name: 'flash', base: flash.base, data: blank(flash.size), page: flash.page },
      { name: 'eeprom', base: EEPROM_BASE, data: blank(eeprom.size), page: eeprom.page },
      { name: 'userrow', base: userRow.base, data: blank(userRow.size), page: userRow.size },
      { name: 'signature', base: SIGNATURE_BASE, data: Uint8Array.from(signature), page: 1 },
      { name: 'fuses', base: fuses.base, data: Uint8Array.from(fuses.factory), page: 1 },
      { name: 'lock', base: lock.base, data: Uint8Array.from(lock.open), page: 1 },
    ];
  }

  /** @throws RangeError for a memory there is not, or too many bytes */
  preset(name: string, value: Uint8Array | number): void {
    const fuse = /^fuse(\d)$/.exec(name);
    const region = this.memory(fuse ? 'fuses' : name);
    if (fuse) region.data[Number(fuse[1])] = Number(value);
    else if (typeof value === 'number')
      region.data.set(region.data.map((_, i) => Math.floor(value / 0x100 ** i) & 0xff));
    else region.data.set(value);
  }

  memories(): Record<string, Uint8Array> {
    return Object.fromEntries(this.regions.map(({ name, data }) => [name, data]));
  }

  get locked(): boolean {
    const { data } = this.memory('lock');
    return this.facts.lock.open.some((byte, i) => data[i] !== byte);
  }

  /** RESET was low: whatever was under way is forgotten. */
  reset(): void {
    this.programming = false;
    this.command = 0;
    this.registers.clear();
    this.buffer.clear();
  }

  read(address: number): number {
    if (this.locked) return 0;
    if (address === NVMCTRL_BASE + (this.facts.version === 3 ? 6 : 2)) return this.busy ? BUSY : 0;
    const region = this.at(address);
    if (!region) return this.registers.get(address) ?? 0;
    const offset = address - region.base;
    return (region.data[offset] ?? 0xff) ^ (this.flips.get(`${region.name}:${offset}`) ?? 0);
  }

  write(address: number, value: number): void {
    if (this.locked) {
      this.violations.push(`a locked part is written at 0x${address.toString(16)}`);
      return;
    }
    const region = this.at(address);
    if (address === NVMCTRL_BASE) this.execute(value);
    else if (!region) this.registers.set(address, value);
    else if (this.busy) this.violations.push(`${region.name} is written while the controller is busy`);
    else if (this.facts.version === 2) this.writeDirectly(region, address, value);
    else this.buffer.set(address, value & (this.buffer.get(address) ?? 0xff));
  }

  /** Erases flash, EEPROM (unless its fuse keeps it) and the lock. */
  eraseChip(): void {
    this.memory('flash').data.fill(0xff);
    const keepsEeprom = ((this.memory('fuses').data[5] ?? 0) & 0x01) !== 0;
    if (!keepsEeprom) this.memory('eeprom').data.fill(0xff);
    this.memory('lock').data.set(this.facts.lock.open);
    this.buffer.clear();
    this.counts.chipErases++;
    this.takeTime(10);
  }

  /** The user row comes over its own way on a locked part. */
  writeUserRow(bytes: ReadonlyMap<number, number>): void {
    const { base, data } = this.memory('userrow');
    for (const [address, value] of bytes) {
      const offset = address - base;
      if (offset >= 0 && offset < data.length) data[offset] = value;
      else this.violations.push(`0x${address.toString(16)} is not in the user row`);
    }
  }

  /** The memory at an address; undefined if there is none that keeps its contents. */
  nameAt(address: number): string | undefined {
    return this.at(address)?.name;
  }

  /** A page of flash is erased by a programmer that looks after the controller itself. */
  erasePage(address: number): void {
    const region = this.at(address);
    if (!region) return;
    const start = address - region.base - ((address - region.base) % region.page);
    region.data.fill(0xff, start, start + region.page);
    this.counts.pageErases++;
  }

  /** Such a programmer writes: flash loses bits, the others take what comes. @returns false beyond a memory's end */
  place(address: number, data: readonly number[]): boolean {
    const region = this.at(address);
    if (!region || address + data.length > region.base + region.data.length) return false;
    for (const [i, value] of data.entries()) {
      if (region.name === 'flash') this.clearBits(region, address + i, value);
      else region.data[address + i - region.base] = value;
    }
    const counter = { flash: 'pageWrites', eeprom: 'eepromWrites' } as const;
    this.counts[counter[region.name as keyof typeof counter] ?? 'fuseWrites']++;
    return true;
  }

  private get busy(): boolean {
    return performance.now() < this.busyUntil;
  }

  private takeTime(milliseconds: number): void {
    if (this.timing) this.busyUntil = performance.now() + milliseconds;
  }

  private at(address: number): Region | undefined {
    return this.regions.find(({ base, data }) => address >= base && address < base + data.length);
  }

  private memory(name: string): Region {
    const region = this.regions.find((one) => one.name === name);
    if (!region) throw new RangeError(`no memory ${name}`);
    return region;
  }

  private execute(command: number): void {
    if (!this.programming) this.violations.push(`command ${command} outside of programming mode`);
    if (this.busy) this.violations.push(`command ${command} while the controller is busy`);
    if (this.facts.version === 0) this.executeTiny(command);
    else if (this.facts.version === 2) this.executeD(command);
    else this.executeE(command);
  }

  private executeTiny(command: number): void {
    if (command === 4) this.buffer.clear();
    else if (command >= 1 && command <= 3) this.takePage((command & 2) !== 0, (command & 1) !== 0);
    else if (command === 5) this.eraseChip();
    else if (command === 6) this.memory('eeprom').data.fill(0xff);
    else if (command === 7) this.writeFuse();
    else if (command !== 0) this.violations.push(`unknown command ${command}`);
  }

  private executeE(command: number): void {
    const page = { 4: [false, true], 5: [true, true], 8: [true, false], 20: [false, true], 21: [true, true] }[
      command
    ];
    if (page) this.takePage(page[0] ?? false, page[1] ?? false);
    else if (command === 0x0f || command === 0x1f) this.buffer.clear();
    else if (command === 0x20) this.eraseChip();
    else if (command === 0x30) this.memory('eeprom').data.fill(0xff);
    else if (command > 1) this.violations.push(`unknown command ${command}`);
  }

  private executeD(command: number): void {
    const standing = ![0x00, 0x01, 0x20, 0x30].includes(this.command);
    if (standing && command > 1 && command !== this.command)
      this.violations.push(`command ${command} while ${this.command} is in force`);
    this.command = command;
    if (command === 0x20) this.eraseChip();
    else if (command === 0x30) this.memory('eeprom').data.fill(0xff);
    else if (![0x00, 0x01, 0x02, 0x08, 0x12, 0x13].includes(command))
      this.violations.push(`unknown command ${command}`);
  }

  /** What is in the page buffer goes to its page. */
  private takePage(erases: boolean, writes: boolean): void {
    const [first] = this.buffer.keys();
    const region = first === undefined ? undefined : this.at(first);
    if (first === undefined || !region) {
      this.violations.push('a page is written from an empty buffer');
      return;
    }
    const start = first - ((first - region.base) % region.page);
    for (const address of this.buffer.keys())
      if (address < start || address >= start + region.page)
        this.violations.push(`the page buffer holds 0x${address.toString(16)} of another page`);
    for (let address = start; address < start + region.page; address++) {
      const loaded = this.buffer.get(address);
      // Flash goes by whole pages, the others by the bytes that were loaded.
      if (region.name !== 'flash' && loaded === undefined) continue;
      if (erases) region.data[address - region.base] = 0xff;
      if (writes) this.clearBits(region, address, loaded ?? 0xff);
    }
    this.buffer.clear();
    if (region.name === 'flash') {
      if (erases) this.counts.pageErases++;
      if (writes) this.counts.pageWrites++;
    } else this.counts[region.name === 'fuses' || region.name === 'lock' ? 'fuseWrites' : 'eepromWrites']++;
    this.takeTime(4);
  }

  private writeDirectly(region: Region, address: number, value: number): void {
    const offset = address - region.base;
    const likeFlash = region.name === 'flash' || region.name === 'userrow';
    if (this.command === 0x02 && likeFlash) {
      this.clearBits(region, address, value);
      if (offset % region.page === 0) this.counts.pageWrites++;
    } else if (this.command === 0x08 && likeFlash) {
      const start = offset - (offset % region.page);
      region.data.fill(0xff, start, start + region.page);
      this.counts.pageErases++;
      this.takeTime(10);
    } else if ((this.command === 0x12 || this.command === 0x13) && region.name !== 'signature') {
      if (this.command === 0x13) region.data[offset] = value;
      else this.clearBits(region, address, value);
      this.counts[region.name === 'eeprom' ? 'eepromWrites' : 'fuseWrites']++;
      this.takeTime(11);
    } else this.violations.push(`${region.name} is written under command ${this.command}`);
  }

  private writeFuse(): void {
    const register = (offset: number) => this.registers.get(NVMCTRL_BASE + offset) ?? 0;
    const address = register(8) | (register(9) << 8);
    const region = this.at(address);
    if (region?.name !== 'fuses' && region?.name !== 'lock') {
      this.violations.push(`0x${address.toString(16)} is no fuse`);
      return;
    }
    region.data[address - region.base] = register(6);
    this.counts.fuseWrites++;
    this.takeTime(4);
  }

  private clearBits(region: Region, address: number, value: number): void {
    const offset = address - region.base;
    const is = region.data[offset] ?? 0;
    if ((is & value) !== value) this.counts.lostWrites++;
    region.data[offset] = is & value;
  }
}
